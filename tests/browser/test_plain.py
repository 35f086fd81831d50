"""Without a script every kind of page reads, offers nothing that does not work, and its links lead on."""

from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.kinds import KINDS, SHOWCASE, Sites
from tests.browser.watch import Watch

NEEDS_SCRIPT = "button, select, textarea, input:not([disabled]), [role=button], [role=combobox], .js-only"
ADDRESSES = "links => links.map(each => each.href?.baseVal ?? each.href)"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_reads_and_shows_no_control_that_needs_a_script(
    browser: Browser, sites: Sites, kind: str
) -> None:
    site = sites.find(SHOWCASE)
    with Watch(browser, [site.url]) as watch:
        plain, full = watch.open(script=False), watch.open()
        for path in site.kinds[kind]:
            plain.goto(path)
            full.goto(path)
            expect(plain.locator("h1:visible")).to_have_count(1)
            for heading in full.locator("main :is(h2, h3):visible").all_inner_texts():
                assert heading in plain.locator("main").inner_text(), f"{path} does not read without a script"
            offered = plain.locator(f":is({NEEDS_SCRIPT}):visible")
            assert offered.count() == 0, f"{path} offers {offered.first.inner_text()!r}"


def test_a_control_that_needs_a_script_is_seen_where_there_is_one(browser: Browser, sites: Sites) -> None:
    with Watch(browser, [sites.find(SHOWCASE).url]) as watch:
        page = watch.open()
        page.goto("initiatives.html")
        assert page.locator(f":is({NEEDS_SCRIPT}):visible").count() > 3


@pytest.mark.parametrize("kind", KINDS)
def test_every_link_of_a_page_leads_somewhere(browser: Browser, sites: Sites, kind: str) -> None:
    site = sites.find(SHOWCASE)
    with Watch(browser, [site.url]) as watch:
        page = watch.open(script=False)
        for path in site.kinds[kind]:
            page.goto(path)
            links = page.locator("a[href]").evaluate_all(ADDRESSES)
            targets = {urldefrag(urljoin(site.url + path, each)).url for each in links}
            inner = sorted(each for each in targets if each.startswith(site.url))
            assert inner
            assert [each for each in inner if page.request.head(each).status != 200] == []


def test_the_navigation_leads_through_the_site(browser: Browser, sites: Sites) -> None:
    site = sites.find(SHOWCASE)
    with Watch(browser, [site.url]) as watch:
        page = watch.open(390, touch=True, script=False)
        page.goto("index.html")
        names = page.get_by_role("navigation").first.get_by_role("link").all_inner_texts()
        assert len(names) > 4
        for name in names:
            link = page.get_by_role("navigation").first.get_by_role("link", name=name, exact=True)
            address = link.get_attribute("href")
            link.click()
            assert page.url.endswith((address or "").lstrip("./"))
            expect(page.locator("h1")).to_be_visible()
