"""What scripts open is as accessible as what stands in a page: results, keys, a card, a filtered table."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import find_violations
from tests.browser.watch import Watch

SIZES = {"wide": (1440, False), "narrow": (390, False), "dark": (1440, True)}


def open_results(page: Page) -> None:
    page.goto("index.html")
    page.keyboard.press("/")
    page.keyboard.type("coalition")
    expect(page.locator("dialog.search .hitline mark").first).to_be_visible()


def open_nothing(page: Page) -> None:
    page.goto("index.html")
    page.keyboard.press("/")
    page.keyboard.type("qqqqq zzzzz")
    expect(page.locator("dialog.search [role=status]")).to_contain_text("No page says")


def open_keys(page: Page) -> None:
    page.goto("index.html")
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_be_visible()


def open_card(page: Page) -> None:
    page.goto("initiatives.html")
    page.keyboard.press("Tab")
    page.locator("main a[href='initiative/selling-price.html']").first.focus()
    expect(page.locator("#at\\.card")).to_be_visible()


def open_found(page: Page) -> None:
    page.goto("search.html?q=forecast")
    expect(page.locator("#at\\.results a").first).to_be_visible()


def open_filtered(page: Page) -> None:
    page.goto("initiatives.html?initiatives.text=forecast&initiatives.sort=-initiative")
    expect(page.get_by_role("button", name="Clear")).to_be_visible()


STATES: dict[str, Callable[[Page], None]] = {
    "results": open_results,
    "no results": open_nothing,
    "keys": open_keys,
    "a card": open_card,
    "a page of results": open_found,
    "a filtered table": open_filtered,
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_what_scripts_open_is_accessible(watch: Watch, state: str, size: str) -> None:
    width, dark = SIZES[size]
    page = watch.open(width, dark=dark)
    STATES[state](page)
    assert find_violations(page) == []
