"""PB512 reviews-end-early: the reviews after go-live begin late, or stop long before the watch ends."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import find_until, list_reviews
from playbook.rule import Finding, PageRule, W


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find follow-through whose first review is too far from go-live, or its last from `until`."""
    plan, until = page.plan, find_until(page.plan)
    go_live = plan.go_live
    reviews = list_reviews(plan, config.shape, "follow-through")
    days = sorted((each.due, (*path, "due")) for path, each in reviews if each.due)
    after = [each for each in days if go_live and each[0] > go_live]
    if not after or go_live is None:
        return
    (first, first_at), (last, last_at) = after[0], after[-1]
    if (first - go_live).days > RULE.number(config, "first"):
        message = f"the first review is due on {first}, {(first - go_live).days} days after go-live"
        help_ = "add one within the first weeks: that is when people go back"
        yield Finding(first_at, message, help_, ((("go-live",), "go-live"),))
    if until and (until - last).days > RULE.number(config, "last"):
        message = (
            f"the last review is due on {last}, {(until - last).days} days before the watch ends on {until}"
        )
        yield Finding(last_at, message, "add reviews up to `until`, one a quarter")


RULE = PageRule(
    code="PB512",
    name="reviews-end-early",
    level=W,
    why="a change slips back in the weeks after go-live and after the last review",
    check=check,
    thresholds={"first": 90, "last": 92},
)
