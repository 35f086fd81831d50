"""A site that can only be replaced file by file: what stands, and what a failure puts back."""

import errno
import os
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from playbook.publish import Output, Published, PublishError, publish
from playbook.system import System, hold
from tests.publish_faults import NEW, OLD, SYSTEMS, take_snapshot

FILES = SYSTEMS["files"]


def _outputs(bodies: dict[str, bytes]) -> list[Output]:
    return [Output(path, body) for path, body in bodies.items()]


def _fail_at(*numbers: int) -> System:
    """Let these syncs fail, counted from 1."""
    calls = count(1)

    def sync(root: Path, paths: Sequence[Path]) -> None:
        if next(calls) in numbers:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    return replace(FILES, sync=sync)


def test_only_what_changed_is_touched(tmp_path: Path) -> None:
    site = tmp_path / "build"
    assert publish(_outputs(OLD), site, system=FILES) == Published(7, 0, 0, "replace")
    folder, same = site.stat().st_ino, (site / "same/page.html").stat().st_mtime_ns
    assert publish(_outputs(NEW), site, system=FILES) == Published(5, 2, 2, "replace")
    assert (site.stat().st_ino, (site / "same/page.html").stat().st_mtime_ns) == (folder, same)
    assert publish(_outputs(NEW), site, system=FILES) == Published(0, 7, 0, "replace")


def _refuse_busy(one: Path, other: Path) -> bool:
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))


def test_a_folder_that_cannot_be_renamed_is_replaced_file_by_file(tmp_path: Path) -> None:
    site, busy = tmp_path / "build", replace(SYSTEMS["swap"], exchange=_refuse_busy)
    publish(_outputs(OLD), site, system=busy)
    folder = site.stat().st_ino
    assert publish(_outputs(NEW), site, system=busy).mode == "replace"
    assert site.stat().st_ino == folder
    assert [each.name for each in tmp_path.iterdir()] == ["build"]
    publish(_outputs(OLD), tmp_path / "clean", system=FILES)
    publish(_outputs(NEW), tmp_path / "clean", system=FILES)
    assert take_snapshot(site) == take_snapshot(tmp_path / "clean")


@pytest.mark.parametrize("number", [1, 2, 3], ids=["prepared", "begun", "replaced"])
def test_a_failure_puts_the_old_site_back(tmp_path: Path, number: int) -> None:
    site = tmp_path / "build"
    publish(_outputs(OLD), site, system=FILES)
    before = take_snapshot(site)
    with pytest.raises(PublishError, match=r"nothing was published .* the disk reports a fault"):
        publish(_outputs(NEW), site, system=_fail_at(number))
    assert take_snapshot(site) == before
    assert not list(site.glob(".*"))


def test_a_first_publish_that_fails_leaves_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="the disk reports a fault"):
        publish(_outputs(OLD), tmp_path / "build", system=_fail_at(3))
    assert list((tmp_path / "build").iterdir()) == []


def test_a_site_that_cannot_be_put_back_is_put_back_by_the_next_publish(tmp_path: Path) -> None:
    site = tmp_path / "build"
    publish(_outputs(OLD), site, system=FILES)
    before = take_snapshot(site)
    with pytest.raises(
        PublishError, match="is half replaced, and putting the old site back failed"
    ) as raised:
        publish(_outputs(NEW), site, system=_fail_at(3, 4))
    assert raised.value.help == "Publish again: the old site is put back first."
    with pytest.raises(PublishError, match="nothing was published"):
        publish(_outputs(NEW), site, system=_fail_at(2))
    assert take_snapshot(site) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [("Page.html", "page.html"), ("Crm/a.html", "crm/b.html"), ("a", "a/b/c"), ("a/b/c", "a"), ("a/b", "A")],
    ids=["case", "case of a folder", "file to folder", "folder to file", "folder to file of another case"],
)
def test_a_name_in_the_way_of_another_goes_first(tmp_path: Path, old: str, new: str) -> None:
    site = tmp_path / "build"
    publish([Output(old, b"old")], site, system=FILES)
    before = take_snapshot(site)
    with pytest.raises(PublishError):
        publish([Output(new, b"new")], site, system=_fail_at(3))
    assert take_snapshot(site) == before
    publish([Output(new, b"new")], site, system=FILES)
    publish([Output(new, b"new")], tmp_path / "clean", system=FILES)
    assert take_snapshot(site) == take_snapshot(tmp_path / "clean")


@pytest.mark.parametrize("way", ["files", "swap"])
def test_the_lock_inside_is_respected_and_not_published(tmp_path: Path, way: str) -> None:
    site = tmp_path / "build"
    publish(_outputs(OLD), site, system=FILES)
    with hold(site / ".playbook-lock"), pytest.raises(PublishError, match="is under way"):
        publish(_outputs(NEW), site, system=SYSTEMS[way])
    (site / ".playbook-lock").write_bytes(b"")
    publish(_outputs(NEW), site, system=SYSTEMS[way])
    assert [each.name for each in (*tmp_path.iterdir(), *site.glob(".*"))] == ["build"]


def test_a_folder_of_another_kind_in_the_works_place_is_named(tmp_path: Path) -> None:
    site = tmp_path / "build"
    publish(_outputs(OLD), site, system=FILES)
    (site / ".playbook-replace").write_bytes(b"mine")
    with pytest.raises(PublishError, match=r"did not put there: `\.playbook-replace`"):
        publish(_outputs(NEW), site, system=FILES)
    assert (site / ".playbook-replace").read_bytes() == b"mine"
