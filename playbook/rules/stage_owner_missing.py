"""PB101 stage-owner-missing: a stage without exactly one owner."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import E, Finding, PageRule


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find stages without an owner."""
    for name, stage in (page.plan.stages or {}).items():
        if not stage.owner:
            help_ = f"add under it:  owner: {page.plan.owner or '<the id of one person>'}"
            yield Finding(("stages", name, "owner"), f"stage `{name}` has no owner", help_)


RULE = PageRule(
    code="PB101",
    name="stage-owner-missing",
    level=E,
    why="what nobody owns, nobody does",
    check=check,
    guard="stage",
    core=True,
)
