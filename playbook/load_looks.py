"""The files of pages: read, or known by how they look.

In: the configuration, names below the content folder, a store. Out: a `PageFile` for each, with its digest.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from playbook.config import Config
from playbook.page_file import PageFile, Place, read_page_file
from playbook.schema.shape import Shape
from playbook.store import Mark, Seen, Store
from playbook.trace import hash_value

SETTLED = 2 * 10**9
"""How much older than the newest change a file's must be, in nanoseconds, for its times to be trusted: some
file systems count in twos of seconds."""


@dataclass(slots=True)
class Looks:
    """Reads files, but for those that this process has read before and that look as they did then; what
    stands for a file in the overlay is always looked into."""

    config: Config
    names: frozenset[str]
    store: Store
    overlay: Mapping[str, bytes] = field(default_factory=dict)
    marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    settled: int = 0

    def look(self, names: Sequence[str]) -> None:
        """Look at all files: what is not older than the newest change by far is read in any case."""
        place, folder, newest = find_place(self.config), os.fspath(self.config.content), 0
        if self.store.loading != place.loading:  # what was read before was read otherwise
            self.store.loading = place.loading
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
        if self.is_overlaid(name):
            return ""
        if seen is None or not 0 < seen.newest < self.settled or seen.marks != self.marks[name]:
            return ""
        return seen.digest if seen.digest in self.store.pages else ""

    def is_overlaid(self, name: str) -> bool:
        """Whether something stands for a page's file, or for that of the readings beside it."""
        return name in self.overlay or name.removesuffix(".md") + ".csv" in self.overlay

    def read(self, name: str) -> PageFile:
        """Give what a page's file holds."""
        place = find_place(self.config, self.overlay)
        marks, file = self.marks[name], read_page_file(place, name, self.names)
        if file.faults or self.is_overlaid(name):
            self.store.files.pop(name, None)
        else:
            is_whole = all(max(each[2:]) > 0 for each in marks)
            newest = max(max(each[2:]) for each in marks) if is_whole else 0
            newest = newest if newest < self.settled else 0  # it may change again within the same tick
            self.store.files[name] = Seen(marks, file.digest, newest)
        return file


def _mark(path: str) -> Mark:
    try:
        found = os.stat(path)  # noqa: PTH116  # a Path for each of thousands costs more than the call
    except OSError:
        return (0, 0, 0, 0)
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def find_place(config: Config, overlay: Mapping[str, bytes] | None = None) -> Place:
    """Give where pages lie, with the digest of all of the configuration that decides about one alone, and
    with what stands for some files."""
    settings = config.settings
    loading = _hash_loading(settings.content, settings.words.placeholders, config.shape)
    return Place(config.content, settings.content, loading, overlay or {})


@lru_cache(maxsize=4)
def _hash_loading(content: str, placeholders: tuple[str, ...], shape: Shape) -> bytes:
    """Give the digest of all of the configuration that `load_page` looks at."""
    return hash_value((content, placeholders, shape))
