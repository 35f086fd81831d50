"""PB408 milestone-overdue: a milestone's day has passed, and it is neither done nor cancelled."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.plan import is_open, label_milestone
from playbook.model.site import Site
from playbook.rule import PLANNED, Finding, SiteRule, W
from playbook.words import count


def check(page: Page, _site: Site, today: date) -> Iterable[Finding]:
    """Find open milestones past their day."""
    for n, each in enumerate(page.plan.milestones):
        if each.due and each.due < today and is_open(each):
            late = count((today - each.due).days, "day")
            message = f"{label_milestone(n, each)} was due on {each.due}, {late} ago, and is not done"
            help_ = "write  done:  with its evidence, move  due:  and say why under `slips:`, or cancel it"
            yield Finding(("milestones", n, "due"), message, help_)


RULE = SiteRule(
    code="PB408",
    name="milestone-overdue",
    level=W,
    why="a deadline that passes in silence teaches everybody that deadlines do not matter",
    check=check,
    statuses=PLANNED,
    guard="goals",
    timed=True,
)
