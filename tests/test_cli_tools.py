"""The cache and the processes of commands: who keeps what where, and that the bytes are the same."""

from pathlib import Path

import pytest

from playbook.cli.tools import FOLDER
from tests.cli import Commands
from tests.sites import read_base, write_site

JUDGED = " pages judged"


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path, read_base()), capsys)


def count_judged(base: Commands, *options: str) -> int:
    """Count the pages that `build` judges."""
    words = base("build", *options).err.split(JUDGED)[0]
    return int(words.rsplit("; ", 1)[1].split(" of ")[0])


COMMANDS = {
    "check": ("check",),
    "list": ("list",),
    "show": ("show", "crm"),
    "diagnose": ("diagnose",),
    "export": ("export", "json"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_what_one_command_has_judged_another_takes_up(base: Commands, name: str) -> None:
    plain = base(*COMMANDS[name], "--no-cache")
    assert not (base.folder / FOLDER).exists()
    assert count_judged(base, "--no-cache") > 5
    first = base(*COMMANDS[name])
    assert (base.folder / FOLDER).is_dir()
    assert count_judged(base) == 0
    assert (first.code, first.out) == (plain.code, plain.out) == (0, base(*COMMANDS[name]).out)


def test_each_way_to_ask_has_its_own_verdicts(base: Commands) -> None:
    assert count_judged(base) > 5
    base("check", "--deadlines", "error", "--select", "PB1")
    assert count_judged(base) == 0


def test_the_cache_lies_where_it_is_asked_for(base: Commands, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere"
    assert base("check", "--cache-dir", str(place)).code == 0
    assert list(place.glob("*.sqlite"))
    assert not (base.folder / FOLDER).exists()
    assert count_judged(base, "--cache-dir", str(place)) == 0


def test_doctor_says_where_the_cache_is_and_how_large(base: Commands) -> None:
    assert "ok    cache: none yet" in base("doctor").out
    base("check")
    size = sum(each.stat().st_size for each in (base.folder / FOLDER).iterdir())
    told = base("doctor").out
    assert f"ok    cache: {size / 1e6:,.1f} MB in {(base.folder / FOLDER).as_posix()}" in told
    assert "cache: none is asked for" in base("doctor", "--no-cache").out


def test_git_is_told_to_pass_the_cache_by(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Commands(tmp_path, capsys)
    assert run("init").code == 0
    assert f"/{FOLDER}/" in (tmp_path / ".gitignore").read_text().split()
    assert f"{FOLDER}/" in (Path(__file__).parent.parent / ".gitignore").read_text().split()
