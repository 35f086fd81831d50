"""The page of a metric: definition, readings with events, the plans that move it.

In: the index. Out: a `MetricView` for each metric.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.model.page import Page
from playbook.view import words
from playbook.view.base import Fact, Mention, Prose, View
from playbook.view.course import Point, say_course
from playbook.view.due import DueItem
from playbook.view.figure import Figure, Measure, measure_of
from playbook.view.finding import FindingView
from playbook.view.home import rank
from playbook.view.index import Index, link_up
from playbook.view.involved import Part
from playbook.view.listing import Lists, Wanted
from playbook.view.mark import Mark
from playbook.view.plan import PlanCard
from playbook.view.target import TargetView


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
    """What a plan wants of the metric; `is_active` where the plan still counts."""

    plan: PlanCard
    target: TargetView
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Use:
    """A plan that uses the metric: its part, and what it wants."""

    part: Part
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricView(View):
    """One metric, readings newest first; `points` are those up to today, oldest first.

    `uses` are the plans that use it, of very many the first; `goals` and `events` are theirs alone.
    `events` are all that happened, `since` those after the last reading; `course` says in a sentence how
    the readings went, `caption` how they are to be read, `legend` holds one event for each mark in the chart;
    `main` is the target that speaks for the metric.
    """

    facts: tuple[Fact, ...]
    measure: Measure
    today: date
    now: Figure | None
    now_day: date | None
    points: tuple[Point, ...]
    course: str
    caption: str
    legend: tuple[Mark, ...]
    readings: tuple[ReadingView, ...]
    events: tuple[Mark, ...]
    since: tuple[Mark, ...]
    main: TargetView | None
    goals: tuple[Goal, ...]
    uses: tuple[Use, ...]
    next_due: DueItem | None
    prose: Prose | None
    mentions: tuple[Mention, ...]
    findings: tuple[FindingView, ...]


UP = link_up("Metrics", "metrics.html")


def build(index: Index, key: str) -> Iterator[View]:
    """Build the page of a metric."""
    yield from _build_one(index, index.site.pages[key])


def list_points(index: Index, page: Page) -> tuple[Point, ...]:
    """List the readings up to today."""
    measure = measure_of(page)
    past = (each for each in page.readings if each.date <= index.today)
    return tuple(Point(each.date, Figure(each.value, measure.say(each.value))) for each in past)


def find_main(goals: Sequence[Goal]) -> TargetView | None:
    """Find the target that speaks for a metric: of a plan that counts, a headline, no guard-rail first."""
    ordered = sorted(
        goals, key=lambda each: (not each.is_active, each.target.is_guardrail, not each.target.is_headline)
    )
    return ordered[0].target if ordered and ordered[0].is_active else None


def _build_one(index: Index, page: Page) -> Iterator[View]:
    parts = index.parts.get(page.key, ())
    goals = tuple(list_goals(index, page, parts))
    lists = Lists(index, page.url, page.title, "metrics")
    uses = _begin_uses(lists, _list_uses(parts, goals))
    shown = {each.part.plan.card.key for each in uses}
    marks = _list_events(index, [each for each in parts if each.plan.card.key in shown])
    points = list_points(index, page)
    readings, since = _join_events(page, marks)
    yield MetricView(
        path=page.url,
        template="metric.html",
        title=page.title,
        chrome=index.chrome,
        section="metrics",
        lead=page.data.definition,
        crumbs=UP,
        source=page.path,
        edit_url=index.edit_url(page),
        facts=tuple(_list_facts(index, page)),
        measure=measure_of(page),
        today=index.today,
        now=points[-1].figure if points else None,
        now_day=points[-1].day if points else None,
        points=points,
        course=say_course(points),
        caption=_say_caption(page, marks),
        legend=tuple({(each.kind, each.state): each for each in marks}.values()),
        readings=readings,
        events=tuple(marks),
        since=since,
        main=find_main(goals),
        goals=tuple(each for each in goals if each.plan.card.key in shown),
        uses=uses,
        next_due=index.readings_due.get(page.key),
        prose=index.prose(page, 1),
        mentions=lists.begin_mentions(index.mentions(page, but="initiative")),
        findings=index.findings(page),
        more=lists.more,
    )
    yield from lists.build()


def _begin_uses(lists: Lists, uses: Sequence[Use]) -> tuple[Use, ...]:
    """Give the plans that use the metric, of very many those that need attention first."""
    if len(uses) > lists.index.sizes["uses"].most:
        uses = sorted(uses, key=lambda each: (not each.part.is_active, rank(each.part.plan)))
    wanted = Wanted("initiatives", "uses", f"Initiatives that move {lists.title}", "All {} initiatives")
    return lists.begin(wanted, uses)


UNITS = {"%": "per cent", "€": "euro", "k€": "thousand euro", "count": "a count", "": "a number"}


def _say_caption(page: Page, marks: Sequence[Mark]) -> str:
    """Say how a chart is to be read: the unit, how often it is read, what the marks are."""
    unit, cadence = page.data.unit, words.CADENCE.get(page.data.cadence or "", "").lower()
    said = words.capitalise(UNITS.get(unit, unit)) + (f", read {cadence}" if cadence else "")
    return f"{said}; the marks above lead to what happened." if marks else f"{said}."


def _list_uses(parts: Sequence[Part], goals: Sequence[Goal]) -> tuple[Use, ...]:
    """Give the plans that use a metric, those that still count first."""
    ordered = sorted(parts, key=lambda each: (not each.is_active, each.plan.card.title))
    wanted: dict[str, list[Goal]] = defaultdict(list)
    for each in goals:
        wanted[each.plan.card.key].append(each)
    return tuple(Use(part, tuple(wanted[part.plan.card.key])) for part in ordered)


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
        for mark in index.marks[part.plan.card.key]
        if mark.day <= index.today
        and mark.kind in ("go-live", "milestone", "review")
        and mark.state not in ("due", "overdue", "resting", "off", "cancelled")
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


def list_goals(index: Index, page: Page, parts: Sequence[Part]) -> Iterator[Goal]:
    """Yield what each plan wants of a metric."""
    for part in parts:
        for target in index.plans[part.plan.card.key].targets:
            if target.metric.key == page.key:
                yield Goal(part.plan, target, part.is_active)
