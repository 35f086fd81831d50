"""A revision of a playbook, written to a folder apart, so that it is read the usual way.

In: the project's folder, a word for a revision, an empty folder. Out: the files that a playbook reads, below
that folder and nowhere else, and the commit. The work tree stays as it is. Names that would lead out of the
folder, hidden ones and submodules are passed over; a link is followed to a file of the same content, one
at the project's top to any file of the project.
"""

import errno
import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playbook.config import read_config
from playbook.config_file import FILES
from playbook.config_schema import Settings
from playbook.history.blobs import read_blobs
from playbook.history.git import GitError, Repository, find_git, open_repository
from playbook.history.tree import LINK, Entry, find_commit, is_shallow, read_entries

LARGEST = 256 << 20
"""The largest file that is taken along, in bytes."""
HOPS = 8
"""How many links may lead to each other."""
LONGEST_LINK = 4096
AT_ONCE = 64 << 20
"""About how many bytes are held at a time."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO})
"""What is wrong with the folder, not with a name."""
SHALLOW = "this clone is shallow: fetch the whole history (fetch-depth: 0 in CI, git fetch --unshallow here)"
_UNSAFE = frozenset('<>:"|?*\\') if os.name == "nt" else frozenset()


class RevisionError(Exception):
    """A revision cannot be read: `message` says why, `help` what to do."""

    def __init__(self, message: str, help_: str = "") -> None:
        """Take the words."""
        super().__init__(message)
        self.message, self.help = message, help_


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision that was written: the commit, and the paths of files too large to be taken along."""

    commit: str
    left_out: tuple[str, ...] = ()


def write_revision(home: Path, word: str, folder: Path, config_name: str = "") -> Revision:
    """Write what a playbook reads of a revision below a folder; its configuration may be a file of another
    name. Raises RevisionError."""
    repository = _open(home, word)
    commit = find_commit(repository, word)
    if not commit:
        raise RevisionError(f"there is no revision `{word}` here", _advise(repository, word))
    try:
        entries = {each.path: each for each in read_entries(repository, commit) if _is_safe(each.path)}
        names = (*FILES, config_name)
        _take(repository, entries, names, folder)
        _refuse_lost(folder, [each for each in names if each in entries], word)
        config, _ = read_config(folder, folder / config_name if config_name else None)
        left = _take(repository, entries, _list_wanted(entries, config.settings), folder)
    except GitError as error:
        raise RevisionError(f"the revision `{word}` cannot be read: {error}", _advise(repository)) from None
    except OSError as error:
        words = f"the revision `{word}` cannot be written to a folder apart: {error.strerror}"
        raise RevisionError(words, "make room in the folder for temporary files (TMPDIR)") from None
    return Revision(commit, tuple(left))


def _open(home: Path, word: str) -> Repository:
    """Open the repository that a project lies in."""
    repository = open_repository(home)
    if repository:
        return repository
    if find_git(os.environ) is None:
        raise RevisionError(f"git is not installed, so the revision `{word}` cannot be read", "install git")
    help_ = "start in a clone of it; git init and a first commit make one"
    raise RevisionError("this folder is in no git repository with a commit", help_)


def _advise(repository: Repository, word: str = "") -> str:
    """Say what would let a revision be read."""
    if is_shallow(repository):
        return SHALLOW
    if word and find_commit(repository, f"origin/{word}"):
        return f"did you mean `origin/{word}`?"
    return "write a branch, a tag or a commit of this clone: git branch --all and git log list them"


def _is_safe(path: str) -> bool:
    """Whether a path stays below a folder on every system, and is not hidden."""
    parts = path.split("/")
    return not any(not each or each.startswith(".") or _UNSAFE & set(each) for each in parts)


def _refuse_lost(folder: Path, names: Iterable[str], word: str) -> None:
    """Refuse a revision whose configuration was not written: by another one every verdict would be wrong.
    Raises RevisionError."""
    lost = next((each for each in names if not (folder / each).is_file()), "")
    if lost:
        raise RevisionError(
            f"the configuration `{lost}` of `{word}` is a link that leads to no file of the project",
            "commit the file itself",
        )


def _list_wanted(entries: Mapping[str, Entry], settings: Settings) -> Iterator[str]:
    """List what a playbook reads: its content, its own templates, single files that are named."""
    folders = (f"{settings.content}/", f"{settings.templates}/")
    site, theme = settings.site, settings.theme
    single = (site.logo, site.logo_dark, theme.font, theme.font_prose, settings.check.baseline)
    yield from (each for each in entries if each.startswith(folders) or each in single)


def _take(
    repository: Repository, entries: Mapping[str, Entry], wanted: Iterable[str], folder: Path
) -> list[str]:
    """Write files below a folder; give the paths of those that are too large."""
    paths = [each for each in wanted if each in entries]
    leads = _read_links(repository, [entries[each] for each in paths if entries[each].mode == LINK])
    found = {each: _follow(entries, leads, each) for each in paths}
    by_id: dict[str, list[str]] = {}
    sizes: dict[str, int] = {}
    for path, entry in found.items():
        if entry and entry.size <= LARGEST:
            by_id.setdefault(entry.id, []).append(path)
            sizes[entry.id] = entry.size
    for some in _split(sizes):
        for name, body in read_blobs(repository, some, LARGEST):
            for path in by_id.get(name, ()):
                _write(folder / path, body)
    return [path for path, entry in found.items() if entry and entry.size > LARGEST]


def _read_links(repository: Repository, links: Sequence[Entry]) -> dict[str, str]:
    """Read where links lead, by their paths, as paths below the project's folder."""
    bodies = dict(read_blobs(repository, {each.id for each in links}, LONGEST_LINK))
    leads = {each.path: os.fsdecode(bodies.get(each.id, b"")) for each in links}
    return {
        path: posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        for path, target in leads.items()
    }


def _follow(entries: Mapping[str, Entry], leads: Mapping[str, str], path: str) -> Entry | None:
    """Give the file whose bytes a path has: its own, or where a link leads within the same folder; from the
    project's top, where single files lie, within the project."""
    top, is_below, _ = path.partition("/")
    for _ in range(HOPS):
        entry = entries.get(path)
        if entry is None or entry.mode != LINK:
            return entry
        path = leads.get(path, "")
        if is_below and path.partition("/")[0] != top:
            return None
    return None


def _split(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    """Cut ids into lists whose bytes are held at a time."""
    some: list[str] = []
    held = 0
    for name, size in sizes.items():
        if some and held + size > AT_ONCE:
            yield some
            some, held = [], 0
        some.append(name)
        held += size
    if some:
        yield some


def _write(path: Path, body: bytes) -> None:
    """Write a new file; a name that this system cannot have is passed over. Raises OSError on a full disk."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(body)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno in FULL:
            raise
