"""PB102 stage-metric-missing: a stage without a metric."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import E, Finding, PageRule

COMPUTED = {"coalition": "asks-accepted", "goals": "milestones-on-time"}


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find stages without a metric."""
    target = next((each.metric for each in page.plan.targets if each.metric), "reviews-held")
    for name, stage in (page.plan.stages or {}).items():
        if not stage.metric:
            metric = COMPUTED.get(config.shape.step_of(name), target)
            help_ = f"add under it, for example:  metric: {metric}"
            yield Finding(("stages", name, "metric"), f"stage `{name}` has no metric", help_)


RULE = PageRule(
    code="PB102",
    name="stage-metric-missing",
    level=E,
    why="without a figure, everybody has their own opinion on whether it is done",
    check=check,
    guard="stage",
    core=True,
)
