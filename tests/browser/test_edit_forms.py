"""The forms in a browser: what an author changes there is changed in the file, and nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook.memo import Tools
from playbook.serve.build import LastingBuilder
from playbook.serve.edit import EDIT, Editor
from tests.browser.served import ROOT, SHOWCASE_TODAY
from tests.browser.watch import Watch
from tests.previewed import DEADLINE, Running

WAIT = DEADLINE * 1000
PLAN = "content/initiatives/crm-weekly-use.md"
FORM = f"{EDIT}#/collections/initiatives/entries/crm-weekly-use"
"""The form of a plan of the showcase."""

DUE, MOVED = "      - due: 2027-02-08", "      - due: 2027-02-22"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Running]:
    """Serve a copy of the showcase with forms."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    made = Running(tmp_path, builder=LastingBuilder(Tools()))
    made.day = SHOWCASE_TODAY
    made.server.editor = Editor(made.preview, "a-token-of-this-test")
    try:
        made.wait_for(lambda shown: shown.site is not None, "the first build")
        yield made
    finally:
        made.close()


@pytest.fixture
def watched(browser: Browser, live: Running) -> Iterator[Watch]:
    """Watch the pages; what Decap says of its versions alone is let through."""
    with Watch(browser, [live.server.hosts.url]) as watch:
        yield watch
        watch.seen = [each for each in watch.seen if not each.startswith("console log: ")]
        watch.assert_silent()


def open_form(watch: Watch, width: int = 1440) -> Page:
    page = watch.open(width)
    page.goto(FORM)
    expect(page.get_by_label("Title")).to_have_value("One pipeline: weekly use of the CRM", timeout=WAIT)
    return page


def expand(page: Page, *names: str) -> None:
    """Open what is folded, one inside the other, each by its label."""
    for name in names:
        part = page.locator("label", has_text=name).last.locator("xpath=..")
        part.get_by_role("button", name="Expand").first.click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("menuitem", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Saved")).to_be_visible(timeout=WAIT)


def test_a_review_is_moved_and_one_line_is_different(live: Running, watched: Watch) -> None:
    before = (live.root / PLAN).read_text(encoding="utf-8")
    page = open_form(watched)
    field = page.locator("input[type=date]")
    expand(page, "Follow-through", "Reviews")
    print(field.count())
    page.screenshot(path="/tmp/s7.png", full_page=True)
