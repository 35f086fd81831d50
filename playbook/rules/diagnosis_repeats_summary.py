"""PB211 diagnosis-repeats-summary: a diagnosis that says the goal again in place of a cause."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import list_stages
from playbook.rule import Finding, PageRule, W
from playbook.words import split_words


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find diagnoses most of whose words are those of the summary."""
    summary = set(split_words(page.plan.summary))
    for name, stage in list_stages(page.plan, config.shape, "vision"):
        for n, each in enumerate(stage.diagnosis):
            if measure_likeness(set(split_words(each.finding)), summary) >= RULE.number(config, "percent"):
                message = "the diagnosis repeats the summary and names no cause"
                help_ = "write what makes it so today: the step, the queue or the rule that costs the time"
                related = ((("summary",), "the summary"),)
                yield Finding(("stages", name, "diagnosis", n, "finding"), message, help_, related)


def measure_likeness(some: set[str], others: set[str]) -> float:
    """Give how many words two texts share, in per cent of the words of both (Dice's coefficient)."""
    both = len(some) + len(others)
    return 200 * len(some & others) / both if both else 0


RULE = PageRule(
    code="PB211",
    name="diagnosis-repeats-summary",
    level=W,
    why="a diagnosis that is the goal in other words leaves the cause unknown",
    check=check,
    thresholds={"percent": 80},
)
