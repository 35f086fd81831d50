"""Code that can be copied, and what is folded away: it opens for an address and for paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import build_files, serve
from tests.browser.watch import Watch
from tests.sites import read_base

CODE = "select 1;\nselect 2;\n"
FILES = {
    "content/code.md": f"# Code\n\n```sql\n{CODE}```\n",
    **{f"content/notes/n{n}.md": f"# Note {n}\n" for n in range(160)},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site with code and many pages."""
    return build_files(tmp_path_factory.mktemp("code"), read_base() | FILES)


@pytest.fixture
def pages(browser: Browser, folder: Path) -> Iterator[Watch]:
    """Open pages of it."""
    with serve(folder) as url, Watch(browser, [url]) as watch:
        yield watch
        watch.assert_silent()


def copy(page: Page) -> None:
    page.get_by_role("button", name="Copy").focus()
    page.keyboard.press("Enter")


def test_code_is_copied_and_everybody_is_told(pages: Watch) -> None:
    page = pages.open()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("code.html")
    copy(page)
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    expect(page.locator(".copied [role=status]")).to_have_text("The code is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == CODE


def test_code_is_copied_where_there_is_no_clipboard(pages: Watch) -> None:
    page = pages.open()
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { get() { return undefined; } });"
        "document.addEventListener('copy', () => { window.taken = document.activeElement.value; });"
    )
    page.goto("code.html")
    copy(page)
    expect(page.locator(".copied .copy")).to_have_text("Copied")
    expect(page.locator(".copied .copy")).to_be_focused()
    assert page.evaluate("window.taken") == CODE
    expect(page.locator("textarea")).to_have_count(0)


def test_without_a_script_code_has_no_button(pages: Watch) -> None:
    page = pages.open(script=False)
    page.goto("code.html")
    expect(page.locator("pre")).to_contain_text("select 1;")
    expect(page.get_by_role("button")).to_have_count(0)


def test_an_address_opens_what_it_leads_into(pages: Watch) -> None:
    page = pages.open()
    page.goto("search.html#at.letter-n")
    expect(page.get_by_role("link", name="Note 159")).to_be_visible()
    expect(page.locator("details[open]")).to_have_count(1)
    page.goto("search.html")
    page.get_by_role("link", name="N", exact=True).click()
    expect(page.get_by_role("link", name="Note 159")).to_be_visible()


def test_paper_shows_everything_and_the_screen_is_as_it_was(pages: Watch) -> None:
    page = pages.open()
    page.goto("search.html#at.letter-n")
    expect(page.locator("details[open]")).to_have_count(1)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("details:not([open])")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("details[open]")).to_have_count(1)
