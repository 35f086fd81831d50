"""Searching by keyboard: from any page, with typing errors, without a server, and without a script."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.served import build_files, serve
from tests.browser.watch import Watch
from tests.sites import read_base

OPTION = "dialog.search [role=option]"
CHOSEN = f"{OPTION}[aria-selected=true]"


def open_search(page: Page, query: str, place: str = "index.html") -> None:
    page.goto(place)
    page.keyboard.press("/")
    page.keyboard.type(query)


@pytest.mark.parametrize(
    ("query", "title"),
    [
        pytest.param("Shorten the sales", "Shorten the sales cycle", id="a title that was begun"),
        pytest.param("shortn slaes cycle", "Shorten the sales cycle", id="a title with errors"),
        pytest.param("Tomasz Brnadt", "Tomasz Brandt", id="a person with an error"),
        pytest.param("sales cycle median", "Sales cycle, median days", id="a metric"),
        pytest.param("PB311", "PB311 coalition-empty", id="a rule by its code"),
    ],
)
def test_a_title_is_found_and_opened_by_keyboard(page: Page, query: str, title: str) -> None:
    open_search(page, query)
    expect(page.locator(CHOSEN)).to_contain_text(title)
    expect(page.locator("dialog.search [role=combobox]")).to_have_attribute(
        "aria-activedescendant", page.locator(CHOSEN).get_attribute("id") or "none"
    )
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(title)


def test_words_of_a_text_are_found_where_no_title_says_them(page: Page) -> None:
    open_search(page, "pays back the people who said yes")
    expect(page.locator(CHOSEN)).to_contain_text("Step 3: Incremental goals")
    expect(page.locator(f"{CHOSEN} .hitline mark")).not_to_have_count(0)


def test_a_heading_leads_to_its_place(page: Page) -> None:
    open_search(page, "fifteen minutes")
    expect(page.locator(CHOSEN)).to_contain_text("The fifteen minutes")
    page.keyboard.press("Enter")
    page.wait_for_url("**/how-we-review.html#the-fifteen-minutes")


def test_a_result_shows_the_steps_of_its_plan(page: Page) -> None:
    open_search(page, "average selling price", "initiatives.html")
    glyph = page.locator(f"{OPTION} svg.glyph").first
    expect(glyph).to_have_attribute("role", "img")
    expect(glyph).to_have_attribute("aria-label", re.compile("Coalition skipped"))
    listed = page.locator("main tbody svg.glyph").first
    for name in ("width", "height", "viewBox"):
        expect(glyph).to_have_attribute(name, listed.get_attribute(name) or "none")


def test_a_draft_is_marked(page: Page) -> None:
    open_search(page, "service contracts with every system")
    expect(page.locator(f"{CHOSEN} .tag")).to_have_text("Draft")


def test_arrows_choose_and_go_round(page: Page) -> None:
    open_search(page, "sales")
    expect(page.locator(OPTION).nth(5)).to_be_attached()
    first = page.locator(CHOSEN).get_attribute("href")
    page.keyboard.press("ArrowDown")
    expect(page.locator(CHOSEN)).to_have_count(1)
    assert page.locator(CHOSEN).get_attribute("href") != first
    page.keyboard.press("ArrowUp")
    assert page.locator(CHOSEN).get_attribute("href") == first
    page.keyboard.press("ArrowUp")
    expect(page.locator(CHOSEN)).to_have_attribute(
        "href", page.locator(OPTION).last.get_attribute("href") or ""
    )


def test_nothing_found_says_so_to_everybody(page: Page) -> None:
    open_search(page, "qqqqqq zzzzzz")
    status = page.locator("dialog.search [role=status]")
    expect(status).to_have_text("No page says “qqqqqq zzzzzz”.")
    expect(page.locator("dialog.search [role=combobox]")).to_have_attribute("aria-expanded", "false")


def test_the_nearest_titles_are_offered(page: Page) -> None:
    open_search(page, "forcaast xylophone")
    expect(page.locator("dialog.search [role=status]")).to_contain_text("These titles are the nearest.")
    expect(page.locator(OPTION).first).to_contain_text("forecast")


def test_escape_closes_and_the_focus_returns(page: Page) -> None:
    page.goto("initiatives.html")
    page.locator("#at\\.search").focus()
    page.keyboard.press("Enter")
    expect(page.locator("dialog.search")).to_be_visible()
    expect(page.locator("dialog.search input")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).to_be_hidden()
    expect(page.locator("#at\\.search")).to_be_focused()


def test_keys_open_it_but_not_while_somebody_writes(page: Page) -> None:
    page.goto("initiatives.html")
    page.locator("input[data-filter=text]").focus()
    page.keyboard.type("a/b")
    expect(page.locator("input[data-filter=text]")).to_have_value("a/b")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.locator("input[data-filter=text]").blur()
    page.keyboard.press("Control+k")
    expect(page.locator("dialog.search")).to_be_visible()


def test_a_question_mark_lists_the_keys(page: Page) -> None:
    page.goto("index.html")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_single_keys_can_be_switched_off_and_on_again(page: Page) -> None:
    page.goto("index.html")
    page.keyboard.press("?")
    page.get_by_label("/ and ? are commands").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    for key in ("/", "?"):
        page.keyboard.press(key)
    page.keyboard.press("Control+k")
    expect(page.locator("dialog.search")).to_be_visible()
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("/ and ? are commands").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("dialog.search")).to_be_visible()


def test_nothing_of_the_search_is_loaded_before_its_use(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto("index.html")
    page.wait_for_load_state("networkidle")
    late = ("index.js", "vendor.", "search.", "titles-", "texts-", "cards.")
    assert asked
    assert not [name for name in asked if name.startswith(late)]
    with page.expect_response("**/titles-*"):
        page.keyboard.press("/")
    assert not [name for name in asked if name.startswith("texts-")]


def test_the_page_of_the_search_takes_its_query_from_the_address_and_keeps_it_there(page: Page) -> None:
    page.goto("search.html?q=coaliton")
    expect(page.locator("#at\\.results a").first).to_contain_text("Coalition")
    expect(page.locator("#at\\.all")).to_be_hidden()
    page.locator("#at\\.q").fill("forecast")
    expect(page.locator("#at\\.results a").first).to_contain_text("forecast")
    assert page.url.endswith("search.html?q=forecast")
    page.locator("#at\\.q").fill("")
    expect(page.locator("#at\\.all")).to_be_visible()
    assert page.url.endswith("search.html")


def test_the_search_works_from_a_folder(browser: Browser, site_folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    open_search(page, "shortn sales cycle", site_folder.joinpath("initiatives.html").as_uri())
    expect(page.locator(CHOSEN)).to_contain_text("Shorten the sales cycle")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Shorten the sales cycle")
    page.goto(site_folder.joinpath("search.html").as_uri() + "?q=pays%20back%20the%20people")
    expect(page.locator("#at\\.results a").first).to_contain_text("Incremental goals")
    context.close()


def test_without_a_script_the_search_is_a_list(watch: Watch) -> None:
    page = watch.open(script=False)
    page.goto("index.html")
    expect(page.locator("#at\\.search")).to_be_hidden()
    page.get_by_role("link", name="All pages, A to Z").click()
    expect(page.locator("#at\\.find")).to_be_hidden()
    page.get_by_role("link", name="Shorten the sales cycle").click()
    expect(page.locator("h1")).to_contain_text("Shorten the sales cycle")


HOSTILE = "<img src=x onerror=alert(1)> & <b>bold</b>"


def test_what_an_author_writes_stays_a_text(browser: Browser, tmp_path: Path) -> None:
    crm = "content/initiatives/crm.md"
    files = read_base()
    files[crm] = files[crm].replace("title: One CRM for every deal", f"title: 'Quokka {HOSTILE}'")
    files["content/note.md"] = "# Wombat\n\n`<script>alert(1)</script>` and quokka &lt;i&gt;.\n"
    with serve(build_files(tmp_path, files)) as url, Watch(browser, [url]) as watch:
        page = watch.open()
        open_search(page, "quokka")
        expect(page.locator(OPTION)).to_have_count(2)
        expect(page.locator(OPTION).first).to_contain_text(f"Quokka {HOSTILE}")
        expect(page.locator(OPTION).last).to_contain_text("<script>alert(1)</script> and quokka <i>.")
        expect(page.locator("dialog :is(img, script, b, i)")).to_have_count(0)
        watch.assert_silent()


@pytest.mark.skipif(find_spec("pagefind_bin") is None, reason="the extra `pagefind` is not installed")
def test_pagefind_finds_words_of_a_text(browser: Browser, tmp_path: Path) -> None:
    files = read_base() | {"content/guides/note.md": "# A note\n\nWombats are <b>bold</b> diggers.\n"}
    files["playbook.toml"] = files["playbook.toml"].replace("[site]", '[site]\nsearch = "pagefind"')
    with serve(build_files(tmp_path, files)) as url, Watch(browser, [url]) as watch:
        page = watch.open()
        page.goto("search.html?q=wombats")
        expect(page.locator("#at\\.results a")).to_have_count(1)
        expect(page.locator("#at\\.results a")).to_contain_text("Wombats are <b>bold</b> diggers.")
        page.locator("#at\\.q").fill("evrey deal")
        expect(page.locator("#at\\.results a").first).to_contain_text("One CRM for every deal")
        watch.assert_silent()
