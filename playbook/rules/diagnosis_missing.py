"""PB204 diagnosis-missing: no diagnosis with evidence."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import list_stages
from playbook.rule import E, Finding, PageRule

HELP = """add under it:  diagnosis:
                 - finding: <what causes the loss>
                   evidence: <the figure or the observation that shows it>
                   source: <where it was read, and when>"""


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find a vision without a diagnosis, or with none that has evidence."""
    stages = list_stages(page.plan, config.shape, "vision")
    every = [(name, n, each) for name, stage in stages for n, each in enumerate(stage.diagnosis)]
    if not stages or any(each.evidence for _, _, each in every):
        return
    if every:
        name, n, _ = every[0]
        help_ = "add:  evidence: <the figure or the observation that shows it>"
        message = f"no diagnosis in stage `{name}` has evidence"
        yield Finding(("stages", name, "diagnosis", n, "evidence"), message, help_)
    else:
        name = stages[-1][0]
        yield Finding(("stages", name, "diagnosis"), f"stage `{name}` has no diagnosis", HELP)


RULE = PageRule(
    code="PB204",
    name="diagnosis-missing",
    level=E,
    why="a cure for an unproven cause leaves the metric where it is",
    check=check,
    guard="vision",
)
