"""What git holds at one commit: asked once, and held as long as that commit is the newest.

In: a standpoint, what a process remembers. Out: `Past`: the files that are committed, the log. Whoever
asks again while the newest commit is the same is answered without git, but for the question which it is.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar, cast
from unicodedata import normalize
from zoneinfo import ZoneInfo

import msgspec

from playbook.cache import LOG, TRAILS, Cache
from playbook.history.git import GitError, Head, Repository, find_git, open_repository
from playbook.history.line import Lines, follow_plans
from playbook.history.log import Log, read_log
from playbook.trace import hash_value

T = TypeVar("T")

YEARS = range(1980, 2200)
"""The years in which a commit may lie."""

SHALLOW = "shallow clone"
"""Why nothing is known where older commits may be missing."""

LINK = "a link"
"""What stands for the id of a link: its bytes are those of another file."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[bytes, Log]).decode

HELD = "past"
"""Under what name a process remembers it."""


@dataclass(slots=True)
class Past:
    """What a repository holds at its newest commit; each part is asked for when it is first needed."""

    repository: Repository
    cache: Cache | None = None
    answers: dict[str, object] = field(default_factory=dict)
    _files: dict[str, str] | None = None
    _log: Log | None = None
    _lines: Lines | None = None

    def list_files(self) -> dict[str, str]:
        """Give the ids of the files that are committed below the folder, by their names in NFC. Raises
        GitError."""
        if self._files is None:
            self._files = _read_tree(self.repository)
        return self._files

    def read_log(self) -> Log:
        """Give the log: that of the cache, with what came since. Raises GitError."""
        if self._log is None:
            last = self._find_log()
            try:
                self._log = read_log(self.repository, last)
            except GitError:
                if last is None:
                    raise
                self._log = read_log(self.repository)  # the commit of before is there no more
            if self.cache and (last is None or last.head != self._log.head):
                self.cache.keep(TRAILS, {LOG: _encode((self._token, self._log))})
        return self._log

    @property
    def _token(self) -> bytes:
        """What decides about a log beside its commits: where it is asked, how authors are called."""
        return hash_value((self.repository.head.mailmap, self.repository.place))

    def _find_log(self) -> Log | None:
        row = self.cache.find(TRAILS, [LOG]).get(LOG, b"") if self.cache else b""
        try:
            token, log = _decode(row)
        except ValueError:
            return None
        return log if token == self._token else None

    def follow(self) -> Lines:
        """Give the lines of all plans. Raises GitError."""
        if self._lines is None:
            self._lines = follow_plans(self.read_log())
        return self._lines

    def answer(self, name: str, work_out: Callable[[], T]) -> T:
        """Give what was worked out before under a name, else work it out."""
        if name not in self.answers:
            self.answers[name] = work_out()
        return cast(T, self.answers[name])


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where git is asked: the folder that it knows, and the commit, "" for the newest one, whose pages
    may have been changed since."""

    folder: Path
    commit: str = ""


def look_back(at: Standpoint, lasting: dict[str, object], cache: Cache | None = None) -> Past | None:
    """Give what git holds; what a process remembers where it is that still. None where nothing is
    committed, or there is no git."""
    folder = at.folder
    if at.commit:  # whose folders the work tree need not have
        folder = next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
    repository = open_repository(folder)
    if repository is None:
        return None
    if at.commit:
        head, below = replace(repository.head, commit=at.commit), at.folder.relative_to(folder).parts
        repository = replace(repository, head=head, below="/".join(below))
    last = lasting.get(HELD)
    if isinstance(last, Past) and last.repository == repository:
        return last
    found = lasting[HELD] = Past(repository, cache)
    return found


def tell(past: Past | None) -> str:
    """Give the digest of what decides about history beside the files of the work tree; where there is none,
    of why: whoever lacks git is told something else than who has committed nothing."""
    head = past.repository.head if past else Head()
    is_missing = past is None and find_git(os.environ) is None
    return hash_value((head.commit, head.is_shallow, head.mailmap, is_missing)).hex()


def find_day(time: int, zone: ZoneInfo) -> date | None:
    """Give the day of a time in seconds; None where no calendar knows it."""
    try:
        day = datetime.fromtimestamp(time, UTC).astimezone(zone).date()
    except (OverflowError, ValueError, OSError):
        return None
    return day if day.year in YEARS else None


def spell(path: str) -> str:
    """Give a file's name as every system spells it: macOS decomposes accents."""
    return path if path.isascii() else normalize("NFC", path)


def _read_tree(repository: Repository) -> dict[str, str]:
    below = [f"{repository.below}/"] if repository.below else []
    lines = repository.ask("ls-tree", "-r", "-z", repository.head.commit, "--", *below).split(b"\0")
    start = os.fsencode("".join(below))
    pairs = ((each.partition(b"\t")[2], each.partition(b"\t")[0].split()) for each in lines if each)
    return {
        spell(os.fsdecode(path.removeprefix(start))): LINK
        if head[0] == b"120000"
        else head[2].decode("ascii")
        for path, head in pairs
    }
