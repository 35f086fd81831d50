"""Results that hold as long as what was read for them: remembered in memory, and in a cache on disk.

In: results as bytes, each with its facts and their seal. Out: a result whose facts have the same digests
still, or nothing. All results of one kind are one row of the cache: it is whole or it is none.
"""

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import msgspec

from playbook.cache import Cache
from playbook.executor import Executor, Here, Work
from playbook.progress import Progress, Silence
from playbook.trace import Ledger, list_facts

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")
V = TypeVar("V")

MEMOS = "memos"
PLANS = "plans"
"""The table of plans as they were worked out, by their files' digests."""

PARTS = "parts"
"""The table of what copies and the search hold of a page, by kind and its file's digest."""

PART_KINDS = ("words", "json", "csv", "ics")
KINDS = ("check", "plan", "preview", "site", *PART_KINDS)
"""Of what there are results: each is one row of the cache, not tidied away with pages that are gone; what
follows a kind's name, if anything, tells apart rows that may be."""


@dataclass(frozen=True, slots=True)
class Memo:
    """A result, the facts that were read for it, and their seal."""

    facts: tuple[str, ...]
    seal: bytes
    value: bytes


_Packed = tuple[tuple[str, ...], dict[str, tuple[tuple[int, ...], bytes, bytes]]]
"""All facts once, and by name: the numbers of a result's facts, their seal, the result."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(_Packed).decode


@dataclass(slots=True)
class Memos:
    """The results of one kind by name; `salt` is what decides about all of them beside their facts.

    In a process that lasts they are asked for by one ledger after the other: what held by the one before, and
    read nothing that has changed since, then holds without another look at its facts.
    """

    kind: str
    salt: bytes
    held: dict[str, Memo] = field(default_factory=dict)
    is_changed: bool = False
    _ledger: Ledger | None = None
    _sound: set[str] = field(default_factory=set)
    _readers: dict[str, list[str]] | None = None
    _read: dict[str, tuple[Memo, Any]] = field(default_factory=dict)

    def find(self, name: str, ledger: Ledger) -> Memo | None:
        """Give a result that still holds."""
        if ledger is not self._ledger:
            self._turn_to(ledger)
        memo = self.held.get(name)
        if memo is None or name in self._sound:
            return memo
        if ledger.seal(memo.facts) != memo.seal:
            return None
        self._sound.add(name)
        return memo

    def put(self, name: str, facts: Iterable[str], ledger: Ledger, value: bytes) -> Memo:
        """Remember a result."""
        ordered = list_facts(facts)
        last, memo = self.held.get(name), Memo(ordered, ledger.seal(ordered), value)
        self.held[name] = memo
        self.is_changed = True
        self._note_reader(name, frozenset(ordered).difference(last.facts if last else ()))
        if ledger is self._ledger:
            self._sound.add(name)
        else:
            self._sound.discard(name)
        return memo

    def read(self, name: str, decode: Callable[[Memo], V]) -> V:
        """Give what a result says, decoded once."""
        memo = self.held[name]
        known = self._read.get(name)
        if known is None or known[0] is not memo:
            known = self._read[name] = (memo, decode(memo))
        return cast(V, known[1])

    def _turn_to(self, ledger: Ledger) -> None:
        """Go by another ledger from now on."""
        last, self._ledger = self._ledger, ledger
        sound, self._sound = self._sound, set()
        if last is None:
            return
        if self._readers is None:
            self._readers = defaultdict(list)
            for name, memo in self.held.items():
                self._note_reader(name, memo.facts)
        for fact in ledger.take_over(last):
            sound.difference_update(self._readers.get(fact, ()))
        self._sound = sound

    def _note_reader(self, name: str, facts: Iterable[str]) -> None:
        """Note who reads some facts, for good: who no more does is looked at once too often."""
        if self._readers is not None:
            for fact in facts:
                self._readers[fact].append(name)

    def keep_only(self, names: Iterable[str]) -> None:
        """Forget all results but these."""
        gone = self.held.keys() - frozenset(names)
        for each in gone:
            del self.held[each]
            self._read.pop(each, None)
        self._sound -= gone
        self.is_changed = self.is_changed or bool(gone)


class Tools:
    """With what a playbook is made: who runs the work, what is remembered from before, who is told of it.

    `lasting` holds, by name, what phases keep in memory from one time to the next. `overlay` holds, by path
    below the content folder, what stands for a file's bytes: a text that an editor has not saved.
    """

    def __init__(
        self, executor: Executor | None = None, cache: Cache | None = None, progress: Progress | None = None
    ) -> None:
        """Take an executor, else everything is done here, a cache, else nothing outlives this process, and
        who is told how far the work is, else nobody."""
        self.executor = executor or Here()
        self.cache = cache
        self.lasting: dict[str, object] = {}
        self.overlay: Mapping[str, bytes] = {}
        self.progress = progress or Silence()
        self._memos: dict[str, Memos] = {}

    def run(self, work: Work[S, T, R], shared: S, items: Sequence[T]) -> Generator[R, None, None]:
        """Yield the result of each item, in order, and tell of each. Raises WorkerDied, ClusterLost."""
        for result in self.executor.run(work, shared, items):
            self.progress.step()
            yield result

    def open_memos(self, kind: str, salt: bytes) -> Memos:
        """Give what is remembered of a kind; nothing where it was made under another salt."""
        assert kind.partition(" ")[0] in KINDS, kind
        memos = self._memos.get(kind)
        if memos is None or memos.salt != salt:
            memos = self._memos[kind] = Memos(kind, salt, self._read(kind, salt))
        return memos

    def save(self, memos: Memos) -> None:
        """Write what is remembered to the cache, where it has changed and is of a kind."""
        if self.cache and memos.is_changed and memos.kind:
            self.cache.keep(MEMOS, {memos.kind: memos.salt + _pack(memos.held)})
        memos.is_changed = False

    def _read(self, kind: str, salt: bytes) -> dict[str, Memo]:
        row = self.cache.find(MEMOS, [kind]).get(kind, b"") if self.cache else b""
        if not row.startswith(salt):
            return {}
        try:
            return _unpack(row[len(salt) :])
        except (ValueError, IndexError):
            return {}


def _pack(held: dict[str, Memo]) -> bytes:
    numbers: dict[str, int] = {}
    packed = {
        name: (tuple(numbers.setdefault(each, len(numbers)) for each in memo.facts), memo.seal, memo.value)
        for name, memo in held.items()
    }
    return _encode((tuple(numbers), packed))


def _unpack(row: bytes) -> dict[str, Memo]:
    names, packed = _decode(row)
    return {name: Memo(_pick(names, numbers), seal, value) for name, (numbers, seal, value) in packed.items()}


def _pick(names: Sequence[str], numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(names[each] for each in numbers)
