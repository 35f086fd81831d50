"""PB507 reading-stale: a metric that a plan at work is judged by has not been read for long.

It stands at the metric and not at each plan that names it: one missing reading is one finding.
"""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W
from playbook.words import count

DAYS = {"weekly": 7, "monthly": 31, "quarterly": 92}
"""The days between two readings, by cadence."""


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find metrics of running and live plans whose last reading is older than twice their cadence."""
    last = site.readings(page.id, today)[-1:]
    if not last or page.data.cadence is None or not is_used(page, site):
        return
    age = (today - last[0].date).days
    if age > DAYS[page.data.cadence] * RULE.number(site.config, "cadences"):
        message = f"read {page.data.cadence}, and last on {last[0].date}, {count(age, 'day')} ago"
        yield Finding(("cadence",), message, f"playbook reading add {page.id} VALUE")


def is_used(page: Page, site: Site) -> bool:
    """Whether a running or live plan names the metric."""
    named = {each.page for each in site.backlinks.get(page.key, ()) if each.role}
    pages = (site.pages[each] for each in named)
    return any(each.kind == "initiative" and each.plan.status in ("running", "live") for each in pages)


RULE = SiteRule(
    code="PB507",
    name="reading-stale",
    level=W,
    why="an outdated figure lets everybody believe what they like",
    check=check,
    kinds=frozenset({"metric"}),
    timed=True,
    needs="readings",
    thresholds={"cadences": 2},
)
