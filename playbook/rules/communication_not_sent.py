"""PB314 communication-not-sent: a message that is due and was not sent."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.plan import list_messages
from playbook.model.site import Site
from playbook.rule import PLANNED, Finding, SiteRule, W
from playbook.words import join

HELP = "send it, then add:  sent: YYYY-MM-DD; or move `due`"


def check(page: Page, _site: Site, today: date) -> Iterable[Finding]:
    """Find messages whose day has passed."""
    for path, each in list_messages(page.plan):
        if each.due and each.due < today and not each.sent:
            audience = join(f"`{name}`" for name in each.audience) or "nobody in particular"
            message = f"the message to {audience} was due on {each.due} and is not sent"
            yield Finding((*path, "due"), message, HELP)


RULE = SiteRule(
    code="PB314",
    name="communication-not-sent",
    level=W,
    why="silence where a word was promised is a message too",
    check=check,
    statuses=PLANNED,
    timed=True,
)
