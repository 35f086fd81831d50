"""PB309 department-saturated: too many go-lives on one department in a short time."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date

from playbook.model.page import Page
from playbook.model.site import DatedPlan, Site
from playbook.rule import Finding, I, SiteRule
from playbook.words import count, join

NAMED = 3
"""How many of the others a message names."""


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find a go-live that comes on top of the others that a department has had shortly before."""
    limit, days = RULE.number(site.config, "go-lives"), RULE.number(site.config, "days")
    for n, department in enumerate(page.plan.affects):
        before = _list_before(page, site.go_lives.get(department, ()), int(days))
        if len(before) >= limit:
            names = [f"`{name}` ({day})" for day, name in before[-NAMED:]]
            many = count(len(before) + 1, "go-live")
            some = join([*names, "this one"])
            message = f"`{department}` has {many} within {days:g} days, among them {some}"
            help_ = f"move the go-live, or agree with `{department}` that it can bear more than {limit:g}"
            related = ((("go-live",), "go-live here"),)
            yield Finding(("affects", n), message, help_, related, item=f"affects.{department}")


def _list_before(page: Page, all_: Sequence[DatedPlan], days: int) -> Sequence[DatedPlan]:
    """Cut from a department's go-lives those at most some days before this plan's, in their order."""
    here = page.plan.go_live
    if here is None:
        return ()
    first = date.fromordinal(max(1, here.toordinal() - days))
    return all_[bisect_left(all_, (first, "")) : bisect_left(all_, (here, page.id))]


RULE = SiteRule(
    code="PB309",
    name="department-saturated",
    level=I,
    why="people can learn only so much at once, whoever asks for it",
    check=check,
    statuses=frozenset({"committed", "running"}),
    thresholds={"go-lives": 3, "days": 60},
)
