"""A preview: everything stands in it, faults too, marked on every page; nothing of it is ever published."""

import re
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.config import read_config
from playbook.pipeline import judge_playbook, make_outputs, publish_site
from playbook.publish import PublishError
from playbook.render_site import PREVIEW, is_preview
from playbook.view import make_index
from playbook.view.unread import LONGEST, cut_excerpt
from tests.cli import Commands
from tests.overlay import Example
from tests.rendered import make_facts, see, see_pages
from tests.sites import judge_files, read_base, write_site
from tests.test_cli_build import read_tree
from tests.test_rules import EXAMPLES

CRM = "content/initiatives/crm.md"
BROKEN: dict[str, str | bytes] = {
    "content/initiatives/unclosed.md": "---\ntitle: Never closed\nstatus: draft\n",
    "content/initiatives/words.md": "No front matter at all.\n",
    "content/initiatives/yaml.md": "---\ntitle: [a, b\nowner: &x y\n---\n",
    "content/metrics/latin.md": b"---\ntitle: \xff\xfe\n---\n",
    "content/notes.md": "# Notes\n\n[[nowhere]] and ![a](gone.png)\n",
}


@pytest.fixture
def faulty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    """The base site with pages that cannot be read, and one stage without its owner."""
    commands = Commands(write_site(tmp_path, {**read_base(), **BROKEN}), capsys)
    commands.edit(CRM, "  goals:\n    owner: tom-hale\n", "  goals:\n")
    return commands


def read_pages(folder: Path) -> dict[str, bytes]:
    return {path: body for path, body in read_tree(folder).items() if path.endswith(".html")}


def test_a_preview_stands_though_the_check_fails_and_nothing_is_published(faulty: Commands) -> None:
    ended = faulty("build", "--preview")
    assert ended.code == 1
    assert "PB101" in ended.out
    assert "preview in build-preview, not published: " in ended.err
    assert not (faulty.folder / "build").exists()
    seen = see_pages(read_pages(faulty.folder / "build-preview"))
    assert len(seen) > 90
    crm = seen["initiative/crm.html"].text
    assert "PB101" in crm
    assert "content/initiatives/crm.md:" in crm


def test_every_page_of_a_preview_is_marked_and_unlisted(faulty: Commands) -> None:
    faulty("build", "--preview")
    tree = read_tree(faulty.folder / "build-preview")
    for path, page in see_pages(read_pages(faulty.folder / "build-preview")).items():
        bar = next(each for each in page.every("p") if each.get("class") == "preview")
        words = " ".join("".join(bar.itertext()).split())
        assert re.match(r"Preview, not published\. The check found \d+ errors", words), path
        assert next(each for each in bar.iter("a")).get("href", "").endswith("check.html")
        robots = [each.get("content") for each in page.every("meta") if each.get("name") == "robots"]
        assert robots == ["noindex"], path
        assert "".join(page.every("title")[0].itertext()).startswith("Preview: "), path
    assert b"X-Robots-Tag: noindex" in tree["_headers"]
    assert tree[PREVIEW.path] == PREVIEW.body
    assert not [path for path in tree if path.endswith((".xml", ".atom", ".ics")) or path == "due.json"]


def test_every_link_of_a_preview_leads_somewhere(faulty: Commands) -> None:
    faulty("build", "--preview")
    tree = read_tree(faulty.folder / "build-preview")
    for path, page in see_pages(read_pages(faulty.folder / "build-preview")).items():
        if path != "404.html":
            lost = [each for each, _ in page.iter_links() if each and each not in tree]
            assert not lost, f"{path}: {lost}"


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("initiative/unclosed.html", "---"),
        ("initiative/words.html", "No front matter at all."),
        ("initiative/yaml.html", "title: [a, b"),
        ("metric/latin.html", "title:"),
    ],
)
def test_a_page_that_cannot_be_read_says_why_with_the_line_and_what_would_help(
    faulty: Commands, path: str, line: str
) -> None:
    faulty("build", "--preview")
    page = see(path, (faulty.folder / "build-preview" / path).read_bytes())
    assert "PB001" in page.text
    assert "This page could not be read" in page.text
    assert len(page.every("h1")) == 1
    assert any(each.get("class", "").startswith("help") for each in page.every("p"))
    assert page.every("mark")
    assert line in page.text


