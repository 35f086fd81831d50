"""PB301 sponsor-missing: no sponsor, or the owner is the sponsor."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import list_stages
from playbook.rule import Finding, PageRule, W


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find a plan that nobody above its owner clears the way for."""
    plan = page.plan
    if plan.sponsor and plan.sponsor == plan.owner:
        message = f"`{plan.owner}` is the owner and the sponsor"
        yield Finding(("sponsor",), message, "name somebody else, who can give people, money and priority")
    elif not plan.sponsor and list_stages(plan, config.shape, "coalition"):
        help_ = "add:  sponsor: <the id of one person other than the owner>"
        yield Finding(("sponsor",), "the initiative has no sponsor", help_)


RULE = PageRule(
    code="PB301",
    name="sponsor-missing",
    level=W,
    why="what the owner may not decide stays undecided when nobody above clears the way",
    check=check,
    guard="coalition",
)
