"""PB402 milestone-unmeasurable: nobody could say whether a milestone is reached."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.model.plan import is_measurable, label_milestone
from playbook.rule import E, Finding, PageRule
from playbook.schema.initiative import Milestone
from playbook.words import slugify


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find milestones without a metric's value or an acceptance that says something."""
    for n, each in enumerate(page.plan.milestones):
        at, label = ("milestones", n), label_milestone(n, each)
        if each.cancelled is not None:
            continue
        if not is_measurable(each):
            yield _say_missing(at, label, each)
        elif each.target is None and _is_empty(each, RULE.number(config, "words")):
            message = f"the acceptance of {label}, `{each.acceptance}`, does not say what shows it"
            help_ = "name the evidence: what can be seen, and where (a report, a log, a signature)"
            yield Finding((*at, "acceptance"), message, help_)


def _say_missing(at: KeyPath, label: str, milestone: Milestone) -> Finding:
    if milestone.metric:
        message = f"{label} names the metric `{milestone.metric}` and no value"
        return Finding((*at, "target"), message, "add under it:  target: <the value to reach>")
    if milestone.target is not None:
        message = f"{label} names the value {milestone.target} and no metric"
        return Finding((*at, "metric"), message, "add under it:  metric: <the id of a metric>")
    help_ = "add under it  metric:  and  target:  or  acceptance: <what shows that it is done>"
    return Finding((*at, "acceptance"), f"nothing says when {label} is reached", help_)


def _is_empty(milestone: Milestone, fewest: float) -> bool:
    """Whether an acceptance only repeats the title, or is too short to name what shows it."""
    words = milestone.acceptance.split()
    return len(words) < fewest or slugify(milestone.acceptance) == slugify(milestone.title)


RULE = PageRule(
    code="PB402",
    name="milestone-unmeasurable",
    level=E,
    why="what cannot be measured is done as soon as somebody says so",
    check=check,
    guard="goals",
    thresholds={"words": 2},
)
