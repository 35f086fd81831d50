"""PB701 slipped-without-reason: a promised day was moved later, and nothing says why."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.promised import recall
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find days whose last move to a later one has no entry of `slips` or `rebaselined`."""
    promised = recall(page, site)
    for at, trail in promised.list_trails("due", "go-live", "until") if promised else ():
        moves = [each for each in promised.list_moves(trail) if (each.days or 0) > 0] if promised else []
        if moves and not moves[-1].reason:
            last = moves[-1]
            message = f"`{trail.name}` moved from {last.old} to {last.new} ({last.by.words}), nobody says why"
            item = trail.item or trail.key
            days = f"from: {last.old},  to: {last.new}"
            help_ = f"add under `slips:` one with  item: {item},  {days},  date  and  reason"
            yield Finding(at, message, help_, item=item)


RULE = SiteRule(
    code="PB701",
    name="slipped-without-reason",
    level=W,
    why="a day that moves without a word teaches everybody that days do not matter",
    check=check,
    needs="history",
)
