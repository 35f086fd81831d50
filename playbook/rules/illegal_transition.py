"""PB707 illegal-transition: the status came to what it is by a way that no plan goes."""

from collections.abc import Iterable
from datetime import date

from playbook.diff.status import is_legal
from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.promised import recall
from playbook.model.site import Site
from playbook.rule import ALL_STATUSES, E, Finding, SiteRule


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find a status whose last change was not allowed; what came before it is past."""
    promised = recall(page, site)
    for at, trail in promised.list_trails("status") if promised else ():
        last = trail.moves[-1] if trail.moves else None
        if last and not is_legal(last.old, last.new):
            message = f"the status went from `{last.old}` to `{last.new}` ({last.by.words})"
            yield Finding(at, message, find_way_out(last.old, last.new))


def compare(before: Case, after: Case) -> Iterable[Finding]:
    """Find a status that may not follow the one before."""
    old, new = before.plan.status, after.plan.status
    if not is_legal(old, new):
        yield Finding(("status",), f"the status went from `{old}` to `{new}`", find_way_out(old, new))


def find_way_out(old: str, new: str) -> str:
    """Say what to do instead."""
    if old == "stopped":
        return "set  status: stopped  again, and begin a new plan that links to this one"
    if old == "draft":
        return "set  status: draft  again; what was never committed has no deadlines that rest"
    if new == "draft":
        return f"set  status: {old}  again; a plan that is to be thought over is  paused"
    return f"set  status: {old}  again; a plan that does not go on is  paused  or  stopped"


RULE = SiteRule(
    code="PB707",
    name="illegal-transition",
    level=E,
    why="a claim that is taken back in silence was worth nothing, and nor is the next",
    check=check,
    compare=compare,
    statuses=ALL_STATUSES,
    fixed=True,
    needs="history",
)
