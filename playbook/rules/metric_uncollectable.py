"""PB208 metric-uncollectable: a metric without source, collector or cadence."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import Finding, PageRule, W
from playbook.words import join

PARTS = {
    "source": "<the report or the system it is read from>",
    "collector": "<the id of one person>",
    "cadence": "weekly, monthly or quarterly",
}


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find what a metric's page lacks so that somebody can read the metric, again and again."""
    lacks = [key for key in PARTS if not getattr(page.data, key)]
    if lacks:
        message = f"the metric `{page.id}` has no {join(lacks, 'or')}"
        help_ = "add:  " + "\n      ".join(f"{key}: {PARTS[key]}" for key in lacks)
        yield Finding((lacks[0],), message, help_)


RULE = PageRule(
    code="PB208",
    name="metric-uncollectable",
    level=W,
    why="a figure that is nobody's job to read stops being read when attention moves on",
    check=check,
    kinds=frozenset({"metric"}),
)
