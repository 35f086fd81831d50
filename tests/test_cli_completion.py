"""`playbook completion`: what a shell is given, and what it completes; never a message between the words."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli import Commands
from tests.sites import read_base, write_site


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_site(tmp_path / "project", read_base() | {"content/initiatives/big/index.md": "---\n---\n"})


def complete(folder: Path, *words: str) -> list[str]:
    """Ask as bash does for what the last word may become."""
    asked = {"COMP_WORDS": " ".join(["playbook", *words]), "COMP_CWORD": str(len(words))}
    ended = subprocess.run(
        [sys.executable, "-m", "playbook"],
        cwd=folder,
        env={**os.environ, **asked, "_PLAYBOOK_COMPLETE": "bash_complete"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stderr == ""
    return [line.partition(",")[2] for line in ended.stdout.splitlines() if line]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(["dia"], ["diagnose"], id="a command"),
        pytest.param(["check", "--fail"], ["--fail-on"], id="an option"),
        pytest.param(["check", "--fail-on", "w"], ["warning"], id="a value"),
        pytest.param(["history", ""], ["big", "crm"], id="an initiative, also in a folder of its own"),
        pytest.param(["show", "cr"], ["crm", "crm-weekly-active"], id="a page of any kind"),
        pytest.param(["reading", "add", "disc"], ["discount-rate"], id="a metric"),
        pytest.param(["reassign", "maya-okafor", "to"], ["tom-hale"], id="a person of an export"),
        pytest.param(["explain", "PB60"], ["PB601", "PB602", "PB603", "PB604", "PB607"], id="a code"),
        pytest.param(["explain", "gates-"], ["gates-in-one-breath"], id="a rule"),
    ],
)
def test_a_word_is_completed(project: Path, words: list[str], expected: list[str]) -> None:
    assert complete(project, *words) == expected


def test_ids_are_those_of_the_folder_that_is_named(project: Path, tmp_path: Path) -> None:
    assert complete(tmp_path, "history", "cr") == []
    assert complete(tmp_path, "-C", str(project), "history", "cr") == ["crm"]
    assert complete(tmp_path, "history", "-C", str(project), "cr") == ["crm"]
    assert complete(tmp_path, "-C", "nowhere", "history", "cr") == []


def test_what_cannot_be_read_gives_no_word_and_no_message(project: Path) -> None:
    (project / "content/people.csv").write_bytes(b"id\n\xff\xfe\n")
    (project / "playbook.toml").write_text("no toml", encoding="utf-8")
    assert complete(project, "reassign", "to") == []
    assert complete(project, "history", "cr") == ["crm"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_takes_what_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shell: str
) -> None:
    ended = Commands(tmp_path, capsys)("completion", shell)
    assert ended.code == 0
    assert "_PLAYBOOK_COMPLETE" in ended.out
    program = shutil.which(shell)
    if program:
        subprocess.run([program, "-n"], input=ended.out, text=True, check=True)


def test_bash_itself_completes_an_id(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    source = Commands(project, capsys)("completion", "bash").out
    (project / "playbook").write_text(
        f'#!/bin/sh\nexec "{sys.executable}" -m playbook "$@"\n', encoding="utf-8"
    )
    (project / "playbook").chmod(0o755)
    asked = "COMP_WORDS=(./playbook history cr); COMP_CWORD=2; _playbook_completion ./playbook"
    script = f'{source}\n{asked}; echo "${{COMPREPLY[@]}}"\n'
    ended = subprocess.run([bash, "-c", script], cwd=project, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == ["crm"]


def test_another_shell_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = Commands(tmp_path, capsys)("completion", "tcsh")
    assert ended.code == 2
    assert "'bash', 'zsh', 'fish'" in ended.err
