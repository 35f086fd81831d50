"""How the readings of a metric went, in a sentence.

In: readings, oldest first. Out: words. It says what rose and fell, and leaves to others what is good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from playbook.view import words
from playbook.view.figure import Figure

TURN = Decimal("0.15")
"""From which part of the way on a way back is told."""


@dataclass(frozen=True, slots=True)
class Point:
    """One reading."""

    day: date
    figure: Figure

    @property
    def value(self) -> Decimal:
        """The value that was read."""
        return self.figure.value


def say_course(points: Sequence[Point]) -> str:
    """Say how readings went: "It rose from 41% to 88% by 31 Aug 2026 and has fallen to 71% since."."""
    if not points:
        return ""
    first, last = points[0], points[-1]
    if len(points) == 1:
        return f"One reading so far: {last.figure.text} on {words.say_day(last.day)}."
    far = max(points, key=lambda each: abs(each.value - first.value))
    way, back = far.value - first.value, far.value - last.value
    if not way:
        return f"It has stood at {last.figure.text} since {words.say_day(first.day)}."
    verb, gone = ("rose", "fallen") if way > 0 else ("fell", "risen")
    went = f"It {verb} from {first.figure.text} to"
    if abs(back) < TURN * abs(way):
        return f"{went} {last.figure.text} in {_say_time(first.day, last.day)}."
    return f"{went} {far.figure.text} by {words.say_day(far.day)} and has {gone} to {last.figure.text} since."


def _say_time(since: date, until: date) -> str:
    """Say how long a time is: 45 days, ten months, three years."""
    days = (until - since).days
    if days < 60:
        return words.say_count(days, "day")
    if days < 700:
        return words.say_count(round(days / 30.4), "month")
    return words.say_count(round(days / 365.25), "year")
