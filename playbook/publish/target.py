"""Where a site may be published, and what may stand there already.

In: the folder asked for, and the folders that are sources. Out: its real place and what playbook
put there before; `PublishError` when publishing could lose a byte that playbook did not make.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playbook.publish.error import PublishError
from playbook.publish.manifest import Manifest, load_manifest
from playbook.publish.output import MANIFEST
from playbook.publish.tree import Tree, parents, scan
from playbook.system import is_link

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""Files that macOS and Windows make by themselves in a folder that somebody looks at."""

INNER_LOCK = ".playbook-lock"
ELSEWHERE = "Name a folder for the site alone, such as `build`."
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Current:
    """What stands at the target now, all of it ours: the record and the files themselves."""

    manifest: Manifest
    tree: Tree


def check_place(target: Path, protected: Iterable[Path] = ()) -> Path:
    """Give the target's real path; raise PublishError when no site may ever be published there.

    A protected folder may neither be the target nor lie in it. The target may lie in a protected
    folder only when another one does too: that is the project's root, the others are its sources.
    """
    try:
        place = _settle(target)
        bounds = [each.resolve() for each in protected]
        fault = _shape_fault(target, place) or _bounds_fault(place, bounds) or _outer_fault(place, bounds)
    except (OSError, RuntimeError, ValueError) as error:
        fault = f"its path cannot be followed ({error})"
    if fault:
        raise PublishError(f"`{target.as_posix()}` cannot hold the site: {fault}", ELSEWHERE)
    return place


def _settle(target: Path) -> Path:
    """Follow every link on the way, but not one at the very end: that one is refused, not followed."""
    if target.name in ("", ".."):
        return target.resolve()
    return target.parent.resolve() / target.name


def _shape_fault(target: Path, place: Path) -> str:
    home = target.parts[:1] and target.parts[0].startswith("~")
    faults = (
        (home, "`~` is not read as your home folder here, write the path out"),
        (place.parent == place, "it is the root of a disk"),
        (is_link(place), "it is a link, and publishing would replace the link"),
        (place.exists() and not place.is_dir(), "it is a file"),
        (any(part.casefold() == ".git" for part in place.parts), "it lies inside git's own folder"),
        (os.path.lexists(place / ".git"), "it is a git work tree (it holds `.git`)"),
    )
    return next((words for bad, words in faults if bad), "")


def _bounds_fault(place: Path, protected: Sequence[Path]) -> str:
    homes = [
        (Path.cwd(), "the folder you are in"),
        (Path(os.path.expanduser("~")), "your home folder"),  # noqa: PTH111 - pathlib's raises without a home
        *((each, f"`{each.as_posix()}`, which publishing must not touch") for each in protected),
    ]
    for folder, name in homes:
        if _same(place, folder):
            return f"it is {name}"
        if _within(folder, place):
            return f"it holds {name}"
    for folder in protected:
        if _within(place, folder) and not any(_within(other, folder) for other in protected):
            return f"it lies in `{folder.as_posix()}`, which holds what the site is made from"
    return ""


def _outer_fault(place: Path, protected: Sequence[Path]) -> str:
    """Find a site around the place, no further out than the project: what lies there is not ours to read."""
    within = (each for each in place.parents if any(each.is_relative_to(folder) for folder in protected))
    outer = next((each for each in within if load_manifest(each) is not None), None)
    return (
        f"it lies in the published site `{outer.as_posix()}`, which would hold it from then on"
        if outer
        else ""
    )


def _within(inner: Path, outer: Path) -> bool:
    return any(_same(each, outer) for each in inner.parents)


def _same(one: Path, other: Path) -> bool:
    """Whether two paths are one folder, also where the case of letters does not count."""
    try:
        return one.samefile(other)
    except OSError:
        return one == other


def read_current(place: Path) -> Current:
    """Read what stands at the target; raise PublishError when any of it is not ours."""
    tree = scan(place)
    tree.files.pop(INNER_LOCK, None)
    if not (tree.files or tree.folders or tree.others):
        return Current({}, tree)
    manifest = load_manifest(place)
    if manifest is None:
        raise PublishError(
            f"`{place.as_posix()}` is not empty, and no site of this playbook stands there",
            "Nothing in it was touched. Name another folder, or empty this one yourself.",
        )
    _drop_litter(place, tree)
    ours = parents(manifest)
    foreign = [path for path in tree.files if path not in manifest and path != MANIFEST]
    foreign += [path + "/" for path in tree.folders if path not in ours]
    foreign += tree.others
    if foreign:
        raise PublishError(
            f"`{place.as_posix()}` holds what playbook did not put there: {_listed(sorted(foreign))}",
            "It would be lost, so nothing was touched. Move it elsewhere, then publish again.",
        )
    return Current(manifest, tree)


def _drop_litter(place: Path, tree: Tree) -> None:
    """Take away what file managers leave in every folder that they show: nobody wrote or misses it."""
    for path in [each for each in tree.files if each.rpartition("/")[2] in LITTER]:
        (place / path).unlink()
        del tree.files[path]


def _listed(paths: Sequence[str]) -> str:
    shown = ", ".join(f"`{path.encode('unicode_escape').decode()}`" for path in paths[:SHOWN])
    return f"{shown} and {len(paths) - SHOWN} more" if len(paths) > SHOWN else shown
