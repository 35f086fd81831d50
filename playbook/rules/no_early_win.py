"""PB404 no-early-win: the first measurable milestone comes late."""

from collections.abc import Iterable
from datetime import date

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import is_measurable, label_milestone, measure_change
from playbook.rule import Finding, PageRule, W
from playbook.schema.initiative import Milestone


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find plans whose first measurable milestone lies after the first quarter and the first 90 days."""
    plan, days = page.plan, measure_change(page.plan)
    wins = [
        (min(day for day in (each.due, each.done) if day), n)
        for n, each in enumerate(plan.milestones)
        if each.cancelled is None and each.due and is_measurable(each)
    ]
    if not (wins and plan.starts and days and days > RULE.number(config, "short")):
        return
    day, n = min(wins)
    if any(is_unclear(each, day) for each in plan.milestones):
        return
    wait = (day - plan.starts).days
    if wait > RULE.number(config, "days") and wait > days * RULE.number(config, "share"):
        label = label_milestone(n, plan.milestones[n])
        message = f"the first milestone that can be measured, {label}, comes {wait} days after the start"
        help_ = f"add one within the first {RULE.number(config, 'days'):g} days, small but visible"
        yield Finding(("milestones", n, "due"), message, help_, ((("starts",), "the work starts here"),))


def is_unclear(milestone: Milestone, day: date) -> bool:
    """Whether a milestone may come before a day, and lacks what another rule asks it for."""
    if milestone.cancelled is not None or (milestone.due and milestone.due > day):
        return False
    return milestone.due is None or not is_measurable(milestone)


RULE = PageRule(
    code="PB404",
    name="no-early-win",
    level=W,
    why="people who see no result for a quarter of the way stop believing in the rest",
    check=check,
    guard="goals",
    thresholds={"days": 90, "share": 0.25, "short": 120},
)
