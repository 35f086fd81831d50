"""Cards of links: by pointer, by keyboard, by a long press; a tap and a click follow the link as ever."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.watch import Watch

CARD = "#at\\.card"
PLAN = "main a[href='initiative/selling-price.html']"


@pytest.fixture
def listed(page: Page) -> Page:
    """Open the list of initiatives."""
    page.goto("initiatives.html")
    return page


def test_a_card_opens_where_the_pointer_rests(listed: Page) -> None:
    listed.locator(PLAN).first.hover()
    card = listed.locator(CARD)
    expect(card).to_be_visible()
    expect(card).to_contain_text("Raise the average selling price")
    expect(card).to_contain_text("Stuck")
    expect(card).to_contain_text("Mateo Ruiz")
    expect(card.locator("svg.glyph")).to_have_attribute("role", "img")


def test_it_stays_under_the_pointer_and_closes_when_it_leaves(listed: Page) -> None:
    listed.locator(PLAN).first.hover()
    card = listed.locator(CARD)
    expect(card).to_be_visible()
    card.hover(position={"x": 20, "y": 20})
    listed.wait_for_timeout(400)
    expect(card).to_be_visible()
    listed.mouse.move(5, 5)
    expect(card).to_be_hidden()


def test_it_opens_for_the_keyboard_describes_its_link_and_escape_closes_it(listed: Page) -> None:
    link = listed.locator(PLAN).first
    listed.keyboard.press("Tab")
    link.focus()
    card = listed.locator(CARD)
    expect(card).to_be_visible()
    expect(card).to_have_attribute("role", "tooltip")
    expect(link).to_have_attribute("aria-describedby", "at.card")
    expect(link).to_be_focused()
    listed.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).not_to_have_attribute("aria-describedby", "at.card")
    listed.keyboard.press("Enter")
    expect(listed.locator("h1")).to_contain_text("Raise the average selling price")


def test_it_closes_when_the_focus_goes_on(listed: Page) -> None:
    listed.keyboard.press("Tab")
    listed.locator(PLAN).first.focus()
    expect(listed.locator(CARD)).to_be_visible()
    listed.locator("#at\\.search").focus()
    expect(listed.locator(CARD)).to_be_hidden()


@pytest.mark.parametrize(
    ("place", "link", "words"),
    [
        ("people.html", "person/ines-aldana.html", "Sales"),
        ("metrics.html", "metric/sales-cycle-days.html", "days on"),
    ],
    ids=["a person", "a metric"],
)
def test_people_and_metrics_have_cards(page: Page, place: str, link: str, words: str) -> None:
    page.goto(place)
    page.locator(f"main a[href='{link}']").first.hover()
    expect(page.locator(CARD)).to_contain_text(words)


def test_other_links_have_none(page: Page) -> None:
    page.goto("initiative/selling-price.html")
    page.locator("nav a[href='../metrics.html']").first.hover()
    page.wait_for_timeout(600)
    expect(page.locator(CARD)).to_have_count(0)


def touch(page: Page, milliseconds: int) -> None:
    """Hold a finger on the first link of a plan for a time."""
    link = page.locator(PLAN).first
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box
    session = page.context.new_cdp_session(page)
    point = {"x": box["x"] + 10, "y": box["y"] + 5}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.wait_for_timeout(milliseconds)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_tap_follows_the_link(narrow_page: Page) -> None:
    narrow_page.goto("initiatives.html")
    narrow_page.locator(PLAN).first.tap()
    expect(narrow_page.locator("h1")).to_contain_text("Raise the average selling price")


def test_a_long_press_opens_the_card_with_its_ways_and_a_tap_elsewhere_closes_it(narrow_page: Page) -> None:
    narrow_page.goto("initiatives.html")
    touch(narrow_page, 1500)
    card = narrow_page.locator(CARD)
    expect(card).to_be_visible()
    assert narrow_page.url.endswith("initiatives.html")
    box = card.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    expect(card.get_by_role("link", name="Open in a new tab")).to_be_visible()
    narrow_page.locator("h1").tap()
    expect(card).to_be_hidden()
    touch(narrow_page, 1500)
    card.get_by_role("link", name="Open", exact=True).tap()
    expect(narrow_page.locator("h1")).to_contain_text("Raise the average selling price")


def test_a_card_opens_from_a_folder(browser: Browser, site_folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site_folder.joinpath("initiatives.html").as_uri())
    page.locator(PLAN).first.hover()
    expect(page.locator(CARD)).to_contain_text("Stuck")
    context.close()


def test_without_a_script_a_link_is_a_link(watch: Watch) -> None:
    page = watch.open(script=False)
    page.goto("initiatives.html")
    page.locator(PLAN).first.hover()
    expect(page.locator(CARD)).to_have_count(0)
    page.locator(PLAN).first.click()
    expect(page.locator("h1")).to_contain_text("Raise the average selling price")
