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

MOST = 10
"""How many lines are drawn: those that moved farthest."""

OVER = {"done", "reached", "missed", "off"}
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
    """What of a plan has moved, the farthest first, of which so many are drawn; `text` says it, `late` how
    many moves were too late."""

    lines: tuple[TrendLine, ...]
    drawn: int
    today: date
    text: str
    late: str


def make_trend(facts: PlanFacts) -> TrendView | None:
    """Give the milestone trend of a plan."""
    marks = [each for each in list_marks(facts) if each.kind in KINDS and each.state != "cancelled"]
    plan, today = facts.case.plan, facts.case.today
    end = plan.stopped.date if plan.status == "stopped" and plan.stopped else None
    lines = [_make_line(each, each.moved, plan.starts, end or today) for each in marks if each.moved]
    if not lines:
        return None
    lines.sort(key=lambda each: (-abs(each.moved.days), each.mark.title))
    moves = [move for each in lines for move in each.moved.moves]
    return TrendView(
        tuple(lines), min(MOST, len(lines)), today, _say(lines, len(marks)), _say_late(moves, today)
    )


def _make_line(mark: Mark, moved: Moved, starts: date | None, today: date) -> TrendLine:
    """Make a line; what was said after today is as of today, what is not told when as of the next move."""
    days: list[date] = []
    for each in reversed(moved.moves):
        days.insert(0, min(each.day or (days[0] if days else today), today))
    begin = moved.since or min(filter(None, (starts, days[0])))
    said = [(min(begin, days[0]), moved.was)]
    for day, each in zip(days, moved.moves, strict=True):
        said.append((max(day, said[-1][0]), each.new or said[-1][1]))
    said[-1] = (said[-1][0], moved.now)
    end = min(mark.day, today) if mark.state in OVER else today
    return TrendLine(mark, moved, tuple(said), max(end, said[-1][0]))


def _say(lines: Sequence[TrendLine], total: int) -> str:
    """Say how many dates have moved, and which the farthest."""
    far = f"{lines[0].mark.title}, {lines[0].moved.text}"
    if total == 1:
        return f"Its one date has moved: {far}."
    have = "has" if len(lines) == 1 else "have"
    which = f": {far}" if len(lines) == 1 else f"; the farthest is {far}"
    number = words.capitalise(words.say_number(len(lines)))
    return f"{number} of {words.say_count(total, 'date')} {have} moved{which}."


def _say_late(moves: Iterable[Move], today: date) -> str:
    """Say how many moves up to today were made after the day had passed."""
    listed = [each for each in moves if not each.day or each.day <= today]
    late = sum(each.is_late for each in listed)
    if not late:
        return ""
    if len(listed) == 1:
        return "It was moved after that day had passed."
    was = "was" if late == 1 else "were"
    number = words.capitalise(words.say_number(late))
    return f"{number} of {words.say_count(len(listed), 'move')} {was} made after the day had passed."
