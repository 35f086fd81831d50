"""What stands in a published tree, by playbook's own record.

In: paths with their bytes, or a folder. Out: `manifest.json`, and the record read back. A record
that is damaged, foreign or of another version is none: nothing may be deleted on its word.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from playbook.publish.output import MANIFEST, path_fault

VERSION = 1
HEAD = f'{{\n"made_by": "playbook",\n"version": {VERSION},\n"files": {{\n'


@dataclass(frozen=True, slots=True)
class Entry:
    """One file's proof: SHA-256 in hex, size in bytes; `kept` from the round before for open pages."""

    sha256: str
    size: int
    kept: bool = False


Manifest = Mapping[str, Entry]


def enter(body: bytes, kept: bool = False) -> Entry:
    """Make the entry for a file with this body."""
    return Entry(sha256(body).hexdigest(), len(body), kept)


def encode(manifest: Manifest) -> bytes:
    """Write the manifest, a line a file, sorted by the bytes of the paths."""
    lines = (f"{json.dumps(path, ensure_ascii=False)}: {_line(manifest[path])}" for path in sorted(manifest))
    return (HEAD + ",\n".join(lines) + "\n}\n}\n").encode()


def _line(entry: Entry) -> str:
    kept = ', "kept": true' if entry.kept else ""
    return f'{{"sha256": "{entry.sha256}", "size": {entry.size}{kept}}}'


def hash_live(manifest: Manifest) -> str:
    """Give the digest of all files of a manifest but those kept for open pages, in hex."""
    live = (f"{path}\0{_line(entry)}\n" for path, entry in sorted(manifest.items()) if not entry.kept)
    return sha256("".join(live).encode()).hexdigest()


def decode(text: bytes) -> Manifest | None:
    """Read a manifest; None unless all of it is ours and every path in it is a good one."""
    try:
        found = json.loads(text)
        if found["made_by"] != "playbook" or found["version"] != VERSION or not good_paths(found["files"]):
            return None
        return {path: _entry(value) for path, value in found["files"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def good_paths(paths: Iterable[Any]) -> bool:
    """Whether all of these, read from a file, are paths that a site may have."""
    return not any(path_fault(path) for path in paths)


def _entry(value: Mapping[str, Any]) -> Entry:
    digest, size, kept = value["sha256"], value["size"], value.get("kept", False)
    if not (isinstance(digest, str) and isinstance(size, int) and isinstance(kept, bool)):
        raise TypeError
    return Entry(digest, size, kept)


def load_manifest(root: Path) -> Manifest | None:
    """Read the manifest in a folder; None when there is none of ours. Raises OSError."""
    try:
        return decode((root / MANIFEST).read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def torn(path: Path, head: bytes) -> bool:
    """Whether a file is missing, or begins as ours do that begin with `head`, however short it is."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return True
    return text.startswith(head) or head.startswith(text)


def read_manifest(target: Path) -> Mapping[str, str] | None:
    """Give the SHA-256 of every file of the site in `target` by path, the manifest itself left out.

    None when no site of ours stands there. Raises OSError when the manifest cannot be read.
    """
    manifest = load_manifest(target)
    return None if manifest is None else {path: entry.sha256 for path, entry in manifest.items()}