def test_a_preview_of_a_sound_playbook_ends_well_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = Commands(write_site(tmp_path, read_base()), capsys)
    assert commands("build", "--preview").code == 0
    assert "The check found nothing" in (tmp_path / "build-preview/index.html").read_text("utf-8")


def test_a_preview_leaves_the_site_and_a_build_the_preview_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = Commands(write_site(tmp_path, read_base()), capsys)
    assert commands("build").code == 0
    site = read_tree(tmp_path / "build")
    commands.edit(CRM, "  goals:\n    owner: tom-hale\n", "  goals:\n")
    assert commands("build", "--preview").code == 1
    assert read_tree(tmp_path / "build") == site
    preview = read_tree(tmp_path / "build-preview")
    assert commands("build").code == 1
    assert (read_tree(tmp_path / "build"), read_tree(tmp_path / "build-preview")) == (site, preview)


def test_where_outputs_go_is_told_by_the_outputs_themselves(tmp_path: Path) -> None:
    judgement = judge_files(tmp_path, read_base())
    config = judgement.site.config
    made = make_outputs(judgement, is_preview=True)
    assert is_preview(made)
    publish_site(config, made)
    assert (tmp_path / "build-preview").is_dir()
    assert not (tmp_path / "build").exists()
    assert not is_preview(make_outputs(judgement))


@pytest.mark.parametrize(
    ("preview", "words"),
    [
        ("build", "is the same folder"),
        ("Build", "is the same folder"),
        ("build/preview", "overlap"),
        ("content/preview", "overlap"),
        (".", "inside the project"),
        ("../preview", "must be inside the project"),
    ],
)
def test_one_folder_for_both_is_refused(tmp_path: Path, preview: str, words: str) -> None:
    _, faults = read_config(write_site(tmp_path, {"playbook.toml": f'preview = "{preview}"\n'}))
    assert words in faults[0].message
    assert faults[0].span.line == 1


def test_a_foreign_folder_is_refused(faulty: Commands) -> None:
    write_site(faulty.folder, {"build-preview/mine.txt": "mine"})
    assert faulty("build", "--preview").code == 2
    assert read_tree(faulty.folder / "build-preview") == {"mine.txt": b"mine"}


CLASHES = {"duplicate_id"}
"""Rules whose examples have two pages of one address."""


@pytest.mark.parametrize(
    "example",
    [each for each in EXAMPLES if each.is_bad and not each.versions][::9],
    ids=lambda each: each.name,
)
def test_whatever_the_check_finds_can_be_previewed(example: Example, tmp_path: Path) -> None:
    config, faults = read_config(write_site(tmp_path, example.files))
    assert not faults
    judgement = judge_playbook(config, example.today, Options())
    assert publish_site(config, make_outputs(judgement, is_preview=True)).written > 90


@pytest.mark.parametrize(
    "example",
    [each for each in EXAMPLES if each.is_bad and each.name.split("-")[0] in CLASHES],
    ids=lambda each: each.name,
)
def test_pages_of_one_address_can_be_previewed(example: Example, tmp_path: Path) -> None:
    config, _ = read_config(write_site(tmp_path, example.files))
    judgement = judge_playbook(config, example.today, Options())
    try:
        assert publish_site(config, make_outputs(judgement, is_preview=True)).written > 90
    except PublishError as error:
        pytest.fail(error.message)


def test_a_long_line_is_cut_around_what_is_meant(tmp_path: Path) -> None:
    text = f"---\ntitle: x\n{'a' * 900}: *{'b' * 900}\n---\n"
    judgement = judge_files(tmp_path, {**read_base(), "content/initiatives/long.md": text})
    found = judgement.checked.by_page["initiative/long"][0]
    cut = cut_excerpt(found)
    assert cut
    assert cut.number == found.span.line
    assert len(cut.before) <= LONGEST / 2 + 1
    assert len(cut.marked) <= LONGEST
    assert len(cut.after) <= LONGEST + 1


def test_a_plan_that_cannot_be_read_is_not_said_to_be_on_track(tmp_path: Path) -> None:
    files = read_base()
    files["content/initiatives/crm.md"] = files["content/initiatives/crm.md"].replace("title:", 'title: "', 1)
    index = make_index(make_facts(judge_files(tmp_path, files), is_preview=True))
    health = index.plans["initiative/crm"].plan_card.health
    assert (health.word, health.tone) == ("at-risk", "watch")
