"""PB413 not-started: the start has passed, and nothing has begun."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.plan import list_signs
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W
from playbook.words import count


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find committed plans past `starts` in which nothing is asked, accepted, sent, held or done."""
    plan = page.plan
    if plan.starts is None or plan.starts >= today:
        return
    if not any(day <= today for day in list_signs(plan, site.config.shape)):
        late = count((today - plan.starts).days, "day")
        message = f"the work was to start on {plan.starts}, {late} ago, and nothing has begun"
        help_ = "write down what has happened (an ask accepted, a message sent), or move  starts:"
        yield Finding(("starts",), message, help_)


RULE = SiteRule(
    code="PB413",
    name="not-started",
    level=W,
    why="a plan that is late on its first day is seldom on time on its last",
    check=check,
    statuses=frozenset({"committed"}),
    timed=True,
)
