"""The list of metrics: how each went, what is wanted of it, who uses it.

In: the index. Out: `MetricsView`s, by title.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.model.page import Page
from playbook.view import words
from playbook.view.base import Card, View
from playbook.view.course import Point, say_course
from playbook.view.due import DueItem
from playbook.view.figure import Figure
from playbook.view.index import Index
from playbook.view.metric import UP, find_main, list_goals, list_points
from playbook.view.paging import split
from playbook.view.plan import PlanCard
from playbook.view.target import TargetView
from playbook.words import join


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric in the list: how it went, the target that speaks for it, the plans that use it now."""

    card: Card
    kind: str
    better: str
    now: Figure | None
    now_day: date | None
    points: tuple[Point, ...]
    course: str
    goal: TargetView | None
    collector: Card | None
    plans: tuple[PlanCard, ...]
    next_due: DueItem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsView(View):
    """All metrics, or a page of them."""

    metrics: tuple[MetricRow, ...]


def build(index: Index) -> Iterator[View]:
    """Build the list of metrics."""
    pages = [each for each in index.site.list_kind("metric") if each.url]
    rows = sorted((_make_row(index, each) for each in pages), key=lambda each: each.card.title)
    for leaf in split("metrics.html", rows, index.sizes["metrics"].each):
        yield MetricsView(
            path=leaf.path,
            template="metrics.html",
            title=leaf.name("Metrics"),
            chrome=index.chrome,
            section="metrics",
            lead=_say_lead(rows),
            crumbs=UP if leaf.number > 1 else (),
            paging=leaf.paging,
            metrics=leaf.rows,
        )


def _say_lead(rows: Sequence[MetricRow]) -> str:
    """Say how many metrics there are, and what about them needs somebody."""
    states = [each.goal.state if each.goal else "" for each in rows]
    late = sum(1 for each in rows if each.next_due and each.next_due.group == "overdue")
    counted = (
        (states.count("missed"), "missed its target", "missed their targets"),
        (states.count("behind"), "is behind its plan", "are behind their plans"),
        (states.count("crossed"), "is beyond its limit", "are beyond their limits"),
        (late, "is waiting for a reading", "are waiting for a reading"),
        (sum(1 for each in rows if not each.points), "has no reading", "have no reading"),
    )
    said = [f"{words.say_number(n)} {one if n == 1 else more}" for n, one, more in counted if n]
    total = words.capitalise(words.say_count(len(rows), "metric"))
    return f"{total}: {join(said)}." if said else f"{total}."


def _make_row(index: Index, page: Page) -> MetricRow:
    points, parts = list_points(index, page), index.parts.get(page.key, ())
    return MetricRow(
        card=index.cards.of(page),
        kind=words.METRIC_KIND.get(page.data.kind or "", ""),
        better=words.DIRECTION.get(page.data.direction or "", ""),
        now=points[-1].figure if points else None,
        now_day=points[-1].day if points else None,
        points=points,
        course=say_course(points),
        goal=find_main(tuple(list_goals(index, page, parts))),
        collector=index.cards.person(page.data.collector),
        plans=tuple(each.plan for each in parts if each.is_active),
        next_due=index.readings_due.get(page.key),
    )
