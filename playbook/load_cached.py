"""Files -> pages, those that were read before taken from the cache, the others read by many at once.

In: the files of pages, the configuration, a store, tools. Out: a page for each file, in their order.
What decides is a digest of the bytes; what the cache does not give, whole and typed, is worked out again.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from sys import intern
from typing import Any

import msgspec

from playbook.cache import HEAD, LOG, PROMISES, TRAILS, Cache
from playbook.config import Config
from playbook.diagnostic import KeyPath
from playbook.load_page import load_page
from playbook.memo import KINDS as KINDS_OF_MEMOS
from playbook.memo import MEMOS, PARTS, PLANS, Tools
from playbook.model.page import Page
from playbook.page_file import PageFile
from playbook.parts import list_rows
from playbook.run_record import COMMANDS, RUNS
from playbook.schema.validate import KINDS
from playbook.store import TEXTS, Store, Stored, encode_stored

PAGES = "pages"
KEPT_AT_ONCE = 500
"""How many pages are written to the cache in one go."""

Packed = tuple[bytes, bytes, bytes]
"""A page without its record, the record, and what its file held, as the cache has them."""

_encode = msgspec.msgpack.Encoder().encode
_decode_pair = msgspec.msgpack.Decoder(tuple[bytes, bytes]).decode
_Reference = tuple[bytes, str]
"""A reference as it is written: its place, see `_read_place`, and the id."""

_decode_page = msgspec.msgpack.Decoder(tuple[Page, tuple[_Reference, ...]]).decode
_decode_data: dict[str, Callable[[bytes], Any]] = {
    kind: msgspec.msgpack.Decoder(record).decode for kind, record in KINDS.items()
}


def load_pages(files: Sequence[PageFile], config: Config, store: Store, tools: Tools) -> list[Page]:
    """Load pages, alone each; the order is that of the files."""
    pages = {each.digest: store.pages[each.digest] for each in files if each.digest in store.pages}
    pages |= _find_pages(store.cache, [each for each in files if each.digest not in pages])
    missing = [each for each in files if each.digest not in pages]
    tools.progress.skip(len(files) - len(missing))
    fresh: dict[str, Packed] = {}
    for file, packed in zip(missing, tools.run(pack_pages, config, missing), strict=True):
        pages[file.digest] = _unpack(packed[0], packed[1])
        fresh[file.digest] = packed
        if len(fresh) == KEPT_AT_ONCE:
            _keep(store, fresh)
            fresh = {}
    _keep(store, fresh)
    store.pages.update((each.digest, pages[each.digest]) for each in files if not each.faults)
    return [pages[each.digest] for each in files]


def forget_others(cache: Cache | None, digests: Collection[str]) -> None:
    """Let a cache that has grown forget all pages but these."""
    if cache:
        own = {PAGES: digests, TEXTS: digests, PLANS: digests}
        files = [each.partition(":")[2] for each in digests]
        cache.prune(
            {
                **own,
                TRAILS: [HEAD, LOG, *files],
                PROMISES: files,
                PARTS: list_rows(digests),
                MEMOS: KINDS_OF_MEMOS,
                RUNS: COMMANDS,
            }
        )


def pack_pages(config: Config, files: Sequence[PageFile]) -> list[Packed]:
    """Load some pages; values in, bytes out."""
    return [_pack(*load_page(config, each)) for each in files]


def _pack(page: Page, stored: Stored) -> Packed:
    references = [(_encode((path, kinds)), name) for path, kinds, name in page.references]
    bare = replace(page, data=None, references=())
    return _encode((bare, references)), _encode(page.data), encode_stored(stored)


def _unpack(page: bytes, data: bytes) -> Page:
    """Read a page back. Raises msgspec.DecodeError, which is a ValueError, for what is no page."""
    found, references = _decode_page(page)
    shared = tuple((*_read_place(place), intern(name)) for place, name in references)
    object.__setattr__(found, "data", _decode_data[found.kind](data))  # it is nobody else's yet
    object.__setattr__(found, "references", shared)
    return found


_decode_place = msgspec.msgpack.Decoder(tuple[KeyPath, tuple[str, ...]]).decode


@lru_cache(1 << 14)
def _read_place(place: bytes) -> tuple[KeyPath, tuple[str, ...]]:
    """Read where a reference stands and the kinds that it allows: the same few in every plan, held once."""
    return _decode_place(place)


def _find_pages(cache: Cache | None, files: Sequence[PageFile]) -> dict[str, Page]:
    """Give the pages that the cache has; a file that could not be read well is never taken from it."""
    found: dict[str, Page] = {}
    if cache:
        rows = cache.find(PAGES, (each.digest for each in files if not each.faults))
        for digest, row in rows.items():
            try:
                found[digest] = _unpack(*_decode_pair(row))
            except (ValueError, TypeError, KeyError):
                continue
    return found


def _keep(store: Store, fresh: dict[str, Packed]) -> None:
    store.write({digest: stored for digest, (_, _, stored) in fresh.items()})
    if store.cache:
        store.cache.keep(PAGES, {digest: _encode((page, data)) for digest, (page, data, _) in fresh.items()})
