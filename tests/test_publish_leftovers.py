"""What a killed publish left: cleared away when it is provably ours, put back when it was the site."""

import json
import sys
from pathlib import Path

import pytest

from playbook.publish import Output, PublishError, publish
from tests.publish_faults import SYSTEMS

PAGE = [Output("index.html", b"page")]
MANIFEST = b'{\n"made_by": "playbook",\n"version": 1,\n"files": {\n'
ONE_FILE = MANIFEST + b'"a/page.html": {"sha256": "0", "size": 1}\n}\n}\n'
NAME = ".build.new-0123456789abcdef"


def _fill(root: Path, files: dict[str, bytes]) -> None:
    root.mkdir()
    for path, body in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_bytes(body)


OURS = {
    "empty": {},
    "an empty manifest": {"manifest.json": b""},
    "a torn manifest": {"manifest.json": MANIFEST[:20]},
    "a manifest torn in its list": {"manifest.json": MANIFEST + b'"a'},
    "a torn file": {"manifest.json": ONE_FILE, "a/page.html": b""},
    "no file yet": {"manifest.json": ONE_FILE},
    "a lock": {"manifest.json": ONE_FILE, ".playbook-lock": b""},
}
FOREIGN = {
    "a folder without a manifest": {"page.html": b"mine"},
    "a foreign manifest": {"manifest.json": b"mine"},
    "a torn manifest and a file": {"manifest.json": MANIFEST[:20], "page.html": b"mine"},
    "a file not listed": {"manifest.json": ONE_FILE, "mine.html": b"mine"},
    "a file not listed in a folder of ours": {"manifest.json": ONE_FILE, "a/mine.html": b"mine"},
}


@pytest.mark.parametrize("files", OURS.values(), ids=OURS)
@pytest.mark.parametrize("kind", ["new", "old"])
def test_a_leftover_of_ours_is_cleared_away(tmp_path: Path, files: dict[str, bytes], kind: str) -> None:
    publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    _fill(tmp_path / NAME.replace("new", kind), files)
    publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    assert [each.name for each in tmp_path.iterdir()] == ["build"]


@pytest.mark.parametrize("files", FOREIGN.values(), ids=FOREIGN)
def test_what_looks_like_a_leftover_and_is_not_stays(tmp_path: Path, files: dict[str, bytes]) -> None:
    _fill(tmp_path / NAME, files)
    publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    assert {path: (tmp_path / NAME / path).read_bytes() for path in files} == files


@pytest.mark.parametrize(
    "name",
    [
        ".build.new-0123",
        ".build.new-0123456789abcdef0",
        ".build.tmp-0123456789abcdef",
        ".other.new-0123456789abcdef",
    ],
)
def test_another_name_is_not_a_leftover(tmp_path: Path, name: str) -> None:
    _fill(tmp_path / name, {"manifest.json": ONE_FILE, "a/page.html": b"x"})
    publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    assert (tmp_path / name / "a/page.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows that few have")
@pytest.mark.parametrize("kind", ["new", "old"])
def test_a_leftover_behind_a_link_stays(tmp_path: Path, kind: str) -> None:
    _fill(tmp_path / "mine", {"manifest.json": ONE_FILE, "a/page.html": b"x"})
    link = tmp_path / NAME.replace("new", kind)
    link.symlink_to(tmp_path / "mine")
    publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    assert link.is_symlink()
    assert (link / "a/page.html").exists()
    assert (link / "manifest.json").read_bytes() == ONE_FILE


def test_a_file_with_the_name_of_a_leftover_stays(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"mine")
    publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    assert (tmp_path / NAME).read_bytes() == b"mine"


def test_a_site_that_was_set_aside_gets_its_name_back(tmp_path: Path) -> None:
    publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    before = (tmp_path / "build" / "index.html").stat().st_ino
    (tmp_path / "build").rename(tmp_path / NAME.replace("new", "old"))
    assert publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"]).unchanged == 1
    assert (tmp_path / "build" / "index.html").stat().st_ino == before
    assert [each.name for each in tmp_path.iterdir()] == ["build"]


JOURNAL = {
    "made_by": "playbook",
    "version": 1,
    "added": ["new.html"],
    "changed": ["index.html", "manifest.json"],
}


def _work(site: Path, journal: bytes, files: dict[str, bytes]) -> Path:
    work = site / ".playbook-replace"
    work.mkdir()
    (work / "journal.json").write_bytes(journal)
    for path, body in files.items():
        (work / path).parent.mkdir(exist_ok=True)
        (work / path).write_bytes(body)
    return work


@pytest.mark.parametrize("way", ["swap", "files"])
@pytest.mark.parametrize("begun", [False, True], ids=["not begun", "begun"])
def test_a_replacement_that_was_killed_is_undone(tmp_path: Path, way: str, begun: bool) -> None:
    site = tmp_path / "build"
    publish(PAGE, site, system=SYSTEMS["swap"])
    old = (site / "manifest.json").read_bytes()
    files = {"old/index.html": b"page", "old/manifest.json": old, "new/new.html": b"new"}
    if begun:
        (site / "new.html").write_bytes(b"new")
        (site / "index.html").write_bytes(b"half")
        files["begun"] = b""
    _work(site, json.dumps(JOURNAL).encode(), files)
    assert publish(PAGE, site, system=SYSTEMS[way]).unchanged == 1
    assert sorted(each.name for each in site.iterdir()) == ["index.html", "manifest.json"]


@pytest.mark.parametrize("journal", [b"", b'{"made_by": "play', json.dumps(JOURNAL).encode()[:-9]], ids=len)
def test_a_torn_journal_alone_is_cleared_away(tmp_path: Path, journal: bytes) -> None:
    publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    _work(tmp_path / "build", journal, {})
    publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    assert not (tmp_path / "build" / ".playbook-replace").exists()


@pytest.mark.parametrize(
    ("journal", "files"),
    [
        (b"mine", {}),
        (b"{}", {"new/new.html": b"mine"}),
        (json.dumps(JOURNAL).encode(), {"new/mine.html": b"mine"}),
        (json.dumps(JOURNAL | {"version": 2}).encode(), {"begun": b"", "new/new.html": b"mine"}),
        (json.dumps(JOURNAL | {"added": ["../index.html"]}).encode(), {"begun": b"", "new/x": b"mine"}),
    ],
    ids=["not a journal", "not ours", "a file not listed", "another version", "a path outside"],
)
def test_what_looks_like_a_replacement_and_is_not_is_refused(
    tmp_path: Path, journal: bytes, files: dict[str, bytes]
) -> None:
    publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    work = _work(tmp_path / "build", journal, files)
    with pytest.raises(PublishError, match=r"did not put there: `\.playbook-replace"):
        publish(PAGE, tmp_path / "build", system=SYSTEMS["swap"])
    assert (work / "journal.json").read_bytes() == journal
    assert all((work / path).read_bytes() == body for path, body in files.items())
    assert (tmp_path / "build" / "index.html").read_bytes() == b"page"
