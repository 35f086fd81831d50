"""What `git log` says of a folder -> commits with the files that each changed.

In: a repository. Out: `Log`: every commit by its id, with its parents and what it changed against the first
of them. No patch is read. Names and subjects are strangers' text, made one line without control signs.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playbook.history.git import Repository

_MARK = b"\x01"
_FORMAT = "%x01%H%x00%P%x00%ct%x00%aN%x00%s"
_FIELDS = 5
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]+")
_LONGEST = 120
ARGUMENTS = (
    "--name-status",
    "-z",
    "--find-renames=100%",
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

Only files that were moved unchanged count as renamed: that is told from the trees alone, so no file is read.
"""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that a commit changed: `path` as it is called afterwards, `old` before where it was moved."""

    path: str
    old: str = ""


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


def read_log(repository: Repository, revision: str = "HEAD") -> Log:
    """Read the log of the folder that a repository is seen from, up to a revision. Raises GitError."""
    commits = {each.id: each for each in parse_log(repository.ask("log", *ARGUMENTS, revision, "--", "."))}
    return Log(next(iter(commits), ""), commits)


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
    """Read what follows a commit: a status and one path, or two where a file was moved."""
    changes = []
    while at < len(tokens) and not tokens[at].startswith(_MARK):
        status = tokens[at].lstrip(b"\n")[:1]
        paths = tokens[at + 1 : at + (3 if status in (b"R", b"C") else 2)] if status else []
        if len(paths) == 2:
            changes.append(FileChange(os.fsdecode(paths[1]), os.fsdecode(paths[0])))
        elif paths:
            changes.append(FileChange(os.fsdecode(paths[0])))
        at += 1 + len(paths)
    return tuple(changes), at


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
