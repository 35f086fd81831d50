"""Days that have moved: what was promised first, how often and how far.

In: a plan's `slips`. Out: `Moved` for an item. What git knows of moved days is not looked at.
"""

from dataclasses import dataclass
from datetime import date

from playbook.schema.initiative import Initiative
from playbook.view import words


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a day with its reason."""

    day: date | None
    old: date | None
    new: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The moves of an item's day: `was` is the day first promised, `days` the distance to `now`."""

    was: date
    now: date
    days: int
    text: str
    moves: tuple[Move, ...]


def find_moved(plan: Initiative, now: date | None, *items: str) -> Moved | None:
    """Give how an item's day has moved; None when no slip names it. `items` are the names it goes by."""
    slips = [each for each in plan.slips if each.item in items]
    slips.sort(key=lambda each: each.date or date.min)
    was = slips[0].from_ if slips else None
    if was is None or now is None:
        return None
    moves = tuple(Move(each.date, each.from_, each.to, each.reason) for each in slips)
    days = (now - was).days
    return Moved(was, now, days, words.say_moves(days, len(moves)), moves)
