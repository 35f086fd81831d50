"""Publishing: what stands afterwards, what was taken over, what was left alone."""

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from playbook.publish import Output, Published, PublishError, publish, read_manifest
from playbook.publish.error import REASONS
from playbook.publish.plan import make_plan
from playbook.publish.target import read_current
from playbook.publish.tree import make_folder
from playbook.publish.verify import verify
from playbook.system import EXCHANGE, HERE, System, hold
from tests.publish_faults import NEW, OLD, SYSTEMS, take_snapshot
from tests.publish_readers import Readings, make_round, open_memory, read_until

QUICK = SYSTEMS["swap"]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such permissions")

POSIX_READERS = pytest.mark.skipif(sys.platform == "win32", reason="Windows replaces no file that is open")
EXCHANGES = pytest.mark.skipif(
    EXCHANGE is None, reason="between two renames there is a moment without a site"
)


def _outputs(bodies: dict[str, bytes]) -> list[Output]:
    return [Output(path, body) for path, body in bodies.items()]


def _publish(bodies: dict[str, bytes], site: Path, system: System = QUICK) -> Published:
    return publish(_outputs(bodies), site, system=system)


@contextmanager
def _umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
LETTER = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"
MANIFEST = f"""{{
"made_by": "playbook",
"version": 1,
"files": {{
"a/ä.html": {{"sha256": "{EMPTY}", "size": 0}},
"b.html": {{"sha256": "{LETTER}", "size": 1}}
}}
}}
"""


def test_the_first_publish_writes_every_output_and_a_sorted_manifest(tmp_path: Path) -> None:
    done = publish([Output("b.html", b"b"), Output("a/ä.html", b"")], tmp_path / "out" / "build")
    assert done == Published(written=2, unchanged=0, removed=0, mode="swap")
    assert (tmp_path / "out" / "build" / "manifest.json").read_bytes().decode() == MANIFEST
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["build"]


def test_the_second_publish_takes_over_what_is_the_same(tmp_path: Path) -> None:
    site = tmp_path / "build"
    _publish(OLD, site)
    same = (site / "same/page.html").stat().st_ino
    assert _publish(NEW, site) == Published(written=5, unchanged=2, removed=2, mode="swap")
    assert (site / "same/page.html").stat().st_ino == same
    assert {path: (site / path).read_bytes() for path in NEW} == NEW
    manifest = read_manifest(site)
    assert manifest is not None
    assert {path: manifest[path] for path in NEW} == {each.path: each.digest for each in _outputs(NEW)}


def test_assets_of_the_round_before_stay_for_one_round(tmp_path: Path) -> None:
    site = tmp_path / "build"
    _publish({"assets/1.css": b"1", "page.html": b"1", "assets-1.html": b"1"}, site)
    _publish({"assets/2.css": b"2", "page.html": b"2"}, site)
    assert sorted(each.name for each in site.rglob("*.*")) == ["1.css", "2.css", "manifest.json", "page.html"]
    kept, *live = (site / "manifest.json").read_text(encoding="utf-8").splitlines()[4:-2]
    assert kept.startswith('"assets/1.css"')
    assert kept.endswith('"size": 1, "kept": true},')
    assert not any("kept" in line for line in live)
    assert _publish({"assets/3.css": b"3", "page.html": b"3"}, site).removed == 1
    assert sorted(each.name for each in site.rglob("*.css")) == ["2.css", "3.css"]


def test_an_asset_that_comes_back_is_no_longer_kept(tmp_path: Path) -> None:
    site, clean = tmp_path / "build", tmp_path / "clean"
    _publish({"assets/1.css": b"1"}, site)
    _publish({"assets/2.css": b"2"}, site)
    _publish({"assets/1.css": b"1", "assets/2.css": b"2"}, site)
    _publish({"assets/1.css": b"1", "assets/2.css": b"2"}, clean)
    assert take_snapshot(site) == take_snapshot(clean)


@pytest.mark.parametrize("path", ["assets/A.css", "assets/a.css/inner.css", "assets"], ids=lambda path: path)
def test_an_asset_in_the_way_of_an_output_is_not_kept(tmp_path: Path, path: str) -> None:
    site, clean = tmp_path / "build", tmp_path / "clean"
    _publish({"assets/a.css": b"a"}, site)
    _publish({path: b"new"}, site)
    _publish({path: b"new"}, clean)
    assert take_snapshot(site) == take_snapshot(clean)


def test_an_asset_changed_by_hand_is_not_kept(tmp_path: Path) -> None:
    site = tmp_path / "build"
    _publish({"assets/1.css": b"right", "assets/2.css": b"right", "assets/3.css": b"right"}, site)
    (site / "assets/1.css").write_bytes(b"wrong")
    (site / "assets/2.css").unlink()
    _publish({"page.html": b"page"}, site)
    assert [each.name for each in (site / "assets").iterdir()] == ["3.css"]


