"""PB202 baseline-missing: a baseline without value, day or source."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import list_goals, looks_like_guardrail
from playbook.rule import E, Finding, PageRule
from playbook.words import join

KEYS = ("value", "date", "source")
HELP = """add to the target:  baseline:
                      value: 62
                      date: YYYY-MM-DD
                      source: <the report or the sample it was read from>"""


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find targets, other than guard-rails, without a whole baseline."""
    for n, target in list_goals(page.plan):
        if not target.metric or looks_like_guardrail(target):
            continue
        if target.baseline is None:
            message = f"the target for `{target.metric}` has no baseline"
            yield Finding(("targets", n, "baseline"), message, HELP)
            continue
        lacks = [key for key in KEYS if getattr(target.baseline, key) in (None, "")]
        if lacks:
            message = f"the baseline of `{target.metric}` has no {join(lacks, 'or')}"
            help_ = f"add {join(f'`{key}`' for key in lacks)} under `baseline:`"
            yield Finding(("targets", n, "baseline", lacks[0]), message, help_)


RULE = PageRule(
    code="PB202",
    name="baseline-missing",
    level=E,
    why="if nobody knows where it stood, nobody can show that it moved",
    check=check,
    guard="vision",
)
