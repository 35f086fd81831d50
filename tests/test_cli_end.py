"""How a run ends: signals, closed pipes, crashes, and the module as a command."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from playbook.cli.main import COMMANDS
from tests.bench.corpus import make_files
from tests.cli import Commands
from tests.sites import read_base, write_site

KILL_SELF = (
    "import os, signal, sys, threading;"
    "from playbook.cli.main import main;"
    "threading.Timer(0.4, os.kill, (os.getpid(), signal.{name})).start();"
    "sys.argv = ['playbook', 'build'];"
    "main()"
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_a_signal_ends_with_its_code_and_leaves_no_site(tmp_path: Path, name: str, code: int) -> None:
    write_site(tmp_path, make_files(1500))
    command = [sys.executable, "-c", KILL_SELF.format(name=name)]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    assert not (tmp_path / "build").exists()


@pytest.mark.skipif(os.name == "nt", reason="there is no head")
def test_a_closed_pipe_is_no_fault() -> None:
    command = f"{sys.executable} -m playbook explain | head -n 1"
    ended = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert ended.stdout.startswith("PB001")
    assert ended.stderr == ""


@pytest.mark.skipif(os.name == "nt", reason="there is no bash")
def test_a_closed_pipe_changes_no_verdict(tmp_path: Path) -> None:
    files = make_files(300)
    faulty = {name: re.sub(r"\n    owner: controller-\d+", "", text) for name, text in files.items()}
    write_site(tmp_path, faulty)
    command = f"{sys.executable} -m playbook check | true; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, "Traceback" in ended.stderr) == (1, False), ended.stderr


@pytest.mark.skipif(os.name == "nt", reason="there is no bash")
@pytest.mark.parametrize("arguments", ["list initiatives", "show crm", "--help"])
def test_a_closed_pipe_is_no_failure_of_what_is_only_told(tmp_path: Path, arguments: str) -> None:
    write_site(tmp_path, read_base())
    command = f"{sys.executable} -m playbook {arguments} | true; exit ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "--output-format", "json"],
        ["build", "--strict"],
        ["list", "initiatives"],
        ["--help"],
        ["--version"],
    ],
)
def test_an_output_that_takes_nothing_more_is_no_fault_of_playbook(
    tmp_path: Path, arguments: list[str]
) -> None:
    write_site(tmp_path, {**read_base(), "content/initiatives/bad.md": "x\n"})
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "playbook", *arguments],
            cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    assert ended.returncode == 2
    assert "the output cannot be written: No space left on device" in ended.stderr
    assert "playbook itself failed" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize(
    "redirected",
    ["2>/dev/full", "2>&-", ">&-", ">&- 2>&-", "2> >(true)"],
)
@pytest.mark.parametrize("arguments", ["build", "-q build", "check"])
def test_words_that_cannot_be_told_change_no_verdict(tmp_path: Path, arguments: str, redirected: str) -> None:
    files = read_base()
    command = f"{sys.executable} -m playbook {arguments} {redirected}"
    for name, code in (("good", 0), ("bad", 1)):
        more = {"content/initiatives/bad.md": "x\n"} if code else {}
        write_site(tmp_path / name, {**files, **more})
        ended = subprocess.run(["bash", "-c", command], cwd=tmp_path / name, capture_output=True, check=False)
        assert ended.returncode == code, ended.stderr
        assert b"failed;" not in ended.stderr
        assert (tmp_path / name / "build/index.html").exists() == ("build" in arguments and not code)


def test_the_module_is_the_command() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "playbook", "--help"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0
    assert all(f"\n  {name} " in ended.stdout for name in COMMANDS)
    assert "--today is PLAYBOOK_TODAY" in " ".join(ended.stdout.split())


def test_help_imports_nothing_heavy() -> None:
    script = "import sys; from playbook.cli.main import run; run(['--help']); print(*sorted(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(ended.stdout.splitlines()[-1].split())
    assert not loaded & {"pydantic", "jinja2", "markdown_it", "yaml", "pygments", "frontmatter"}


def test_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = Commands(tmp_path, capsys)("--version")
    assert (ended.code, ended.out.split()[0]) == (0, "playbook")


def test_a_crash_names_the_file_of_its_trace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands = Commands(write_site(tmp_path, read_base()), capsys)
    ended = commands("check", "--report", "json=no shell\0gives this")
    assert ended.code == 2
    trace = Path(ended.err.split("The trace is in ")[1].split("\n")[0])
    assert "write_reports" in trace.read_text(encoding="utf-8")
    trace.unlink()


def test_what_cannot_be_written_changes_no_verdict_and_is_no_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = Commands(write_site(tmp_path, read_base()), capsys)
    ended = commands("check", "--write-baseline", "--baseline", "none/such.json")
    assert (ended.code, "such.json cannot be written: No such file" in ended.err) == (2, True)
    (tmp_path / "summary").mkdir()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary"))
    ended = commands("check")
    assert (ended.code, "the step summary cannot be written" in ended.err) == (0, True)
