"""A page on paper, as the browser prints it.

In: an open page. Out: how many sheets of A4 it takes.
"""

import re

from playwright.sync_api import Page

_SHEET = re.compile(rb"/Type\s*/Page\b")


def count_sheets(page: Page) -> int:
    """Print a page to A4 and count the sheets."""
    return len(_SHEET.findall(page.pdf(format="A4", prefer_css_page_size=True)))
