"""Addresses of files <-> paths.

In: a `file:` address or a path. Out: the other one. An address of anything else has no path.
"""

from pathlib import Path

from pygls.uris import from_fs_path, to_fs_path


def make_uri(path: Path) -> str:
    """Give the address of a file."""
    return from_fs_path(str(path)) or ""


def find_path(uri: str) -> Path | None:
    """Give the path of an address, links followed; None where it is of no file."""
    path = to_fs_path(uri) if uri.startswith("file:") else None
    try:
        return Path(path).resolve() if path else None
    except (OSError, RuntimeError, ValueError):
        return None
