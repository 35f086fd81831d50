"""What was promised, and how it moved: the trails of a plan's items.

In: nothing. Out: frozen records. A trail follows one key of one item (the due day of milestones.pilot) along
the main line: what was said first, every move since. Days and figures are texts as an author writes them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

DAYS = frozenset({"due", "go-live", "starts", "until"})
"""The keys that promise a day. Other days (done, held) say what happened."""

SHORT = 7
"""How many signs of a commit's id are said."""

FIGURES = frozenset({"target", "baseline", "limit", "keep"})
"""The keys that hold a figure."""


@dataclass(frozen=True, slots=True)
class Landing:
    """By what something came to the main line: the commit's id, who made it, the day on which it landed (None
    where no calendar knows it), its subject, its number on the main line. Without a commit it stands in the
    work tree alone, after all others."""

    commit: str = ""
    author: str = ""
    day: date | None = None
    subject: str = ""
    at: int = 1 << 62

    @property
    def words(self) -> str:
        """How a finding names it."""
        if not self.commit:
            return "not yet committed"
        return f"{self.commit[:SHORT]}{f' on {self.day}' if self.day else ''}"


@dataclass(frozen=True, slots=True)
class Move:
    """One move from `old` to `new`; `reason` is that of the plan's `slips` or `rebaselined`, "" without;
    `is_approved` says that an entry of `rebaselined` names it."""

    old: str
    new: str
    by: Landing
    reason: str = ""
    is_approved: bool = False

    @property
    def days(self) -> int | None:
        """How many days later it is; less than 0 for earlier, None for what is no day."""
        old, new = read_iso(self.old), read_iso(self.new)
        return (new - old).days if old and new else None

    @property
    def is_late(self) -> bool:
        """Whether a day was moved after it had passed."""
        old = read_iso(self.old)
        return bool(self.days is not None and old and self.by.day and self.by.day > old)

    @property
    def is_open(self) -> bool:
        """Whether it is not committed."""
        return not self.by.commit


@dataclass(frozen=True, slots=True)
class Trail:
    """What one key of one item said from its first day on. `item` is called as waivers call it, "" for the
    plan itself; `gone` is by what it was taken away, where it is no longer said, `again` by what it came back
    last."""

    item: str
    key: str
    first: str
    since: Landing
    moves: tuple[Move, ...] = ()
    gone: Landing | None = None
    again: Landing | None = None

    @property
    def now(self) -> str:
        """What is said now, or was said last."""
        return self.moves[-1].new if self.moves else self.first

    @property
    def landed(self) -> tuple[Move, ...]:
        """The moves that are committed."""
        return tuple(each for each in self.moves if not each.is_open)

    @property
    def is_promised(self) -> bool:
        """Whether it ever came to the main line, and is not taken away."""
        return bool(self.since.commit) and self.gone is None

    @property
    def name(self) -> str:
        """What it is called in a sentence: go-live, milestones.pilot, targets.errors baseline."""
        if self.key == "due":
            return self.item
        return f"{self.item} {self.key}" if self.item else self.key

    @property
    def metric(self) -> str:
        """The metric of a target, of which a plan may have several; "" for what is no target."""
        kind, _, name = self.item.partition(".")
        return name.partition(" ")[0] if kind == "targets" else ""

    @property
    def days(self) -> int | None:
        """How many days the promise has moved in all, as it is committed; None for what promises no day."""
        moves = self.landed
        old, new = read_iso(self.first), read_iso(moves[-1].new if moves else self.first)
        return (new - old).days if self.key in DAYS and old and new else None


@dataclass(frozen=True, slots=True)
class PlanHistory:
    """The trails of one plan. `versions` of its page were read along the main line, `unread` could not be;
    `is_open` says that the page is not committed as it stands, `last` when it last landed."""

    trails: tuple[Trail, ...] = ()
    versions: int = 0
    unread: int = 0
    is_open: bool = False
    last: date | None = None

    def find(self, item: str, key: str) -> Trail | None:
        """Give the trail of one key of one item."""
        return next((each for each in self.trails if (each.item, each.key) == (item, key)), None)


_decode = msgspec.msgpack.Decoder(PlanHistory).decode


class PlanRows(Mapping[str, PlanHistory]):
    """The histories of plans by page key, as bytes: each is read when somebody asks for it, and not again by
    who asks for the same one at once."""

    def __init__(self, rows: Mapping[str, bytes]) -> None:
        """Take the bytes, as msgpack writes a `PlanHistory`."""
        self.rows = rows
        self._last: tuple[bytes, PlanHistory] | None = None

    def __getitem__(self, key: str) -> PlanHistory:
        """Read a plan's history. Raises KeyError."""
        row, last = self.rows[key], self._last
        if last is None or last[0] is not row:
            last = self._last = row, _decode(row)
        return last[1]

    def __iter__(self) -> Iterator[str]:
        """Go through the keys."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Count the plans."""
        return len(self.rows)

    def __contains__(self, key: object) -> bool:
        """Whether a plan's history is known."""
        return key in self.rows

    def __eq__(self, other: object) -> bool:
        """Whether another says the same of the same plans."""
        return isinstance(other, PlanRows) and self.rows == other.rows

    def __hash__(self) -> int:
        """Give a hash by the keys."""
        return hash(frozenset(self.rows))


NO_PLANS = PlanRows({})


@dataclass(frozen=True, slots=True)
class SiteHistory:
    """The trails of all plans, by page key. `state` is none (no git, nothing committed), known, or unknown;
    `reason` says why it is not known. A plan that is not there has none that could be told. `head` is the
    digest of what decides about them beside the files; "" where that cannot be told."""

    state: str = "none"
    reason: str = ""
    plans: PlanRows = NO_PLANS
    head: str = ""


def read_iso(text: str) -> date | None:
    """Read a day; None for what is none."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def count_late(moves: Iterable[Move]) -> int:
    """Count the moves that were made after the day had passed."""
    return sum(each.is_late for each in moves)


def name_ways(item: str, key: str) -> frozenset[str]:
    """Give the names by which an entry may call one key of an item: milestones.pilot, pilot, pilot.due."""
    if not item:
        return frozenset({key})
    kind, _, short = item.partition(".")
    if kind == "stages" and ".reviews." in short:
        short = short.partition(".reviews.")[2]
    names = {item, f"{item}.{key}", f"{short}.{key}"}
    names |= {key} if key == "until" else set()
    return frozenset(names if short in DAYS else names | {short})
