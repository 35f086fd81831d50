"""PB104 stage-missing: stages of the method are not there; one finding names all."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import E, Finding, PageRule
from playbook.words import join


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find the stages that the method has and the plan has not; a misspelt one has its own fault."""
    faulty = {each.path[1] for each in page.faults if each.path[:1] == ("stages",) and len(each.path) == 2}
    present = faulty.union(page.plan.stages or {})
    missing = [each.id for each in config.stages if each.id not in present]
    if missing:
        names = join(f"`{each}`" for each in missing)
        message = (
            f"the plan lacks the stage {names}" if len(missing) == 1 else f"the plan lacks the stages {names}"
        )
        help_ = "add each under `stages:`, with its owner, metric and reviews"
        yield Finding(("stages", missing[0]), message, help_, item="stages")


RULE = PageRule(
    code="PB104",
    name="stage-missing",
    level=E,
    why="the step that is left out is nearly always the one at which a change fails",
    check=check,
    core=True,
)
