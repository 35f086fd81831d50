"""The calls that only some systems have, each with what to do where it is missing.

In: paths. Out: a lock held, bytes on the disk, two folders exchanged, a second name for a file.
It does not know what a site is, and it decides nothing about one.
"""

import ctypes
import os
import platform
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from errno import EINVAL, ENOLCK, ENOSYS, ENOTSUP, EOPNOTSUPP
from pathlib import Path

Claim = Callable[[int], None]
CLAIM: Claim | None

if sys.platform == "win32":
    import msvcrt

    def _claim_byte(descriptor: int) -> None:
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # far behind the note, which others must be able to read
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    CLAIM = _claim_byte
else:
    try:
        import fcntl
    except ImportError:  # WebAssembly
        CLAIM = None
    else:

        def _claim_file(descriptor: int) -> None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

        CLAIM = _claim_file


Exchange = Callable[[bytes, bytes], int]

UNSUPPORTED = frozenset({EINVAL, ENOLCK, ENOSYS, ENOTSUP, EOPNOTSUPP})
NOTE = b"playbook publishes: "
LINUX_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276}
JUNCTION = 0xA0000003  # other marks, such as those of a cloud drive, do not lead elsewhere
AT_FDCWD = -100
RENAME_EXCHANGE = 2  # Linux's RENAME_EXCHANGE and macOS's RENAME_SWAP are the same number


class HeldError(Exception):
    """Somebody else holds the lock: `holder` is their note, `path` the lock's file."""

    def __init__(self, holder: str, path: Path) -> None:
        super().__init__(holder)
        self.holder = holder
        self.path = path


@contextmanager
def hold(path: Path, claim: Claim | None = CLAIM) -> Iterator[None]:
    """Hold the lock file at `path`, or raise `HeldError`; the file is gone again afterwards.

    Linux, macOS and the BSDs give `flock`, Windows locks a range of bytes: both end with the process,
    however it ends, so that a lock is never stale. A file system without either (`claim` is None or
    refuses) gets a second file, made exclusively, which outlives a killed process: the error names it.
    Raises FileExistsError when `path` is something that no lock of ours left there.
    """
    descriptor, held = _open_claimed(path, claim) if claim else (None, path)
    if descriptor is None:
        descriptor, held = _open_exclusive(path.with_name(path.name + ".held"))
    try:
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, NOTE + f"process {os.getpid()} on {platform.node()}".encode())
        yield
    finally:
        _release(descriptor, held)


def _open_claimed(path: Path, claim: Claim) -> tuple[int | None, Path]:
    while True:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(path, flags, 0o644)
        try:
            if _claimed(descriptor, path, claim):
                return descriptor, path
        except OSError as error:
            os.close(descriptor)
            if error.errno in UNSUPPORTED:
                return None, path
            raise
        except HeldError:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _claimed(descriptor: int, path: Path, claim: Claim) -> bool:
    """Whether the lock is ours now; False when its file was taken away in the same moment."""
    note = os.read(descriptor, 300)
    if not (note.startswith(NOTE) or NOTE.startswith(note)):
        raise FileExistsError(f"{path} is not a lock file")
    try:
        claim(descriptor)
    except (BlockingIOError, PermissionError):
        raise HeldError(_holder(note), path) from None
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False


def _open_exclusive(path: Path) -> tuple[int, Path]:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644), path
    except FileExistsError:
        raise HeldError(_holder(path.read_bytes()), path) from None


def _holder(note: bytes) -> str:
    return note.removeprefix(NOTE).decode(errors="replace") or "another process"


def _release(descriptor: int, path: Path) -> None:
    """Take the file away before the lock ends, so that nobody claims a name that is about to go."""
    if sys.platform == "win32":  # an open file cannot be removed here, nor one that the next holder has open
        os.close(descriptor)
        with suppress(OSError):
            path.unlink()
    else:
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


LIBRARY = None if sys.platform == "win32" else ctypes.CDLL(None, use_errno=True)


def _exchange_call(library: ctypes.CDLL | None) -> Exchange | None:
    if library is None:
        return None
    if hasattr(library, "renamex_np"):
        return lambda one, other: int(library.renamex_np(one, other, RENAME_EXCHANGE))
    if hasattr(library, "renameat2"):
        return lambda one, other: int(library.renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE))
    return _linux_exchange(library)


