"""PB403 milestone-owner-missing: a milestone that nobody owns."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import label_milestone
from playbook.rule import E, Finding, PageRule


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find milestones without an owner; a cancelled one needs none."""
    for n, each in enumerate(page.plan.milestones):
        if not each.owner and each.cancelled is None:
            help_ = "add under it:  owner: <the id of one person>"
            yield Finding(("milestones", n, "owner"), f"{label_milestone(n, each)} has no owner", help_)


RULE = PageRule(
    code="PB403",
    name="milestone-owner-missing",
    level=E,
    why="a deadline that nobody answers for slips without a word",
    check=check,
    guard="goals",
)
