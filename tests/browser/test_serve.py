"""The preview in a browser: a save shows itself where the reader is, and so does what is broken, and its
end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.watch import Watch
from tests.previewed import DEADLINE, Running, running, wait_until
from tests.sites import read_base, write_site
from tests.test_serve_loop import CRM, PAGE, TITLE, edit

WAIT = DEADLINE * 1000
LONG = "\n".join(f"## Part {n}\n\nThis is what part {n} says, at some length.\n" for n in range(60))
NOTES = "content/notes.md"
HERE = "This is what part 40 says, at some length."
PLANTED = {"content/part.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"></svg>'}


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Running]:
    files = {**read_base(), NOTES: f"# Notes\n\nThe beginning.\n\n{LONG}\n", **PLANTED}
    with running(write_site(tmp_path, files)) as made:
        yield made


@pytest.fixture
def watched(browser: Browser, live: Running) -> Iterator[Watch]:
    with Watch(browser, [live.server.hosts.url]) as watch:
        yield watch
        watch.assert_silent()


def find_top(page: Page, words: str) -> float:
    """Give where a text stands in the window, in pixels from its top."""
    box = page.get_by_text(words, exact=True).bounding_box()
    assert box is not None
    return box["y"]


def mark(page: Page) -> None:
    """Leave a mark that a reload takes away."""
    page.evaluate("window.isOld = true")


def wait_for_reload(page: Page) -> None:
    """Wait until a marked page is another one, and whole (the page's policy lets no condition be sent
    there)."""

    def is_new() -> bool:
        try:
            return bool(page.evaluate("window.isOld === undefined && document.readyState === 'complete'"))
        except Error:  # the page went away while it was asked
            return False

    wait_until(is_new, "the page reloads")


def count_listeners(live: Running) -> int:
    return sum(each.is_alive() for each in live.server._open.values())


def test_a_save_is_seen_without_a_hand(live: Running, watched: Watch) -> None:
    page = watched.open()
    page.goto(PAGE)
    expect(page.get_by_text("Preview, not published.")).to_be_visible()
    edit(live, CRM, TITLE, "Another CRM for every deal")
    expect(page.locator("h1")).to_contain_text("Another CRM for every deal", timeout=WAIT)
    edit(live, CRM, "Another CRM", "A third CRM")
    expect(page.locator("h1")).to_contain_text("A third CRM", timeout=WAIT)


def test_a_finding_is_seen_at_its_place_and_goes_when_it_is_closed(live: Running, watched: Watch) -> None:
    page = watched.open()
    page.goto(PAGE)
    edit(live, CRM, "  goals:\n    owner: tom-hale\n", "  goals:\n")
    expect(page.get_by_text("stage `goals` has no owner").or_(page.get_by_text("PB101")).first).to_be_visible(
        timeout=WAIT
    )
    edit(live, CRM, "  goals:\n", "  goals:\n    owner: tom-hale\n")
    expect(page.get_by_text("PB101")).to_have_count(0, timeout=WAIT)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_place_is_kept_though_the_page_grows_above_it(live: Running, watched: Watch, width: int) -> None:
    page = watched.open(width)
    page.goto("notes.html")
    page.get_by_text(HERE, exact=True).scroll_into_view_if_needed()
    page.evaluate("scrollBy(0, 333)")
    before, scrolled = find_top(page, HERE), page.evaluate("scrollY")
    assert scrolled > 1000
    mark(page)
    edit(live, NOTES, "The beginning.", "The beginning.\n\n" + "Much more at the beginning. \n\n" * 9)
    wait_for_reload(page)
    assert page.evaluate("scrollY") > scrolled + 100
    assert abs(find_top(page, HERE) - before) < 2
    mark(page)
    edit(live, NOTES, HERE, "What stood here is another sentence now.")
    wait_for_reload(page)
    assert abs(find_top(page, "What stood here is another sentence now.") - before) < 2


def test_the_place_is_kept_through_a_message(live: Running, watched: Watch) -> None:
    page = watched.open()
    page.goto("notes.html")
    page.get_by_text(HERE, exact=True).scroll_into_view_if_needed()
    before = find_top(page, HERE)
    text = (live.root / "playbook.toml").read_text()
    (live.root / "playbook.toml").write_text("[site")
    expect(page.locator("h1")).to_have_text("The configuration cannot be used", timeout=WAIT)
    (live.root / "playbook.toml").write_text(text)
    expect(page.locator("h1")).to_have_text("Notes", timeout=WAIT)
    wait_for_reload(page)
    assert abs(find_top(page, HERE) - before) < 2


@pytest.mark.parametrize("dark", [False, True])
def test_what_breaks_fills_the_page_and_goes_by_itself(live: Running, watched: Watch, dark: bool) -> None:
    page = watched.open(390, dark=dark)
    page.goto(PAGE)
    broken = '{% extends "playbook/initiative.html" %}\n{% block crumbs %}{{ view.nothing }}{% endblock %}'
    write_site(live.root, {"templates/initiative.html": broken})
    expect(page.locator("h1")).to_have_text("A template cannot be used", timeout=WAIT)
    expect(page.get_by_text("templates/initiative.html:2:1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.url.endswith(PAGE)
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert colour == ("rgb(20, 23, 26)" if dark else "rgb(255, 255, 255)")
    page.goto("index.html")
    expect(page.locator("h1")).to_have_text("A template cannot be used")
    (live.root / "templates/initiative.html").unlink()
    expect(page.get_by_text("Preview, not published.")).to_be_visible(timeout=WAIT)
    expect(page.locator("h1")).not_to_have_text("A template cannot be used", timeout=WAIT)


def test_a_page_that_did_not_change_is_left_alone(live: Running, watched: Watch) -> None:
    page = watched.open()
    page.goto("rules.html")
    mark(page)
    wait_until(lambda: count_listeners(live) > 0, "the page listens")
    number = live.preview.current.number
    tag = live.preview.current.find("rules.html").tag
    edit(live, NOTES, "The beginning.", "Another beginning.")
    shown = live.wait_for(lambda shown: shown.number > number, "the build")
    assert shown.find("rules.html").tag == tag
    page.goto("notes.html")
    expect(page.get_by_text("Another beginning.")).to_be_visible()


def test_an_image_that_changes_is_seen(live: Running, watched: Watch) -> None:
    edit(live, NOTES, "The beginning.", "![a part](part.svg)")
    live.wait_for_page("notes.html", b"files/part.svg")
    page = watched.open()
    page.goto("notes.html")
    mark(page)
    write_site(live.root, {"content/part.svg": PLANTED["content/part.svg"].replace('"40"', '"80"')})
    wait_for_reload(page)
    expect(page.get_by_alt_text("a part")).to_have_js_property("naturalWidth", 80)


def look_away(page: Page) -> None:
    """Let a page think that nobody looks at it, as a browser tells one in another tab."""
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_many_open_pages_do_not_keep_each_other_waiting(live: Running, watched: Watch) -> None:
    first = watched.open()
    pages = [
        first,
        *(first.context.new_page() for _ in range(8)),
    ]  # a browser opens six connections to a host
    for page in pages:
        page.goto(PAGE)
        look_away(page)
    edit(live, CRM, TITLE, "Another CRM")
    live.wait_for_page(PAGE, b"Another CRM")
    for page in pages:
        expect(page.locator("h1")).to_contain_text(TITLE)
    pages[0].goto("index.html")
    expect(pages[0].get_by_text("Another CRM").first).to_be_visible()
