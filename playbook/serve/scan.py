"""What stands on the disk: a stat of every file, and what has changed since the last look.

In: the places that a build reads. Out: changes, in the order of their paths. No event is trusted here. Two
writes within one tick of the file system's clock leave one stamp: a file that changed a moment ago is told
by its bytes.
"""

import os
import stat
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

Stamp = tuple[int, ...]
"""Size in bytes, modified and changed in nanoseconds, inode; of a link also those of the link itself."""

THERE: Stamp = (0, 0, 0, 0)
"""The stamp of a folder: that there is one."""

MOMENT = 2_000_000_000
"""How many nanoseconds the coarsest file system takes for one tick."""


@dataclass(frozen=True, slots=True)
class Places:
    """What a build reads: folders with all that is in them, hidden files apart, and single files."""

    folders: tuple[Path, ...] = ()
    files: tuple[Path, ...] = ()

    def join(self, other: "Places") -> "Places":
        """Give the places of both."""
        return Places(
            tuple(dict.fromkeys((*self.folders, *other.folders))),
            tuple(dict.fromkeys((*self.files, *other.files))),
        )

    def hold(self, path: str) -> bool:
        """Whether a path is one of these places or lies in one."""
        inside = any(path == str(each) or path.startswith(f"{each}{os.sep}") for each in self.folders)
        return inside or path in map(str, self.files)


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A file that is not as it was: `kind` is added, changed or removed."""

    path: str
    kind: str


@dataclass(slots=True)
class Scanner:
    """Looks, and remembers what it saw."""

    places: Places
    _stamps: dict[str, Stamp] = field(default_factory=dict)
    _digests: dict[str, bytes] = field(default_factory=dict)

    def look(self) -> tuple[Change, ...]:
        """Look at every file; give what is not as it was at the last look."""
        now = time.time_ns()
        stamps = read_stamps(self.places)
        fresh = {path: read_digest(path) for path, each in stamps.items() if _is_fresh(each, now)}
        changes = tuple(sorted(self._compare(stamps, fresh, self._stamps)))
        self._stamps, self._digests = stamps, fresh
        return changes

    def glance(self, paths: Collection[str]) -> tuple[Change, ...]:
        """Look at some paths; give what of these files is not as it was, nothing where that needs a look at
        every file: at a file that was not there before, or is not there any more, at a folder."""
        now, stamps = time.time_ns(), dict[str, Stamp]()
        for path in paths:
            is_known = path in self._stamps and self._stamps[path] != THERE
            if is_known:
                _take_one(path, stamps)
            if is_known != (path in stamps) or (not is_known and os.path.lexists(path)):
                return ()
        fresh = {path: read_digest(path) for path, each in stamps.items() if _is_fresh(each, now)}
        before = {path: self._stamps[path] for path in stamps}
        changes = tuple(sorted(self._compare(stamps, fresh, before)))
        self._stamps.update(stamps)
        for path in stamps:
            self._digests.pop(path, None)
        self._digests.update(fresh)
        return changes

    def is_empty(self, change: Change) -> bool:
        """Whether a file that changed was empty at the last look."""
        stamp = self._stamps.get(change.path, THERE)
        return stamp != THERE and stamp[0] == 0

    def _compare(
        self, stamps: dict[str, Stamp], fresh: dict[str, bytes], before: dict[str, Stamp]
    ) -> Iterator[Change]:
        for path, each in stamps.items():
            if path not in before:
                yield Change(path, "added")
            elif before[path] != each or self._is_rewritten(path, fresh):
                yield Change(path, "changed")
        yield from (Change(path, "removed") for path in before if path not in stamps)

    def _is_rewritten(self, path: str, fresh: dict[str, bytes]) -> bool:
        """Whether a file that had only just changed at the last look was written again within the same
        tick."""
        known = self._digests.get(path)
        return known is not None and known != (fresh.get(path) or read_digest(path))

    def follow(self, places: Places) -> None:
        """Look elsewhere from now on: what is new there counts as seen."""
        if places == self.places:
            return
        other = Scanner(places)
        other.look()
        stamps, digests = self._stamps, self._digests
        self._stamps = other._stamps | {path: each for path, each in stamps.items() if places.hold(path)}
        self._digests = other._digests | {path: each for path, each in digests.items() if places.hold(path)}
        self.places = places


def _is_fresh(stamp: Stamp, now: int) -> bool:
    return abs(now - stamp[1]) < MOMENT or abs(now - stamp[2]) < MOMENT


def read_digest(path: str) -> bytes:
    """Give the digest of an ordinary file's bytes; that of nothing where it cannot be read."""
    digest = blake2b(digest_size=16)
    try:
        if stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
            with open(path, "rb") as file:  # noqa: PTH123  # called for every file of a checkout
                while block := file.read(1 << 20):
                    digest.update(block)
    except OSError:
        return b"unread"
    return digest.digest()


def read_stamps(places: Places) -> dict[str, Stamp]:
    """Give the stamp of every file of the places, by its path."""
    found: dict[str, Stamp] = {}
    for file in places.files:
        _take_one(str(file), found)
    waiting = [str(folder) for folder in places.folders]
    found.update((folder, THERE) for folder in waiting if os.path.isdir(folder))  # noqa: PTH112
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    _take_entry(entry, found, waiting)
        except OSError:  # gone, or without rights: what was in it is gone too
            continue
    return found


def _take_entry(entry: "os.DirEntry[str]", found: dict[str, Stamp], waiting: list[str]) -> None:
    if entry.name.startswith("."):
        return
    try:
        if entry.is_symlink():
            _take_one(entry.path, found)
        elif entry.is_dir(follow_symlinks=False):
            waiting.append(entry.path)
        else:
            found[entry.path] = _stamp(entry.stat(follow_symlinks=False))
    except OSError:  # gone between the list and the look
        return


def _take_one(path: str, found: dict[str, Stamp]) -> None:
    """Stamp a file that may be a link, and may not be there."""
    try:
        own = os.lstat(path)
    except OSError:
        return
    found[path] = _stamp(own)
    if stat.S_ISLNK(own.st_mode):
        try:
            target = os.stat(path)  # noqa: PTH116
        except OSError:
            return
        if not stat.S_ISDIR(target.st_mode):  # a link to a folder is not followed
            found[path] = (*_stamp(target), *_stamp(own))


def _stamp(found: os.stat_result) -> Stamp:
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
