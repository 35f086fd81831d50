"""Every kind of page is accessible for all that axe-core can tell, in light and dark, narrow and wide."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import ALL, COLOUR, find_violations
from tests.browser.kinds import EDGES, KINDS, SHOWCASE, Sites
from tests.browser.watch import HEIGHT, Watch

OPEN = "open => document.querySelectorAll('details').forEach(each => { each.open = open })"
STATES = (
    (390, "light", True, ALL),
    (1440, "dark", False, COLOUR),
    (1440, "light", False, ALL),
    (390, "dark", True, COLOUR),
)
"""Width, scheme, whether all details are open, what is asked: dark differs from light in its colours only."""

PLANTED = {
    "a picture without words": ("<img src='data:,'>", "image-alt"),
    "pale words": ("<p class='pale'>Hardly to be read</p>", "color-contrast"),
    "a button without a name": ("<button></button>", "button-name"),
    "a second main part": ("<main></main>", "landmark-no-duplicate-main"),
}


def list_violations(page: Page, path: str, states: int) -> Iterator[str]:
    """Yield what is wrong with a page in its first states."""
    page.goto(path)
    for width, scheme, is_open, asked in STATES[:states]:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.evaluate(OPEN, is_open)
        yield from (f"{path} at {width} px, {scheme}: {each}" for each in find_violations(page, asked))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_page_is_accessible(browser: Browser, sites: Sites, kind: str) -> None:
    site = sites.find(SHOWCASE)
    with Watch(browser, [site.url]) as watch:
        page = watch.open()
        found = [each for path in site.kinds[kind] for each in list_violations(page, path, len(STATES))]
        assert not found, "\n".join(found)
        watch.assert_silent()


@pytest.mark.parametrize("name", EDGES)
def test_the_pages_of_a_small_site_are_accessible(browser: Browser, sites: Sites, name: str) -> None:
    site = sites.find(name)
    with Watch(browser, [site.url]) as watch:
        page = watch.open()
        paths = [path for kind in KINDS if kind != "rule_page" for path in site.kinds[kind]]
        found = [each for path in paths for each in list_violations(page, path, 2)]
        assert not found, "\n".join(found)
        watch.assert_silent()


@pytest.mark.parametrize("scheme", ["page", "dark", "narrow_page"])
def test_the_search_dialog_is_accessible(request: pytest.FixtureRequest, scheme: str) -> None:
    page: Page = request.getfixturevalue(scheme)
    page.goto("index.html")
    page.keyboard.press("/")
    expect(page.locator("dialog[open]")).to_be_visible()
    assert find_violations(page) == []
    page.keyboard.type("sales")
    expect(page.locator("dialog[open] [role=option]").first).to_be_visible()
    assert find_violations(page) == []


@pytest.mark.parametrize("scheme", ["page", "dark"])
def test_the_card_of_a_link_is_accessible(request: pytest.FixtureRequest, scheme: str) -> None:
    page: Page = request.getfixturevalue(scheme)
    page.goto("initiatives.html")
    page.locator("main a[href^='initiative/']").first.hover()
    expect(page.locator("[role=tooltip]")).to_be_visible()
    assert find_violations(page) == []


@pytest.mark.parametrize(("markup", "rule"), PLANTED.values(), ids=PLANTED)
def test_a_planted_violation_is_found(page: Page, markup: str, rule: str) -> None:
    page.goto("index.html")
    page.locator("main").evaluate("(main, markup) => main.insertAdjacentHTML('beforeend', markup)", markup)
    for pale in page.locator(".pale").all():
        pale.evaluate("each => { each.style.color = '#ddd' ; each.style.background = '#fff' }")
    assert rule in {each.partition(":")[0] for each in find_violations(page)}


def test_every_kind_of_page_is_opened(sites: Sites) -> None:
    site = sites.find(SHOWCASE)
    built = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.html")}
    opened = {path for paths in site.kinds.values() for path in paths}
    assert all(site.kinds.values())
    assert {path.rpartition("/")[0] for path in built} == {path.rpartition("/")[0] for path in opened}
