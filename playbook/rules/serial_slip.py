"""PB702 serial-slip: a promised day was moved later again and again, or far."""

from collections.abc import Iterable
from datetime import date

from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.model.plan import is_open
from playbook.model.promised import Promised, recall
from playbook.model.site import Site
from playbook.model.trail import Trail, count_late, read_iso
from playbook.rule import Finding, SiteRule, W
from playbook.words import count, say_times


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find open milestones, and the go-live, that slipped too often or too far."""
    promised = recall(page, site)
    for at, trail in promised.list_trails("due", "go-live") if promised else ():
        if promised and is_awaited(promised, at):
            yield from judge(promised, (at, trail), site)


def is_awaited(promised: Promised, at: KeyPath) -> bool:
    """Whether the promise is still to be kept: an open milestone, a go-live that has not been."""
    if at[0] == "milestones" and isinstance(at[1], int):
        return is_open(promised.plan.milestones[at[1]])
    return at == ("go-live",) and promised.plan.status in ("committed", "running", "paused")


def judge(promised: Promised, found: tuple[KeyPath, Trail], site: Site) -> Iterable[Finding]:
    """Say how often and how far one promise slipped, where that is too much."""
    at, trail = found
    moves = promised.list_moves(trail)
    later = [each for each in moves if (each.days or 0) > 0]
    first, now = read_iso(moves[0].old if moves else ""), read_iso(trail.now)
    if not later or first is None or now is None:
        return
    days = (now - first).days
    start = promised.plan.starts or trail.since.day
    planned = (first - start).days if start else 0
    share = RULE.number(site.config, "percent")
    is_far = planned > 0 and 100 * days > share * planned
    if len(later) < RULE.number(site.config, "moves") and not is_far:
        return
    late = count_late(later)
    told = [f"moved later {say_times(len(later))}", f"{'-' if days < 0 else '+'}{count(abs(days), 'day')}"]
    told += [f"{late} after it was due"] if late else []
    told += [f"more than {share:g}% of the {count(planned, 'day')} planned"] if is_far else []
    help_ = "say under `updates:` what is different this time, or cut the promise smaller"
    yield Finding(at, f"`{trail.name}` {', '.join(told)}", help_, item=trail.item or trail.key)


RULE = SiteRule(
    code="PB702",
    name="serial-slip",
    level=W,
    why="who has moved a day twice will move it again: the plan is wrong, not the day",
    check=check,
    needs="history",
    thresholds={"moves": 2, "percent": 25},
)
