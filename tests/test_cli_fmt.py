"""`playbook fmt`: which pages it forms, what it says, and what it never touches."""

from pathlib import Path

import pytest

from playbook.edit.migrate import migrate_page
from playbook.frontmatter import read
from playbook.schema.versions import Migration
from tests.cli import Commands
from tests.sites import read_base, write_site

PLAN = "content/initiatives/plan.md"
MESSY = (
    "---\nowner: maya   # since May\ntitle: A plan\nstatus: draft\ntags: [a, b]\n---\n\nWhy  \nit matters.\n"
)
NEAT = (
    "---\ntitle: A plan\nstatus: draft\nowner: maya  # since May\ntags:\n  - a\n  - b\n---\n"
    "\nWhy  \nit matters.\n"
)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    commands = Commands(write_site(tmp_path, read_base()), capsys)
    commands("fmt")
    (tmp_path / PLAN).write_text(MESSY, encoding="utf-8", newline="")
    return commands


def get_text(run: Commands, name: str = PLAN) -> str:
    return (run.folder / name).read_bytes().decode()


def test_a_page_is_formed_and_named_and_twice_is_once(run: Commands) -> None:
    ended = run("fmt")
    assert (ended.code, ended.out) == (0, f"{PLAN}\n")
    assert ended.err.endswith("1 formatted\n")
    assert get_text(run) == NEAT
    again = run("fmt")
    assert (again.code, again.out) == (0, "")
    assert get_text(run) == NEAT


def test_check_writes_nothing_and_says_so_by_its_exit_code(run: Commands) -> None:
    assert run("fmt", "--check").code == 1
    assert get_text(run) == MESSY
    run("fmt")
    assert run("fmt", "--check").code == 0


def test_diff_shows_what_would_change_and_writes_nothing(run: Commands) -> None:
    ended = run("fmt", "--diff")
    assert ended.code == 1
    assert f"--- {PLAN}\n+++ {PLAN}\n" in ended.out
    assert "-tags: [a, b]\n+owner: maya  # since May\n+tags:\n+  - a\n+  - b\n" in ended.out
    assert get_text(run) == MESSY


def test_only_the_files_asked_for_are_formed(run: Commands) -> None:
    other = run.folder / "content/initiatives/other.md"
    other.write_text(MESSY, encoding="utf-8", newline="")
    assert run("fmt", str(other)).out == "content/initiatives/other.md\n"
    assert get_text(run) == MESSY
    assert run("fmt", str(run.folder / "content/initiatives")).out == f"{PLAN}\n"


def test_a_file_that_is_not_there_is_a_fault_of_usage(run: Commands) -> None:
    ended = run("fmt", "nowhere.md")
    assert ended.code == 2
    assert "there is no file nowhere.md" in ended.err


def test_what_is_no_page_is_no_success(run: Commands) -> None:
    ended = run("fmt", "--check", str(run.folder / "playbook.toml"))
    assert ended.code == 2
    assert "none of these is a page" in ended.err
    both = run("fmt", "--check", str(run.folder / "playbook.toml"), str(run.folder / PLAN))
    assert both.code == 1


def test_a_page_that_cannot_be_read_stays_and_is_told_with_its_place(run: Commands) -> None:
    broken = "---\ntitle: One: two\n---\n"
    (run.folder / "content/broken.md").write_text(broken, encoding="utf-8", newline="")
    ended = run("fmt")
    assert ended.code == 1
    assert ended.out == f"{PLAN}\n"
    assert "content/broken.md:2:8: " in ended.err
    assert "stays as it is" in ended.err
    assert get_text(run, "content/broken.md") == broken


def test_the_check_finds_the_same_before_and_after(run: Commands) -> None:
    def tell() -> list[str]:
        out = run("check", "--output-format", "concise").out
        return sorted(line.partition(": ")[2] for line in out.splitlines() if PLAN in line)

    before = tell()
    assert before
    run("fmt")
    assert tell() == before


STEPS = (
    (Migration("initiative", keys={("goals", "*", "deadline"): "due", ("leader",): "owner"}),),
    (Migration("initiative", words={("status",): {"planned": "committed"}}), Migration("metric")),
)
OLD = """\
---
'leader': kim  # c
status: "planned"
goals:
  - {deadline: 2026-07-01, leader: x}
---
deadline: x
"""
NEW = OLD.replace("'leader'", "'owner'").replace("planned", "committed").replace("{deadline", "{due")


def test_a_page_of_an_older_version_gets_the_new_keys_and_words_alone() -> None:
    assert migrate_page(read("a.md", OLD.encode()), "initiative", STEPS) == NEW
    assert migrate_page(read("a.md", OLD.encode()), "metric", STEPS) == OLD
    assert migrate_page(read("a.md", b"---\na: b: c\n---\n"), "initiative", STEPS) == "---\na: b: c\n---\n"


def test_a_version_that_nobody_knows_is_refused(run: Commands) -> None:
    (run.folder / "playbook.toml").write_text("schema = 7\n", encoding="utf-8")
    ended = run("fmt")
    assert ended.code == 2
    assert "schema 7 is not known" in ended.err
