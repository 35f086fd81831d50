"""Figures as pictures: bullets, sparks and charts of readings.

In: targets and metrics of views. Out: `Html` of `playbook.chart`, with the same in words as its title.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Context, Decimal

from playbook.chart.bullet import Bullet, draw_bullet
from playbook.chart.line import draw_line
from playbook.chart.mark import draw_shape
from playbook.chart.path import Spot
from playbook.chart.plot import MOST_LEFT, Event, Level, Plot, Way
from playbook.chart.spark import Spark, draw_spark
from playbook.chart.svg import draw
from playbook.chart.type import measure as measure_text
from playbook.html import Html
from playbook.picture.symbols import name_look
from playbook.view.course import Point
from playbook.view.figure import Figure, Measure
from playbook.view.mark import Mark
from playbook.view.metric import MetricView
from playbook.view.metrics import MetricRow
from playbook.view.target import TargetView
from playbook.view.words import say_day

TONES = {"missed": "bad", "crossed": "bad", "behind": "watch"}
"""The tone of a target's state, where somebody is needed."""

RANKS = {"go-live": 0, "milestone": 2, "review": 3}
OPEN = ("due", "overdue", "resting", "off", "cancelled")
"""States of what has not happened."""

TURNS = ("slipping", "regressed", "not-passed")
"""Verdicts that are placed before milestones."""

ROUGH = Context(prec=3)
"""Three digits, for a value that has too many of them for its place."""


def draw_target(it: TargetView) -> Html:
    """Draw how far a target is from baseline to target, or a guard-rail from its limit."""
    now = _find_share(it)
    has_end = it.limit is not None if it.is_guardrail else it.goal is not None
    tone = "bad" if now is not None and now < 0 and not it.is_guardrail else TONES.get(it.state, "")
    return draw_bullet(
        Bullet(
            title=say_target(it),
            now=now,
            planned=it.planned_share,
            best=it.best_share,
            tone=tone,
            is_limit=it.is_guardrail,
            has_end=has_end,
        )
    )


def _find_share(it: TargetView) -> Decimal | None:
    """Find how far the last reading is; of a guard-rail on the way from the first value to the limit."""
    if it.share is not None or it.now is None:
        return it.share
    if it.is_guardrail:
        first = it.baseline or (it.points[0].figure if it.points else None)
        if first is None or it.limit is None or first.value == it.limit.value:
            return Decimal(1) if it.limit and it.now.value == it.limit.value else None
        return (it.now.value - first.value) / (it.limit.value - first.value)
    return Decimal(1) if it.goal and it.goal.value == it.now.value else None


def say_target(it: TargetView) -> str:
    """Say everything that a bullet shows."""
    said = [
        f"{word} {figure.text}"
        for word, figure in (
            ("baseline", it.baseline),
            ("limit", it.limit),
            ("target", it.goal),
            ("now", it.now),
            ("plan for today", it.planned),
            ("best", it.best),
        )
        if figure
    ]
    return f"{it.metric.title}: {', '.join([*said, it.text[:1].lower() + it.text[1:]])}"


def draw_course(it: TargetView | MetricRow) -> Html:
    """Draw the readings as a small line."""
    goal = it if isinstance(it, TargetView) else it.goal
    title = it.metric.title if isinstance(it, TargetView) else it.card.title
    end = (goal.limit if goal.is_guardrail else goal.goal) if goal else None
    return draw_spark(
        Spark(
            title=f"{title}: {it.course or 'no reading yet'}",
            spots=_list_spots(it.points),
            baseline=_value(goal.baseline) if goal else None,
            end=_value(end),
            is_limit=bool(goal and goal.is_guardrail),
            tone=TONES.get(goal.state, "") if goal else "",
        )
    )


def _value(figure: Figure | None) -> Decimal | None:
    return figure.value if figure else None


def _list_spots(points: Sequence[Point]) -> tuple[Spot, ...]:
    return tuple(Spot(each.day, each.value, f"{say_day(each.day)}: {each.figure.text}") for each in points)


def draw_readings(it: TargetView | MetricView, root: str = "", events: Sequence[Mark] = ()) -> Html:
    """Draw the chart of a target, with events to be linked from `root`, or that of a metric's own page.

    Of a plan's marks only go-live, milestones and reviews are drawn, and only what has happened by today.
    Nothing at all for a metric without readings, baseline, target or limit.
    """
    goals = [each.target for each in it.goals if each.is_active] if isinstance(it, MetricView) else [it]
    levels = tuple(_list_levels(goals))
    if not levels and not it.points:
        return Html("")
    marks, root = (it.events, it.root) if isinstance(it, MetricView) else (events, root)
    title = it.title if isinstance(it, MetricView) else it.metric.title
    plot = Plot(
        title=f"{title}: readings over time",
        description=_describe(it.points, it.course, levels),
        today=it.today,
        write_ticks=lambda ticks: write_ticks(it.measure, ticks),
        spots=_list_spots(it.points),
        levels=levels,
        ways=tuple(_list_ways(goals)),
        events=tuple(_list_events([each for each in marks if _has_happened(each, it.today)], root)),
        now=_say_now(it.points, it.measure),
        tone=_find_tone(goals),
        height=360 if isinstance(it, MetricView) else 280,
    )
    return draw_line(plot)


