"""What was read while something was worked out, so that it need not be worked out again.

In: tables, each a mapping. Out: the same mappings, which note every key that is looked up, there or not. What
was noted is a set of facts: "page:initiative/crm"; a whole table that was gone through is "page:*". A result
holds as long as the digests of its facts do. It keeps no result and knows no page.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from sys import intern
from typing import Any, Generic, TypeVar

import msgspec

V = TypeVar("V")

_write = msgspec.msgpack.Encoder(order="deterministic").encode
_write_ordered = msgspec.msgpack.Encoder().encode

ALL = "*"
"""Stands for every key of a table: none of a page's keys is this, since they hold a slash."""

SIZE = 16
"""How many bytes a digest has."""

NOTHING = b"\0" * SIZE
"""The digest of what is not there."""


class Trace:
    """Notes facts for everything that is being worked out at the moment, the innermost alone."""

    def __init__(self) -> None:
        self._open: list[set[str]] = []

    def note(self, fact: str) -> None:
        """Note that a fact was read."""
        if self._open:
            self._open[-1].add(fact)

    @contextmanager
    def record(self) -> Iterator[set[str]]:
        """Give the set that holds what is read from here on; what is around it does not note the same."""
        facts: set[str] = set()
        self._open.append(facts)
        try:
            yield facts
        finally:
            self._open.pop()


def list_facts(facts: Iterable[str]) -> tuple[str, ...]:
    """List facts in their order, small to hold and to send: one that many results read is held once."""
    return tuple(map(intern, sorted(facts)))


class Noted(Mapping[str, V]):
    """A table that notes what is looked up in it."""

    def __init__(self, name: str, values: Mapping[str, V], trace: Trace) -> None:
        """Take the table's name, what stands in it, and where to note."""
        self.name = name
        self.values_unnoted = values
        self.trace = trace

    def __getitem__(self, key: str) -> V:
        """Give a value."""
        self.trace.note(f"{self.name}:{key}")
        return self.values_unnoted[key]

    def __contains__(self, key: object) -> bool:
        """Whether there is a value."""
        self.trace.note(f"{self.name}:{key}")
        return key in self.values_unnoted

    def __iter__(self) -> Iterator[str]:
        """Go through the keys."""
        self.trace.note(f"{self.name}:{ALL}")
        return iter(self.values_unnoted)

    def __len__(self) -> int:
        """Count the keys."""
        self.trace.note(f"{self.name}:{ALL}")
        return len(self.values_unnoted)


@dataclass(slots=True)
class Ledger:
    """The digests of facts: `tables` give that of a key, NOTHING for one that is not there, and of ALL."""

    tables: Mapping[str, Callable[[str], bytes]]
    known: dict[str, bytes] = field(default_factory=dict)

    def digest(self, fact: str) -> bytes:
        """Give a fact's digest. Raises KeyError for a table that nobody knows."""
        found = self.known.get(fact)
        if found is None:
            table, _, key = fact.partition(":")
            found = self.known[fact] = self.tables[table](key)
        return found

    def take_over(self, last: "Ledger") -> set[str]:
        """Take over from a ledger of before what cannot have changed; give the facts that can have."""
        if self.tables.keys() != last.tables.keys():
            return set(dict(last.known))
        changed: set[str] = set()
        unseen: set[str] = set()
        for name, table in self.tables.items():
            other: Any = last.tables[name]
            if isinstance(table, Digests) and type(table) is type(other):
                changed.update([f"{name}:{key}" for key in table.list_changed(other)])
            else:
                unseen.add(name)
        before = dict(last.known)  # the site of before goes on answering, and asks for more
        self.known = {**before, **self.known}
        for fact in changed & self.known.keys():
            del self.known[fact]
        if unseen:
            changed.update(self._compare(before, unseen))
        return changed

    def _compare(self, before: Mapping[str, bytes], tables: Collection[str]) -> Iterator[str]:
        """Yield the facts of some tables whose digests are others than before."""
        for fact, digest in before.items():
            if fact.partition(":")[0] in tables:
                self.known.pop(fact, None)
                if self.digest(fact) != digest:
                    yield fact

    def seal(self, facts: Iterable[str]) -> bytes:
        """Give one digest for some facts, in their order."""
        known = self.known
        return blake2b(
            b"".join([known.get(fact) or self.digest(fact) for fact in facts]), digest_size=SIZE
        ).digest()


def encode(text: str) -> bytes:
    """Give a text's bytes, whatever it holds."""
    return text.encode(errors="surrogatepass")


def hash_bytes(*parts: bytes) -> bytes:
    """Give one digest for some byte strings, told apart by their lengths."""
    made = blake2b(digest_size=SIZE)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


def hash_value(value: object) -> bytes:
    """Give the digest of a frozen value, by how it is written: dataclasses, tuples, texts, numbers, days."""
    return _hash_written(value, _write)


def hash_ordered(value: object) -> bytes:
    """Give the digest of a frozen value in which the order of mappings tells too: that of stages."""
    return _hash_written(value, _write_ordered)


def _hash_written(value: object, write: Callable[[object], bytes]) -> bytes:
    try:
        written = write(value)
    except (TypeError, ValueError):  # a path, a half sign: written by Python itself
        written = encode(repr(value))
    return blake2b(written, digest_size=SIZE).digest()


@dataclass(frozen=True, slots=True)
class Digests(Generic[V]):
    """Tells the digests of a table's keys, and of all of them. `digest` looks at nothing but the value."""

    values: Mapping[str, V]
    digest: Callable[[V], bytes]

    def __call__(self, key: str) -> bytes:
        """Tell the digest of a key, NOTHING for one that is not there."""
        values = self.values
        if key == ALL:
            named = ((encode(name), self.digest(values[name])) for name in sorted(values))
            return hash_bytes(*(part for pair in named for part in pair))
        return self.digest(values[key]) if key in values else NOTHING

    def list_changed(self, last: "Digests[V]") -> list[str]:
        """List the keys whose values are not the very objects that they were, with ALL if there is any."""
        new, old = self.values, last.values
        if new is old:
            return []
        changed = [key for key, value in new.items() if old.get(key, old) is not value]
        changed += [key for key in old if key not in new]
        return [*changed, ALL] if changed else []


def list_digests(values: Mapping[str, V], digest: Callable[[V], bytes]) -> Digests[V]:
    """Give what tells the digests of a table's keys, and of all of them."""
    return Digests(values, digest)
