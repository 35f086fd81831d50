"""Days that have moved: what was promised first, how often and how far.

In: a plan in its site. Out: `Moved` for an item, by what git saw and what the plan tells.
"""

from dataclasses import dataclass
from datetime import date

from playbook.config import Config
from playbook.forge import name_commit_url
from playbook.model.case import Case
from playbook.model.moves import Step, find_since, list_steps
from playbook.view import words
from playbook.words import count


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a day with its reason; `text` says when it was said and by whom, `url` leads there."""

    day: date | None
    old: date | None
    new: date | None
    reason: str
    text: str = ""
    url: str = ""

    @property
    def is_late(self) -> bool:
        """Whether it was said after the day had passed."""
        return bool(self.day and self.old and self.day > self.old)


@dataclass(frozen=True, slots=True)
class Moved:
    """The moves of an item's day: `was` is the day first promised, `days` the distance to `now`; `since` is
    when it was promised, None where nobody knows."""

    was: date
    now: date
    days: int
    text: str
    moves: tuple[Move, ...]
    since: date | None = None


def find_moved(case: Case, now: date | None, item: str) -> Moved | None:
    """Give how an item's day has moved, as waivers call the item; None where it has not."""
    steps = list_steps(case, item)
    was = steps[0].old if steps else None
    if was is None or now is None:
        return None
    config = case.site.config
    moves = tuple(_make_move(each, config) for each in steps)
    days = (now - was).days
    since = find_since(case, item) if steps[0].move else None
    return Moved(was, now, days, _say(days, moves), moves, since)


def _make_move(step: Step, config: Config) -> Move:
    by = step.move.by if step.move else None
    name = by.author if by and config.settings.site.last_changed else ""
    url = name_commit_url(config, by.commit) if by and by.commit else ""
    return Move(step.day, step.old, step.new, step.reason, say_step(step, name), url)


def say_step(step: Step, name: str = "") -> str:
    """Say when a day was changed: "not yet committed"; "changed on 3 May 2026 by Ana Ruiz, 9 days after it
    was due"."""
    if step.day is None:
        return "not yet committed" if step.move and step.move.is_open else ""
    days = (step.day - step.old).days if step.old else 0
    late = f", {count(days, 'day')} after it was due" if days > 0 else ""
    return f"changed on {words.say_day(step.day)}{f' by {name}' if name else ''}{late}"


def _say(days: int, moves: tuple[Move, ...]) -> str:
    """Say how far a day moved, and whether anybody says why."""
    silent = sum(not each.reason for each in moves)
    text = words.say_moves(days, len(moves))
    if not silent:
        return text
    few = f"{words.say_count(silent, 'move')} without a reason"
    return f"{text}, {'no reason given' if silent == len(moves) else few}"
