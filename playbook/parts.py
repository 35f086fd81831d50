"""What copies and the search hold of one page each, remembered apart, so that one page's edit makes one part.

In: a text that is made of a page. Out: the same text, from before where all that was read for it is the same
still. What was read for a part is noted for whatever the part goes into. A part that is lost, torn or another
than it was is made anew.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from playbook.cache import Cache
from playbook.memo import PART_KINDS, PARTS, Memos, Tools
from playbook.trace import Ledger, Trace, encode, hash_bytes

KEPT_AT_ONCE = 200
"""How many parts are held until they are written."""

Known = dict[str, tuple[tuple[str, ...], bytes]]
"""By page the facts that were read for its part, and the digest of the part."""


def name_row(kind: str, digest: str) -> str:
    """Name a part in the cache, by the file of its page."""
    return f"{kind} {digest}"


def list_rows(digests: Collection[str]) -> Iterator[str]:
    """Yield the names of all parts that pages may have."""
    yield from (name_row(kind, each) for kind in PART_KINDS for each in digests)


@dataclass(slots=True)
class Parts:
    """The parts of pages, and of rules by "rule/" and their name. `names` are the digests of the pages'
    files; `known` are by kind the parts that still hold.

    Between `begin` and its end parts of one kind are remembered; else each is simply made.
    """

    trace: Trace
    cache: Cache | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    fresh: Known = field(default_factory=dict)
    _kind: str = ""
    _rows: dict[str, bytes] = field(default_factory=dict)
    _made: dict[str, bytes] = field(default_factory=dict)

    def open(self, memos: Memos, kind: str, ledger: Ledger) -> None:
        """Find which parts of a kind still hold; from here on such parts can be remembered."""
        found = [(key, memos.find(key, ledger)) for key in memos.held]
        self.known[kind] = {key: (memo.facts, memo.value) for key, memo in found if memo}

    @contextmanager
    def begin(self, kind: str) -> Iterator[Known]:
        """Remember parts of a kind from here on; give those that are made, whole at the end."""
        self._kind, self.fresh = kind if kind in self.known else "", {}
        if self._kind and self.cache:
            names = {self._name(key): key for key in self.known[kind]}
            self._rows = {names[name]: row for name, row in self.cache.find(PARTS, names).items()}
        try:
            yield self.fresh
            self._write()
        finally:
            self._kind, self._rows, self._made = "", {}, {}

    def _write(self) -> None:
        """Write what has been made; where nothing takes it, it is not remembered either."""
        if self._made and not (self.cache and self.cache.keep(PARTS, self._made)):
            self.fresh.clear()
        self._made = {}

    def text(self, kind: str, key: str, make: Callable[[], str]) -> str:
        """Give a part of a page. `make` looks up whatever it needs, the page too: what was looked up before
        it is called is not noted for the part."""
        if kind != self._kind:
            return make()
        facts, digest = self.known.get(kind, {}).get(key, ((), b""))
        row = self._rows.pop(key, None)
        if row is None or hash_bytes(row) != digest:
            facts, row = self._make(key, make)
        for fact in facts:
            self.trace.note(fact)
        return row.decode(errors="surrogatepass")

    def _name(self, key: str) -> str:
        return name_row(self._kind, self.names.get(key, key))

    def _make(self, key: str, make: Callable[[], str]) -> tuple[tuple[str, ...], bytes]:
        with self.trace.record() as read:
            read.add(f"page:{key}")
            row = encode(make())
        facts = tuple(sorted(read))
        self.fresh[key] = (facts, hash_bytes(row))
        self._made[self._name(key)] = row
        if len(self._made) == KEPT_AT_ONCE:
            self._write()
        return facts, row


def keep_parts(memos: Memos, fresh: Known, ledger: Ledger, tools: Tools) -> None:
    """Remember what was read for parts that were made."""
    for key, (facts, digest) in fresh.items():
        memos.put(key, facts, ledger, digest)
    tools.save(memos)
