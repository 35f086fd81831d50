"""The navigation's own entries: each leads to a page that is there.

In: the configuration and the pages. Out: a fault at its line of the configuration for each that does not.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from playbook.config import Config, say_at
from playbook.diagnostic import Fault
from playbook.model.page import Page
from playbook.model.site import find_named
from playbook.words import quote, suggest

RULE = "unknown-reference"


def check_navigation(config: Config, pages: Mapping[str, Page]) -> Iterator[Fault]:
    """Yield a fault for each entry whose page is not there."""
    for n, each in enumerate(config.settings.site.navigation):
        if find_named(pages, each.page) is None:
            known = frozenset(key.removeprefix("page/") for key in pages)
            words = f"the navigation leads to {quote(each.page)}, and there is no such page"
            path = ("site", "navigation", n, "page")
            yield replace(say_at(config, path, words, suggest(each.page, known)), rule=RULE)
