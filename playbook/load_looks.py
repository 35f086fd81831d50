"""The files of pages: read, or known by how they look.

In: the configuration, names below the content folder, a store. Out: a `PageFile` for each, with its digest.
"""

import hashlib
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from playbook.config import Config
from playbook.diagnostic import Fault
from playbook.file_name import explain_name, propose_name, show_path
from playbook.frontmatter.text import MAX_PAGE
from playbook.load_files import read_bytes
from playbook.load_page import PageFile
from playbook.readings import LIMIT
from playbook.schema.shape import Shape
from playbook.source import Span
from playbook.store import Mark, Seen, Store
from playbook.trace import hash_value

RULE = "front-matter-invalid"
SETTLED = 2 * 10**9
"""How much older than the newest change a file's must be, in nanoseconds, for its times to be trusted: some
file systems count in twos of seconds."""


@dataclass(slots=True)
class Looks:
    """Reads files, but for those that this process has read before and that look as they did then."""

    config: Config
    names: frozenset[str]
    store: Store
    marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    settled: int = 0

    def look(self, names: Sequence[str]) -> None:
        """Look at all files: what is not older than the newest change by far is read in any case."""
        settings, folder, newest = self.config.settings, os.fspath(self.config.content), 0
        loading = _hash_loading(settings.content, settings.words.placeholders, self.config.shape)
        if self.store.loading != loading:  # what was read before was read otherwise
            self.store.loading = loading
            self.store.files.clear()
        for name in names:
            marks = self.marks[name] = (_mark(f"{folder}/{name}"), *self._mark_beside(name))
            newest = max(newest, marks[0][3], marks[-1][3])
        self.settled = newest - SETTLED

    def _mark_beside(self, name: str) -> tuple[Mark, ...]:
        if not name.startswith("metrics/") or (beside := name.removesuffix(".md") + ".csv") not in self.names:
            return ()
        return (_mark(f"{os.fspath(self.config.content)}/{beside}"),)

    def find_known(self, name: str) -> str:
        """Give the digest of a page that is known, and whose files look as they did when they were read; ""
        for others."""
        seen = self.store.files.get(name)
        if seen is None or not 0 < seen.newest < self.settled or seen.marks != self.marks[name]:
            return ""
        return seen.digest if seen.digest in self.store.pages else ""

    def read(self, name: str) -> PageFile:
        """Give what a page's file holds."""
        marks, file = self.marks[name], read_page_file(self.config, name, self.names)
        if file.faults:
            self.store.files.pop(name, None)
        else:
            is_whole = all(max(each[2:]) > 0 for each in marks)
            newest = max(max(each[2:]) for each in marks) if is_whole else 0
            self.store.files[name] = Seen(marks, file.digest, newest)
        return file


def _mark(path: str) -> Mark:
    try:
        found = os.stat(path)  # noqa: PTH116  # a Path for each of thousands costs more than the call
    except OSError:
        return (0, 0, 0, 0)
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def read_page_file(config: Config, name: str, files: Collection[str]) -> PageFile:
    """Read the bytes of a page by its path below content, and of the readings beside it."""
    path = f"{config.settings.content}/{show_path(name)}"
    raw, words, help_ = read_bytes(config.content / name, MAX_PAGE)
    faults = [Fault(RULE, Span(path), words, help_)] if words else []
    if bad := explain_name(name):
        words = f"the file's name {bad}"
        faults.append(Fault("invalid-value", Span(path), words, f"call it {propose_name(name)}"))
    readings = _read_beside(config, name, files, faults)
    digest = _name_bytes(config, raw, readings, faults)
    return PageFile(show_path(name), f"{digest}:{show_path(name)}", raw, readings, tuple(faults))


def _name_bytes(config: Config, raw: bytes, readings: bytes | None, faults: list[Fault]) -> str:
    """Give the digest of all that a page is made of beside its name: what the configuration says of pages,
    both files, told apart by their lengths, and what was wrong with reading them."""
    settings = config.settings
    made = hashlib.sha256(_hash_loading(settings.content, settings.words.placeholders, config.shape))
    for part in (raw, b"" if readings is None else b"+" + readings, repr(faults).encode() if faults else b""):
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.hexdigest()


@lru_cache(maxsize=4)
def _hash_loading(content: str, placeholders: tuple[str, ...], shape: Shape) -> bytes:
    """Give the digest of all of the configuration that `load_page` looks at."""
    return hash_value((content, placeholders, shape))


def _read_beside(config: Config, name: str, files: Collection[str], faults: list[Fault]) -> bytes | None:
    """Read the CSV beside a metric's page; None where there is none."""
    beside = name.removesuffix(".md") + ".csv"
    if not name.startswith("metrics/") or beside not in files:
        return None
    raw, words, help_ = read_bytes(config.content / beside, LIMIT)
    if words:
        span = Span(f"{config.settings.content}/{show_path(beside)}")
        faults.append(Fault("reading-invalid", span, words, help_))
    return raw
