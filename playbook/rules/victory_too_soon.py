"""PB504 victory-too-soon: called sustained before the readings and the time since go-live show it."""

from collections.abc import Iterable
from datetime import date

from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.plan import is_on_target, list_goals
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W
from playbook.schema.initiative import Target
from playbook.words import count

HELP = "set  status: live  until it has held"


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find sustained plans whose targets the readings do not show, or whose go-live is too near."""
    case = Case(page, site, today)
    go_live = page.plan.go_live
    days = int(RULE.number(site.config, "days"))
    if go_live and (today - go_live).days < days:
        message = f"called sustained within {days} days of go-live on {go_live}"
        yield Finding(("status",), message, HELP, ((("go-live",), "go-live"),))
    for n, target in list_goals(page.plan):
        message = find_doubt(case, target)
        if message:
            related = ((("targets", n, "target"), "the target"),)
            item = f"targets.{target.metric}"
            yield Finding(("status",), message, HELP, related, item=item, timed=True)


def find_doubt(case: Case, target: Target) -> str:
    """Say what the readings of a target's metric do not show; "" where they show it, or nobody can say."""
    metric, goal = target.metric, target.target.value if target.target else None
    direction = case.site.direction(metric)
    last = case.measure(metric, case.today)
    met = None if last is None else is_on_target(target, last, direction)
    if met is False:
        return f"called sustained, and {metric} stands at {last}, not at {goal}"
    if goal is None or not case.site.find("metric", metric) or (met is None and last is not None):
        return ""
    since = case.plan.go_live or date.min
    values = [each.value for each in case.site.readings(metric, case.today) if each.date >= since]
    shown = sum(1 for each in values if is_on_target(target, each, direction))
    least = int(RULE.number(case.site.config, "readings"))
    if shown >= least:
        return ""
    return f"called sustained with {count(shown, 'reading')} of {metric} on {goal} since go-live, not {least}"


RULE = SiteRule(
    code="PB504",
    name="victory-too-soon",
    level=W,
    why="a change that is declared won too soon loses the people who would have made it last",
    check=check,
    statuses=frozenset({"sustained"}),
    claims=frozenset({"sustained"}),
    thresholds={"days": 90, "readings": 2},
)
