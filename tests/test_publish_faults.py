"""A publish broken off at every point: the old site or the new one, and the next publish as if new."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish_readers import open_memory

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is forked for every point")

CASES = [
    ("swap", "kill"),
    ("swap", "once"),
    ("swap", "always"),
    ("swap", "size"),
    ("renames", "kill"),
    ("renames", "once"),
    ("copies", "kill"),
    ("spool", "kill"),
    ("spool", "once"),
    ("spool", "always"),
    ("spool-copies", "once"),
    ("files", "kill"),
    ("files", "once"),
    ("files", "always"),
    ("files", "undo"),
    ("files-copies", "once"),
]


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder."""
    with open_memory() as path:
        yield path


def _sweep(way: str, fault: str, folder: Path) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.publish_faults", way, fault, str(folder)]
    done = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[1])
    counts: dict[str, int] = json.loads(done.stdout)
    return counts


@pytest.mark.parametrize(("way", "fault"), CASES, ids=[" ".join(case) for case in CASES])
def test_no_fault_changes_the_site(folder: Path, way: str, fault: str) -> None:
    counts = _sweep(way, fault, folder)
    assert counts.pop("points") >= 44
    assert counts.pop("old") >= 24
    assert (counts.pop("new") > 0) == (fault != "size")
    # Two renames have one moment without a site, and single files cannot change all at once: the kill
    # in that moment leaves whole files with their style sheets, and what the next publish puts right.
    assert counts.pop("absent") == (1 if (way, fault) == ("renames", "kill") else 0)
    assert counts.pop("mixed") <= {"kill": 14, "always": 14, "undo": 26}.get(fault, 0) * (way == "files")
    assert counts == {"broken": 0, "crashed": 0, "unequal": 0, "litter": 0}


@pytest.mark.parametrize("fault", ["kill", "once", "always", "size"])
def test_a_publisher_that_writes_in_place_is_caught(folder: Path, fault: str) -> None:
    assert _sweep("in-place", fault, folder)["broken"] > 5
