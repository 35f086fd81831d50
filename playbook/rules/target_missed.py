"""PB411 target-missed: a target's day has passed, and its value is not reached."""

from collections.abc import Iterable
from datetime import date

from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.plan import is_on_target, list_goals
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find targets past their day whose metric met them neither then nor now."""
    case = Case(page, site, today)
    for n, target in list_goals(page.plan):
        goal = target.target
        if goal is None or goal.due is None or goal.due >= today:
            continue
        direction = site.direction(target.metric)
        values = [case.measure(target.metric, day) for day in (goal.due, today)]
        met = [is_on_target(target, each, direction) for each in values if each is not None]
        if met and not any(each is None or each for each in met):
            then, now = site.say(target.metric, goal.value), site.say(target.metric, values[-1])
            message = f"{target.metric} was to be {then} by {goal.due}, and stands at {now}"
            help_ = "say in an update what follows; a new target is approved under `rebaselined:`"
            yield Finding(("targets", n, "target", "due"), message, help_)


RULE = SiteRule(
    code="PB411",
    name="target-missed",
    level=W,
    why="a goal that may be missed without a word was never a goal",
    check=check,
    statuses=frozenset({"committed", "running", "live", "paused"}),
    timed=True,
    needs="readings",
)
