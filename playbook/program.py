"""What this program is: everything of it that decides what comes out.

In: nothing. Out: a digest of its files, of the libraries that it reads and writes pages with, and of Python.
What another program has left in a cache has another digest, and is not looked at.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from playbook.author_file import FileFault, read_file
from playbook.distributions import find_versions, scan_installed
from playbook.source import Span
from playbook.trace import hash_bytes

RULES_GROUP = "playbook.rules"
"""The group of entry points by which installed packages offer rules of a company's own."""

LINKED, COPY = "a link to a folder is not followed here", "copy the folder, or link its files one by one"
"""What is wrong with such a link, and what would help."""

LIBRARIES = [
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "mdurl",
    "msgspec",
    "playbook",
    "pydantic",
    "pygments",
    "python-frontmatter",
    "pyyaml",
]


@cache
def find_salt() -> bytes:
    """Give the digest of this program."""
    parts = list_parts(Path(__file__).parent, (".py", ".md", ".json"), is_ours=True)
    libraries = (each.encode() for each in find_versions(LIBRARIES, scan_installed()))
    return hash_bytes(sys.version.encode(), *libraries, *parts)


def list_parts(folder: Path, endings: tuple[str, ...] = ("",), *, is_ours: bool = False) -> Iterator[bytes]:
    """Yield the name and the bytes of each file below a folder whose name ends so, hidden ones apart, in the
    order of names. Raises FileFault where one cannot be read, and as `list_shown` does."""
    for name in sorted(list_shown(folder, is_ours=is_ours)):
        if name.endswith(endings):
            yield name.encode(errors="surrogatepass")
            yield read_file(folder / name, folder.parent)


def list_shown(folder: Path, *, is_ours: bool = False) -> Iterator[str]:
    """Yield the POSIX paths of all files but hidden ones, which editors and systems leave there. Raises
    FileFault for an author's link to a folder: what lies behind it would change unseen. In a folder of ours
    links are followed: there are installations that are made of nothing else."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with suppress(OSError), os.scandir(f"{folder}/{prefix}") as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                if not is_ours and entry.is_symlink() and entry.is_dir():
                    raise FileFault(Span(f"{folder.name}/{prefix}{entry.name}"), LINKED, COPY)
                if entry.is_dir():
                    waiting.append(f"{prefix}{entry.name}/")
                elif entry.is_file():
                    yield prefix + entry.name
