"""PB409 done-without-evidence: a milestone is called done, and nothing shows it."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import label_milestone
from playbook.rule import E, Finding, PageRule


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find done milestones with neither the value reached nor evidence."""
    for n, each in enumerate(page.plan.milestones):
        if each.done and each.reached is None and not each.evidence:
            message = f"{label_milestone(n, each)} is done, and nothing shows it"
            value = f"reached: <the value of {each.metric} on {each.done}>  or  " if each.metric else ""
            help_ = f"add under it:  {value}evidence: <where one can see it>"
            yield Finding(("milestones", n, "evidence"), message, help_)


RULE = PageRule(
    code="PB409",
    name="done-without-evidence",
    level=E,
    why="done without evidence is an opinion, and the next step is built on it",
    check=check,
    guard="goals",
)
