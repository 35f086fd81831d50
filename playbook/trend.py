"""The trails of plans -> figures and plain data: how often promises move, how far, how late.

In: the history of plans. Out: `Slippage` of one plan or of all, and dictionaries for JSON. What is not
committed is told and never counted. It reads no file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any

from playbook.model.promised import Promised
from playbook.model.trail import Landing, Move, PlanHistory, SiteHistory, Trail, count_late, read_iso

VERSION = 1


@dataclass(frozen=True, slots=True)
class Slippage:
    """How the due days of some milestones have moved. `slipped` of `total` milestones were ever moved later,
    by `median_days` in the middle (first promise to last; None where none was), in `moves` moves, of which
    `late` were made after the day had passed and `silent` have no reason."""

    total: int = 0
    slipped: int = 0
    median_days: Fraction | None = None
    moves: int = 0
    late: int = 0
    silent: int = 0

    @property
    def share(self) -> int | None:
        """The share of milestones that were moved later, in per cent."""
        return round(100 * self.slipped / self.total) if self.total else None

    @property
    def late_share(self) -> int | None:
        """The share of moves that were made after the day had passed, in per cent."""
        return round(100 * self.late / self.moves) if self.moves else None

    @property
    def silent_share(self) -> int | None:
        """The share of moves that nobody explained, in per cent."""
        return round(100 * self.silent / self.moves) if self.moves else None


@dataclass(frozen=True, slots=True)
class Tally:
    """How the due day of one milestone has moved: by how many days in all (None where it never moved later),
    in how many moves to a later day, how many of them too late, how many without a reason."""

    days: int | None = None
    moves: int = 0
    late: int = 0
    silent: int = 0


def tally(plan: PlanHistory) -> tuple[Tally, ...]:
    """Tally a plan's milestones that are promised and not taken away, with all their moves."""
    return tuple(_tally(each.landed) for each in list_milestones(plan))


def tally_promised(promised: Promised, today: date) -> tuple[Tally, ...]:
    """Tally a plan's milestones as a site tells of them: moves of a draft, and after today, count nothing."""
    if promised.committed_by is None:
        return ()
    return tuple(
        _tally([move for move in promised.list_moves(each) if move.by.day and move.by.day <= today])
        for each in list_milestones(promised.history)
    )


def list_milestones(plan: PlanHistory) -> list[Trail]:
    """List the trails of the due days of a plan's milestones that are promised and not taken away."""
    return [
        each
        for each in plan.trails
        if each.item.startswith("milestones.") and each.key == "due" and each.is_promised
    ]


def _tally(moves: Sequence[Move]) -> Tally:
    slips = [each for each in moves if (each.days or 0) > 0]
    if not slips:
        return Tally()
    first, last = read_iso(moves[0].old), read_iso(moves[-1].new)
    days = (last - first).days if first and last else None
    return Tally(days, len(slips), count_late(slips), sum(not each.reason for each in slips))


def measure(tallies: Iterable[Tally]) -> Slippage:
    """Measure milestones."""
    listed = list(tallies)
    slipped = [each for each in listed if each.moves]
    days = [each.days for each in slipped if each.days is not None]
    return Slippage(
        total=len(listed),
        slipped=len(slipped),
        median_days=Fraction(median(days)) if days else None,
        moves=sum(each.moves for each in slipped),
        late=sum(each.late for each in slipped),
        silent=sum(each.silent for each in slipped),
    )


def measure_all(history: SiteHistory) -> Slippage:
    """Measure the milestones of all plans."""
    return measure(each for plan in history.plans.values() for each in tally(plan))


def rank(history: SiteHistory) -> list[tuple[str, Slippage]]:
    """List the plans whose milestones have slipped, by key: those with most moves first, then by key."""
    measured = ((key, measure(tally(plan))) for key, plan in history.plans.items())
    return sorted((each for each in measured if each[1].moves), key=lambda each: (-each[1].moves, each[0]))


def dump_portfolio(history: SiteHistory, titles: Mapping[str, str]) -> dict[str, Any]:
    """Give the figures of all plans as plain data."""
    ranked = rank(history)
    return {
        "schema": VERSION,
        "state": history.state,
        "reason": history.reason,
        "plans": len(history.plans),
        "milestones": dump_slippage(measure_all(history)),
        "initiatives": [
            {"id": key.partition("/")[2], "title": titles.get(key, ""), **dump_slippage(each)}
            for key, each in ranked
        ],
    }


def dump_slippage(each: Slippage) -> dict[str, Any]:
    """Give figures as plain data."""
    days = None if each.median_days is None else float(each.median_days)
    return {
        "total": each.total,
        "slipped": each.slipped,
        "share": each.share,
        "median-days": days,
        "moves": each.moves,
        "late": each.late,
        "late-share": each.late_share,
        "without-reason": each.silent,
    }


def dump_plan(history: SiteHistory, key: str, title: str) -> dict[str, Any]:
    """Give all that is known of one plan as plain data."""
    plan = history.plans.get(key, PlanHistory())
    return {
        "schema": VERSION,
        "state": history.state,
        "reason": history.reason,
        "id": key.partition("/")[2],
        "title": title,
        "versions": plan.versions,
        "unread": plan.unread,
        "open": plan.is_open,
        "milestones": dump_slippage(measure(tally(plan))),
        "items": [dump_trail(each) for each in plan.trails],
    }


def dump_trail(trail: Trail) -> dict[str, Any]:
    """Give one trail as plain data."""
    return {
        "item": trail.item,
        "key": trail.key,
        "first": trail.first,
        "since": dump_landing(trail.since),
        "now": trail.now,
        "gone": dump_landing(trail.gone) if trail.gone else None,
        "days": trail.days,
        "moves": [dump_move(each) for each in trail.moves],
    }


def dump_move(move: Move) -> dict[str, Any]:
    """Give one move as plain data."""
    told = {"from": move.old, "to": move.new, "days": move.days, "late": move.is_late}
    return {**told, "reason": move.reason, "open": move.is_open, **dump_landing(move.by)}


def dump_landing(by: Landing) -> dict[str, Any]:
    """Give by what something landed as plain data."""
    day = by.day.isoformat() if by.day else None
    return {"commit": by.commit, "author": by.author, "day": day, "subject": by.subject}


ORDER = ("", "targets", "milestones", "stages")
"""In which order a plan's items are told."""


def sort_trails(trails: Sequence[Trail]) -> list[Trail]:
    """Sort trails as a reader looks for them: the plan, its targets, milestones, reviews, by their days."""
    return sorted(trails, key=lambda each: (ORDER.index(each.item.partition(".")[0]), each.now, each.name))
