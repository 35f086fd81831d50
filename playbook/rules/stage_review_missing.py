"""PB103 stage-review-missing: a stage without a follow-through review."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import E, Finding, PageRule


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find stages none of whose reviews has both a due day and a reviewer."""
    for name, stage in (page.plan.stages or {}).items():
        if not any(each.due and each.by for each in stage.reviews):
            due = stage.done or page.plan.go_live or page.plan.starts
            others = (each for each in (page.plan.sponsor, page.plan.owner) if each and each != stage.owner)
            by = next(others, "<the id of one person>")
            item = f"- due: {due or 'YYYY-MM-DD'}\n                   by: {by}"
            help_ = f"add under it:  reviews:\n                 {item}"
            yield Finding(("stages", name, "reviews"), f"stage `{name}` has no follow-through review", help_)


RULE = PageRule(
    code="PB103",
    name="stage-review-missing",
    level=E,
    why="nobody will look whether it held",
    check=check,
    guard="stage",
    core=True,
)
