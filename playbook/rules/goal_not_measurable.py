"""PB201 goal-not-measurable: no target with a number and a metric."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import list_goals
from playbook.rule import E, Finding, PageRule
from playbook.schema.initiative import Target

HELP = """add:  targets:
        - metric: <the id of a metric>
          target:
            value: 45
            due: YYYY-MM-DD"""


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find a plan none of whose targets, guard-rails aside, has both a metric and a number."""
    goals = list_goals(page.plan)
    if any(each.metric and _has_number(each) for _, each in goals):
        return
    if not goals:
        words = "the plan has guard-rails and no target" if page.plan.targets else "the plan has no target"
        yield Finding(("targets",), words, HELP)
        return
    n, first = goals[0]
    if first.metric:
        message = f"the target for `{first.metric}` has no number"
        yield Finding(("targets", n, "target", "value"), message, "add under `target:`  value: 45")
    else:
        lack = "metric" if _has_number(first) else "metric and no number"
        help_ = "add:  metric: <the id of a metric>"
        yield Finding(("targets", n, "metric"), f"the first target has no {lack}", help_)


def _has_number(target: Target) -> bool:
    return target.target is not None and target.target.value is not None


RULE = PageRule(
    code="PB201",
    name="goal-not-measurable",
    level=E,
    why="without a figure, nobody can say whether the goal is reached",
    check=check,
    guard="vision",
)
