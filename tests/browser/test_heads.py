"""Heads: of a table in one line, of the page in two rows; nothing is written before a figure but its sign."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds import KINDS, SHOWCASE, Sites
from tests.browser.watch import Watch

TOPS = """
() => [...document.querySelectorAll("thead")].map(head => {
  const range = document.createRange();
  const bottoms = [...head.querySelectorAll("th")].filter(each => each.innerText.trim()).map(each => {
    range.selectNodeContents(each);
    return Math.round([...range.getClientRects()].at(-1).bottom);
  });
  return Math.max(...bottoms) - Math.min(...bottoms);
})
"""
BEFORE = """
() => [...document.querySelectorAll("th, td")].map(each => getComputedStyle(each, "::before").content)
  .filter(content => content !== "none" && content !== "normal")
"""
ROWS = "() => new Set([...document.querySelectorAll('.nav a')].map(each => each.offsetTop)).size"


@pytest.mark.parametrize("path", ["rules.html", "departments.html", "reviews.html"])
def test_the_heads_of_a_table_stand_in_one_line(page: Page, path: str) -> None:
    page.goto(path)
    page.locator("thead button").first.wait_for()
    assert max(page.evaluate(TOPS)) <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_no_cell_of_a_wide_table_has_a_word_before_it(browser: Browser, sites: Sites, kind: str) -> None:
    site = sites.find(SHOWCASE)
    with Watch(browser, [site.url]) as watch:
        page = watch.open()
        for path in site.kinds[kind]:
            page.goto(path)
            assert page.evaluate(BEFORE) == [], path


@pytest.mark.parametrize("width", [353, 360, 390, 430])
def test_the_navigation_takes_two_rows_of_a_phone(watch: Watch, width: int) -> None:
    page = watch.open(width, touch=True)
    page.goto("index.html")
    assert page.evaluate(ROWS) == 2
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_what_is_due_is_one_tap_away_on_a_phone(narrow_page: Page) -> None:
    narrow_page.goto("index.html")
    link = narrow_page.get_by_role("link", name="What we do next")
    box = link.bounding_box()
    assert box
    assert box["y"] < 700
    link.tap()
    narrow_page.wait_for_function("document.getElementById('at.next').getBoundingClientRect().top < 60")
