"""PB307 sponsor-silent: the sponsor sends no message and holds no review."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import list_messages, list_reviews
from playbook.rule import PLANNED, Finding, PageRule, W


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find a sponsor who stands in no message and no review, planned ones among them."""
    plan = page.plan
    messages = [each.by for _, each in list_messages(plan)]
    reviewers = [each.by for _, each in list_reviews(plan, config.shape)]
    if not plan.sponsor or plan.sponsor == plan.owner or not messages:
        return
    if plan.sponsor not in messages + reviewers:
        message = f"the sponsor `{plan.sponsor}` sends no message and holds no review"
        help_ = f"let the sponsor send a message or hold a review:  by: {plan.sponsor}"
        yield Finding(("sponsor",), message, help_)


RULE = PageRule(
    code="PB307",
    name="sponsor-silent",
    level=W,
    why="people judge by what a sponsor does, not by a name on a page, whether it is meant",
    check=check,
    statuses=PLANNED,
    about_persons=True,
)
