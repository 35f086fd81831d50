"""Builds with processes and a cache, as commands: stopped, killed, at the same time, from another branch."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from playbook.pipeline import make_outputs
from tests.reliability.same_bytes import take
from tests.sites import judge_files, read_base, write_site

ROOT = Path(__file__).parents[1]
PLANTED = """
import os, sys, time
from pathlib import Path
from playbook.cli.main import main
from playbook.job import Press
own, parent, folder = Press.make, os.getpid(), Path(sys.argv.pop(1))
def make(self, job):
    if os.getpid() != parent:
        (folder / str(os.getpid())).touch()
        {}
    return own(self, job)
Press.make = make
main()
"""
DIE = 'if job.key == "initiative/crm": os.kill(os.getpid(), 9)'
LINGER = "time.sleep(0.5)"


def command(project: Path, *more: str) -> list[str]:
    """Write the command that builds a project with two processes."""
    return ["-C", str(project), "build", "-j", "2", *more]


def begin(arguments: Sequence[str], script: str = "") -> "subprocess.Popen[bytes]":
    """Start a build; a script may plant something first."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    how = ["-c", script] if script else ["-m", "playbook"]
    return subprocess.Popen([sys.executable, *how, *arguments], env=environment, stderr=subprocess.PIPE)


def end(begun: "subprocess.Popen[bytes]") -> str:
    """Wait for a build; give what it told."""
    return begun.communicate(timeout=120)[1].decode()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Publish a site, then edit a page."""
    project = write_site(tmp_path / "project", read_base())
    assert "published" in end(begin(command(project)))
    write_site(
        project, {"content/note.md": "# A note\n", "playbook.toml": "schema = 1\ntoday = 2026-06-02\n"}
    )
    (tmp_path / "pids").mkdir()
    return project


@pytest.mark.skipif(sys.platform != "linux", reason="workers are copies on Linux alone")
def test_a_worker_that_dies_leaves_the_old_site_and_is_told(project: Path) -> None:
    before = take(project / "build")
    begun = begin([str(project.parent / "pids"), *command(project)], PLANTED.format(DIE))
    told = end(begun)
    assert begun.returncode == 2
    assert "ended while it worked on view initiative initiative/crm; nothing was published" in told
    assert "Traceback" not in told
    assert take(project / "build") == before
    assert "published" in end(begin(command(project)))


def _is_alive(pid: int) -> bool:
    state = Path(f"/proc/{pid}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.skipif(sys.platform != "linux", reason="workers are copies on Linux alone")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)]
)
def test_a_build_that_is_stopped_leaves_the_old_site_and_no_worker(
    project: Path, number: int, code: int
) -> None:
    before, pids = take(project / "build"), project.parent / "pids"
    begun = begin([str(pids), *command(project)], PLANTED.format(LINGER))
    limit = time.monotonic() + 60
    while len(list(pids.iterdir())) < 2 and time.monotonic() < limit:
        time.sleep(0.02)
    begun.send_signal(number)
    told = end(begun)
    assert begun.returncode == code
    assert told.strip() in ("", "stopped")
    workers = [int(each.name) for each in pids.iterdir()]
    while any(map(_is_alive, workers)) and time.monotonic() < limit:
        time.sleep(0.02)
    assert len(workers) == 2
    assert not any(map(_is_alive, workers))
    assert take(project / "build") == before
    assert "published" in end(begin(command(project)))


def test_builds_at_the_same_time_and_of_other_branches_share_a_cache(tmp_path: Path) -> None:
    base = read_base()
    note = "content/note.md"
    branches = (base, base | {note: "# A note\n\n[[crm]]\n"}, base | {note: "# Another\n\n[[tom-hale]]\n"})
    shared = ("--cache-dir", str(tmp_path / "shared"))
    projects = [write_site(tmp_path / f"branch-{n}", files) for n, files in enumerate(branches)]
    for _ in range(2):
        told = [end(each) for each in [begin(command(project, *shared)) for project in projects]]
        assert all("published" in each for each in told), told
    for n, files in enumerate(branches):
        wanted = {each.path: each.body for each in make_outputs(judge_files(tmp_path / f"clean-{n}", files))}
        made = {path: body for path, (_, body) in take(projects[n] / "build").items() if path in wanted}
        assert made == wanted
