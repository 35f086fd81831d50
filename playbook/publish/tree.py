"""Folders of files as publishing sees them.

In: a folder. Out: what is in it, links not followed; files written with fixed permissions; listed
files removed. It does not know which files ought to be there.
"""

import os
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from playbook.system import is_link, set_mode

FILE_MODE = 0o644
FOLDER_MODE = 0o755


@dataclass(frozen=True, slots=True)
class Tree:
    """What is below a folder, by POSIX path: files with their status, folders, and all else."""

    files: dict[str, os.stat_result] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def scan(root: Path) -> Tree:
    """List all that is below `root`; nothing when it is no folder. Raises OSError."""
    tree = Tree()
    pending = [""] if root.is_dir() and not is_link(root) else []
    while pending:
        folder = pending.pop()
        with os.scandir(root / folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                path = folder + entry.name
                if entry.is_dir(follow_symlinks=False) and not is_link(root / path):
                    tree.folders.append(path)
                    pending.append(path + "/")
                elif entry.is_file(follow_symlinks=False):
                    tree.files[path] = entry.stat(follow_symlinks=False)
                else:
                    tree.others.append(path)
    return tree


def parents(paths: Iterable[str]) -> set[str]:
    """Give all the folders that these paths lie in, the root left out."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def make_folders(root: Path, paths: Iterable[str]) -> None:
    """Make the folders that these paths lie in, outer ones first; those that exist stay as they are."""
    for folder in sorted(parents(paths)):
        make_folder(root / folder)


def make_folder(path: Path) -> None:
    """Make one folder, whatever the umask; one that exists stays as it is."""
    try:
        path.mkdir()
    except FileExistsError:
        if is_link(path) or not path.is_dir():
            raise
        return
    set_mode(path, FOLDER_MODE)


def write_file(path: Path, body: bytes) -> None:
    """Make a file that does not exist yet, whatever the umask. Raises OSError."""
    with path.open("xb") as file:
        file.write(body)
    set_mode(path, FILE_MODE)


def remove_listed(root: Path, listed: Container[str]) -> None:
    """Remove the listed files below `root`, then the folders that are empty; all else stays."""
    tree = scan(root)
    for path in tree.files:
        if path in listed:
            (root / path).unlink()
    remove_empty(root, tree.folders)


def remove_empty(root: Path, folders: Iterable[str]) -> None:
    """Remove those of these folders that are empty or become so; inner ones first."""
    for folder in sorted(folders, key=lambda each: -len(PurePosixPath(each).parts)):
        place = root / folder
        if place.is_dir() and not is_link(place) and not any(place.iterdir()):
            place.rmdir()