def _find_tone(goals: Sequence[TargetView]) -> str:
    """Give the tone of the last reading: the worst of all who want something of it."""
    tones = {TONES.get(each.state, "") for each in goals}
    return next((each for each in ("bad", "watch") if each in tones), "")


def _describe(points: Sequence[Point], course: str, levels: Sequence[Level]) -> str:
    known = "; ".join(" ".join(filter(None, (each.words[0], each.note))) for each in levels)
    count = ""
    if len(points) > 1:
        count = f"{len(points)} readings from {say_day(points[0].day)} to {say_day(points[-1].day)}."
    return " ".join(filter(None, (course or "No reading yet.", count, f"{known}." if known else "")))


def _say_now(points: Sequence[Point], measure: Measure) -> tuple[str, ...]:
    """Give the ways to write the last reading, the longest first."""
    if not points:
        return ()
    last = points[-1].figure
    return tuple(dict.fromkeys((last.text, measure.say_short(last.value), _say_roughly(measure, last.value))))


def _say_roughly(measure: Measure, value: Decimal) -> str:
    """Write a value of many digits with three of them: ≈1.23M."""
    rough = ROUGH.create_decimal(value)
    return f"{'' if rough == value else '≈'}{measure.say_short(rough)}"


def _list_levels(goals: Iterable[TargetView]) -> Iterator[Level]:
    """Yield limits and targets, then the baselines of these or else of those, each value once."""
    listed = list(goals)
    ends = [("limit", "Limit", each.limit, each) for each in listed if each.is_guardrail]
    ends += [("target", "Target", each.goal, each) for each in listed if not each.is_guardrail]
    own = [each for each in listed if not each.is_guardrail] or listed
    bases = [("base", "Baseline", each.baseline, each) for each in own]
    known = set()
    for kind, word, figure, it in (*ends, *bases):
        if figure and (kind, figure.value) not in known:
            known.add((kind, figure.value))
            days = {each.due for each in listed if each.goal == figure and each.due}
            note = f"by {say_day(it.due)}" if kind == "target" and it.due and len(days) == 1 else ""
            short = it.measure.say_short(figure.value)
            yield Level(kind, figure.value, (f"{word} {figure.text}", f"{word} {short}", short), note)


def _list_ways(goals: Iterable[TargetView]) -> Iterator[Way]:
    beam = draw_shape("target", "due")
    for each in goals:
        if each.goal and each.due and not each.is_guardrail:
            start = each.baseline.value if each.baseline else None
            text = f"Target {each.goal.text} by {say_day(each.due)}"
            yield Way(each.baseline_day, start, each.due, each.goal.value, text, beam)


def _has_happened(mark: Mark, today: date) -> bool:
    return mark.kind in RANKS and mark.state not in OPEN and mark.day <= today


def _list_events(marks: Sequence[Mark], root: str) -> Iterator[Event]:
    has_several = len({each.about.key or each.about.title for each in marks}) > 1
    for each in marks:
        about = f" ({each.about.title})" if has_several else ""
        rank = 1 if each.state in TURNS else RANKS[each.kind]
        text = f"{say_day(each.day)}: {each.title}{about}, {each.state_text[:1].lower()}{each.state_text[1:]}"
        label = each.title.partition(" of ")[0] if each.kind == "review" else each.title
        href = f"{root}{each.url}" if each.about.url else ""
        yield Event(each.day, draw_shape(*name_look(each)), label, text, href, rank)


def write_ticks(measure: Measure, ticks: Sequence[Decimal]) -> tuple[str, ...]:
    """Write the ticks of an axis briefly; of labels that are too wide for it only the first and last."""
    short = tuple(measure.say_short(each) for each in ticks)
    if max(measure_text(each) for each in short) <= MOST_LEFT:
        return short
    rough = [_say_roughly(measure, each) for each in ticks]
    return tuple(text if rough.index(text) == n else "" for n, text in enumerate(rough))


LINES = {
    "reading": "x-data",
    "plan": "x-plan",
    "baseline": "x-base",
    "target": "x-target",
    "limit": "x-limit",
}
"""The lines of a chart by the words of its key."""


def draw_line_key(name: str) -> Html:
    """Draw a piece of a chart's line for its key. Raises KeyError for a line that is not known."""
    line = draw("line", class_=LINES[name], x1=0, x2=22, y1=6, y2=6)
    return draw("svg", line, class_="linekey", width=22, height=12, viewBox="0 0 22 12", aria_hidden="true")
