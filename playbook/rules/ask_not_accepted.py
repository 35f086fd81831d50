"""PB304 ask-not-accepted: an ask neither accepted nor declined."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import list_members
from playbook.rule import Finding, PageRule, W
from playbook.words import quote

HELP = "ask for a yes or a no, and add:  accepted: YYYY-MM-DD, or  declined: YYYY-MM-DD"


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find asks that are still open."""
    for path, each in list_members(page.plan):
        if each.person and each.ask and not (each.accepted or each.declined):
            is_open = f"has been open since {each.asked}" if each.asked else "is open"
            yield Finding(
                (*path, "accepted"), f"the ask to `{each.person}` {is_open}: {quote(each.ask)}", HELP
            )


RULE = PageRule(
    code="PB304",
    name="ask-not-accepted",
    level=W,
    why="what nobody has promised is what will be missing at go-live",
    check=check,
    guard="coalition",
)
