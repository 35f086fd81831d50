"""`playbook build`: publishes what passed, leaves everything as it was when something did not."""

import json
from pathlib import Path

import pytest

from tests.cli import Commands
from tests.sites import read_base, write_site

CRM = "content/initiatives/crm.md"


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path, read_base()), capsys)


def read_tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_a_build_publishes_and_says_what_it_did(base: Commands) -> None:
    ended = base("build")
    assert (ended.code, ended.out) == (0, "")
    assert "published build: " in ended.err
    assert (base.folder / "build/initiative/crm.html").is_file()
    assert json.loads((base.folder / "build/build.json").read_text())["as_of"] == "2026-06-01"
    again = base("build")
    assert " 0 written" in again.err


def test_a_failing_check_leaves_the_site_as_it_was(base: Commands) -> None:
    assert base("build").code == 0
    before = read_tree(base.folder / "build")
    base.edit(CRM, "  goals:\n    owner: tom-hale\n", "  goals:\n")
    ended = base("build")
    assert ended.code == 1
    assert "PB101" in ended.out
    assert "not published" in ended.err
    assert read_tree(base.folder / "build") == before
    assert base("build", "--strict").code == 1


def test_a_foreign_folder_is_refused(base: Commands) -> None:
    (base.folder / "build").mkdir()
    (base.folder / "build/mine.txt").write_text("mine")
    ended = base("build")
    assert ended.code == 2
    assert "Traceback" not in ended.err
    assert read_tree(base.folder / "build") == {"mine.txt": b"mine"}


def test_a_broken_template_of_the_company_is_located(base: Commands) -> None:
    write_site(base.folder, {"templates/home.html": "line one\n{{ view.nothing }}\n"})
    ended = base("build")
    assert ended.code == 2
    assert "templates/home.html:2" in ended.err
    assert not (base.folder / "build").exists()
    write_site(base.folder, {"templates/home.html": "{% if %}\n"})
    assert "templates/home.html:1" in base("build").err


def test_an_own_template_takes_the_packaged_ones_place(base: Commands) -> None:
    write_site(base.folder, {"templates/404.html": "ours: {{ view.title }}\n"})
    assert base("build").code == 0
    assert (base.folder / "build/404.html").read_text().startswith("ours: ")


def test_what_loosens_the_gate_is_named_where_it_opens(
    base: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "not from the configuration file" not in base("build").err
    monkeypatch.setenv("PLAYBOOK_PROFILE", "core")
    assert "not from the configuration file: profile=core (environment)" in base("build").err


def test_quiet_says_nothing(base: Commands) -> None:
    ended = base("build", "-q")
    assert (ended.code, ended.out, ended.err) == (0, "", "")


def test_the_same_inputs_give_the_same_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trees = []
    for name, files in (("one", read_base()), ("two", dict(reversed(read_base().items())))):
        commands = Commands(write_site(tmp_path / name, files), capsys)
        assert commands("build").code == 0
        trees.append(read_tree(tmp_path / name / "build"))
    assert trees[0] == trees[1]
