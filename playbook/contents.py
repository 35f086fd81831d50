"""All of the content folder that a check depends on, as one digest.

In: where pages lie. Out: the digest of every file's name, of what is not read, of each page and each export
by its bytes. Whoever loads the pages makes the same digest of what was loaded.
"""

from collections.abc import Iterable

from playbook.load_files import Scanned, scan_files
from playbook.page_file import EXPORTS, Place, read_export, read_page_file
from playbook.trace import hash_value


def read_contents(place: Place) -> bytes:
    """Read everything once; give the digest."""
    scanned = scan_files(place.folder)
    files = frozenset(scanned.files)
    exports = [read_export(place, name)[1] for name in scanned.files if name in EXPORTS]
    pages = (read_page_file(place, name, files).digest for name in scanned.files if name.endswith(".md"))
    return hash_contents(place, scanned, (*exports, *pages))


def hash_contents(place: Place, scanned: Scanned, digests: Iterable[str]) -> bytes:
    """Give the digest of what was found and read: the exports, then the pages, in the order of files."""
    found = (place.shown, place.folder.is_dir(), scanned.files, scanned.unread)
    return hash_value((found, tuple(digests)))
