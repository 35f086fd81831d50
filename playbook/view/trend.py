"""The milestone trend of a plan: how its promised days have moved.

In: a worked-out plan. Out: `TrendView`: for each milestone, go-live and target that moved what day was
promised when, until today or until it came about. None where no day has moved.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.view import words
from playbook.view.mark import Mark, list_marks
from playbook.view.moved import Move, Moved
from playbook.view.plan import PlanFacts

KINDS = ("milestone", "go-live", "target", "start")
"""What is promised to be reached; a review is held."""

OVER = {"done", "reached", "missed"}
"""States of what nobody waits for any more."""

Said = tuple[date, date]
"""A day on which something was said, and the day that was promised then."""


@dataclass(frozen=True, slots=True)
class TrendLine:
    """One thing that moved: `said` is the oldest first, `until` when the promise ended."""

    mark: Mark
    moved: Moved
    said: tuple[Said, ...]
    until: date

    @property
    def is_over(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.mark.state in OVER


@dataclass(frozen=True, slots=True)
class TrendView:
    """What of a plan has moved, the farthest first; `text` says it, `late` how many moves were too late."""

    lines: tuple[TrendLine, ...]
    today: date
    text: str
    late: str


def make_trend(facts: PlanFacts) -> TrendView | None:
    """Give the milestone trend of a plan."""
    marks = [each for each in list_marks(facts) if each.kind in KINDS and each.state != "cancelled"]
    plan, today = facts.case.plan, facts.case.today
    lines = [_make_line(each, each.moved, plan.starts, today) for each in marks if each.moved]
    if not lines:
        return None
    lines.sort(key=lambda each: (-each.moved.days, each.mark.title))
    moves = [move for each in lines for move in each.moved.moves]
    return TrendView(tuple(lines), today, _say(lines, len(marks)), _say_late(moves))


def _make_line(mark: Mark, moved: Moved, starts: date | None, today: date) -> TrendLine:
    """Make a line; what is said after today is as of today, and what nobody knows when it began with the
    plan."""
    days = [min(each.day or today, today) for each in moved.moves]
    begin = min(filter(None, (moved.since, starts, days[0]))) if moved.since is None else moved.since
    said = [(min(begin, days[0]), moved.was)]
    for day, each in zip(days, moved.moves, strict=True):
        said.append((max(day, said[-1][0]), each.new or said[-1][1]))
    end = min(mark.day, today) if mark.state in OVER else today
    return TrendLine(mark, moved, tuple(said), max(end, said[-1][0]))


def _say(lines: Sequence[TrendLine], total: int) -> str:
    have = "has" if len(lines) == 1 else "have"
    far = f"{lines[0].mark.title}, {lines[0].moved.text}"
    which = f": {far}" if len(lines) == 1 else f"; the farthest is {far}"
    number = words.capitalise(words.say_number(len(lines)))
    return f"{number} of {words.say_count(total, 'date')} {have} moved{which}."


def _say_late(moves: Iterable[Move]) -> str:
    """Say how many moves were said after the day had passed."""
    listed = list(moves)
    late = sum(each.is_late for each in listed)
    if not late:
        return ""
    if len(listed) == 1:
        return "It was written down after the day had passed."
    was = "was" if late == 1 else "were"
    number = words.capitalise(words.say_number(late))
    return f"{number} of {words.say_count(len(listed), 'move')} {was} written down after the day had passed."
