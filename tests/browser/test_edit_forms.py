"""The forms in a browser: what an author changes there is changed in the file, and nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from playbook.check import Options
from playbook.config import read_config
from playbook.diagnostic import Severity
from playbook.memo import Tools
from playbook.pipeline import judge_playbook
from playbook.serve.build import LastingBuilder
from playbook.serve.edit import EDIT, Editor
from tests.browser.served import ROOT, SHOWCASE_TODAY
from tests.browser.watch import Watch
from tests.previewed import DEADLINE, Running, wait_until

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
        part = page.locator("label", has_text=name).last.locator("xpath=../..")
        part.get_by_role("button", name="Expand").first.click()


def open_item(page: Page, words: str) -> None:
    """Open an item of a list by what it shows while it is folded."""
    shown = page.get_by_text(words)
    expect(shown).to_be_visible()
    shown.locator("xpath=..").get_by_role("button").first.click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("menuitem", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Saved")).to_be_visible(timeout=WAIT)


def list_changed(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    return [(one, other) for one, other in pairs if one != other]


def count_errors(root: Path) -> int:
    config, faults = read_config(root)
    assert not faults
    return judge_playbook(config, SHOWCASE_TODAY, Options()).checked.report.count(Severity.ERROR)


def test_a_review_is_moved_and_one_line_is_different(live: Running, watched: Watch) -> None:
    before = (live.root / PLAN).read_text(encoding="utf-8")
    page = open_form(watched)
    expand(page, "Follow-through", "Reviews")
    open_item(page, "2027-02-08 tomasz-brandt")
    page.locator("input[type=date][value='2027-02-08']").fill("2027-02-22")
    save(page)
    wait_until(lambda: (live.root / PLAN).read_text(encoding="utf-8") != before, "the file is written")
    after = (live.root / PLAN).read_text(encoding="utf-8")
    assert list_changed(before, after) == [(DUE, MOVED)]
    assert count_errors(live.root) == 0
    live.wait_for_page("initiative/crm-weekly-use.html", "22\u00a0Feb\u00a02027".encode())


def test_what_the_check_finds_is_told_after_a_save_and_the_page_is_shown(
    live: Running, watched: Watch
) -> None:
    page = open_form(watched)
    found = page.get_by_label("What the check finds on this page")
    expect(found.get_by_text("2 found on this page")).to_be_visible(timeout=WAIT)
    page.get_by_label("Summary").fill("")
    save(page)
    expect(found.get_by_text("3 found on this page")).to_be_visible(timeout=WAIT)
    expect(found.get_by_text("summary").first).to_be_visible()
    assert "\nsummary:" not in (live.root / PLAN).read_text(encoding="utf-8")
    with page.expect_popup() as opened:
        found.get_by_role("link", name="Show the page").click()
    expect(opened.value.locator("h1")).to_contain_text("One pipeline: weekly use of the CRM")
    assert opened.value.url.endswith("/initiative/crm-weekly-use.html")


def test_a_new_page_is_written_in_the_order_of_the_schema(live: Running, watched: Watch) -> None:
    page = watched.open()
    page.goto(f"{EDIT}#/collections/initiatives/new")
    page.get_by_role("textbox", name="Text", exact=True).fill("What it is about.")
    page.get_by_label("Owner").first.fill("Mei")
    page.get_by_role("option", name="Mei Tanaka").click()
    page.get_by_label("Title").first.fill("Fewer open invoices")
    save(page)
    made = live.root / "content/initiatives/fewer-open-invoices.md"
    wait_until(made.exists, "the page is written")
    text = "---\ntitle: Fewer open invoices\nstatus: draft\nowner: mei-tanaka\n---\n\nWhat it is about.\n"
    assert made.read_text(encoding="utf-8") == text
    live.wait_for_page("initiative/fewer-open-invoices.html", b"What it is about.")
    page.get_by_label("Summary").fill("Half as many.")
    save(page)
    with_summary = text.replace("status:", "summary: Half as many.\nstatus:")
    wait_until(lambda: made.read_text(encoding="utf-8") == with_summary, "the summary is written")


def test_somebody_elses_change_stays_and_the_same_key_is_refused(live: Running, watched: Watch) -> None:
    page = open_form(watched)
    text = (live.root / PLAN).read_text(encoding="utf-8")
    theirs = text.replace("theme: One set of figures", "theme: Theirs # new")
    (live.root / PLAN).write_text(theirs, encoding="utf-8")
    page.get_by_label("Title").fill("Mine")
    save(page)
    mine = theirs.replace('title: "One pipeline: weekly use of the CRM"', 'title: "Mine"')
    wait_until(lambda: (live.root / PLAN).read_text(encoding="utf-8") == mine, "both are there")
    page.get_by_label("Theme").fill("Mine too")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("menuitem", name="Save", exact=True).click()
    expect(page.get_by_text("`theme` was not saved: somebody else has changed it")).to_be_visible(
        timeout=WAIT
    )
    assert (live.root / PLAN).read_text(encoding="utf-8") == mine
    told = ("409", "was not saved", "uncaught error: Object")  # so Decap tells a refusal to its console
    watched.seen = [each for each in watched.seen if not any(words in each for words in told)]


def test_a_picture_is_added_and_a_page_is_deleted(live: Running, watched: Watch, tmp_path: Path) -> None:
    page = watched.open()
    page.goto(f"{EDIT}#/collections/pages/entries/guides/glossary")
    picture = tmp_path / "a part.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>')
    page.on("dialog", lambda dialog: dialog.accept())
    expect(page.get_by_label("Title")).to_have_value("Glossary", timeout=WAIT)
    assert (live.root / "content/guides/glossary.md").exists()
    page.get_by_role("button", name="Delete", exact=True).click()
    wait_until(lambda: not (live.root / "content/guides/glossary.md").exists(), "the page is deleted")
    page.get_by_role("button", name="Files").click()
    page.locator("input[type=file]").set_input_files(picture)
    added = live.root / "content/assets/a-part.svg"
    wait_until(added.exists, "the picture is there")
    assert added.read_bytes() == picture.read_bytes()
    expect(page.get_by_text("a-part.svg")).to_be_visible(timeout=WAIT)


def test_a_page_of_the_preview_leads_to_its_form(live: Running, watched: Watch) -> None:
    page = watched.open()
    page.goto("initiative/crm-weekly-use.html")
    page.get_by_role("link", name="Edit this page").last.click()
    expect(page.get_by_label("Title")).to_have_value("One pipeline: weekly use of the CRM", timeout=WAIT)


@pytest.mark.parametrize("width", [1440, 390])
def test_the_form_fits_the_window(live: Running, watched: Watch, width: int) -> None:
    page = open_form(watched, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    box = page.get_by_label("Title").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width


def test_what_was_not_saved_is_asked_for_on_leaving_and_never_promised_back(watched: Watch) -> None:
    page = open_form(watched)
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.get_by_label("Title").press_sequentially("!")
    page.wait_for_timeout(3000)  # Decap keeps a copy after a pause of its own, and announces it nowhere
    page.reload()
    expect(page.get_by_label("Title")).to_have_value("One pipeline: weekly use of the CRM", timeout=WAIT)
    page.wait_for_timeout(1000)
    assert asked == ["beforeunload"]
