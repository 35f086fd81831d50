"""What git holds at one commit: asked once, and held as long as that commit is the newest.

In: the content folder, what a process remembers. Out: `Past`: the files that are committed, the log. Whoever
asks again while the newest commit is the same is answered without git, but for the question which it is.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar, cast
from unicodedata import normalize
from zoneinfo import ZoneInfo

from playbook.history.git import Head, Repository, open_repository
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

HELD = "past"
"""Under what name a process remembers it."""


@dataclass(slots=True)
class Past:
    """What a repository holds at its newest commit; each part is asked for when it is first needed."""

    repository: Repository
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
        """Give the log. Raises GitError."""
        if self._log is None:
            self._log = read_log(self.repository)
        return self._log

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


def look_back(folder: Path, lasting: dict[str, object]) -> Past | None:
    """Give what git holds; what a process remembers where it is that still. None where nothing is
    committed, or there is no git."""
    repository = open_repository(folder)
    if repository is None:
        return None
    last = lasting.get(HELD)
    if isinstance(last, Past) and last.repository == repository:
        return last
    found = lasting[HELD] = Past(repository)
    return found


def tell(past: Past | None) -> str:
    """Give the digest of what decides about history beside the files of the work tree."""
    head = past.repository.head if past else Head()
    return hash_value((head.commit, head.is_shallow, head.mailmap)).hex()


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
    lines = repository.ask("ls-tree", "-r", "-z", "HEAD").split(b"\0")
    pairs = ((each.partition(b"\t")[2], each.partition(b"\t")[0].split()) for each in lines if each)
    return {
        spell(os.fsdecode(path)): LINK if head[0] == b"120000" else head[2].decode("ascii")
        for path, head in pairs
    }
