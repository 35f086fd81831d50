"""git -> who changed which page last, and when.

In: the content folder and the files of its pages. Out: `History`; where nothing can be told it says why, and
never guesses. Only the author's name is kept of a person, never an address.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from playbook.history.git import GitError
from playbook.history.last import Landed, find_last
from playbook.history.log import Log
from playbook.history.past import LINK, SHALLOW, Past, Standpoint, find_day, look_back, spell
from playbook.history.work_tree import read_other

__all__ = ["Change", "History", "list_files", "read_history"]


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
    at: Standpoint,
    files: Mapping[str, tuple[str, ...]],
    timezone: str,
    lasting: dict[str, object] | None = None,
) -> History:
    """Ask git about the files of pages, by the page's key, as `list_files` gives them, below the folder of
    the standpoint; days are those of the time zone. `lasting` is what the process remembers: while the newest
    commit is the same, only the work tree is looked at, of another commit not even that. Never raises on what
    a repository holds."""
    past = look_back(at, {} if lasting is None else lasting)
    if past is None:
        return History()
    try:
        committed = past.list_files()
        if not any(path in committed for paths in files.values() for path in paths):
            return History()
        pages = {} if at.commit else files
        loose = frozenset(key for key, paths in pages.items() if _is_open(at.folder, paths, committed))
        if past.repository.head.is_shallow:
            return History("unknown", SHALLOW, open=loose)
        return History("known", "", _list_changes(past, files, timezone), loose)
    except GitError as error:
        return History("unknown", str(error))


def _list_changes(past: Past, files: Mapping[str, tuple[str, ...]], timezone: str) -> Mapping[str, Change]:
    """List the last changes: those of the last time where neither the commit nor the pages are others."""
    last = past.answers.get("changes")
    if isinstance(last, _Changes) and (last.files, last.timezone) == (files, timezone):
        return last.changes
    found = _Changes(files, timezone, _find_changes(past.read_log(), files, timezone))
    past.answers["changes"] = found
    return found.changes


@dataclass(frozen=True, slots=True)
class _Changes:
    files: Mapping[str, tuple[str, ...]]
    timezone: str
    changes: Mapping[str, Change]


def list_files(content: str, pages: Iterable[Filed]) -> dict[str, tuple[str, ...]]:
    """List the files that each page is made of, relative to the content folder, whose name is given; to the
    project's folder where it is ""."""
    prefix = f"{content}/" if content else ""
    return {
        page.key: tuple(each.removeprefix(prefix) for each in (page.path, page.readings_path) if each)
        for page in pages
    }


def _is_open(folder: Path, paths: Iterable[str], committed: Mapping[str, str]) -> bool:
    """Whether one of a page's files differs from what is committed."""
    own = ((path, committed.get(spell(path), "")) for path in paths)
    return any(blob != LINK and read_other(folder / path, blob) is not None for path, blob in own)


def _find_changes(log: Log, files: Mapping[str, Iterable[str]], timezone: str) -> dict[str, Change]:
    zone = ZoneInfo(timezone)
    spelled = {spell(each.path): each.path for one in log.commits.values() for each in one.changes}
    owners = {key: [spelled.get(spell(path), path) for path in paths] for key, paths in files.items()}
    made = {key: _make_change(each, zone) for key, each in find_last(log, owners).items()}
    return {key: each for key, each in made.items() if each}


def _make_change(landed: Landed, zone: ZoneInfo) -> Change | None:
    """Give a change with its day; None where the commit has no day that a calendar knows."""
    day = find_day(landed.by.time, zone)
    commit = landed.commit
    return Change(commit.name, day, commit.id, commit.subject) if day else None
