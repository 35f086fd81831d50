"""Metrics: the list, and a page for each: definition, readings with events, the plans that move it.

In: the index. Out: one `MetricsView`, a `MetricView` for each metric.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.model.page import Page
from playbook.view import words
from playbook.view.base import Card, Fact, Mention, Prose, View
from playbook.view.due import DueItem
from playbook.view.figure import Figure, measure_of
from playbook.view.finding import FindingView
from playbook.view.index import Index, link_up
from playbook.view.involved import Part
from playbook.view.mark import Mark, list_marks
from playbook.view.target import TargetView


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric in the list."""

    card: Card
    kind: str
    better: str
    now: Figure | None
    now_day: date | None
    readings: int
    collector: Card | None
    plans: int
    next_due: DueItem | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricsView(View):
    """All metrics."""

    metrics: tuple[MetricRow, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """A reading, its change against the one before, and what happened since that one."""

    day: date
    figure: Figure
    change: str
    note: str
    events: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """What a plan wants of the metric."""

    plan: Card
    target: TargetView


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricView(View):
    """One metric, readings newest first; `since` are events after the last reading."""

    definition: str
    facts: tuple[Fact, ...]
    now: Figure | None
    now_day: date | None
    readings: tuple[ReadingView, ...]
    since: tuple[Mark, ...]
    goals: tuple[Goal, ...]
    parts: tuple[Part, ...]
    next_due: DueItem | None
    prose: Prose | None
    mentions: tuple[Mention, ...]
    findings: tuple[FindingView, ...]


def build(index: Index) -> Iterator[View]:
    """Build the list of metrics and their pages."""
    pages = [each for each in index.site.list_kind("metric") if each.url]
    rows = tuple(sorted((_make_row(index, each) for each in pages), key=lambda each: each.card.title))
    silent = sum(1 for each in rows if not each.readings)
    lead = words.capitalise(words.say_count(len(rows), "metric"))
    yield MetricsView(
        path="metrics.html",
        template="metrics.html",
        title="Metrics",
        chrome=index.chrome,
        section="metrics",
        lead=f"{lead}, {words.say_number(silent)} without a reading." if silent else f"{lead}.",
        metrics=rows,
    )
    for page in pages:
        yield _build_one(index, page)


def _make_row(index: Index, page: Page) -> MetricRow:
    now, day = _find_now(index, page)
    return MetricRow(
        card=index.cards.of(page),
        kind=words.METRIC_KIND.get(page.data.kind or "", ""),
        better=words.DIRECTION.get(page.data.direction or "", ""),
        now=now,
        now_day=day,
        readings=len(page.readings),
        collector=index.cards.person(page.data.collector),
        plans=sum(1 for each in index.parts.get(page.key, ()) if each.is_active),
        next_due=index.readings_due.get(page.key),
    )


def _find_now(index: Index, page: Page) -> tuple[Figure | None, date | None]:
    past = [each for each in page.readings if each.date <= index.today]
    return (measure_of(page).figure(past[-1].value), past[-1].date) if past else (None, None)


def _build_one(index: Index, page: Page) -> MetricView:
    parts = index.parts.get(page.key, ())
    marks = _list_events(index, parts)
    readings, since = _join_events(page, marks)
    now, day = _find_now(index, page)
    return MetricView(
        path=page.url,
        template="metric.html",
        title=page.title,
        chrome=index.chrome,
        section="metrics",
        lead=page.data.definition,
        crumbs=link_up("Metrics", "metrics.html"),
        source=page.path,
        edit_url=index.edit_url(page),
        definition=page.data.definition,
        facts=tuple(_list_facts(index, page)),
        now=now,
        now_day=day,
        readings=readings,
        since=since,
        goals=tuple(_list_goals(index, page, parts)),
        parts=parts,
        next_due=index.readings_due.get(page.key),
        prose=index.prose(page, 1),
        mentions=index.mentions(page, but="initiative"),
        findings=index.findings(page),
    )


def _list_facts(index: Index, page: Page) -> Iterator[Fact]:
    data = page.data
    labelled = (
        ("Unit", data.unit),
        ("Better is", words.DIRECTION.get(data.direction or "", "")),
        ("Kind", words.METRIC_KIND.get(data.kind or "", "")),
        ("Source", data.source),
        ("Cadence", words.CADENCE.get(data.cadence or "", "")),
    )
    yield from (Fact(label, text) for label, text in labelled if text)
    if data.collector:
        yield Fact("Collected by", card=index.cards.person(data.collector))


def _list_events(index: Index, parts: Sequence[Part]) -> list[Mark]:
    """List what happened up to today in the plans that move a metric: go-lives, milestones, reviews."""
    marks = [
        mark
        for part in parts
        for mark in list_marks(index.plans[part.plan.card.key])
        if mark.day <= index.today
        and mark.kind in ("go-live", "milestone", "review")
        and mark.state not in ("due", "overdue", "resting", "cancelled")
    ]
    return sorted(marks, key=lambda each: (each.day, each.title))


def _join_events(page: Page, marks: Sequence[Mark]) -> tuple[tuple[ReadingView, ...], tuple[Mark, ...]]:
    """Put each event beside the first reading on or after its day; newest readings first."""
    measure, days = measure_of(page), [each.date for each in page.readings]
    beside: dict[date | None, list[Mark]] = defaultdict(list)
    waiting = list(marks)
    for day in days:
        while waiting and waiting[0].day <= day:
            beside[day].append(waiting.pop(0))
    made = []
    before = None
    for each in page.readings:
        change = measure.say_change(each.value - before) if before is not None else ""
        figure = Figure(each.value, measure.say(each.value))
        made.append(ReadingView(each.date, figure, change, each.note, tuple(beside[each.date])))
        before = each.value
    return tuple(reversed(made)), tuple(waiting)


def _list_goals(index: Index, page: Page, parts: Sequence[Part]) -> Iterator[Goal]:
    for part in parts:
        for target in index.plans[part.plan.card.key].targets:
            if target.metric.key == page.key:
                yield Goal(part.plan.card, target)
