"""What is made with a cache is what is made anew: edits by chance, planted faults, other surroundings.

`tests/reliability/edits.py` plays many more and longer sequences by hand.
"""

import json
import os
import subprocess
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest

from playbook.cache import FILE
from tests.reliability.edits import play
from tests.reliability.edits_compare import compile_once
from tests.reliability.edits_faults import FAULTS
from tests.reliability.same_bytes import Snapshot, take
from tests.sites import read_base, write_site

ROOT = Path(__file__).parents[1]
SEEDS = {
    "backlinks": (7, 0),
    "sizes": (7, 1),
    "templates": (7, 2),
    "whole-tables": (7, 0),
    "facts": (7, 0),
    "unread": (7, 3),
    "records": (7, 0),
    "words": (7, 0),
    "plans": (7, 0),
    "parts": (7, 1),
}
"""For each planted fault the seed and the number of a sequence that meets it soon."""


@pytest.fixture
def _once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compile templates once in all builds of a test."""
    from jinja2 import Environment

    monkeypatch.setattr(Environment, "compile", Environment.compile)
    compile_once()


@pytest.mark.usefixtures("_once")
@pytest.mark.parametrize("number", range(4))
def test_edits_by_chance_are_built_as_anew(tmp_path: Path, number: int) -> None:
    told = play(number, 3, 5, tmp_path, is_short=True)
    assert told.differing == []
    assert told.steps == 6
    assert told.changed >= 2


def _play_planted(fault: str, seed: int, number: int, folder: Path) -> int:
    """Be the child: plant a fault into this process, and count what it lets differ."""
    compile_once()
    FAULTS[fault]()
    return len(play(number, seed, 10, folder, is_short=True).differing)


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_planted_fault_is_found(tmp_path: Path, fault: str) -> None:
    seed, number = SEEDS[fault]
    with get_context("spawn").Pool(1) as pool:
        assert pool.apply(_play_planted, (fault, seed, number, tmp_path)) > 0


SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "7", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
)


def _build(project: Path, surrounding: dict[str, str], *options: str) -> tuple[Snapshot, object]:
    """Build and check as commands; give the site and the report."""
    report = project / "report.json"
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    for command in (["build"], ["check", "--report", f"json={report}"]):
        whole = [sys.executable, "-m", "playbook", "-C", str(project), *command, *options]
        subprocess.run(whole, env=surrounding | kept, check=True, capture_output=True)
    return take(project / "build"), json.loads(report.read_text(encoding="utf-8"))


def test_a_cache_goes_from_one_surrounding_to_another(tmp_path: Path) -> None:
    base = read_base() | {"content/note.md": "# Note\n\nSee [[crm]].\n"}
    warm = write_site(tmp_path / "warm", base)
    for n, surrounding in enumerate(SURROUNDINGS):
        other = SURROUNDINGS[(n + 1) % len(SURROUNDINGS)]
        edited = base | {"content/note.md": f"# Note {n}\n\nSee [[crm]].\n"}
        cold = write_site(tmp_path / f"cold-{n}", edited)
        write_site(warm, edited)
        made = _build(warm, surrounding, "-j", "2")
        wanted = _build(cold, other, "--no-cache")
        assert made[1] == wanted[1]
        assert {path: made[0][path] for path in wanted[0] if path != "manifest.json"} == {
            path: each for path, each in wanted[0].items() if path != "manifest.json"
        }
    assert (warm / ".playbook-cache" / FILE).exists()
    assert not (cold / ".playbook-cache").exists()