def _traces(root: Path) -> list[tuple[str, int, int]]:
    return [(str(each), each.stat().st_ino, each.stat().st_mtime_ns) for each in sorted(root.rglob("*"))]


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    site = tmp_path / "build"
    _publish(OLD, site)
    _publish(NEW, site)
    before = _traces(tmp_path)
    assert _publish(NEW, site) == Published(written=0, unchanged=7, removed=0, mode="swap")
    assert _traces(tmp_path) == before


@POSIX
def test_permissions_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    for number, mask in enumerate((0o000, 0o022, 0o077)):
        with _umask(mask):
            _publish(OLD, tmp_path / str(number))
    sites = [take_snapshot(tmp_path / str(number)) for number in range(3)]
    assert sites[0] == sites[1] == sites[2]
    modes = {stat.S_IMODE(each.stat().st_mode) for each in (tmp_path / "2").rglob("*")}
    assert modes == {0o644, 0o755}
    assert stat.S_IMODE((tmp_path / "2").stat().st_mode) == 0o755


def test_the_order_of_outputs_does_not_count(tmp_path: Path) -> None:
    publish(_outputs(OLD), tmp_path / "one", system=QUICK)
    publish(reversed(_outputs(OLD)), tmp_path / "other", system=QUICK)
    assert take_snapshot(tmp_path / "one") == take_snapshot(tmp_path / "other")


def _overwrite(path: Path) -> None:
    path.write_bytes(b"SAME" * 90)


def _overwrite_longer(path: Path) -> None:
    path.write_bytes(b"other")


def _make_private(path: Path) -> None:
    path.chmod(0o600)


