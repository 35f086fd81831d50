"""PB704 baseline-rewritten: a baseline is another figure than what the vision's gate approved."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.promised import recall
from playbook.model.site import Site
from playbook.rule import E, Finding, SiteRule


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find baselines that were changed after the gate, where no `rebaselined` says so."""
    promised = recall(page, site)
    if promised is None:
        return
    gate = promised.find_approval("vision")
    for at, trail in promised.list_trails("baseline"):
        drift = promised.find_drift(trail, gate)
        if drift:
            message = f"the baseline of {trail.metric} was rewritten after the vision's gate: {drift.words}"
            help_ = f"write {drift.approved} again, or {drift.ask_entry(trail)}"
            yield Finding(at, message, help_, item=trail.item)


RULE = SiteRule(
    code="PB704",
    name="baseline-rewritten",
    level=E,
    why="who moves the start can show any gain",
    check=check,
    needs="history",
)
