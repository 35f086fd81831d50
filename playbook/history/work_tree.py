"""A file of the work tree, held against what is committed.

In: a file, the id of the bytes that git has for it. Out: its bytes where they are others. Nothing is asked of
git: an id is a digest of the bytes.
"""

import hashlib
from pathlib import Path

from playbook.load_files import read_bytes

LARGEST = 1 << 20
"""The largest file that is looked at, in bytes: a larger one counts as another."""


def read_other(path: Path, blob: str) -> bytes | None:
    """Give a file's bytes where they are not those of a blob, line ends apart; None where they are. One that
    cannot be read has none."""
    raw, words, _ = read_bytes(path, LARGEST)
    if words:
        return b""
    is_same = blob in (name_blob(raw, len(blob)), name_blob(raw.replace(b"\r\n", b"\n"), len(blob)))
    return None if is_same else raw


def name_blob(raw: bytes, digits: int = 40) -> str:
    """Give the id that git has for a file's bytes; 64 digits where a repository counts by SHA-256."""
    start = b"blob %d\0" % len(raw)
    made = hashlib.sha256(start + raw) if digits == 64 else hashlib.sha1(start + raw, usedforsecurity=False)
    return made.hexdigest()
