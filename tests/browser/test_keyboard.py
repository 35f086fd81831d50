"""The keyboard alone: past the navigation, through every control in the order of reading, never unseen."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.kinds import KINDS, SHOWCASE, Sites
from tests.browser.measured import ask
from tests.browser.watch import Watch

STEPS = 30
ORDER = """
() => {
  const now = document.activeElement;
  const last = window.lastFocused;
  window.lastFocused = now;
  if (now === document.body || !last) return "";
  const follows = last.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
  const box = now.getBoundingClientRect();
  const isSeen = box.width > 0 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  const wrong = (follows ? "" : "goes back to ") + (isSeen ? "" : "is unseen on ");
  return wrong && wrong + now.outerHTML.slice(0, 90);
}
"""


@pytest.mark.parametrize("kind", KINDS)
def test_the_focus_goes_in_the_order_of_reading_and_is_seen(
    browser: Browser, sites: Sites, kind: str
) -> None:
    site = sites.find(SHOWCASE)
    with Watch(browser, [site.url]) as watch:
        page = watch.open()
        page.goto(site.kinds[kind][0])
        assert page.locator("[tabindex]:not([tabindex='0'], [tabindex='-1'])").count() == 0
        for _ in range(STEPS):
            page.keyboard.press("Tab")
            assert page.evaluate(ORDER) == ""
        assert ask(page, "blind") == []


def test_the_skip_link_is_first_and_leads_to_the_main_part(page: Page) -> None:
    page.goto("index.html")
    page.keyboard.press("Tab")
    skip = page.locator("a:focus")
    expect(skip).to_have_text("Skip to content")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


def test_folded_parts_open_by_keyboard(page: Page) -> None:
    page.goto("initiative/sales-cycle.html")
    folded = page.locator("details:has(> summary:visible):not([open])")
    count = folded.count()
    assert count
    folded.first.locator("> summary").focus()
    page.keyboard.press("Enter")
    expect(folded).to_have_count(count - 1)


def test_a_control_that_does_not_show_its_focus_is_found(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.set_content("<!doctype html><button>Seen</button><a href='/'>Seen</a>")
        page.keyboard.press("Tab")
        assert ask(page, "blind") == []
        page.set_content("<!doctype html><style>* { outline: none }</style><a href='/'>Unseen</a>")
        page.keyboard.press("Tab")
        assert len(ask(page, "blind")) == 1
