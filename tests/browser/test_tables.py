"""Tables: filtered and sorted by keyboard, and the address keeps what was chosen."""

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.browser.served import serve
from tests.browser.watch import Watch
from tests.rendered import render_files
from tests.sites import read_base, write_site

ROWS = "table[data-table=initiatives] tbody tr"
SHOWN = f"{ROWS}:not([hidden])"
COUNT = "[data-count=initiatives]"


def list_titles(page: Page) -> list[str]:
    return page.locator(f"{SHOWN} th a").all_inner_texts()


def focus_sorter(page: Page, name: str) -> None:
    page.locator("table[data-table=initiatives] thead").get_by_role("button", name=name).focus()


def test_a_word_filters_and_the_address_keeps_it(page: Page) -> None:
    page.goto("initiatives.html")
    total = page.locator(ROWS).count()
    expect(page.locator(COUNT)).to_have_text(f"{total} initiatives")
    page.get_by_role("searchbox", name="Find").focus()
    page.keyboard.type("FORECAST finance")
    expect(page.locator(SHOWN).first).to_contain_text("A forecast that finance can plan on")
    left = page.locator(SHOWN).count()
    assert 0 < left < total
    expect(page.locator(COUNT)).to_have_text(f"{left} of {total} initiatives")
    assert "initiatives.text=FORECAST+finance" in page.url
    page.reload()
    expect(page.locator(SHOWN)).to_have_count(left)
    expect(page.get_by_role("searchbox", name="Find")).to_have_value("FORECAST finance")


def test_lists_filter_together(page: Page) -> None:
    page.goto("initiatives.html")
    owner = page.locator("select[data-filter=owner]")
    health = page.locator("select[data-filter=health]")
    owner.select_option(label="Mateo Ruiz")
    expect(page.locator(SHOWN)).to_have_count(1)
    health.select_option(label="On track")
    expect(page.locator(SHOWN)).to_have_count(0)
    expect(page.locator(COUNT)).to_contain_text("None of")


def test_clear_takes_everything_back(page: Page) -> None:
    page.goto("initiatives.html?initiatives.text=forecast&initiatives.sort=-initiative&other=1")
    total = page.locator(ROWS).count()
    clear = page.get_by_role("button", name="Clear")
    expect(clear).to_be_visible()
    clear.focus()
    page.keyboard.press("Enter")
    expect(page.locator(SHOWN)).to_have_count(total)
    expect(page.get_by_role("searchbox", name="Find")).to_be_focused()
    expect(clear).to_be_hidden()
    assert page.url.endswith("initiatives.html?other=1")
    expect(page.locator("th[aria-sort]")).to_have_count(0)


def test_heads_sort_and_say_so(page: Page) -> None:
    page.goto("initiatives.html")
    listed = list_titles(page)
    focus_sorter(page, "Initiative")
    page.keyboard.press("Enter")
    assert list_titles(page) == sorted(listed, key=str.casefold)
    head = page.locator("table[data-table=initiatives] th[aria-sort]")
    expect(head).to_have_attribute("aria-sort", "ascending")
    page.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert list_titles(page) == sorted(listed, key=str.casefold, reverse=True)
    assert page.url.endswith("?initiatives.sort=-initiative")
    page.reload()
    assert list_titles(page) == sorted(listed, key=str.casefold, reverse=True)


def read_values(page: Page, column: str) -> list[str]:
    return [each.get_attribute("data-value") or "" for each in page.locator(f"{SHOWN} .{column}").all()]


def test_what_is_empty_stands_last_whichever_way(page: Page) -> None:
    page.goto("initiatives.html")
    for _ in range(2):
        focus_sorter(page, "Next")
        page.keyboard.press("Enter")
        values = read_values(page, "nx")
        filled = [each for each in values if each]
        assert values == filled + [""] * (len(values) - len(filled))
        assert "" in values
    assert filled == sorted(filled, reverse=True)


def test_numbers_are_sorted_as_numbers(page: Page) -> None:
    page.goto("initiatives.html?initiatives.sort=distance")
    values = [float(each) for each in read_values(page, "ra") if each]
    assert values == sorted(values)
    assert len(values) > 3


