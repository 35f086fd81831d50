"""PB603 gates-in-one-breath: two gates were passed at once, so that one of them was no gate."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from playbook.model.page import Page
from playbook.model.plan import find_last_stage
from playbook.model.promised import Promised, recall
from playbook.model.site import Site
from playbook.model.trail import Landing
from playbook.rule import Finding, I, SiteRule

STEPS = ("vision", "coalition", "goals", "follow-through")


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find gates that came to the main line in the commit, or on the day, of the one before."""
    promised = recall(page, site)
    if promised is None:
        return
    for first, later in pairwise(STEPS):
        before, after = find_passing(promised, first), find_passing(promised, later)
        if before is None or after is None:
            continue
        if before.commit == after.commit or (after.day and before.day == after.day):
            stage = find_last_stage(promised.plan, promised.shape, later)
            how = f"both in {after.words}" if before.commit == after.commit else f"both on {after.day}"
            message = f"the gates of {first} and {later} were passed in one breath, {how}"
            help_ = f"look once more whether {later} was met, and let somebody else hold its review"
            yield Finding(("stages", stage), message, help_)


def find_passing(promised: Promised, step: str) -> Landing | None:
    """Give by what a gate was passed, where that is committed, and git saw the plan before."""
    found, status = promised.find_approval(step), promised.history.find("", "status")
    if found is None or status is None or not found.commit or found.at <= status.since.at:
        return None
    return found


RULE = SiteRule(
    code="PB603",
    name="gates-in-one-breath",
    level=I,
    why="a gate that is passed in passing has held nobody up, and was not looked at",
    check=check,
    needs="history",
)
