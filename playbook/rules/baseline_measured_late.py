"""PB205 baseline-measured-late: a baseline taken after the first milestone was reached."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import Finding, PageRule, W


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find baselines of a later day than the first milestone that is done; approved new ones excepted."""
    plan = page.plan
    done = [(each.done, n) for n, each in enumerate(plan.milestones) if each.done and not each.cancelled]
    if not done:
        return
    first, number = min(done)
    renewed = {part for each in plan.rebaselined for part in each.item.split(".")}
    for n, target in enumerate(plan.targets):
        day = target.baseline.date if target.baseline else None
        if day and day > first and target.metric not in renewed:
            message = f"the baseline of `{target.metric}` is of {day}, and a milestone was reached on {first}"
            help_ = (
                "take the value from before that day; an approved new baseline stands under `rebaselined:`"
            )
            related = ((("milestones", number, "done"), "reached here"),)
            yield Finding(("targets", n, "baseline", "date"), message, help_, related)


RULE = PageRule(
    code="PB205",
    name="baseline-measured-late",
    level=W,
    why="a baseline that is taken after the first results hides them, or invents them",
    check=check,
)
