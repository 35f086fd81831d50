"""The roadmap: all dates of all plans, month by month.

In: the index. Out: one `RoadmapView`: a lane for each plan; the months from a quarter back to a year ahead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from playbook.view import words
from playbook.view.base import View
from playbook.view.home import find_quarter, rank, say_as_of
from playbook.view.index import Index
from playbook.view.mark import Lane, Mark, Month, group_months, make_lane


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapView(View):
    """Lanes hold every mark, months those from `since` to before `end`; `left_out` counts the others."""

    today: date
    as_of_text: str
    since: date
    end: date
    lanes: tuple[Lane, ...]
    months: tuple[Month, ...]
    left_out: int


def build(index: Index) -> Iterator[View]:
    """Build the roadmap."""
    plans = [each for each in index.plans.values() if each.case.plan.status != "stopped"]
    lanes = tuple(make_lane(each) for each in sorted(plans, key=lambda each: rank(each.plan_card)))
    since, end = find_quarter(index.today, -1), find_quarter(index.today, 4)
    marks = [each for lane in lanes for each in lane.marks]
    shown = [each for each in marks if since <= each.day < end]
    yield RoadmapView(
        path="roadmap.html",
        template="roadmap.html",
        title="Roadmap",
        chrome=index.chrome,
        section="roadmap",
        lead=say_moves(marks),
        today=index.today,
        as_of_text=say_as_of(index),
        since=since,
        end=end,
        lanes=lanes,
        months=group_months(shown, index.today),
        left_out=len(marks) - len(shown),
    )


def say_moves(marks: Sequence[Mark]) -> str:
    """Say how many days have moved, and by how much."""
    moved = [each for each in marks if each.moved]
    if not moved:
        return "No date has moved." if marks else "No date yet."
    farthest = max(moved, key=lambda each: each.moved.days if each.moved else 0)
    assert farthest.moved is not None
    days = median(each.moved.days for each in moved if each.moved)
    count = words.capitalise(words.say_count(len(moved), "date"))
    have = "has" if len(moved) == 1 else "have"
    typical = f", by a median of {words.count(round(days), 'day')}" if len(moved) > 2 else ""
    return (
        f"{count} {have} moved{typical}. The farthest: {farthest.title} ({farthest.about.title}), "
        f"{farthest.moved.text}."
    )
