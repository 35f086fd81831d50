"""The files below the content folder, and their bytes.

In: a folder. Out: the paths of its ordinary files, and what is there and is not read: links out of it,
folders without rights, pipes. Hidden files are passed over. It looks into no file.
"""

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from playbook.system import is_link


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that is not read: its path below the folder, why, what to do, and how bad that is."""

    path: str
    message: str
    help: str
    is_error: bool = True


@dataclass(slots=True)
class Scanned:
    """What lies below a folder: the POSIX paths of files, sorted by bytes, and what is not read."""

    files: list[str] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def scan_files(folder: Path) -> Scanned:
    """Look through a folder and the folders in it; nothing outside it is ever opened."""
    found = Scanned()
    root = folder.resolve()
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        try:
            with os.scandir(folder / prefix) as entries:
                for entry in entries:
                    if not entry.name.startswith("."):
                        _take(entry, prefix + entry.name, (root, found, waiting))
        except OSError as error:
            if prefix:
                words = f"the folder cannot be read: {error.strerror}"
                found.unread.append(Unread(prefix.rstrip("/"), words, "check its rights"))
    found.files.sort(key=os.fsencode)
    found.unread.sort(key=lambda each: os.fsencode(each.path))
    return found


def _take(entry: os.DirEntry[str], path: str, into: tuple[Path, Scanned, list[str]]) -> None:
    root, found, waiting = into
    if entry.is_symlink() or (os.name == "nt" and is_link(Path(entry.path))):
        problem = _judge_link(Path(entry.path), path, root)
        if problem:
            found.unread.append(problem)
        else:
            found.files.append(path)
    elif entry.is_dir(follow_symlinks=False):
        waiting.append(path + "/")
    elif entry.is_file(follow_symlinks=False):
        found.files.append(path)
    else:
        found.unread.append(Unread(path, "this is no ordinary file, and is not read", "take it out"))


def _judge_link(link: Path, path: str, root: Path) -> Unread | None:
    """Say why a link is not followed; None for one to an ordinary file of the same folder."""
    try:
        target = link.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError):
        return Unread(path, "this link leads nowhere", "take it out, or mend it")
    if not target.is_relative_to(root):
        words = "this link leads out of the content folder, and is not read"
        return Unread(path, words, "put the file itself here", is_error=False)
    if not stat.S_ISREG(mode):
        words = "this link leads to a folder, and is not followed"
        return Unread(path, words, "link to its pages instead", is_error=False)
    return None


def read_bytes(path: Path, limit: int) -> tuple[bytes, str, str]:
    """Read a file of up to `limit` bytes: (bytes, "", ""), or (b"", what is wrong, what to do).

    Of a larger file nothing is read.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            raw = file.read(limit + 1) if size <= limit else b""
    except OSError as error:
        return b"", f"the file cannot be read: {error.strerror}", "check its rights"
    return check_size(raw, limit, size)


def check_size(raw: bytes, limit: int, size: int = 0) -> tuple[bytes, str, str]:
    """Give bytes back that are not more than `limit`, else what is wrong; `size` is what more there is."""
    if max(size, len(raw)) > limit:
        words = f"the file has {max(size, len(raw)):,} bytes; it may have {limit:,}"
        return b"", words, "split it, or move data and pictures to files beside it"
    return raw, "", ""


def add_files(scanned: Scanned, names: Iterable[str]) -> Scanned:
    """Give what was found with files that are there besides, though not on the disk."""
    more = set(names).difference(scanned.files)
    files = sorted({*scanned.files, *more}, key=os.fsencode) if more else scanned.files
    return Scanned(files, scanned.unread)
