"""PB602 gate-unapproved: a stage is done, and nobody but its owner has said so."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import Finding, PageRule, W


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find stages that are done whose review was not held, did not pass, or was held by their owner."""
    for name, stage in (page.plan.stages or {}).items():
        reviews = list(enumerate(stage.reviews))
        if not stage.done or not any(each.due and each.by for _, each in reviews):
            continue
        held = [(n, each) for n, each in reviews if each.held]
        others = [(n, each) for n, each in held if not each.by or each.by != stage.owner]
        if any(each.verdict != "not-passed" for _, each in others):
            continue
        done = f"stage `{name}` is done since {stage.done}"
        if others:
            at, why = (others[-1][0], "verdict"), "and its review did not pass"
        elif held:
            at, why = (held[-1][0], "by"), f"and only its owner `{stage.owner}` reviewed it"
        else:
            at, why = (reviews[0][0], "held"), "and no review of it was held"
        help_ = "let somebody else hold the review, then write `held` and `verdict`; or take `done` out"
        yield Finding(("stages", name, "reviews", *at), f"{done}, {why}", help_)


RULE = PageRule(
    code="PB602",
    name="gate-unapproved",
    level=W,
    why="whoever did the work is the last to see what is missing",
    check=check,
)
