"""The roadmap: all dates of all plans on one axis.

In: the index. Out: one `RoadmapView`: a lane for each plan, from a quarter back to a year ahead, those that
need a person first; of very many plans the others in groups, by department.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from playbook.view import words
from playbook.view.base import View
from playbook.view.home import NEED_SOMEONE, is_open, rank, say_as_of
from playbook.view.index import Index
from playbook.view.lane import Lane, TimeAxis, find_quarter, list_legend, make_lane, span_quarters
from playbook.view.mark import Mark, Month, group_months, list_marks

MOST_LANES = 40
"""How many lanes stand open; with more plans, the others are folded."""

AHEAD = 4
"""How many quarters after today's the roadmap reaches, where there are dates so far ahead."""


@dataclass(frozen=True, slots=True)
class LaneGroup:
    """Lanes that are folded: those of a department; `needing` counts plans that need a person."""

    title: str
    lanes: tuple[Lane, ...]
    needing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapView(View):
    """`lanes` stand open, `groups` are folded; `months` hold the marks of the open lanes for the table.

    `left_out` counts the marks that no lane shows, `legend` explains those that are shown.
    """

    as_of: date
    as_of_text: str
    axis: TimeAxis
    lanes: tuple[Lane, ...]
    groups: tuple[LaneGroup, ...]
    months: tuple[Month, ...]
    legend: tuple[tuple[str, str], ...]
    left_out: int


def build(index: Index) -> Iterator[View]:
    """Build the roadmap."""
    plans = sorted(filter(is_open, index.plans.values()), key=lambda each: rank(each.plan_card))
    marks = [mark for each in plans for mark in list_marks(each)]
    axis = find_axis(index.today, marks)
    lanes = tuple(make_lane(each, axis) for each in plans)
    shown = [mark for lane in lanes for mark in lane.marks]
    yield RoadmapView(
        path="roadmap.html",
        template="roadmap.html",
        title="Roadmap",
        chrome=index.chrome,
        section="roadmap",
        lead=say_moves(marks),
        as_of=index.today,
        as_of_text=say_as_of(index),
        axis=axis,
        lanes=lanes[:MOST_LANES],
        groups=tuple(group_lanes(lanes[MOST_LANES:])),
        months=group_months([mark for lane in lanes[:MOST_LANES] for mark in lane.marks]),
        legend=list_legend(shown),
        left_out=len(marks) - len(shown),
    )


def find_axis(today: date, marks: Sequence[Mark]) -> TimeAxis:
    """Give the axis from the quarter before today's to the last one with a date, a year ahead at most."""
    last = max((each.day for each in marks), default=today)
    ahead = next((n for n in range(2, AHEAD) if last < find_quarter(today, n)), AHEAD)
    return span_quarters(today, -1, ahead)


def group_lanes(lanes: Sequence[Lane]) -> Iterator[LaneGroup]:
    """Group lanes by department, in the order of their titles; those without one come last."""
    groups: dict[tuple[bool, str], list[Lane]] = defaultdict(list)
    for each in lanes:
        department = each.plan.department
        groups[department is None, department.title if department else "Without a department"].append(each)
    for (_, title), some in sorted(groups.items(), key=lambda each: each[0]):
        needing = sum(1 for each in some if each.plan.health.word in NEED_SOMEONE)
        yield LaneGroup(title, tuple(some), needing)


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
