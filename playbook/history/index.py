"""What git holds of all plans at one commit -> an entry for each, remembered as long as that is the newest.

In: `Past`, the time zone. Out: `Index`. With the same newest commit neither the log nor the tree is read
again, in this process or by the cache. A plan that could not be told rightly, since two files are it or its
file is a link, has an entry without bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from playbook.cache import HEAD, TRAILS, Cache
from playbook.history.line import Versions, name_plan
from playbook.history.past import LINK, Past
from playbook.trace import hash_value


@dataclass(frozen=True, slots=True)
class Entry:
    """A plan that is committed: the id of its file's bytes, "" where it cannot be told; the digest of all
    that decides about its history."""

    blob: str
    digest: bytes


Index = Mapping[str, Entry]
"""The plans that are committed, by key."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[bytes, dict[str, Entry]]).decode


def index_plans(past: Past, zone: str, cache: Cache | None) -> Index:
    """List the plans that are committed. Raises GitError."""
    head = past.repository.head
    token = hash_value((head.commit, head.mailmap, zone, past.repository.place))
    return past.answer(f"index {zone}", lambda: _find(token, cache) or _make(past, zone, token, cache))


def _find(token: bytes, cache: Cache | None) -> Index | None:
    row = cache.find(TRAILS, [HEAD]).get(HEAD, b"") if cache else b""
    try:
        found, index = _decode(row)
    except ValueError:
        return None
    return index if found == token else None


def _make(past: Past, zone: str, token: bytes, cache: Cache | None) -> Index:
    lines, around = past.follow(), (zone, past.repository.head.mailmap, past.repository.place)
    files: dict[str, list[str]] = {}
    for path, blob in past.list_files().items():
        files.setdefault(name_plan(path), []).append(blob)
    files.pop("", None)
    index = {key: _enter(key, some, lines.open.get(key, []), around) for key, some in files.items()}
    if cache:
        cache.keep(TRAILS, {HEAD: _encode((token, index))})
    return index


def _enter(key: str, blobs: list[str], line: Versions, around: tuple[str, bytes, str]) -> Entry:
    """Make an entry; the commit of a plan's last version decides about all before it, in one folder: another
    project of the repository may have changed its plan of the same name by the same commit."""
    is_plain = len(blobs) == 1 and bool(line) and line[-1].blob == blobs[0] != LINK
    return Entry(blobs[0], hash_value((*around, key, line[-1].commit.id))) if is_plain else Entry("", b"")
