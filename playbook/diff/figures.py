"""Whether a figure that was changed asks for more or for less than before.

In: values before and after, where it all began, which way is good. Out: "softened", "raised", or "" where
nobody can say.
"""

from decimal import Decimal
from typing import Any

from playbook.diff.edit import Edit
from playbook.model.site import Site
from playbook.schema.initiative import Initiative


def judge_goal(before: Decimal, after: Decimal, base: Decimal | None, direction: str) -> str:
    """Judge a goal: moved towards where it began it is softened; without that the metric's way decides."""
    is_above = _lies_above(before, base, direction, "up")
    return "" if is_above is None else "raised" if (after > before) == is_above else "softened"


def judge_limit(before: Decimal, after: Decimal, base: Decimal | None, direction: str) -> str:
    """Judge a guard-rail: a limit further from where it began lets more pass."""
    is_above = _lies_above(before, base, direction, "down")
    return "" if is_above is None else "softened" if (after > before) == is_above else "raised"


def _lies_above(figure: Decimal, base: Decimal | None, direction: str, above: str) -> bool | None:
    """Whether a figure lies above where all began; where that is not known, it does for the metric's
    direction `above`. None where nobody can say."""
    if base is not None and base != figure:
        return figure > base
    return direction == above if direction in ("up", "down") else None


def judge_figure(edit: Edit, plan: Initiative, site: Site) -> str:
    """Judge an edit of a figure that a plan promises, by the plan and the site as they were."""
    item = edit.item
    if item is None or not isinstance(edit.before, Decimal) or not isinstance(edit.after, Decimal):
        return ""
    old: Any = item.before
    direction = site.direction(old.metric)
    values = edit.before, edit.after
    if item.key == "targets":
        base = old.baseline.value if old.baseline else None
        readings = site.readings(old.metric)
        base = readings[0].value if base is None and old.guardrail and readings else base
        judge = judge_limit if edit.key == "limit" else judge_goal
        return judge(*values, base, direction)
    return judge_goal(*values, find_base(plan, old.metric), direction)


def find_base(plan: Initiative, metric: str | None) -> Decimal | None:
    """Find where a metric stood at first, by the plan's own target for it."""
    found = (each.baseline.value for each in plan.targets if each.metric == metric and each.baseline)
    return next(found, None)


PROMISED = {("targets", "target.value"), ("targets", "limit"), ("milestones", "target"), ("stages", "keep")}
"""The keys of figures that a plan promises, with the list in which the thing stands."""
