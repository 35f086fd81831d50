"""PB407 hockey-stick: values on the way that do not lead to the target, or lead there only at the end."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import label_milestone, list_goals
from playbook.rule import Finding, PageRule, W
from playbook.schema.initiative import Initiative, Target

Point = tuple[date, Decimal, int]
"""A day, the value planned for it, and the milestone's position."""


@dataclass(frozen=True, slots=True)
class Way:
    """From a baseline to a target that differs from it, with both days."""

    start: date
    base: Decimal
    due: date
    goal: Decimal

    def share(self, value: Decimal) -> Decimal:
        """Give how much of the gain a value is: 0 at the baseline, 1 at the target."""
        return (value - self.base) / (self.goal - self.base)

    def plan_at(self, part: Decimal, points: list[Point]) -> Decimal:
        """Give the share planned for a part of the time, on the straight lines from point to point."""
        day = self.start.toordinal() + part * (self.due - self.start).days
        corners = [(day_, self.share(value)) for day_, value, _ in points if day_ > self.start]
        corners = [(self.start, Decimal(0)), *corners, (self.due, Decimal(1))]
        last = next(n for n, corner in enumerate(corners) if corner[0].toordinal() >= day and n)
        (first_day, first), (last_day, then) = corners[last - 1], corners[last]
        length = (last_day - first_day).days or 1
        return first + (then - first) * (day - first_day.toordinal()) / length


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find values off the way from baseline to target; where all lie on it, a gain that comes too late."""
    plan = page.plan
    for n, target in list_goals(plan):
        way = find_way(target)
        points = list_points(plan, target.metric, way) if way else []
        if way is None or not points:
            continue
        wrong = list(_check_values(plan, way, points))
        yield from wrong
        begins = max(way.start, plan.starts or way.start)
        if not wrong and (way.due - begins).days > RULE.number(config, "short"):
            yield from _check_gain(n, replace(way, start=begins), points, config)


def find_way(target: Target) -> Way | None:
    """Give a target's way; None where a figure or a day is missing, or it leads nowhere."""
    base, goal = target.baseline, target.target
    if not (base and goal and base.date and goal.due and base.date < goal.due):
        return None
    if base.value is None or goal.value is None or base.value == goal.value:
        return None
    return Way(base.date, base.value, goal.due, goal.value)


def list_points(plan: Initiative, metric: str, way: Way) -> list[Point]:
    """List the milestones that plan a value of a metric on the way, in the order of their days."""
    return sorted(
        (each.due, each.target, n)
        for n, each in enumerate(plan.milestones)
        if each.metric == metric and each.target is not None and each.cancelled is None
        if each.due and way.start <= each.due <= way.due
    )


def _check_values(plan: Initiative, way: Way, points: list[Point]) -> Iterator[Finding]:
    best: Point | None = None
    for point in points:
        _, value, n = point
        at, label = ("milestones", n, "target"), label_milestone(n, plan.milestones[n])
        if not 0 <= way.share(value) <= 1:
            message = f"{label} plans {value}, and the way leads from {way.base} to {way.goal}"
            yield Finding(at, message, "plan a value between the two")
        elif best and way.share(value) < way.share(best[1]):
            message = f"{label} plans {value}, less of the way than the {best[1]} planned for {best[0]}"
            related = ((("milestones", best[2], "target"), "already planned here"),)
            yield Finding(at, message, "let the values lead from the baseline to the target", related)
        else:
            best = point


def _check_gain(n: int, way: Way, points: list[Point], config: Config) -> Iterator[Finding]:
    part = Decimal(str(RULE.number(config, "part")))
    late = 1 - way.plan_at(1 - part, points)
    if late > RULE.number(config, "gain"):
        message = f"{late:.0%} of the gain is planned for the last {part:.0%} of the time"
        help_ = "plan more of it earlier, or say in a milestone what makes it jump at the end"
        related = tuple((("milestones", at, "target"), f"{value} planned here") for _, value, at in points)
        yield Finding(("targets", n, "target"), message, help_, related)


RULE = PageRule(
    code="PB407",
    name="hockey-stick",
    level=W,
    why="a plan whose gain comes at the end looks green until it can no longer be saved",
    check=check,
    thresholds={"gain": 0.5, "part": 0.2, "short": 120},
)
