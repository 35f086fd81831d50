"""What `git log` says of a folder -> commits with the files that each changed.

In: a repository. Out: `Log`: every commit by its id, with its parents and what it changed against the first
of them. No patch is read. Names and subjects are strangers' text, made one line without control signs.
The same answer serves who asks for the last change of a page and who follows its promises: git is asked once.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from playbook.history.git import Repository

_MARK = b"\x01"
_FORMAT = "%x01%H%x00%P%x00%ct%x00%aN%x00%s"
_FIELDS = 5
_TOLD = 5
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]+")
_LONGEST = 120
ARGUMENTS = (
    "--raw",
    "-z",
    "--no-abbrev",
    "--find-renames=70%",
    "-l1000",
    "--diff-merges=first-parent",
    "--full-history",
    "--sparse",
    "--relative",
    "--root",
    "--no-show-signature",
    "--no-ext-diff",
    "--no-textconv",
    "--no-notes",
    "--no-decorate",
    "--no-color",
    f"--format=tformat:{_FORMAT}",
)
"""Every commit, also those that change nothing here: the way from parent to parent must not break.

A file that was moved and edited at once counts as moved where seven tenths of it stayed. Of more than a
thousand such files in one commit only those that were moved unchanged are found: it would cost the square.
"""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that a commit changed: `path` as it is called afterwards, `old` before where it was moved.

    `blob` is the id of its bytes afterwards, "" where it is gone or is no ordinary file; `is_edited` says of
    a moved one that its bytes are others.
    """

    path: str
    old: str = ""
    blob: str = ""
    is_edited: bool = False


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. `time` is the committer's, in seconds since 1970; `name` the author's, by .mailmap.

    `changes` are against the first parent; paths are POSIX, relative to the folder that was asked about.
    """

    id: str
    parents: tuple[str, ...]
    time: int
    name: str
    subject: str
    changes: tuple[FileChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Log:
    """All commits by id; `head` is the newest."""

    head: str
    commits: Mapping[str, Commit]


def read_log(repository: Repository, last: Log | None = None) -> Log:
    """Read the log of the folder that a repository is seen from; of `last`, an earlier one, only what came
    since. It may hold commits that nobody reaches any more. Raises GitError."""
    known = last.commits if last else {}
    since = [f"^{last.head}"] if last and last.head else []
    raw = repository.ask("log", *ARGUMENTS, repository.head.commit, *since, "--", repository.below or ".")
    fresh = {each.id: each for each in parse_log(raw)}
    if repository.below:
        fresh = {own: _narrow(each, f"{repository.below}/") for own, each in fresh.items()}
    head = repository.head.commit
    return Log(head if head in fresh or head in known else next(iter(fresh), ""), {**fresh, **known})


def _narrow(commit: Commit, folder: str) -> Commit:
    """Give a commit with paths relative to a folder below, in which all of them lie."""
    changes = (
        replace(each, path=each.path.removeprefix(folder), old=each.old.removeprefix(folder))
        for each in commit.changes
    )
    return replace(commit, changes=tuple(changes))


def list_line(log: Log, start: str) -> dict[str, Commit]:
    """List a commit and its first parents, newest first; a line that bites its own tail ends there."""
    line: dict[str, Commit] = {}
    while start in log.commits and start not in line:
        line[start] = log.commits[start]
        parents = line[start].parents
        start = parents[0] if parents else ""
    return line


def parse_log(raw: bytes) -> Iterator[Commit]:
    """Yield the commits of a log in its order."""
    tokens = raw.split(b"\0")
    at = 0
    while at < len(tokens):
        if not tokens[at].startswith(_MARK):
            at += 1
            continue
        fields = tokens[at : at + _FIELDS]
        changes, at = _read_changes(tokens, at + _FIELDS)
        if len(fields) == _FIELDS:
            yield _make_commit(fields, changes)


def _read_changes(tokens: list[bytes], at: int) -> tuple[tuple[FileChange, ...], int]:
    """Read what follows a commit: modes, ids and a status, then one path, or two where a file was moved."""
    changes = []
    while at < len(tokens) and not tokens[at].startswith(_MARK):
        told = tokens[at].lstrip(b"\n").split(b" ")
        if len(told) != _TOLD or not told[-1]:
            at += 1
            continue
        size = 2 if told[-1][:1] in (b"R", b"C") else 1
        paths = tokens[at + 1 : at + 1 + size]
        if len(paths) == size:
            changes.append(_make_change(told, [os.fsdecode(each) for each in paths]))
        at += 1 + size
    return tuple(changes), at


def _make_change(told: list[bytes], paths: list[str]) -> FileChange:
    _, mode, before, after, _ = told
    is_file = mode.startswith(b"100")
    old = paths[0] if len(paths) > 1 else ""
    is_edited = bool(old) and before != after
    return FileChange(paths[-1], old, after.decode("ascii") if is_file else "", is_edited)


def _make_commit(fields: list[bytes], changes: tuple[FileChange, ...]) -> Commit:
    own, parents, time, name, subject = (each.decode("utf-8", "replace") for each in fields)
    return Commit(
        id=own[1:],
        parents=tuple(parents.split()),
        time=int(time) if time.isdigit() else 0,
        name=clean(name),
        subject=clean(subject),
        changes=changes,
    )


def clean(text: str) -> str:
    """Give a stranger's text as one line without signs that do not show, cut where it is too long."""
    line = " ".join(_UNSEEN.sub(" ", text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
