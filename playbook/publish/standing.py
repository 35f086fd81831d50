"""What stands in the published site already, proven by its bytes.

In: the folder of a site, what an output is to be. Out: `Kept`, where the file there is that output. Only
bytes that were read and compared are ever taken over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from playbook.publish.manifest import Entry, load_manifest
from playbook.publish.tree import FILE_MODE
from playbook.system import has_mode

Mark = tuple[int, int, int, int]
"""By what a change of a file shows: inode, size, time of change of its bytes and of its entry."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An output that stands in the site already: its SHA-256 in hex, its size, the mark of the file that was
    read."""

    path: str
    digest: str
    size: int
    mark: Mark


@dataclass(slots=True)
class Standing:
    """The site in a folder, as its own record tells it; none where there is no such record."""

    place: Path
    manifest: Mapping[str, Entry] = field(default_factory=dict)

    def find(self, path: str, digest: str, size: int) -> Kept | None:
        """Give an output that stands there, with these bytes; None in any doubt."""
        entry = self.manifest.get(path)
        if entry is None or (entry.sha256, entry.size) != (digest, size):
            return None
        file = self.place / path
        try:
            found = file.lstat()
            body = file.read_bytes() if has_mode(found, FILE_MODE) else b""
        except OSError:
            return None
        mark = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        return Kept(path, digest, size, mark) if sha256(body).hexdigest() == digest else None


def read_standing(place: Path) -> Standing:
    """Read what a folder says it holds; nothing where that cannot be read."""
    try:
        return Standing(place, load_manifest(place) or {})
    except OSError:
        return Standing(place)
