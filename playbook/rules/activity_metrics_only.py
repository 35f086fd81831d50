"""PB207 activity-metrics-only: every target's metric counts what is done, none what comes of it."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.plan import list_goals
from playbook.model.site import COMPUTED_METRICS, Site
from playbook.rule import Finding, SiteRule, W
from playbook.words import join


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find a plan all of whose targets stand on metrics of the kind activity."""
    goals = [each for _, each in list_goals(page.plan) if each.metric]
    if goals and all(_measures_activity(each.metric, site) for each in goals):
        names = join(f"`{each.metric}`" for each in goals)
        message = f"every target counts activity ({names}), none an outcome or adoption"
        help_ = "add a target on what the activity is for: a metric of kind outcome or adoption"
        yield Finding(("targets",), message, help_)


def _measures_activity(metric: str, site: Site) -> bool:
    page = site.find("metric", metric)
    return metric in COMPUTED_METRICS or (page is not None and page.data.kind == "activity")


RULE = SiteRule(
    code="PB207",
    name="activity-metrics-only",
    level=W,
    why="all the work can be done while nothing gets better",
    check=check,
)
