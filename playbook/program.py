"""What this program is: everything of it that decides what comes out.

In: nothing. Out: a digest of its files, of the libraries that it reads and writes pages with, and of Python.
What another program has left in a cache has another digest, and is not looked at.
"""

import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from playbook.author_file import read_file
from playbook.trace import hash_bytes

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
    folder = Path(__file__).parent
    libraries = (f"{each} {_find_version(each)}".encode() for each in LIBRARIES)
    return hash_bytes(sys.version.encode(), *libraries, *list_parts(folder, ("*.py", "*.md", "*.json")))


def list_parts(folder: Path, patterns: tuple[str, ...] = ("*",)) -> Iterator[bytes]:
    """Yield the name and the bytes of each file below a folder, hidden ones apart, in the order of their
    names. Raises FileFault where one cannot be read."""
    paths = {path for pattern in patterns for path in _list_files(folder, pattern)}
    for path in sorted(paths):
        yield path.relative_to(folder).as_posix().encode(errors="surrogatepass")
        yield read_file(path, folder.parent)


def _list_files(folder: Path, pattern: str) -> list[Path]:
    if not folder.is_dir():
        return []
    return [each for each in folder.rglob(pattern) if each.is_file() and not is_hidden(each, folder)]


def is_hidden(path: Path, folder: Path) -> bool:
    """Whether a file below a folder is passed by: editors and systems leave `.x` and `.x/` there."""
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _find_version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
