"""PB502 review-overdue: a review's day has passed, and it was not held."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.plan import list_reviews
from playbook.model.site import Site
from playbook.rule import PLANNED, Finding, SiteRule, W
from playbook.words import count


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find reviews of any stage that are due before today and not held up to today."""
    for path, each in list_reviews(page.plan, site.config.shape):
        if each.due and each.due < today and not (each.held and each.held <= today):
            late = count((today - each.due).days, "day")
            message = f"the review of `{path[1]}` was due on {each.due}, {late} ago, and is not held"
            help_ = "hold it, and write  held:  and  verdict:  under it; or move  due:  and say why"
            yield Finding((*path, "due"), message, help_)


RULE = SiteRule(
    code="PB502",
    name="review-overdue",
    level=W,
    why="the review that is put off is the one that would have found the problem",
    check=check,
    statuses=PLANNED,
    guard="follow-through",
    timed=True,
)
