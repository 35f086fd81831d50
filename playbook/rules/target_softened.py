"""PB703 target-softened: a target asks for less, or later, than what the vision's gate approved."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from playbook.diff.figures import judge_goal
from playbook.model.page import Page
from playbook.model.promised import Drift, Promised, recall
from playbook.model.site import Site
from playbook.model.trail import Trail
from playbook.rule import Finding, SiteRule, W


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find targets that were softened after the gate, where no `rebaselined` says so."""
    promised = recall(page, site)
    if promised is None:
        return
    gate = promised.find_approval("vision")
    for at, trail in promised.list_trails("target", "due"):
        drift = promised.find_drift(trail, gate) if at[0] == "targets" else None
        if drift and softens(promised, trail, drift, site.direction(trail.metric)):
            message = f"the target of {trail.metric} was softened after the vision's gate: {drift.words}"
            yield Finding(at, message, drift.ask_entry(trail), item=trail.item)


def softens(promised: Promised, trail: Trail, drift: Drift, direction: str) -> bool:
    """Whether less is asked for: a later day, or a figure that is easier to reach."""
    if trail.key == "due":
        return drift.now > drift.approved
    base = promised.history.find(trail.item, "baseline")
    began = Decimal(base.now) if base else None
    return judge_goal(Decimal(drift.approved), Decimal(drift.now), began, direction) == "softened"


RULE = SiteRule(
    code="PB703",
    name="target-softened",
    level=W,
    why="a goal that is made easier while nobody looks is reached, and nothing is better",
    check=check,
    needs="history",
)
