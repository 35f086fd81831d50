"""PB414 guardrail-crossed: the last reading of a guard-rail lies beyond its limit."""

from collections.abc import Iterable
from datetime import date

from playbook.model.case import Case
from playbook.model.guardrail import crosses_limit
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.rule import BEGUN, Finding, SiteRule, W


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find guard-rails whose metric was beyond the limit when it was last read."""
    case = Case(page, site, today)
    for n, target in enumerate(page.plan.targets):
        value = case.measure(target.metric, today) if target.guardrail else None
        if value is not None and crosses_limit(case, target, value):
            now, limit = site.say(target.metric, value), site.say(target.metric, target.limit)
            message = f"{target.metric} stands at {now}, beyond the limit of {limit}"
            help_ = "decide in a review what is to be done, or approve another limit under `rebaselined:`"
            yield Finding(("targets", n, "limit"), message, help_)


RULE = SiteRule(
    code="PB414",
    name="guardrail-crossed",
    level=W,
    why="a goal that is reached at the expense of what was to be protected is not reached",
    check=check,
    statuses=BEGUN,
    timed=True,
    needs="readings",
)