def _linux_exchange(library: ctypes.CDLL) -> Exchange | None:
    """The system call by its number: a small C library, as in Alpine, has no name for it."""
    number = LINUX_RENAMEAT2.get(platform.machine()) if sys.platform == "linux" else None
    if number is None or sys.maxsize < 1 << 32:
        return None
    return lambda one, other: int(library.syscall(number, AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE))


EXCHANGE = _exchange_call(LIBRARY)


def exchange(one: Path, other: Path, call: Exchange | None = EXCHANGE) -> bool:
    """Let two folders change their names in one step; False, with nothing done, where that fails.

    Linux gives renameat2 with RENAME_EXCHANGE, macOS renamex_np with RENAME_SWAP. Windows has nothing
    of the kind, nor have some file systems: the caller then renames twice.
    """
    return call is not None and call(os.fsencode(one), os.fsencode(other)) == 0


def sync_whole(root: Path, library: ctypes.CDLL | None = LIBRARY) -> bool:
    """Write out the whole file system that holds `root`; False where there is no such call.

    Only Linux gives syncfs. Raises OSError when the disk reports a fault.
    """
    if library is None or not hasattr(library, "syncfs"):
        return False
    descriptor = os.open(root, os.O_RDONLY)
    try:
        if library.syncfs(descriptor) == 0:
            return True
        error = ctypes.get_errno()
    finally:
        os.close(descriptor)
    if error in UNSUPPORTED:
        return False
    raise OSError(error, os.strerror(error), str(root))


def sync_one(path: Path) -> None:
    """Write out one file or folder. Windows cannot open a folder, and needs none of it."""
    if sys.platform == "win32" and path.is_dir():
        return
    descriptor = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync(
    root: Path,
    paths: Sequence[Path],
    whole: Callable[[Path], bool] = sync_whole,
    one: Callable[[Path], None] = sync_one,
) -> None:
    """Have `paths`, all below `root`, on the disk before returning.

    Linux does it in one call, other systems file by file; a file system that knows no fsync gets
    the system's sync of everything, where there is one. Raises OSError when the disk reports a fault.
    """
    if whole(root):
        return
    try:
        for path in paths:
            one(path)
    except OSError as error:
        if error.errno not in UNSUPPORTED:
            raise
        if hasattr(os, "sync"):
            os.sync()


def link(source: Path, target: Path) -> bool:
    """Give the file `source` a second name; False where the file system, or its limits, refuse.

    Linux, macOS and NTFS have hard links; FAT, many network shares and some containers have not.
    """
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def swappable(target: Path) -> bool:
    """Whether another folder can probably take the place of `target`.

    A mount point cannot be renamed on any system, nor anything in a folder that we may not write to.
    Binds of the same file system and folders that Windows holds open show only when it is tried.
    """
    mounted = os.path.ismount(target)  # pathlib's own raises on Windows before Python 3.12
    return not mounted and os.access(target.parent, os.W_OK | os.X_OK)


def is_link(path: Path) -> bool:
    """Whether `path` stands for another place: a symbolic link, or a junction of Windows."""
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == JUNCTION


def set_mode(path: Path, mode: int) -> None:
    """Set the permissions whatever the umask. Windows knows only the read-only mark, which it clears."""
    path.chmod(mode)


def has_mode(found: os.stat_result, mode: int) -> bool:
    """Whether a file has exactly these permissions; Windows keeps none, so there it always has."""
    return sys.platform == "win32" or stat.S_IMODE(found.st_mode) == mode


@dataclass(frozen=True, slots=True)
class System:
    """The calls that publishing makes, as values: a test takes one away to walk its fallback."""

    hold: Callable[[Path], AbstractContextManager[None]] = hold
    sync: Callable[[Path, Sequence[Path]], None] = sync
    exchange: Callable[[Path, Path], bool] = exchange
    link: Callable[[Path, Path], bool] = link
    swappable: Callable[[Path], bool] = swappable


HERE = System()
"""This system's own calls."""
