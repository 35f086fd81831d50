"""Another id for a page or a milestone, on small sites: every place, every refusal."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from playbook.assist.rename_checks import RenameError
from playbook.assist.renaming import Rename, Renaming
from playbook.assist.uses import Uses
from playbook.edit import apply_edits
from tests.sites import judge_files, read_base

PLAN = "---\ntitle: {title}\nstatus: draft\nowner: maya-okafor\n{more}---\n{words}"


def write_plan(title: str, more: str = "", words: str = "") -> str:
    return PLAN.format(title=title, more=more, words=words)


def rename(folder: Path, files: Mapping[str, str], key: str, new: str) -> tuple[Renaming, dict[str, str]]:
    """Rename in the base site with more files: what is done, and the new texts."""
    judgement = judge_files(folder, {**read_base(), **files})

    def read(path: str) -> str:
        file = folder / path
        return file.read_bytes().decode() if file.exists() else ""

    done = Rename(key, new, judgement, Uses(), read).run()
    return done, {path: apply_edits(read(path), edits) for path, edits in done.edits.items()}


def test_links_of_every_form_follow(tmp_path: Path) -> None:
    words = "[[a]] [[initiative/a#goals|x]] [a](a.md) [b](../initiatives/a.md#goals) [[a|a]]\n"
    files = {
        "content/initiatives/a.md": write_plan("A", "", "# Goals\n"),
        "content/initiatives/b.md": write_plan("B", "", words),
    }
    _, texts = rename(tmp_path, files, "initiative/a", "one")
    assert texts["content/initiatives/b.md"].endswith(
        "[[one]] [[initiative/one#goals|x]] [a](one.md) [b](../initiatives/one.md#goals) [[one|a]]\n"
    )


def test_names_in_quotes_in_brackets_and_with_a_milestone_follow(tmp_path: Path) -> None:
    more = "depends-on: [crm, 'crm#pilot', \"crm\"]\ntags:\n  - crm\n"
    files = {"content/initiatives/b.md": write_plan("B", more)}
    _, texts = rename(tmp_path, files, "initiative/crm", "one")
    assert "depends-on: [one, 'one#pilot', \"one\"]\ntags:\n  - crm\n" in texts["content/initiatives/b.md"]


def test_a_milestone_takes_its_id_from_its_title_until_it_is_renamed(tmp_path: Path) -> None:
    more = "milestones:\n  - title: First one\n    owner: maya-okafor\n  - title: Second\n    depends-on:\n"
    more += "      - first-one\nslips:\n  - item: milestones.first-one\n    reason: x\n"
    files = {
        "content/initiatives/b.md": write_plan("B", more),
        "content/initiatives/c.md": write_plan("C", "depends-on:\n  - b#first-one\n"),
    }
    done, texts = rename(tmp_path, files, "initiative/b#first-one", "start")
    assert done.files == []
    new = texts["content/initiatives/b.md"]
    assert "  - id: start\n    title: First one\n" in new
    assert "    depends-on:\n      - start\n" in new
    assert "item: milestones.start\n" in new
    assert "  - b#start\n" in texts["content/initiatives/c.md"]


def test_a_page_that_is_an_index_takes_its_folder_along(tmp_path: Path) -> None:
    files = {
        "content/initiatives/b/index.md": write_plan("B"),
        "content/initiatives/c.md": write_plan("C", "", "[b](b/index.md) [[b]]\n"),
    }
    done, texts = rename(tmp_path, files, "initiative/b", "new")
    assert done.files == [("content/initiatives/b/index.md", "content/initiatives/new/index.md")]
    assert texts["content/initiatives/c.md"].endswith("[b](new/index.md) [[new]]\n")


def test_a_baseline_knows_the_page_by_its_new_id(tmp_path: Path) -> None:
    entry = '{"rule": "sponsor-missing", "page": "initiative/b", "item": ""}'
    files = {
        "playbook.toml": 'schema = 1\n[check]\nbaseline = "known.json"\n',
        "known.json": f"[{entry}]",
        "content/initiatives/b.md": write_plan("B"),
    }
    _, texts = rename(tmp_path, files, "initiative/b", "new")
    assert texts["known.json"] == f"[{entry.replace('initiative/b', 'initiative/new')}]"


def test_a_page_without_front_matter_gets_some_for_its_old_id(tmp_path: Path) -> None:
    done, texts = rename(tmp_path, {"content/notes/a.md": "# A\n"}, "page/notes/a", "notes/b")
    assert done.files == [("content/notes/a.md", "content/notes/b.md")]
    assert texts["content/notes/a.md"].startswith("---\nformerly:\n  - notes/a\n---\n")


Case = tuple[str, str, dict[str, str], str]
"""What is renamed, the new id, more files, the words."""

REFUSED = [
    pytest.param(
        ("initiative/crm", "other", {"content/initiatives/other.md": write_plan("O")}, "taken"), id="taken"
    ),
    pytest.param(("initiative/crm", "crm", {}, "write another id"), id="the same"),
    pytest.param(("initiative/crm", "", {}, "cannot be an id"), id="none"),
    pytest.param(("initiative/crm", "a/b", {}, "keeps its folder"), id="another folder"),
    pytest.param(("initiative/crm", "con", {}, "device on Windows"), id="no name of a file"),
    pytest.param(("initiative/gone", "x", {}, "there is no page"), id="nothing there"),
    pytest.param(("page/a", "people", {"content/a.md": "# A\n"}, "playbook writes itself"), id="reserved"),
    pytest.param(
        ("department/house", "everyone", {"content/departments/house.md": "---\ntitle: H\n---\n"}, "means"),
        id="a department called everyone",
    ),
    pytest.param(
        ("metric/calls", "reviews-held", {"content/metrics/calls.md": "---\ntitle: C\n---\n"}, "means"),
        id="a metric called as one that is computed",
    ),
    pytest.param(
        (
            "initiative/crm",
            "old",
            {"content/initiatives/b.md": write_plan("B", "formerly:\n  - old\n")},
            "was called `old` before",
        ),
        id="the old id of another",
    ),
    pytest.param(
        (
            "initiative/b",
            "new",
            {"content/initiatives/b/index.md": write_plan("B"), "content/initiatives/b/x.csv": "a"},
            "holds other files too",
        ),
        id="a folder with more in it",
    ),
    pytest.param(
        (
            "initiative/crm",
            "new",
            {"content/initiatives/b.md": write_plan("B", "depends-on:\n  - >-\n    crm\n")},
            "cannot be changed exactly",
        ),
        id="a form that cannot be edited",
    ),
    pytest.param(
        (
            "initiative/crm",
            "new",
            {"content/initiatives/b.md": "---\ndepends-on:\n  - crm\nown\n---\n"},
            r"b\.md has faults and may name `crm`",
        ),
        id="a page that cannot be read",
    ),
    pytest.param(
        (
            "initiative/crm",
            "new",
            {"content/initiatives/b.md": "---\nrisks: [{risk: x,\n  owner: crm}]\nown\n---\n"},
            r"b\.md has faults and may name `crm`",
        ),
        id="a page that cannot be read, with braces",
    ),
    pytest.param(
        (
            "initiative/crm",
            "new",
            {"content/initiatives/b.md": write_plan("B", "", "[[crm]] [it](crm.md#no-such-heading)\n")},
            r"b\.md has faults and may name `crm`",
        ),
        id="a link that is broken otherwise",
    ),
    pytest.param(
        (
            "initiative/b#one",
            "two",
            {"content/initiatives/b.md": write_plan("B", "milestones:\n  - id: one\n  - id: two\n")},
            "the milestone id `two` is taken in b",
        ),
        id="a milestone that is there",
    ),
]


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_whole(tmp_path: Path, case: Case) -> None:
    key, new, files, words = case
    with pytest.raises(RenameError, match=words):
        rename(tmp_path, files, key, new)
