"""PB203 target-inconsistent: a target that its baseline, its metric or the plan's days contradict."""

from collections.abc import Iterable
from datetime import date

from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.model.plan import list_goals
from playbook.model.site import Site
from playbook.rule import E, Finding, SiteRule
from playbook.schema.initiative import Baseline, Goal, Target

BETTER = {"down": "less", "up": "more"}


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find targets that equal or run away from their baseline, or are due at an impossible time."""
    until = max(_list_ends(page), default=None, key=lambda end: end[1])
    for n, target in list_goals(page.plan):
        base, goal = target.baseline or Baseline(), target.target or Goal()
        at: KeyPath = ("targets", n)
        yield from _check_value(n, target, site.direction(target.metric))
        due: KeyPath = (*at, "target", "due")
        if goal.due and base.date and goal.due <= base.date:
            message = f"the target is due on {goal.due}, not after the day of its baseline ({base.date})"
            help_ = "give the target a later day, or mend the baseline's"
            yield Finding(due, message, help_, (((*at, "baseline", "date"), "measured here"),))
        elif goal.due and until and goal.due > until[1]:
            message = f"the target is due on {goal.due}, after the change is watched (until {until[1]})"
            help_ = f"watch it longer:  until: {goal.due}, or let the target be due earlier"
            yield Finding(due, message, help_, ((until[0], "watched until here"),))


def _list_ends(page: Page) -> list[tuple[KeyPath, date]]:
    stages = (page.plan.stages or {}).items()
    return [(("stages", name, "until"), each.until) for name, each in stages if each.until]


def _check_value(n: int, target: Target, direction: str) -> Iterable[Finding]:
    base = target.baseline.value if target.baseline else None
    goal = target.target.value if target.target else None
    if base is None or goal is None or direction == "hold":
        return
    at: KeyPath = ("targets", n, "target", "value")
    related = ((("targets", n, "baseline", "value"), "the baseline"),)
    if goal == base:
        message = f"the target for `{target.metric}` is {goal}, which is its baseline"
        help_ = "set a target that differs; a value that must only hold is a guard-rail with a `limit`"
        yield Finding(at, message, help_, related)
    elif direction in BETTER and (goal > base) != (direction == "up"):
        message = f"the target runs from {base} to {goal}, and {BETTER[direction]} is better"
        help_ = f"mend the target or the baseline, or `direction` on the page of `{target.metric}`"
        yield Finding(at, message, help_, related)


RULE = SiteRule(
    code="PB203",
    name="target-inconsistent",
    level=E,
    why="a goal that contradicts itself cannot be reached, whatever people do",
    check=check,
    guard="vision",
)
