"""PB604 approval-suspect: what a gate approved is not what stands there now."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.promised import Drift, Promised, recall
from playbook.model.site import Site
from playbook.model.trail import Trail
from playbook.rule import Finding, SiteRule, W
from playbook.rules.target_softened import softens

STAGE_KEY = ("stages", "goals", "metric")
"""How deep a key of a stage stands."""


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find what was changed after its gate and approved by nobody; what is softened has a rule of its own."""
    promised = recall(page, site)
    if promised is None:
        return
    for at, trail in promised.list_trails("target", "due", "limit", "metric", "keep"):
        step = find_step(promised, at)
        drift = promised.find_drift(trail, promised.find_approval(step)) if step else None
        if drift and not is_softened(promised, trail, drift, site):
            name = f"the {'day' if trail.key == 'due' else trail.key} of {trail.metric or f'stage `{at[1]}`'}"
            message = f"{name} was changed after the {step} gate approved it: {drift.words}"
            yield Finding(at, message, drift.ask_entry(trail), item=trail.item)


def find_step(promised: Promised, at: tuple[str | int, ...]) -> str:
    """Give the step whose gate approves what stands there: a stage its own, a target the vision; "" for what
    no gate approves, as the day of a review."""
    if at[0] == "targets":
        return "vision"
    return promised.shape.step_of(str(at[1])) if at[0] == "stages" and len(at) == len(STAGE_KEY) else ""


def is_softened(promised: Promised, trail: Trail, drift: Drift, site: Site) -> bool:
    """Whether PB703 speaks of it."""
    is_goal = trail.metric and trail.key in ("target", "due")
    return bool(is_goal and softens(promised, trail, drift, site.direction(trail.metric)))


RULE = SiteRule(
    code="PB604",
    name="approval-suspect",
    level=W,
    why="who passed the gate approved something else",
    check=check,
    needs="history",
)
