"""What the tests in a browser share: the showcase, built and served once a worker, and watched pages.

`page`, `narrow_page` and `dark` are empty pages; `page.goto("initiatives.html")` opens a page of the site.
Each fails its test when a page says something on the console, throws, asks another place for anything or
breaks the site's policy. `watch.open(width, dark=…, touch=…, script=…)` opens any other.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.kinds import Sites
from tests.browser.served import ROOT, SHOWCASE_TODAY, build_site, serve
from tests.browser.watch import Watch, find_browser, launch


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the example company's playbook; every worker has its own."""
    return build_site(ROOT, tmp_path_factory.mktemp("showcase"), SHOWCASE_TODAY)


@pytest.fixture(scope="session")
def site_url(site_folder: Path) -> Iterator[str]:
    """Serve the showcase with its own headers; the address ends in a slash."""
    with serve(site_folder) as url:
        yield url


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start one browser for the tests of this folder; under CI it must be there."""
    program = find_browser()
    if program is None:
        reason = "no Chromium is installed, and CHROME_PATH names none"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = launch(playwright, program)
        yield started
        started.close()


@pytest.fixture
def watch(browser: Browser, site_url: str) -> Iterator[Watch]:
    """Open pages of any size; when the test ends, none may have done what a good page never does."""
    with Watch(browser, [site_url]) as opened:
        yield opened
        opened.assert_silent()


@pytest.fixture
def page(watch: Watch) -> Page:
    """Give a page of 1440 px."""
    return watch.open(1440)


@pytest.fixture
def narrow_page(watch: Watch) -> Page:
    """Give a page of 390 px on a screen that is touched."""
    return watch.open(390, touch=True)


@pytest.fixture
def dark(watch: Watch) -> Page:
    """Give a page of 1440 px whose reader prefers dark."""
    return watch.open(1440, dark=True)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    """Build and serve the showcase and the small sites, each when it is first asked for."""
    built = Sites(tmp_path_factory.mktemp("sites"))
    with built.stack:
        yield built
