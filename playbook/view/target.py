"""A target in figures: baseline, now, planned for today, best, and the words for it.

In: a target of a plan on a day. Out: `TargetView`, numbers beside ready words; the readings since the
baseline for a line. It judges nothing that the health does not judge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from playbook.health import BEHIND, measure_way
from playbook.model.case import Case
from playbook.model.guardrail import crosses_limit
from playbook.model.page import Reading
from playbook.model.promised import name_targets
from playbook.schema.initiative import Target
from playbook.view import words
from playbook.view.base import Card
from playbook.view.cards import Cards, name_anchor
from playbook.view.course import Point, say_course
from playbook.view.figure import PLAIN, Figure, Measure, measure_of
from playbook.view.moved import Moved, find_moved


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target. Shares are parts of the way from baseline to target, 1 is all; None where unknown.

    `state` is reached, on-plan, behind, missed, within, crossed or unknown; `best` is there only after a
    loss; `planned` is the straight line's value today.
    """

    metric: Card
    anchor: str
    item: str
    is_guardrail: bool
    is_headline: bool
    state: str
    text: str
    baseline: Figure | None = None
    baseline_day: date | None = None
    baseline_source: str = ""
    goal: Figure | None = None
    due: date | None = None
    moved: Moved | None = None
    limit: Figure | None = None
    now: Figure | None = None
    now_day: date | None = None
    planned: Figure | None = None
    best: Figure | None = None
    best_day: date | None = None
    share: Decimal | None = None
    planned_share: Decimal | None = None
    best_share: Decimal | None = None
    points: tuple[Point, ...] = ()
    course: str = ""
    measure: Measure = PLAIN
    today: date = date.max


def make_target(case: Case, cards: Cards, target: Target, number: int = 1) -> TargetView:
    """Give one target of a plan, the number-th, as it stands today."""
    base, goal = target.baseline, target.target
    measure = measure_of(case.site.find("metric", target.metric))
    readings = case.site.readings(target.metric, case.today)
    last = readings[-1] if readings else None
    way = measure_way(target, case.site, case.today)
    best = _find_best(target, readings)
    state = _find_state(case, target, last, way)
    item = f"targets.{target.metric or number}"
    since = base.date if base and base.date else date.min
    points = tuple(each for each in _list_points(cards, target, measure, readings) if each.day >= since)
    planned = _find_planned(target, way)
    return TargetView(
        metric=cards.find("metric", target.metric) or Card("a metric that is not named"),
        anchor=name_anchor(item),
        item=item,
        is_guardrail=target.guardrail,
        is_headline=target.headline,
        state=state,
        text=_say(target, measure, state, way),
        baseline=measure.figure(base.value) if base else None,
        baseline_day=base.date if base else None,
        baseline_source=base.source if base else "",
        goal=measure.figure(goal.value) if goal else None,
        due=goal.due if goal else None,
        moved=find_moved(case, goal.due if goal else None, name_targets(case.plan)[number - 1]),
        limit=measure.figure(target.limit),
        now=measure.figure(last.value) if last else None,
        now_day=last.date if last else None,
        planned=measure.figure(planned),
        best=measure.figure(best.value) if best else None,
        best_day=best.date if best else None,
        share=way[0] if way else None,
        planned_share=way[1] if way else None,
        best_share=_share_of(target, best.value) if best else None,
        points=points,
        course=say_course(points),
        measure=measure,
        today=case.today,
    )


def _list_points(
    cards: Cards, target: Target, measure: Measure, readings: Sequence[Reading]
) -> tuple[Point, ...]:
    """Give the points of a metric's readings up to today, which all plans that use it share."""
    name = target.metric or ""
    if name not in cards.points:
        cards.points[name] = tuple(
            Point(each.date, Figure(each.value, measure.say(each.value))) for each in readings
        )
    return cards.points[name]


def _find_planned(target: Target, way: tuple[Decimal, Decimal] | None) -> Decimal | None:
    base, goal = target.baseline, target.target
    if way is None or not (base and goal) or base.value is None or goal.value is None:
        return None
    return base.value + (goal.value - base.value) * way[1]


def _share_of(target: Target, value: Decimal) -> Decimal | None:
    base, goal = target.baseline, target.target
    if not (base and goal) or base.value is None or goal.value is None or base.value == goal.value:
        return None
    return (value - base.value) / (goal.value - base.value)


def _find_best(target: Target, readings: Sequence[Reading]) -> Reading | None:
    """Find the best reading since the baseline, where the last one is worse."""
    base, goal = target.baseline, target.target
    if not (base and goal) or base.value is None or goal.value is None or base.date is None:
        return None
    sign = 1 if goal.value >= base.value else -1
    since = [each for each in readings if each.date >= base.date]
    best = max(since, key=lambda each: sign * each.value, default=None)
    return best if best and sign * best.value > sign * since[-1].value else None


def _find_state(case: Case, target: Target, last: Reading | None, way: tuple[Decimal, Decimal] | None) -> str:
    if target.guardrail:
        if target.limit is None or last is None:
            return "unknown"
        return "crossed" if crosses_limit(case, target, last.value) else "within"
    if way is None:
        return "unknown"
    due = target.target.due if target.target else None
    if way[0] >= 1:
        return "reached"
    if due and due < case.today:
        return "missed"
    return "behind" if way[0] < way[1] - BEHIND else "on-plan"


def _say(target: Target, measure: Measure, state: str, way: tuple[Decimal, Decimal] | None) -> str:
    limit = measure.say(target.limit) if target.limit is not None else ""
    due = target.target.due if target.target else None
    said = {
        "within": f"Within the limit of {limit}",
        "crossed": f"Beyond the limit of {limit}",
        "reached": "Reached",
    }
    if state in said or way is None:
        return said.get(state) or _say_unknown(target)
    gained = f"{_percent(way[0])} of the way"
    if state == "missed" and due:
        return f"{gained}; it was due on {words.say_day(due)}"
    return f"{gained}, plan {_percent(way[1])}"


def _say_unknown(target: Target) -> str:
    """Say what is missing, so that nobody can tell how a target stands."""
    base, goal = target.baseline, target.target
    if target.guardrail:
        return "No limit yet" if target.limit is None else "No reading yet"
    if goal is None or goal.value is None:
        return "No target yet"
    if base is None or base.value is None:
        return "No baseline yet"
    if base.value == goal.value:
        return "Baseline and target are the same"
    return "No reading yet"


def _percent(share: Decimal) -> str:
    """Write a share in per cent; what is not all of the way is never rounded up to all of it."""
    whole = int((share * 100).to_integral_value(ROUND_HALF_UP))
    return f"{whole if share >= 1 else min(whole, 99)}%".replace("-", "−")


def find_headline(targets: Sequence[TargetView]) -> TargetView | None:
    """Give the target that stands for the plan: the headline, else the first that is no guard-rail."""
    goals = [each for each in targets if not each.is_guardrail]
    return next((each for each in goals if each.is_headline), goals[0] if goals else None)
