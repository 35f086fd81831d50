"""The watch itself: what a page must not do is seen when a page is made to do it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.served import serve
from tests.browser.watch import Watch

HEADERS = "/*\n  Content-Security-Policy: default-src 'none'; script-src 'self'; img-src 'self'\n"
PLANTED = {
    "a word on the console": ("told.html", '<script src="told.js"></script>', "console log: told"),
    "an uncaught error": ("thrown.html", '<script src="thrown.js"></script>', "uncaught error: "),
    "a script within the page": ("inline.html", "<script>1</script>", "policy: script-src-elem stopped"),
    "a style within the page": ("style.html", '<p style="color: red">x</p>', "policy: style-src-attr"),
    "another host's picture": ("img.html", '<img src="http://127.0.0.2:9/x.png">', "policy: img-src stopped"),
    "a picture that is not there": ("gone.html", '<img src="gone.png">', "status of 404"),
}
EXPECTED = [(name, words) for name, _, words in PLANTED.values()]
SCRIPTS = {"told.js": 'console.log("told")', "thrown.js": 'throw new Error("thrown")'}


@pytest.fixture(scope="module")
def planted_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site with one fault on each page."""
    folder: Path = tmp_path_factory.mktemp("planted")
    pages = {name: f"<!doctype html><title>x</title>{body}" for name, body, _ in PLANTED.values()}
    for name, text in {**pages, **SCRIPTS, "_headers": HEADERS, "404.html": "no", "good.html": "x"}.items():
        (folder / name).write_text(text, encoding="utf-8")
    with serve(folder) as url:
        yield url


@pytest.mark.parametrize(("name", "words"), EXPECTED, ids=PLANTED)
def test_a_fault_is_seen(browser: Browser, planted_url: str, name: str, words: str) -> None:
    with Watch(browser, [planted_url]) as watch:
        watch.open().goto(name)
        with pytest.raises(AssertionError) as raised:
            watch.assert_silent()
    assert words in str(raised.value)


def test_a_request_to_another_place_is_seen(browser: Browser, planted_url: str, site_url: str) -> None:
    with Watch(browser, [planted_url]) as watch:
        watch.open().goto(site_url + "build.json")
        assert [each.partition(":")[0] for each in watch.seen] == ["request to another place"]


def test_a_silent_page_passes(browser: Browser, planted_url: str) -> None:
    with Watch(browser, [planted_url]) as watch:
        watch.open(script=False).goto("good.html")
        watch.assert_silent()


def test_the_site_is_served_with_its_own_headers(page: Page) -> None:
    answer = page.goto("index.html")
    assert answer is not None
    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    copy = page.request.get("index.md")
    assert copy.headers["content-type"] == "text/markdown; charset=utf-8"


def test_what_is_not_there_is_answered_with_the_sites_page(browser: Browser, site_url: str) -> None:
    with Watch(browser, [site_url]) as watch:
        page = watch.open()
        answer = page.goto("no/such/page.html")
        assert answer is not None
        assert answer.status == 404
        assert page.locator("h1").is_visible()
