"""A table that is cut into pages is filtered and sorted as a whole, and the address keeps it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook.view.paging import SIZES, Size
from playbook.view.table import MOST_VALUES
from tests.browser.served import serve
from tests.browser.watch import Watch
from tests.busy import make_busy
from tests.rendered import render_files
from tests.sites import write_site

NUMBER, EACH = MOST_VALUES + 20, 30
ROWS = "table[data-table=initiatives] tbody tr"
COUNT = "[data-count=initiatives]"
PAGES = "nav[data-pages=initiatives]"
FOUND = "nav.pages:not([data-pages])"
FAR = "lists/initiatives/3.html"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a playbook with more owners than a page can offer, thirty rows to a page."""
    place = tmp_path_factory.mktemp("paged")
    sizes = {**SIZES, "initiatives": Size(EACH, EACH, EACH)}
    return write_site(place / "site", render_files(place / "source", make_busy(NUMBER), sizes=sizes))


@pytest.fixture(scope="module")
def url(folder: Path) -> Iterator[str]:
    """Serve it."""
    with serve(folder) as address:
        yield address


@pytest.fixture
def watch(browser: Browser, url: str) -> Iterator[Watch]:
    """Open its pages; none may do what a good page never does."""
    with Watch(browser, [url]) as opened:
        yield opened
        opened.assert_silent()


@pytest.fixture
def page(watch: Watch) -> Page:
    """Give a page of 1440 px."""
    return watch.open(1440)


def list_titles(page: Page) -> list[str]:
    return page.locator(f"{ROWS} th a").all_inner_texts()


def test_a_word_finds_a_row_of_another_page_and_the_address_keeps_it(page: Page) -> None:
    page.goto("initiatives.html")
    expect(page.locator(COUNT)).to_have_text(f"{NUMBER} initiatives")
    assert "Plan 110" not in list_titles(page)
    page.get_by_role("searchbox", name="Find").fill("plan 110")
    expect(page.locator(COUNT)).to_have_text(f"1 of {NUMBER} initiatives")
    assert list_titles(page) == ["Plan 110"]
    expect(page.locator(PAGES)).to_be_hidden()
    page.reload()
    expect(page.locator(COUNT)).to_have_text(f"1 of {NUMBER} initiatives")
    page.get_by_role("link", name="Plan 110").click()
    expect(page.locator("h1")).to_contain_text("Plan 110")


def test_rows_lead_on_from_any_page_and_clear_brings_its_own_back(page: Page) -> None:
    page.goto(FAR)
    own = list_titles(page)
    page.get_by_role("searchbox", name="Find").fill("plan 007")
    expect(page.locator(ROWS)).to_have_count(1)
    page.get_by_role("button", name="Clear").click()
    expect(page.locator(ROWS)).to_have_count(EACH)
    assert list_titles(page) == own
    expect(page.locator(PAGES)).to_be_visible()
    assert page.url.endswith(FAR)
    page.goto(f"{FAR}?initiatives.text=plan+007")
    page.get_by_role("link", name="Plan 007").click()
    assert page.url.endswith("/initiative/plan-007.html")


def test_sorting_runs_over_all_pages_and_has_pages_of_its_own(page: Page) -> None:
    page.goto(f"{FAR}?initiatives.sort=-initiative")
    expect(page.locator(f"{ROWS} th a").first).to_have_text(f"Plan {NUMBER - 1:03}")
    assert list_titles(page) == [f"Plan {n:03}" for n in range(NUMBER - 1, NUMBER - 1 - EACH, -1)]
    head = page.locator("table[data-table=initiatives] th[aria-sort]")
    expect(head).to_have_attribute("aria-sort", "descending")
    after = page.locator(FOUND).get_by_role("button", name="Next")
    for _ in range(3):
        after.focus()
        page.keyboard.press("Enter")
    expect(page.locator(FOUND)).to_contain_text("Page 4 of 4")
    expect(after).to_be_disabled()
    assert list_titles(page) == [f"Plan {n:03}" for n in range(NUMBER - 1 - 3 * EACH, -1, -1)]
    assert "initiatives.page=4" in page.url
    page.reload()
    expect(page.locator(f"{ROWS} th a").last).to_have_text("Plan 000")
    page.get_by_role("searchbox", name="Find").fill("plan 11")
    expect(page.locator(FOUND)).to_be_hidden()
    assert "initiatives.page" not in page.url


def test_owners_too_many_for_a_page_can_be_chosen_and_sent_on(page: Page) -> None:
    page.goto("initiatives.html")
    owner = page.locator("select[data-filter=owner]")
    expect(owner.locator("option")).to_have_count(NUMBER + 1)
    owner.select_option(label="Person 077")
    expect(page.locator(COUNT)).to_have_text(f"1 of {NUMBER} initiatives")
    assert list_titles(page) == ["Plan 077"]
    page.goto("initiatives.html?initiatives.owner=person/p-099")
    expect(page.locator(f"{ROWS} th a")).to_have_text(["Plan 099"])
    expect(owner).to_have_value("person/p-099")


def test_nothing_is_loaded_until_it_is_asked_for(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(FAR)
    expect(page.locator(COUNT)).to_have_text(f"{NUMBER} initiatives")
    assert [each for each in asked if "/keys-" in each or "/rows-" in each] == []
    page.get_by_role("searchbox", name="Find").fill("plan 001")
    expect(page.locator(ROWS)).to_have_count(1)
    assert sum("/rows-" in each for each in asked) == 1


def test_it_works_from_a_folder(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(folder.joinpath(FAR).as_uri())
    page.get_by_role("searchbox", name="Find").fill("plan 003")
    expect(page.locator(ROWS)).to_have_count(1)
    page.reload()
    page.get_by_role("link", name="Plan 003").click()
    assert page.url == folder.joinpath("initiative/plan-003.html").as_uri()
    context.close()


def test_where_the_rows_cannot_be_loaded_the_page_says_so_and_leads_on(browser: Browser, url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/assets/keys-*", lambda route: route.abort())
    page.goto(f"{url}initiatives.html")
    page.get_by_role("searchbox", name="Find").fill("plan 110")
    expect(page.locator(COUNT)).to_contain_text("cannot be loaded")
    expect(page.locator(PAGES)).to_be_visible()
    expect(page.locator(ROWS)).to_have_count(EACH)
    context.close()


def test_without_a_script_every_row_is_reached_by_the_pages(watch: Watch) -> None:
    page = watch.open(390, script=False)
    page.goto("initiatives.html")
    seen = list_titles(page)
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        seen += list_titles(page)
    assert sorted(seen) == [f"Plan {n:03}" for n in range(NUMBER)]
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(PAGES)).to_contain_text("Page 4 of 4, 91 to 120 of 120")
    page.get_by_role("link", name="Page 2").click()
    assert page.url.endswith("lists/initiatives/2.html")
