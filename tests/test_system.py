"""Each call that only some systems have: what it does here, and what happens where it is missing."""

import ctypes
import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from playbook import system
from playbook.system import (
    HeldError,
    exchange,
    has_mode,
    hold,
    is_link,
    link,
    set_mode,
    swappable,
    sync,
    sync_whole,
)

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such call")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the call is Linux's own")


def _fail_with(number: int) -> Callable[..., Any]:
    def call(*arguments: object) -> Any:
        raise OSError(number, os.strerror(number))

    return call


def _library(**calls: Callable[..., int]) -> ctypes.CDLL:
    return cast(ctypes.CDLL, SimpleNamespace(**calls))


@pytest.mark.parametrize("claim", [system.CLAIM, None], ids=["the system's lock", "a file made exclusively"])
def test_a_second_holder_is_told_who_the_first_is(tmp_path: Path, claim: system.Claim | None) -> None:
    with hold(tmp_path / "lock", claim):
        with (
            pytest.raises(HeldError, match=f"process {os.getpid()} on ") as held,
            hold(tmp_path / "lock", claim),
        ):
            pass
        assert held.value.path.exists()
    assert list(tmp_path.iterdir()) == []
    with hold(tmp_path / "lock", claim):
        assert len(list(tmp_path.iterdir())) == 1


def test_a_lock_whose_holder_was_killed_is_free(tmp_path: Path) -> None:
    code = "import os, sys; from pathlib import Path; from playbook.system import hold\n"
    code += "with hold(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, tmp_path / "lock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline().strip() == b"held"
        with pytest.raises(HeldError, match=f"process {child.pid} on "), hold(tmp_path / "lock"):
            pass
        child.kill()
    with hold(tmp_path / "lock"):
        assert str(os.getpid()).encode() in (tmp_path / "lock").read_bytes()


def test_a_file_system_without_locks_gets_a_second_file(tmp_path: Path) -> None:
    with hold(tmp_path / "lock", _fail_with(errno.ENOTSUP)):
        assert (tmp_path / "lock.held").exists()
    assert not (tmp_path / "lock.held").exists()


def test_a_lock_file_taken_away_in_the_same_moment_is_made_again(tmp_path: Path) -> None:
    path, calls = tmp_path / "lock", []

    def claim(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 1:
            path.unlink()
        if len(calls) == 2:
            path.rename(tmp_path / "elsewhere")
            path.write_bytes(b"")

    with hold(path, claim):
        assert len(calls) == 3
        assert b"process" in path.read_bytes()


def test_another_fault_of_the_lock_is_not_swallowed(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=os.strerror(errno.EIO)), hold(tmp_path / "lock", _fail_with(errno.EIO)):
        pass


def test_a_file_that_is_no_lock_of_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "lock").write_bytes(b"my notes")
    with pytest.raises(FileExistsError, match="is not a lock file"), hold(tmp_path / "lock"):
        pass
    assert (tmp_path / "lock").read_bytes() == b"my notes"


def _two_folders(root: Path) -> tuple[Path, Path]:
    for name in ("one", "other"):
        (root / name).mkdir()
        (root / name / name).touch()
    return root / "one", root / "other"


@LINUX
@pytest.mark.parametrize(
    "make_call",
    [lambda: system.EXCHANGE, lambda: system._linux_exchange(cast(ctypes.CDLL, system.LIBRARY))],
    ids=["by its name", "by its number"],
)
def test_two_folders_are_exchanged(tmp_path: Path, make_call: Callable[[], system.Exchange | None]) -> None:
    one, other = _two_folders(tmp_path)
    assert exchange(one, other, make_call())
    assert [each.name for each in (*one.iterdir(), *other.iterdir())] == ["other", "one"]


def test_folders_stay_where_there_is_no_exchange(tmp_path: Path) -> None:
    one, other = _two_folders(tmp_path)
    assert not exchange(one, other, None)
    assert not exchange(one, tmp_path / "missing")
    assert [each.name for each in (*one.iterdir(), *other.iterdir())] == ["one", "other"]