@pytest.mark.parametrize(
    "damage",
    [_overwrite, _overwrite_longer, Path.unlink, pytest.param(_make_private, marks=POSIX)],
    ids=["other bytes", "another size", "missing", "other permissions"],
)
def test_a_file_that_is_not_as_recorded_is_written_again(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    site, clean = tmp_path / "build", tmp_path / "clean"
    _publish(OLD, site)
    damage(site / "same/page.html")
    assert _publish(OLD, site).written == 1
    _publish(OLD, clean)
    assert take_snapshot(site) == take_snapshot(clean)


@pytest.mark.parametrize("way", ["renames", "copies", "files", "files-copies"])
def test_every_way_of_publishing_ends_in_the_same_site(tmp_path: Path, way: str) -> None:
    for name, system in (("build", SYSTEMS[way]), ("clean", QUICK)):
        _publish(OLD, tmp_path / name, system)
        _publish(NEW, tmp_path / name, system)
    assert take_snapshot(tmp_path / "build") == take_snapshot(tmp_path / "clean")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["build", "clean"]


def test_a_second_publish_is_told_who_is_at_work(tmp_path: Path) -> None:
    site = tmp_path / "build"
    with hold(tmp_path / ".build.lock"), pytest.raises(PublishError) as raised:
        _publish(OLD, site)
    assert raised.value.message.startswith(
        f"another publish to `{site.as_posix()}` is under way: process {os.getpid()}"
    )
    assert ".build.lock" in raised.value.help
    assert not site.exists()


def test_no_site_is_published_into_a_site(tmp_path: Path) -> None:
    outputs, project = [Output("index.html", b"x")], (tmp_path, tmp_path / "content")
    publish(outputs, tmp_path / "build", project)
    before = sorted(tmp_path.rglob("*"))
    for inner in ("build/x", "build/x/y"):
        with pytest.raises(PublishError, match="it lies in the published site"):
            publish(outputs, tmp_path / inner, project)
    assert sorted(tmp_path.rglob("*")) == before
    assert publish(outputs, tmp_path / "build", project).unchanged == 1


def test_an_empty_folder_becomes_the_site(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    assert _publish(OLD, tmp_path / "build").mode == "swap"
    assert [each.name for each in tmp_path.iterdir()] == ["build"]


def _raise(error: BaseException) -> System:
    def sync(root: Path, paths: Sequence[Path]) -> None:
        raise error

    return replace(HERE, sync=sync)


@pytest.mark.parametrize("number", REASONS, ids=errno.errorcode.get)
def test_a_fault_of_the_system_is_told_in_plain_words(tmp_path: Path, number: int) -> None:
    site = tmp_path / "build"
    _publish(OLD, site)
    before = _traces(site)
    with pytest.raises(PublishError) as raised:
        _publish(NEW, site, _raise(OSError(number, os.strerror(number), "page.html")))
    reason, remedy = REASONS[number]
    assert raised.value.message == f"nothing was published to `{site.as_posix()}`: {reason} (`page.html`)"
    assert (str(raised.value), raised.value.help) == (raised.value.message, remedy)
    assert _traces(site) == before
    assert [each.name for each in tmp_path.iterdir()] == ["build"]


def test_a_fault_without_words_of_ours_keeps_the_systems(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"the cable is out$"):
        _publish(OLD, tmp_path / "build", _raise(OSError("the cable is out")))


def test_an_interruption_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "build"
    _publish(OLD, site)
    before = take_snapshot(site)
    with pytest.raises(KeyboardInterrupt):
        _publish(NEW, site, _raise(KeyboardInterrupt()))
    assert take_snapshot(site) == before
    assert [each.name for each in tmp_path.iterdir()] == ["build"]


def _write_longer(source: Path, target: Path) -> bool:
    target.write_bytes(source.read_bytes() + b"!")
    return True


def _write_stranger(source: Path, target: Path) -> bool:
    (target.parent / "stranger").touch()
    return False


def _spoil_manifest(source: Path, target: Path) -> bool:
    next(source.parents[1].parent.glob(".build.new-*/manifest.json")).write_bytes(b"{}")
    return False


@pytest.mark.parametrize(
    "spoil", [_write_longer, _write_stranger, _spoil_manifest], ids=lambda each: each.__name__
)
def test_a_generation_that_reads_back_wrong_is_not_published(
    tmp_path: Path, spoil: Callable[[Path, Path], bool]
) -> None:
    site = tmp_path / "build"
    _publish(OLD, site)
    before = take_snapshot(site)
    with pytest.raises(PublishError, match="does not read back as it was written"):
        _publish(NEW, site, replace(QUICK, link=spoil))
    assert take_snapshot(site) == before


def test_a_written_file_with_other_bytes_is_damaged(tmp_path: Path) -> None:
    bodies = {"page.html": b"right"}
    made = {path: Output(path, body) for path, body in bodies.items()}
    plan = make_plan((made, {}), tmp_path / "build", read_current(tmp_path / "build"))
    (tmp_path / "manifest.json").write_bytes(plan.record)
    (tmp_path / "page.html").write_bytes(b"right")
    verify(tmp_path, plan, bodies)
    (tmp_path / "page.html").write_bytes(b"wrong")
    with pytest.raises(PublishError, match=r"page\.html` does not read back"):
        verify(tmp_path, plan, bodies)
    verify(tmp_path, plan, bodies, proven=bodies)


def test_a_file_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    make_folder(tmp_path / "folder")
    make_folder(tmp_path / "folder")
    (tmp_path / "file").touch()
    with pytest.raises(FileExistsError):
        make_folder(tmp_path / "file")


def test_a_site_set_aside_comes_back_when_the_new_one_cannot_take_its_place(tmp_path: Path) -> None:
    site = tmp_path / "build"
    _publish(OLD, site)
    before = take_snapshot(site)

    def lose_stage(one: Path, other: Path) -> bool:
        one.rename(tmp_path / "lost")
        return False

    with pytest.raises(PublishError, match="nothing was published"):
        _publish(NEW, site, replace(QUICK, exchange=lose_stage))
    assert take_snapshot(site) == before


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"made_by": "somebody", "version": 1, "files": {}}',
        b'{"made_by": "playbook", "version": 2, "files": {}}',
        b'{"made_by": "playbook", "version": 1, "files": ["a"]}',
        b'{"made_by": "playbook", "version": 1, "files": {"a": "digest"}}',
        b'{"made_by": "playbook", "version": 1, "files": {"a": {"sha256": "0", "size": "1"}}}',
        b'{"made_by": "playbook", "version": 1, "files": {"../a": {"sha256": "0", "size": 1}}}',
    ],
    ids=[
        "empty",
        "a list",
        "not text",
        "deep",
        "foreign",
        "later",
        "no map",
        "no entry",
        "wrong type",
        "outside",
    ],
)
def test_a_manifest_that_is_not_wholly_ours_is_none(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(text)
    assert read_manifest(tmp_path) is None


def test_a_folder_without_a_manifest_has_none(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "missing") is None


@POSIX_READERS
@pytest.mark.parametrize(("way", "rounds"), [pytest.param("swap", 200, marks=EXCHANGES), ("files", 100)])
def test_readers_never_miss_a_page(way: str, rounds: int) -> None:
    stop = Event()
    with open_memory() as folder, ThreadPoolExecutor(2) as readers:
        site = folder / "build"
        publish(make_round(0), site, system=SYSTEMS[way])
        results = [readers.submit(read_until, site, stop.is_set) for _ in range(2)]
        try:
            for number in range(1, rounds + 1):
                publish(make_round(number), site, system=SYSTEMS[way])
        finally:
            stop.set()
        found = [result.result() for result in results]
    assert [(each.missing, each.torn, each.bare) for each in found] == [(0, 0, 0)] * 2
    assert sum(each.whole for each in found) > rounds


def test_readers_notice_what_they_must_never_meet(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"1\n" * 200)
    assert read_until(tmp_path, lambda: True) == Readings(whole=0, missing=1, torn=1, bare=0)
    (tmp_path / "index.html").write_bytes(b"1\n" * 400)
    assert read_until(tmp_path, lambda: True) == Readings(whole=1, missing=1, torn=0, bare=1)
