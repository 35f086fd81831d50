"""PB511 page-silent: a plan at work whose page tells nothing new for long.

The page's own days are read: the updates, and whatever was accepted, sent, held, done or moved since; and the
day of the last commit that changed it, where git knows it.
"""

from collections.abc import Iterable
from datetime import date

from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.plan import list_signs
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W
from playbook.words import count


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find running and live plans whose newest day up to today is too long ago."""
    last = find_last_sign(Case(page, site, today))
    if last is None:
        return
    age = (today - last).days
    if age > RULE.number(site.config, "days"):
        message = f"nothing on this page is newer than {last}, {count(age, 'day')} ago"
        help_ = "add under `updates:` one with  date,  by,  health  and a  note  on where it stands"
        yield Finding(("updates",), message, help_)


def find_last_sign(case: Case) -> date | None:
    """Give the newest day up to today on which the page says that something happened, else its start."""
    plan = case.plan
    days = list_signs(plan, case.shape)
    told = [each.date for some in (plan.updates, plan.slips, plan.rebaselined) for each in some]
    history = case.site.trails.get(case.page.key)
    landed = history.last if history else None
    return max((day for day in (*days, *told, landed) if day and day <= case.today), default=plan.starts)


RULE = SiteRule(
    code="PB511",
    name="page-silent",
    level=W,
    why="silence is how most changes end: nobody stops them, and nobody looks",
    check=check,
    statuses=frozenset({"running", "live"}),
    timed=True,
    needs="history",
    thresholds={"days": 90},
)