def test_each_system_is_asked_by_its_own_call() -> None:
    asked: list[tuple[object, ...]] = []

    def call(*arguments: object) -> int:
        asked.append(arguments)
        return 0

    for library in (_library(renamex_np=call), _library(renameat2=call)):
        found = system._exchange_call(library)
        assert found is not None
        assert found(b"one", b"other") == 0
    assert asked == [(b"one", b"other", 2), (-100, b"one", -100, b"other", 2)]
    assert system._exchange_call(None) is None


@LINUX
def test_linux_is_asked_by_number_where_the_call_has_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def call(*arguments: object) -> int:
        asked.append(arguments)
        return 0

    library = _library(syscall=call)
    monkeypatch.setattr("platform.machine", lambda: "aarch64")
    found = system._exchange_call(library)
    assert found is not None
    assert found(b"one", b"other") == 0
    assert asked == [(276, -100, b"one", -100, b"other", 2)]
    monkeypatch.setattr("platform.machine", lambda: "vax")
    assert system._exchange_call(library) is None


def _record(calls: list[Path], answer: bool) -> Callable[[Path], bool]:
    def call(path: Path) -> bool:
        calls.append(path)
        return answer

    return call


@pytest.mark.parametrize(("whole", "files"), [(True, 0), (False, 2)], ids=["in one call", "file by file"])
def test_sync_asks_for_each_file_only_where_it_must(tmp_path: Path, whole: bool, files: int) -> None:
    calls: list[Path] = []
    one = cast(Callable[[Path], None], _record(calls, True))
    sync(tmp_path, [tmp_path / "a", tmp_path / "b"], _record([], whole), one)
    assert len(calls) == files


def test_sync_writes_out_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(b"page")
    sync(tmp_path, [tmp_path / "page", tmp_path], _record([], False))
    with pytest.raises(FileNotFoundError):
        sync(tmp_path, [tmp_path / "missing"], _record([], False))


def test_sync_of_everything_stands_in_where_files_have_none(tmp_path: Path) -> None:
    sync(tmp_path, [tmp_path], _record([], False), _fail_with(errno.EINVAL))


def test_a_fault_of_the_disk_is_not_swallowed(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        sync(tmp_path, [tmp_path], _record([], False), _fail_with(errno.EIO))


def _syncfs(error: int) -> Callable[[int], int]:
    def call(descriptor: int) -> int:
        ctypes.set_errno(error)
        return -1 if error else 0

    return call


@POSIX
def test_the_whole_file_system_is_written_out_where_that_is_possible(tmp_path: Path) -> None:
    assert sync_whole(tmp_path, _library(syncfs=_syncfs(0)))
    assert not sync_whole(tmp_path, _library(syncfs=_syncfs(errno.ENOSYS)))
    assert not sync_whole(tmp_path, _library())
    assert not sync_whole(tmp_path, None)
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        sync_whole(tmp_path, _library(syncfs=_syncfs(errno.EIO)))


@LINUX
def test_linux_has_such_a_call(tmp_path: Path) -> None:
    assert sync_whole(tmp_path)


def test_a_link_is_a_second_name_or_nothing(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"page")
    assert link(tmp_path / "one", tmp_path / "two")
    assert (tmp_path / "one").samefile(tmp_path / "two")
    assert not link(tmp_path / "one", tmp_path / "two")
    assert not link(tmp_path / "missing", tmp_path / "three")


def test_a_folder_can_be_exchanged_but_a_mount_point_cannot(tmp_path: Path) -> None:
    assert swappable(tmp_path / "build")
    assert not swappable(Path(tmp_path.anchor))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_nothing_can_be_exchanged_in_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert not swappable(tmp_path / "build")


@POSIX
def test_links_are_told_from_what_they_lead_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    assert is_link(tmp_path / "link")
    assert not is_link(tmp_path)
    assert not is_link(tmp_path / "missing")


@POSIX
def test_permissions_are_exact_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        (tmp_path / "page").touch()
        assert not has_mode((tmp_path / "page").stat(), 0o644)
        set_mode(tmp_path / "page", 0o644)
    finally:
        os.umask(before)
    assert has_mode((tmp_path / "page").stat(), 0o644)
