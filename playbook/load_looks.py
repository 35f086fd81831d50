"""The files of pages: read, or known by how they look.

In: the configuration, names below the content folder, a store. Out: a `PageFile` for each, with its digest.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from playbook.config import Config
from playbook.file_name import show_path
from playbook.page_file import PageFile, Place, read_page_file
from playbook.schema.shape import Shape
from playbook.store import Mark, Seen, Store
from playbook.trace import hash_value

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
        place, folder = find_place(self.config), os.fspath(self.config.content)
        if self.store.loading != place.loading:  # what was read before was read otherwise
            self.store.loading = place.loading
            self.store.files.clear()
        for name in names:
            beside = name.removesuffix(".md") + ".csv"
            paths = (name, beside) if name.startswith("metrics/") and beside in self.names else (name,)
            self.marks[name] = tuple(_mark(f"{folder}/{each}") for each in paths)
        newest = max((mark[3] for some in self.marks.values() for mark in some), default=0)
        self.settled = newest - SETTLED

    def read(self, name: str) -> PageFile:
        """Give what a page's file holds, or its digest alone where its page is known."""
        marks, seen = self.marks[name], self.store.files.get(name)
        is_settled = all(0 < max(mark[2:]) < self.settled for mark in marks)
        if seen and seen.marks == marks and is_settled and seen.digest in self.store.pages:
            return PageFile(show_path(name), seen.digest, b"")
        file = read_page_file(find_place(self.config), name, self.names)
        if file.faults:
            self.store.files.pop(name, None)
        else:
            self.store.files[name] = Seen(marks, file.digest)
        return file


def _mark(path: str) -> Mark:
    try:
        found = os.stat(path)  # noqa: PTH116  # a Path for each of thousands costs more than the call
    except OSError:
        return (0, 0, 0, 0)
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def find_place(config: Config) -> Place:
    """Give where pages lie, with the digest of all of the configuration that decides about one alone."""
    settings = config.settings
    loading = _hash_loading(settings.content, settings.words.placeholders, config.shape)
    return Place(config.content, settings.content, loading)


@lru_cache(maxsize=4)
def _hash_loading(content: str, placeholders: tuple[str, ...], shape: Shape) -> bytes:
    """Give the digest of all of the configuration that `load_page` looks at."""
    return hash_value((content, placeholders, shape))
