"""git -> who changed which page last, and when.

In: the content folder and the files of its pages. Out: `History`; where nothing can be told it says why, and
never guesses. Only the author's name is kept of a person, never an address.
"""

import hashlib
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol
from unicodedata import normalize
from zoneinfo import ZoneInfo

from playbook.history.git import GitError, Repository, open_repository
from playbook.history.last import Landed, find_last
from playbook.history.log import Log, read_log
from playbook.load_files import read_bytes

__all__ = ["Change", "History", "list_files", "read_history"]

SHALLOW = "shallow clone"
LARGEST = 1 << 20
YEARS = range(1980, 2200)
LINK = "a link"
"""What stands for the id of a link: its bytes are those of another file."""


@dataclass(frozen=True, slots=True)
class Change:
    """A page's last change: the author's name, the day on which it came to the main line, the commit."""

    name: str
    day: date
    commit: str
    subject: str


@dataclass(frozen=True, slots=True)
class History:
    """What git knows of the pages, by page key. `state` is none (no git), known, or unknown with a `reason`.

    `open` are the pages with changes that are not committed; of them `changes` holds the last that is.
    """

    state: str = "none"
    reason: str = ""
    changes: Mapping[str, Change] = field(default_factory=dict)
    open: Collection[str] = frozenset()


class Filed(Protocol):
    """A page, as far as git is asked about it."""

    @property
    def key(self) -> str:
        """Its key."""
        ...

    @property
    def path(self) -> str:
        """Its file."""
        ...

    @property
    def readings_path(self) -> str:
        """The file beside it, "" without one."""
        ...


def read_history(
    folder: Path, files: Mapping[str, tuple[str, ...]], timezone: str, revision: str = ""
) -> History:
    """Ask git about the files of pages, by the page's key, as `list_files` gives them; the folder is that of
    the content, days are those of the time zone. With a revision (a commit's id) it tells what that one
    knows, in which nothing is open. Never raises on what a repository holds."""
    repository = open_repository(folder)
    if repository is None:
        return History()
    try:
        committed = _read_tree(repository, revision or "HEAD")
        if not any(path in committed for paths in files.values() for path in paths):
            return History()
        pages = {} if revision else files
        loose = frozenset(key for key, paths in pages.items() if _is_open(folder, paths, committed))
        if repository.ask("rev-parse", "--is-shallow-repository").strip() != b"false":
            return History("unknown", SHALLOW, open=loose)
        log = read_log(repository, revision or "HEAD")
    except GitError as error:
        return History("unknown", str(error))
    return History("known", "", _find_changes(log, files, timezone), loose)


def list_files(content: str, pages: Iterable[Filed]) -> dict[str, tuple[str, ...]]:
    """List the files that each page is made of, relative to the content folder, whose name is given; to the
    project's folder where it is ""."""
    prefix = f"{content}/" if content else ""
    return {
        page.key: tuple(each.removeprefix(prefix) for each in (page.path, page.readings_path) if each)
        for page in pages
    }


def _read_tree(repository: Repository, revision: str) -> dict[str, str]:
    """Read the ids of the files that are committed below the folder, by their names in NFC."""
    lines = repository.ask("ls-tree", "-r", "-z", revision).split(b"\0")
    pairs = ((each.partition(b"\t")[2], each.partition(b"\t")[0].split()) for each in lines if each)
    return {
        _name(os.fsdecode(path)): LINK if head[0] == b"120000" else head[2].decode("ascii")
        for path, head in pairs
    }


def _name(path: str) -> str:
    """Give a file's name as every system spells it: macOS decomposes accents."""
    return path if path.isascii() else normalize("NFC", path)


def _is_open(folder: Path, paths: Iterable[str], committed: Mapping[str, str]) -> bool:
    """Whether one of a page's files differs from what is committed, line ends apart."""
    for path in paths:
        own = committed.get(_name(path), "")
        raw, words, _ = read_bytes(folder / path, LARGEST) if own != LINK else (b"", LINK, "")
        same = (name_blob(raw, len(own)), name_blob(raw.replace(b"\r\n", b"\n"), len(own)))
        if not words and own not in same:
            return True
    return False


def name_blob(raw: bytes, digits: int = 40) -> str:
    """Give the id that git has for a file's bytes; 64 digits where a repository counts by SHA-256."""
    start = b"blob %d\0" % len(raw)
    made = hashlib.sha256(start + raw) if digits == 64 else hashlib.sha1(start + raw, usedforsecurity=False)
    return made.hexdigest()


def _find_changes(log: Log, files: Mapping[str, Iterable[str]], timezone: str) -> dict[str, Change]:
    zone = ZoneInfo(timezone)
    spelled = {_name(each.path): each.path for one in log.commits.values() for each in one.changes}
    owners = {key: [spelled.get(_name(path), path) for path in paths] for key, paths in files.items()}
    made = {key: _make_change(each, zone) for key, each in find_last(log, owners).items()}
    return {key: each for key, each in made.items() if each}


def _make_change(landed: Landed, zone: ZoneInfo) -> Change | None:
    """Give a change with its day; None where the commit has no day that a calendar knows."""
    try:
        day = datetime.fromtimestamp(landed.by.time, UTC).astimezone(zone).date()
    except (OverflowError, ValueError, OSError):
        return None
    commit = landed.commit
    return Change(commit.name, day, commit.id, commit.subject) if day.year in YEARS else None