def test_equal_values_keep_their_order(page: Page) -> None:
    page.goto("initiatives.html")
    listed = list_titles(page)
    focus_sorter(page, "Owner")
    page.keyboard.press("Enter")
    owners = dict(zip(list_titles(page), read_values(page, "ow"), strict=True))
    by_owner = sorted(listed, key=lambda title: (owners[title] == "", owners[title].casefold()))
    assert list_titles(page) == by_owner


def test_a_theme_is_found_as_a_whole(browser: Browser, tmp_path: Path) -> None:
    files = read_base()
    plan = files["content/initiatives/crm.md"]
    for name, theme in (("a", "growth"), ("b", "Sales growth")):
        text = plan.replace("title: One CRM for every deal", f"title: Plan {name}\ntheme: {theme}")
        files[f"content/initiatives/plan-{name}.md"] = text
    folder = write_site(tmp_path / "site", render_files(tmp_path / "source", files))
    with serve(folder) as url, Watch(browser, [url]) as opened:
        page = opened.open(1440)
        page.goto("initiatives.html")
        page.locator("select[data-filter=theme]").select_option(label="growth")
        expect(page.locator(f"{SHOWN} th a")).to_have_text(["Plan a"])


def test_a_department_finds_all_that_hits_it(page: Page) -> None:
    page.goto("department/finance.html")
    own = page.locator("section:has(#at\\.changes) tbody th a").all_inner_texts()
    page.goto("initiatives.html")
    page.locator("select[data-filter=department]").select_option(label="Finance")
    page.locator("select[data-filter=health]").select_option("")
    hit = list_titles(page)
    assert set(own) <= set(hit)
    assert len(own) > 1
    owned = [
        each for each in page.locator(f"{SHOWN} .ow .sub").all_inner_texts() if each.strip() == "Finance"
    ]
    assert len(owned) < len(hit) < page.locator(ROWS).count()


def test_what_is_counted_begins_with_the_most(page: Page) -> None:
    page.goto("people.html")
    button = page.locator("table[data-table=people] thead").get_by_role("button", name="Overdue")
    late = page.locator("table[data-table=people] tbody td[data-l=Overdue]")
    head = page.locator("table[data-table=people] th[aria-sort]")
    for order, way in (("descending", True), ("ascending", False)):
        button.click()
        expect(head).to_have_attribute("aria-sort", order)
        numbers = [int(each) for each in late.all_inner_texts()]
        assert numbers == sorted(numbers, reverse=way)
        assert len(set(numbers)) > 1


def test_a_verdict_stands_on_one_line(page: Page) -> None:
    page.goto("reviews.html")
    for column in ("Verdict", "Reviewer"):
        lines = page.locator(f"table.held td[data-l={column}] > :first-child").evaluate_all(
            "all => all.map(each => each.getClientRects().length * each.offsetHeight)"
        )
        assert len(set(lines)) == 1, column


def test_an_unknown_value_in_the_address_filters_nothing(page: Page) -> None:
    page.goto("initiatives.html?initiatives.owner=nobody&initiatives.sort=nothing")
    expect(page.locator(SHOWN)).to_have_count(page.locator(ROWS).count())
    assert page.url.endswith("initiatives.html")


def test_a_narrow_screen_has_a_list_to_sort_by(narrow_page: Page) -> None:
    narrow_page.goto("initiatives.html")
    listed = list_titles(narrow_page)
    narrow_page.get_by_label("Sort by").select_option(label="Initiative")
    assert list_titles(narrow_page) == sorted(listed, key=str.casefold)
    narrow_page.goto("people.html")
    narrow_page.get_by_label("Sort by").select_option(label="Overdue")
    assert narrow_page.url.endswith("?people.sort=-overdue")
    narrow_page.reload()
    expect(narrow_page.get_by_label("Sort by")).to_have_value("-overdue")


def test_it_works_from_a_folder(browser: Browser, site_folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site_folder.joinpath("initiatives.html").as_uri())
    page.get_by_role("searchbox", name="Find").fill("forecast")
    left = page.locator(SHOWN).count()
    assert left < page.locator(ROWS).count()
    page.reload()
    expect(page.locator(SHOWN)).to_have_count(left)
    context.close()


def test_without_a_script_the_table_is_whole_and_nothing_is_offered(watch: Watch) -> None:
    page = watch.open(script=False)
    page.goto("initiatives.html?initiatives.text=forecast")
    assert page.locator(SHOWN).count() == page.locator(ROWS).count() > 3
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator("th button")).to_have_count(0)
