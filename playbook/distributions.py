"""Which packages are installed, told by the names of their folders.

In: the interpreter's search path. Out: versions; whether a package may offer something. It reads no metadata
but the lists of entry points: `importlib.metadata` costs more to load than all of this, and is asked alone
where a package does not lie in a plain folder.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.machinery import PathFinder

_ENDINGS = (".dist-info", ".egg-info")
_SIGNS = re.compile(r"[-_.]+")


@dataclass(frozen=True, slots=True)
class Installed:
    """The folders that tell of packages, in the order of the search path; `is_all` says whether there can be
    no others: none in an archive, none that only another finder knows."""

    folders: tuple[str, ...]
    is_all: bool


def scan_installed() -> Installed:
    """Look through the search path."""
    folders: list[str] = []
    is_all = not any(hasattr(each, "find_distributions") for each in sys.meta_path if not _is_plain(each))
    for place in sys.path:
        is_all = is_all and not (os.path.isfile(place) or place.lower().endswith(".egg"))  # noqa: PTH113
        with suppress(OSError):
            names = sorted(os.listdir(place or "."))  # noqa: PTH208  # some are no folders, and hold nothing
            folders += (os.path.join(place, each) for each in names if each.lower().endswith(_ENDINGS))  # noqa: PTH118
            is_all = is_all and not any(each.lower().endswith(".egg") for each in names)
    return Installed(tuple(folders), is_all)


def _is_plain(finder: object) -> bool:
    """Whether a finder knows of packages by the search path alone: Python's own, or that of its backport,
    which adds itself beside it wherever some library has imported it."""
    return finder is PathFinder or type(finder).__module__ == "importlib_metadata"


def find_versions(names: Iterable[str], installed: Installed) -> Iterator[str]:
    """Yield for each package what its folder is called, with its version; "?" for one that is not there."""
    first: dict[str, str] = {}
    for each in installed.folders:
        folder = os.path.basename(each)  # noqa: PTH119
        first.setdefault(_fold(folder.rpartition(".")[0].partition("-")[0]), folder)
    for name in names:
        found = first.get(_fold(name), "")
        yield found if "-" in found.rpartition(".")[0] else _ask_version(name)


def may_offer(group: str, installed: Installed) -> bool:
    """Whether a package may offer entry points of a group."""
    return not installed.is_all or any(group.encode() in _read_entries(each) for each in installed.folders)


def _read_entries(folder: str) -> bytes:
    try:
        with open(os.path.join(folder, "entry_points.txt"), "rb") as file:  # noqa: PTH118, PTH123
            return file.read()
    except OSError:
        return b""


def _fold(name: str) -> str:
    return _SIGNS.sub("-", name).lower()


def _ask_version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
