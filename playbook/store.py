"""Text, HTML and spans by a page's digest: fetched for a finding or a render, never carried along.

In: a page's digest and what was read. Out: the same on request. Without a cache it is memory; with one the
files' bytes and HTML lie on disk, and spans are read off the bytes again when somebody asks.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import msgspec

from playbook.cache import Cache
from playbook.frontmatter import Document, Tree, decode, read
from playbook.source import Source

TEXTS = "texts"
HELD = 32
"""How many pages are held in memory when a cache has them."""


@dataclass(frozen=True)
class Stored:
    """What a page's file held: its bytes, its HTML with open links; `row` stands for a row of an export."""

    path: str
    raw: bytes = b""
    html: str = ""
    row: Document | None = None

    @cached_property
    def document(self) -> Document:
        """The file taken apart."""
        return self.row or read(self.path, self.raw)

    @cached_property
    def source(self) -> Source:
        """Its text, read without the front matter: prose needs no tree of it."""
        return self.row.source if self.row else decode(self.path, self.raw)[0]

    @property
    def tree(self) -> Tree | None:
        """Its tree of spans; None without front matter that can be read."""
        return self.document.tree


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[str, bytes, str]).decode


def encode_stored(stored: Stored) -> bytes:
    """Write what a file held, for the cache."""
    return _encode((stored.path, stored.raw, stored.html))


Mark = tuple[int, int, int, int]
"""By what a change of a file shows: inode, size, time of change of its bytes and of its entry."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How the files of a page looked when they were read, and the digest of what was read; `newest` is the
    latest time of their marks, 0 where one has none or was too new to be trusted."""

    marks: tuple[Mark, ...]
    digest: str
    newest: int


def _find_nothing(_digest: str) -> None:
    return None


@dataclass(slots=True)
class Store:
    """Keeps what was read under its digest; `lost` reads a file again whose text the cache does not give.

    `pages` are the pages that were made of it, by digest too; `files` how each file looked when it was read
    under the settings whose digest is `loading`;
    `listed` is what the names of the files told;
    `turned` what each page of the site with these `keys` gave to others, `resolved` that site with all that
    it was resolved by; `contents` is the digest of all that was read to load it.
    """

    cache: Cache | None = None
    lost: Callable[[str], Stored | None] = field(default=_find_nothing)
    pages: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Seen] = field(default_factory=dict)
    loading: bytes = b""
    listed: object = None
    keys: frozenset[str] = frozenset()
    turned: dict[str, Any] = field(default_factory=dict)
    resolved: object = None
    contents: bytes = b""
    _kept: dict[str, Stored] = field(default_factory=dict)
    _recent: OrderedDict[str, Stored] = field(default_factory=OrderedDict)

    def keep(self, digest: str, stored: Stored) -> None:
        """Keep what a file held, in memory."""
        self._kept[digest] = stored

    def fetch(self, digest: str) -> Stored | None:
        """Give back what was kept, or None."""
        found = self._kept.get(digest) or self._recent.get(digest)
        if found is None and self.cache:
            found = self._read(self.cache, digest) or self.lost(digest)
            if found:
                self._recent[digest] = found
            if len(self._recent) > HELD:
                self._recent.popitem(last=False)
        return found

    def _read(self, cache: Cache, digest: str) -> Stored | None:
        row = cache.find(TEXTS, [digest]).get(digest)
        try:
            return Stored(*_decode(row)) if row else None
        except ValueError:
            return None

    def hold(self) -> "Store":
        """Give a store that goes on giving what this one has now, whatever this one lets go of later."""
        return replace(self, _recent=OrderedDict(self._recent))

    def add(self, digest: str, stored: Stored) -> "Store":
        """Give a store that has one page more; this one never knows of it, whoever works with it."""
        return replace(self, _recent=OrderedDict(), _kept={**self._kept, digest: stored})

    def keep_only(self, digests: Collection[str]) -> None:
        """Let go of everything but these."""
        self.pages = {digest: page for digest, page in self.pages.items() if digest in digests}
        self._kept = {digest: stored for digest, stored in self._kept.items() if digest in digests}

    def write(self, rows: Mapping[str, bytes]) -> None:
        """Keep what files held, as `encode_stored` wrote it: on disk where a cache takes it."""
        if not (self.cache and self.cache.keep(TEXTS, rows)):
            self._kept.update({digest: Stored(*_decode(row)) for digest, row in rows.items()})
