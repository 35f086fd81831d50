"""PB105 owner-missing: no accountable person for the initiative."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import E, Finding, PageRule


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find a plan without an owner."""
    if not page.plan.owner:
        yield Finding(("owner",), "the initiative has no owner", "add:  owner: <the id of one person>")


RULE = PageRule(
    code="PB105",
    name="owner-missing",
    level=E,
    why="when something stalls, everybody must know whom to ask, and it must be one person",
    check=check,
    core=True,
    fixed=True,
)
