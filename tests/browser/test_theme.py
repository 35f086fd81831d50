"""The theme switch: it goes round, says what it is, and is remembered where the browser allows it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watch import Watch

SWITCH = "#at\\.theme"
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("", "SecurityError"); }
});"""
PAPER = "getComputedStyle(document.body).backgroundColor"


def press(page: Page) -> None:
    page.locator(SWITCH).focus()
    page.keyboard.press("Enter")


def test_it_goes_round_and_says_so(page: Page) -> None:
    page.goto("index.html")
    switch = page.locator(SWITCH)
    expect(switch).to_have_attribute("aria-label", "Theme: system. Change to light")
    press(page)
    expect(switch).to_have_attribute("aria-label", "Theme: light. Change to dark")
    light = page.evaluate(PAPER)
    press(page)
    expect(switch).to_have_attribute("aria-label", "Theme: dark. Change to system")
    assert page.evaluate(PAPER) != light
    press(page)
    expect(switch).to_have_attribute("aria-label", "Theme: system. Change to light")
    assert page.evaluate(PAPER) == light


def test_the_choice_holds_on_the_next_page_before_it_is_painted(page: Page) -> None:
    page.goto("index.html")
    press(page)
    press(page)
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => {"
        " window.early = document.documentElement.dataset.theme; })"
    )
    page.goto("roadmap.html")
    assert page.evaluate("window.early") == "dark"
    expect(page.locator(SWITCH)).to_have_attribute("aria-label", "Theme: dark. Change to system")
    head = page.locator("head script").first
    assert "theme." in (head.get_attribute("src") or "")
    assert head.get_attribute("defer") is None


def test_a_dark_system_is_dark_until_somebody_chooses_light(dark: Page, page: Page) -> None:
    page.goto("index.html")
    light = page.evaluate(PAPER)
    dark.goto("index.html")
    assert dark.evaluate(PAPER) != light
    press(dark)
    assert dark.evaluate(PAPER) == light


def test_another_tab_follows(watch: Watch) -> None:
    page = watch.open()
    page.goto("index.html")
    other = page.context.new_page()
    other.goto("reviews.html")
    press(page)
    expect(other.locator(SWITCH)).to_have_attribute("aria-label", "Theme: light. Change to dark")


@pytest.mark.parametrize("place", ["served", "a folder"])
def test_it_works_where_storage_is_blocked(
    browser: Browser, site_url: str, site_folder: Path, place: str
) -> None:
    context = browser.new_context()
    faults: list[str] = []
    context.on("weberror", lambda error: faults.append(str(error.error)))
    page = context.new_page()
    page.add_init_script(BLOCKED)
    page.goto(f"{site_url}index.html" if place == "served" else site_folder.joinpath("index.html").as_uri())
    press(page)
    expect(page.locator(SWITCH)).to_have_attribute("aria-label", "Theme: light. Change to dark")
    assert not faults
    context.close()


def test_without_a_script_there_is_no_switch(watch: Watch) -> None:
    page = watch.open(script=False)
    page.goto("index.html")
    expect(page.locator(SWITCH)).to_be_hidden()
