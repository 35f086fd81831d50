"""PB514 action-overdue: what somebody promised in a review or a lesson is past its day."""

from collections.abc import Iterable, Iterator
from datetime import date

from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.model.plan import list_reviews
from playbook.model.site import Site
from playbook.rule import PLANNED, Finding, SiteRule, W
from playbook.schema.initiative import Action, Initiative, Lesson
from playbook.schema.shape import Shape
from playbook.words import count


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find actions and lessons that are due before today and not done."""
    for path, each in list_promises(page.plan, site.config.shape):
        if each.due and each.due < today and not each.done:
            late = count((today - each.due).days, "day")
            message = f"`{each.what}` was promised for {each.due}, {late} ago, and is not done"
            help_ = "write under it  done:  and the day, or agree on another day in the next review"
            yield Finding((*path, "due"), message, help_)


def list_promises(plan: Initiative, shape: Shape) -> Iterator[tuple[KeyPath, Action | Lesson]]:
    """Yield what was promised with its key path: of a stopped plan only the lessons count."""
    for path, review in list_reviews(plan, shape) if plan.status != "stopped" else ():
        for n, action in enumerate(review.actions):
            yield (*path, "actions", n), action
    for key in ("expected", "actual", "why", "keep", "change"):
        lesson = getattr(plan.lessons, key, None)
        if lesson:
            yield ("lessons", key), lesson


RULE = SiteRule(
    code="PB514",
    name="action-overdue",
    level=W,
    why="a review whose actions nobody carries out was held for nothing",
    check=check,
    statuses=PLANNED | {"stopped"},
    timed=True,
)
