"""The bytes of a large site wait on the disk: not copied, gone afterwards; nothing else is removed."""

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from playbook import making
from playbook.publish import Output, PublishError, open_spool, publish
from playbook.publish.spool import HEAD, MARK
from tests.publish_faults import NEW, OLD, SYSTEMS, publish_spooled, refuse_place, take_snapshot
from tests.reliability.same_bytes import take
from tests.sites import read_base, write_site

QUICK = SYSTEMS["swap"]
NAME = ".build.spool-0123456789abcdef"
FILE = "0" * 64
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends no process by a signal")


def _list(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_the_bytes_get_a_second_name_and_are_not_copied(tmp_path: Path) -> None:
    with open_spool(tmp_path / "build", system=QUICK) as spool:
        assert spool
        outputs = [spool.put(Output(path, body)) for path, body in NEW.items()]
        numbers = {each.path: each.file.stat().st_ino for each in outputs}
        publish(outputs, tmp_path / "build", system=QUICK)
    assert _list(tmp_path) == ["build"]
    assert {path: (tmp_path / "build" / path).stat().st_ino for path in NEW} == numbers


@pytest.mark.parametrize("way", SYSTEMS)
def test_a_spooled_site_is_the_same_as_one_from_memory(tmp_path: Path, way: str) -> None:
    for bodies in (OLD, NEW):
        publish([Output(path, body) for path, body in bodies.items()], tmp_path / "build", system=QUICK)
        publish_spooled(bodies, tmp_path / "spooled", SYSTEMS[way])
    assert take_snapshot(tmp_path / "spooled") == take_snapshot(tmp_path / "build")
    assert _list(tmp_path) == ["build", "spooled"]


def test_spooled_bytes_that_stand_already_are_taken_over(tmp_path: Path) -> None:
    publish_spooled(OLD, tmp_path / "build", QUICK)
    before = (tmp_path / "build" / "index.html").stat().st_ino
    publish_spooled({**NEW, "index.html": OLD["index.html"]}, tmp_path / "build", QUICK)
    assert (tmp_path / "build" / "index.html").stat().st_ino == before


def test_there_is_no_spool_where_the_folder_cannot_be_exchanged(tmp_path: Path) -> None:
    with open_spool(tmp_path / "build", system=replace(QUICK, swappable=refuse_place)) as spool:
        assert spool is None
    with open_spool(tmp_path / "build", [tmp_path / "build"]) as spool:
        assert spool is None
    assert _list(tmp_path) == []


def test_a_disk_that_refuses_is_told_in_plain_words(tmp_path: Path) -> None:
    with open_spool(tmp_path / "build", system=QUICK) as spool:
        assert spool
        (spool.folder / MARK).unlink()
        spool.folder.rmdir()
        with pytest.raises(PublishError, match="nothing was published to"):
            spool.put(Output("index.html", b"page"))


def test_the_spool_of_a_run_that_goes_on_stays(tmp_path: Path) -> None:
    with open_spool(tmp_path / "build", system=QUICK) as spool:
        assert spool
        kept = spool.put(Output("index.html", b"page"))
        publish_spooled(OLD, tmp_path / "build", QUICK)
        assert kept.body == b"page"
    assert _list(tmp_path) == ["build"]


OURS = {"empty": {}, "a torn mark": {MARK: HEAD[:9]}, "files": {MARK: HEAD, FILE: b"page", "1" * 64: b""}}
FOREIGN = {
    "no mark": {FILE: b"mine"},
    "another mark": {MARK: b"mine", FILE: b"mine"},
    "another file": {MARK: HEAD, "mine.html": b"mine"},
    "a folder": {MARK: HEAD, f"mine/{FILE}": b"mine"},
}


@pytest.mark.parametrize("files", OURS.values(), ids=OURS)
def test_a_spool_that_a_killed_run_left_is_cleared_away(tmp_path: Path, files: dict[str, bytes]) -> None:
    (tmp_path / NAME).mkdir()
    write_site(tmp_path / NAME, files)
    (tmp_path / f"{NAME}.lock").write_bytes(b"playbook publishes: process 1 on somewhere")
    publish([Output("index.html", b"page")], tmp_path / "build", system=QUICK)
    assert _list(tmp_path) == ["build"]


@pytest.mark.parametrize("files", FOREIGN.values(), ids=FOREIGN)
def test_what_looks_like_a_spool_and_is_not_stays(tmp_path: Path, files: dict[str, bytes]) -> None:
    write_site(tmp_path / NAME, files)
    publish([Output("index.html", b"page")], tmp_path / "build", system=QUICK)
    assert {path: (tmp_path / NAME / path).read_bytes() for path in files} == files


BUILD = """
import os, sys
from playbook import making
from playbook.cli.main import main
from playbook.publish.spool import Spool
making.LARGE = 1
ended, put = sys.argv[1], Spool.put
def put_and_end(spool, output):
    if ended != "well" and output.path == "people.html":
        os.kill(os.getpid(), int(ended))
    return put(spool, output)
Spool.put = put_and_end
sys.argv[1:] = ["-C", sys.argv[2], "build", "-j", "1"]
main()
"""


def _build(folder: Path, ended: str) -> int:
    command = [sys.executable, "-c", BUILD, ended, str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode


@POSIX
@pytest.mark.parametrize(
    ("ended", "left"), [(signal.SIGKILL, True), (signal.SIGTERM, False), (signal.SIGINT, False)]
)
def test_a_build_that_is_ended_publishes_nothing_and_leaves_nothing(
    tmp_path: Path, ended: signal.Signals, left: bool
) -> None:
    write_site(tmp_path, read_base())
    before = _list(tmp_path)
    assert _build(tmp_path, str(int(ended))) != 0
    beside = [name for name in _list(tmp_path) if name not in (*before, ".playbook-cache")]
    assert [".spool-" in each for each in beside] == ([True, True] if left else [])
    assert _build(tmp_path, "well") == 0
    assert [name for name in _list(tmp_path) if name not in before] == [".playbook-cache", "build"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_with_a_spool_is_a_build_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: str
) -> None:
    from playbook.cli.main import run

    built = []
    for name, least in (("memory", 1 << 30), ("disk", 1)):
        monkeypatch.setattr(making, "LARGE", least)
        write_site(tmp_path / name, read_base())
        assert run(["-C", str(tmp_path / name), "build", "-j", jobs]) == 0
        built.append(take(tmp_path / name / "build"))
        assert not [each for each in _list(tmp_path / name) if ".spool-" in each]
    assert built[0] == built[1]


def test_a_template_that_fails_leaves_no_spool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from playbook.cli.main import run

    monkeypatch.setattr(making, "LARGE", 1)
    write_site(tmp_path, {**read_base(), "templates/person.html": "{{ 1 / 0 }}"})
    assert run(["-C", str(tmp_path), "build", "-j", "2"]) == 2
    assert not [each for each in _list(tmp_path) if "spool" in each or each == "build"]
