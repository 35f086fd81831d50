"""The roadmap: the dates of all plans on one axis.

In: the index. Out: one `RoadmapView`: a lane for each plan, from a quarter back to a year ahead, those that
need a person first; of very many plans the first lanes, and pages with the lanes of each department.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from playbook.model.page import Page
from playbook.view import words
from playbook.view.address import name_list, quote_path
from playbook.view.base import Card, View
from playbook.view.home import NEED_SOMEONE, is_open, rank, say_as_of
from playbook.view.index import Index
from playbook.view.lane import Lane, TimeAxis, find_quarter, list_legend, make_lane, span_quarters
from playbook.view.listing import Lists, Wanted, build_list
from playbook.view.mark import Mark, Month, group_months
from playbook.view.plan import PlanFacts

PATH = "roadmap.html"

AHEAD = 4
"""How many quarters after today's the roadmap reaches, where there are dates so far ahead."""

MOST_GROUPS = 40
"""How many departments are named below the lanes: those where the most plans need a person."""


@dataclass(frozen=True, slots=True)
class LaneGroup:
    """The plans of a department, whose lanes stand on pages of their own; `needing` need a person."""

    card: Card
    number: int
    needing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadmapView(View):
    """`lanes` are those shown, `months` hold their marks for the table, `groups` lead to all lanes.

    `total` counts all plans, `left_out` the marks outside the axis, `legend` explains those that are shown.
    """

    as_of: date
    as_of_text: str
    axis: TimeAxis
    lanes: tuple[Lane, ...]
    groups: tuple[LaneGroup, ...]
    more_groups: int
    months: tuple[Month, ...]
    legend: tuple[tuple[str, str], ...]
    left_out: int
    total: int


def build(index: Index) -> Iterator[View]:
    """Build the roadmap, and a page for each department where one page cannot hold all lanes."""
    plans = sorted(filter(is_open, index.plans.values()), key=lambda each: rank(each.plan_card))
    marks = [mark for each in plans for mark in index.marks[each.page.key]]
    axis = find_axis(index.today, marks)
    shown = plans[: index.sizes["lanes"].few] if is_split(index, len(plans)) else plans
    lanes = make_lanes(index, shown, axis)
    groups = group_plans(plans) if shown is not plans else {}
    listed = [_make_group(path, title, some) for (title, path), some in groups.items()]
    urgent = sorted(listed, key=lambda each: -each.needing)[:MOST_GROUPS]
    lists = Lists(index, PATH, "Roadmap", "roadmap")
    yield RoadmapView(
        path=PATH,
        template="roadmap.html",
        title="Roadmap",
        chrome=index.chrome,
        section="roadmap",
        lead=say_moves(marks),
        as_of=index.today,
        as_of_text=say_as_of(index),
        axis=axis,
        lanes=lanes,
        groups=tuple(each for each in listed if each in urgent),
        more_groups=len(listed) - len(urgent),
        months=begin_dates(lists, lanes),
        legend=list_legend(mark for lane in lanes for mark in lane.marks),
        left_out=sum(1 for each in marks if not axis.holds(each.day)),
        total=len(plans),
        more=lists.more,
    )
    yield from lists.build()
    for (title, path), some in groups.items():
        yield from _list_lanes(index, (title, path), some, axis)


def is_split(index: Index, number: int) -> bool:
    """Whether so many plans are too many for the lanes of one page."""
    return number > index.sizes["lanes"].most


def make_lanes(index: Index, plans: Iterable[PlanFacts], axis: TimeAxis) -> tuple[Lane, ...]:
    """Make the lanes of some plans."""
    return tuple(make_lane(each, index.marks[each.page.key], axis) for each in plans)


def begin_dates(lists: Lists, lanes: Sequence[Lane]) -> tuple[Month, ...]:
    """Give the dates of the lanes shown for a table; very many of them have pages of their own."""
    months = group_months(mark for lane in lanes for mark in lane.marks)
    wanted = Wanted("dates", "dates", "The dates of the roadmap", "{} dates as a table")
    rows = [(month.title, mark) for month in months for mark in month.marks]
    return group_months(mark for _, mark in lists.begin_titled(wanted, rows))


Place = tuple[str, str]
"""A department's title, and the path of the page that its roadmap belongs to."""

OTHERS = ("Without a department", PATH)


def group_plans(plans: Iterable[PlanFacts]) -> Mapping[Place, list[PlanFacts]]:
    """Group plans by department, in the order of their titles; those without one come last."""
    groups: dict[Place, list[PlanFacts]] = defaultdict(list)
    for each in plans:
        found = each.case.site.find("department", each.case.plan.department)
        groups[(found.title, found.url) if found and found.url else OTHERS].append(each)
    return dict(sorted(groups.items(), key=lambda each: (each[0] == OTHERS, each[0])))


def _make_group(path: str, title: str, plans: Sequence[PlanFacts]) -> LaneGroup:
    needing = sum(1 for each in plans if each.plan_card.health.word in NEED_SOMEONE)
    return LaneGroup(Card(title, quote_path(name_list(path, name_roadmap(path)))), len(plans), needing)


def name_roadmap(path: str) -> str:
    """Name the list of lanes below a page: a department's, or that of the plans without one."""
    return "others" if path == PATH else "roadmap"


def _list_lanes(index: Index, place: Place, plans: Sequence[PlanFacts], axis: TimeAxis) -> Iterator[View]:
    title, path = place
    lanes = make_lanes(index, plans, axis)
    up = "Roadmap" if place == OTHERS else title
    lists = Lists(index, path, up, "roadmap")
    name = "Initiatives without a department" if place == OTHERS else f"Roadmap of {title}"
    wanted = Wanted(name_roadmap(path), "lanes", name, lead=_say_lanes(len(plans)))
    legend = list_legend(mark for lane in lanes for mark in lane.marks)
    yield from build_list(lists, wanted, [("", each) for each in lanes], axis=axis, legend=legend)


def _say_lanes(number: int) -> str:
    return f"{words.capitalise(words.say_count(number, 'initiative'))}, those that need attention first."


def link_roadmap(page: Page) -> Card:
    """Give the way to the roadmap of a department, which has one of its own."""
    return Card(f"Roadmap of {page.title}", quote_path(name_list(page.url, name_roadmap(page.url))))


def find_axis(today: date, marks: Sequence[Mark]) -> TimeAxis:
    """Give the axis from the quarter before today's to the last one with a date, a year ahead at most."""
    last = max((each.day for each in marks), default=today)
    ahead = next((n for n in range(2, AHEAD) if last < find_quarter(today, n)), AHEAD)
    return span_quarters(today, -1, ahead)


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
