"""On paper a page takes the sheets that a meeting has room for."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import SHOWCASE, Sites
from tests.browser.print_pages import count_sheets
from tests.browser.watch import Watch

SHEETS = {
    "index.html": 2,
    "initiatives.html": 1,
    "roadmap.html": 1,
    "meeting.html": 1,
    "rules.html": 2,
    "guides/write-a-plan.html": 1,
    "metric/quote-turnaround-days.html": 2,
    "initiative/sales-cycle.html": 2,
    "initiative/service-contracts.html": 1,
    "initiative/order-entry.html": 2,
    "department/sales.html": 1,
}
"""How many sheets of A4 a page of the showcase may take."""


@pytest.mark.parametrize(("path", "most"), SHEETS.items(), ids=SHEETS)
def test_a_page_takes_no_more_sheets_than_it_may(page: Page, path: str, most: int) -> None:
    page.goto(path)
    assert 1 <= count_sheets(page) <= most


def test_a_dark_screen_prints_the_same_sheets(page: Page, dark: Page) -> None:
    for each in (page, dark):
        each.goto("initiatives.html")
    assert count_sheets(page) == count_sheets(dark)


SEEN = """
() => [...document.querySelectorAll("details > :not(summary)")]
  .map(each => each.checkVisibility({contentVisibilityAuto: true}) && each.getBoundingClientRect().height > 0)
"""


def test_folded_parts_are_on_paper_without_a_script(browser: Browser, sites: Sites) -> None:
    with Watch(browser, [sites.find(SHOWCASE).url]) as watch:
        page = watch.open(script=False)
        page.goto("initiative/sales-cycle.html")
        page.emulate_media(media="print")
        folded = page.evaluate(SEEN)
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        assert any(folded)
        assert folded == page.evaluate(SEEN)


def test_a_head_that_sorts_is_printed_on_every_sheet(page: Page) -> None:
    page.goto("rules.html")
    page.locator("thead button").first.wait_for()
    page.emulate_media(media="print")
    shown = page.locator("thead button").evaluate_all(
        "all => all.map(each => getComputedStyle(each).display)"
    )
    assert set(shown) == {"contents"}, "a button is left out where Chromium repeats a head"


@pytest.mark.parametrize("sheets", [1, 3])
def test_sheets_are_counted(page: Page, sheets: int) -> None:
    breaks = "<div style='break-after: page'>x</div>" * (sheets - 1)
    page.set_content(f"<!doctype html><title>x</title>{breaks}<p>the last one</p>")
    assert count_sheets(page) == sheets
