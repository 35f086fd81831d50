"""PB703 target-softened: a target asks for less, or later, than what the vision's gate approved."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

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
        if drift and softens(promised, trail, drift):
            metric = trail.item.removeprefix("targets.")
            message = f"the target of {metric} was softened after the vision's gate: "
            message += f"{drift.approved} became {drift.now} ({drift.by.words})"
            help_ = f"add under `rebaselined:` one with  item: {trail.item},  from: {drift.approved},  "
            help_ += f"to: {drift.now},  date,  reason  and  by, who approved it"
            yield Finding(at, message, help_, item=trail.item)


def softens(promised: Promised, trail: Trail, drift: Drift) -> bool:
    """Whether less is asked for: a later day, or a figure nearer to the baseline or on its other side."""
    if trail.key == "due":
        return drift.now > drift.approved
    base = promised.history.find(trail.item, "baseline")
    if base is None:
        return False
    old, new = Decimal(drift.approved) - Decimal(base.now), Decimal(drift.now) - Decimal(base.now)
    return abs(new) < abs(old) or old * new < 0


RULE = SiteRule(
    code="PB703",
    name="target-softened",
    level=W,
    why="a goal that is made easier while nobody looks is reached, and nothing is better",
    check=check,
    needs="history",
)
