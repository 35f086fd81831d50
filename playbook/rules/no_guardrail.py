"""PB209 no-guardrail: a target for speed or volume without a guard-rail that holds."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.plan import list_goals
from playbook.model.site import Site
from playbook.rule import Finding, I, SiteRule

SPEED = frozenset({"hours", "days", "weeks", "months"})
VOLUME = frozenset({"count", "€", "k€"})
HELP = """add under `targets:`  - metric: <what must not suffer>
                        guardrail: true
                        limit: <the value that it must not cross>"""


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find the first target for speed or volume in a plan without a guard-rail."""
    rails = [each for each in page.plan.targets if each.guardrail]
    goals = list_goals(page.plan)
    if rails or any(_find(site, each.metric, "kind") == "guardrail" for _, each in goals):
        return
    for n, goal in goals:
        what = _name_pressure(site, goal.metric)
        if what:
            message = f"the target for `{goal.metric}` asks for {what}, and no guard-rail holds the rest"
            yield Finding(("targets", n), message, HELP)
            return


def _name_pressure(site: Site, metric: str) -> str:
    unit, direction = _find(site, metric, "unit"), _find(site, metric, "direction")
    if unit in SPEED and direction == "down":
        return "speed"
    return "volume" if unit in VOLUME and direction == "up" else ""


def _find(site: Site, metric: str, key: str) -> str:
    page = site.find("metric", metric)
    return str(getattr(page.data, key) or "") if page else ""


RULE = SiteRule(
    code="PB209",
    name="no-guardrail",
    level=I,
    why="people who are measured by one figure alone can reach it at the expense of another",
    check=check,
)
