"""A revision's files as git holds them, by their ids.

In: a repository, a word for a revision. Out: the commit that it stands for, the files that lie below the
repository's folder in it. The work tree is not looked at, and no file is opened.
"""

import os
from dataclasses import dataclass

from playbook.history.git import GitError, Repository

LINK, MODULE = "120000", "160000"
"""The modes of a link, whose bytes are where it leads, and of a submodule, which has none here."""


PARTED = "..."
"""Stands between two revisions for the commit at which they parted, as git has it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a revision: its POSIX path below the folder, git's mode, the id and size of its bytes."""

    path: str
    mode: str
    id: str
    size: int


def find_commit(repository: Repository, revision: str) -> str:
    """Give the id of the commit that a word stands for, "A...B" for the one at which A and B parted ("A..."
    for A and the one that is checked out); "" where it stands for none."""
    left, dots, right = revision.partition(PARTED)
    if dots:
        return _find_parting(
            repository, find_commit(repository, left), find_commit(repository, right or "HEAD")
        )
    if not revision.strip() or revision.startswith("-") or "\0" in revision:
        return ""
    try:
        found = repository.ask(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
        )
    except GitError:
        return ""
    name = found.decode("ascii", "replace").strip()
    return name if len(name) in (40, 64) and name.isalnum() else ""


def _find_parting(repository: Repository, one: str, other: str) -> str:
    """Give the newest commit that two have in common; "" where there is none, or one of them is none."""
    if not (one and other):
        return ""
    try:
        lines = repository.ask("rev-parse", f"{one}...{other}").decode("ascii", "replace").split()
    except GitError:
        return ""
    return next((each.removeprefix("^") for each in lines if each.startswith("^")), "")


def is_shallow(repository: Repository) -> bool:
    """Whether a part of the history was never fetched."""
    try:
        return repository.ask("rev-parse", "--is-shallow-repository").strip() != b"false"
    except GitError:
        return False


def read_entries(repository: Repository, commit: str) -> list[Entry]:
    """List the files of a commit that lie below the repository's folder, links too. Raises GitError."""
    found = []
    for line in repository.ask("ls-tree", "-r", "-z", "--long", commit).split(b"\0"):
        head, _, path = line.partition(b"\t")
        parts = head.decode("ascii", "replace").split()
        if len(parts) == 4 and parts[1] == "blob" and parts[3].isdecimal():
            found.append(Entry(os.fsdecode(path), parts[0], parts[2], int(parts[3])))
    return found
