"""PB501 follow-through-unplanned: nobody has said how long the change is watched, or when after go-live."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import find_last_stage, find_until, list_reviews
from playbook.rule import E, Finding, PageRule


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find plans without `until`, or whose follow-through has no review after go-live."""
    plan, shape = page.plan, config.shape
    stage = find_last_stage(plan, shape, "follow-through")
    if not stage:
        return
    if find_until(plan) is None:
        help_ = "add under it the day until which somebody looks:  until: YYYY-MM-DD"
        yield Finding(
            ("stages", stage, "until"), f"stage `{stage}` has no end: how long is it watched?", help_
        )
    reviews = list_reviews(plan, shape, "follow-through")
    days = [day for _, each in reviews for day in (each.due, each.held) if day]
    if days and plan.go_live and max(days) <= plan.go_live:
        message = f"no review of `{stage}` is due after go-live on {plan.go_live}"
        help_ = "add one for the weeks after it, and then one a quarter"
        yield Finding(("stages", stage, "reviews"), message, help_, ((("go-live",), "go-live"),))


RULE = PageRule(
    code="PB501",
    name="follow-through-unplanned",
    level=E,
    why="the old way comes back after go-live, when everybody has stopped looking",
    check=check,
    guard="follow-through",
)
