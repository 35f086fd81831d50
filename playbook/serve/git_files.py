"""The files of a repository that change when what it tells of pages does: another commit, other names.

In: a folder. Out: their paths; outside a repository those by which one would begin. They are
looked at from outside, never run, and of their text only names are taken.
"""

from collections.abc import Iterator
from pathlib import Path

LIMIT = 4096
"""How much of such a file is read, in bytes."""


def list_git_files(folder: Path) -> Iterator[Path]:
    """Yield where HEAD, its log and its branch stand, what says how authors are called, and whether older
    commits are missing; they need not be there."""
    here = folder.resolve()
    mark = next((each / ".git" for each in (here, *here.parents) if (each / ".git").exists()), None)
    if mark is None:
        yield from (each / ".git" / "HEAD" for each in (here, *here.parents))
        return
    own = _follow(mark, "gitdir: ") if mark.is_file() else mark
    shared = own / (_read(own / "commondir") or ".")
    yield from (own / "HEAD", own / "logs" / "HEAD", shared / "packed-refs", shared / "shallow")
    yield mark.parent / ".mailmap"
    head = _read(own / "HEAD")
    branch = head.removeprefix("ref: ")
    if branch != head and ".." not in branch and branch.startswith("refs/"):
        yield shared / branch


def _follow(file: Path, prefix: str) -> Path:
    """Give the folder that a file of a work tree names."""
    return file.parent / _read(file).removeprefix(prefix)


def _read(file: Path) -> str:
    """Read the first line of a small file; "" where that cannot be."""
    try:
        with file.open("rb") as opened:
            line = opened.read(LIMIT).split(b"\n")[0]
    except OSError:
        return ""
    return line.decode("utf-8", "replace").replace("\0", "").strip()
