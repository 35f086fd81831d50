"""What versions of plans promise, read from git once and remembered by the ids of their bytes.

In: a repository, a plan's file and the ids of its versions. Out: `Promises` by id. Versions that differ in
prose alone are read once; those of before are taken from the cache, one row for each plan.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress

import msgspec

from playbook.cache import PROMISES
from playbook.history.blobs import find_missing, read_blobs
from playbook.history.git import GitError, Repository
from playbook.history.promises import Promises, read_promises
from playbook.memo import Tools
from playbook.source import MAX_PAGE

PARTIAL = "this clone lacks files of old versions"

_END = re.compile(rb"\n---[ \t]*(?:\r\n|\r|\n|\Z)")
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Promises).decode
_decode_rows = msgspec.msgpack.Decoder(dict[str, bytes]).decode


class Recall:
    """Holds what some plans' versions promise, as bytes; b"" for a version that cannot be read."""

    def __init__(self, repository: Repository, tools: Tools) -> None:
        """Take whom to ask, and with what to work."""
        self.repository = repository
        self.tools = tools
        self._known: dict[str, bytes] = {}
        self._read: dict[str, Promises | None] = {}

    def load(self, wanted: Mapping[str, Sequence[str]]) -> None:
        """Get ready to answer for the versions of some plans, by the plan's file. Raises GitError."""
        rows = self._find(wanted)
        for blobs in rows.values():
            self._known.update(blobs)
        missing = [each for some in wanted.values() for each in some if each not in self._known]
        self._known.update(self._ask(list(dict.fromkeys(missing))))
        fresh = {path: some for path, some in wanted.items() if rows.get(path, {}).keys() != set(some)}
        if self.tools.cache:
            packed = {path: self._pack(some) for path, some in fresh.items()}
            self.tools.cache.keep(PROMISES, packed)

    def find(self, blob: str) -> Promises | None:
        """Give what a version promises; None where it cannot be read. It must have been loaded."""
        if blob not in self._read:
            raw = self._known[blob]
            self._read[blob] = _decode(raw) if raw else None
        return self._read[blob]

    def forget(self) -> None:
        """Let go of everything."""
        self._known.clear()
        self._read.clear()

    def _find(self, paths: Mapping[str, object]) -> dict[str, dict[str, bytes]]:
        found = {}
        rows = self.tools.cache.find(PROMISES, paths) if self.tools.cache else {}
        for path, row in rows.items():
            with suppress(ValueError, zlib.error):
                found[path] = _decode_rows(zlib.decompress(row))
        return found

    def _pack(self, blobs: Sequence[str]) -> bytes:
        return zlib.compress(_encode({each: self._known[each] for each in blobs}), 1)

    def _ask(self, blobs: Sequence[str]) -> dict[str, bytes]:
        """Read versions; one that is too large cannot be read, one that is not there makes all unknown."""
        heads = {blob: cut_head(raw) for blob, raw in read_blobs(self.repository, blobs, MAX_PAGE)}
        lost = [each for each in blobs if each not in heads]
        if find_missing(self.repository, lost):
            raise GitError(PARTIAL)
        once = list(dict.fromkeys(heads.values()))
        read = dict(zip(once, self.tools.executor.run(_read_some, None, once), strict=True))
        return {**dict.fromkeys(lost, b""), **{blob: read[head] for blob, head in heads.items()}}


def cut_head(raw: bytes) -> bytes:
    """Cut the prose off a page: its promises stand before."""
    end = _END.search(raw, 3)
    return raw[: end.end()] if end else raw


def _read_some(_shared: None, heads: Sequence[bytes]) -> list[bytes]:
    """Read some versions; values in, bytes out."""
    found = map(read_promises, heads)
    return [_encode(each) if each else b"" for each in found]
