"""How the days of a plan have moved: what git saw, and what the plan tells beside it.

In: a plan in its site, an item as waivers call it. Out: `Step`s in their order, each move once: an entry of
`slips` that explains a move which git saw is its reason, any other is a move of its own. Moves of a draft
count only where the plan tells of them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from playbook.model.case import Case
from playbook.model.promised import recall
from playbook.model.trail import Move, Trail, name_ways, read_iso
from playbook.schema.initiative import Initiative
from playbook.schema.moved import Slip

OWN_DAYS = ("starts", "go-live", "until")
"""The days of a whole plan, as its page calls them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a day. `day` is when it was said, None where it is not committed or not told; `move` is
    what git knows of it, None where only the plan tells of it."""

    day: date | None
    old: date | None
    new: date | None
    reason: str
    move: Move | None = None

    @property
    def is_later(self) -> bool:
        """Whether the new day is a later one."""
        return bool(self.old and self.new and self.new > self.old)


def list_steps(case: Case, item: str) -> tuple[Step, ...]:
    """List the moves of an item's day, the oldest first."""
    trail, promised = find_trail(case, item), recall(case.page, case.site)
    seen = promised.list_moves(trail) if trail and promised else ()
    names = name_ways(*locate(case.plan, item))
    left = sorted((each for each in case.plan.slips if each.item in names), key=_tell_day)
    return tuple(_merge([_make_step(each, left) for each in seen], left))


def find_trail(case: Case, item: str) -> Trail | None:
    """Give what git knows of an item's day; None where it knows nothing, or where no day is promised."""
    promised = recall(case.page, case.site)
    found = promised.history.find(*locate(case.plan, item)) if promised else None
    return found if found and found.gone is None else None


def list_often(case: Case) -> list[tuple[str, int]]:
    """List what was moved twice or more up to today: milestones, go-live and what else `slips` names, each
    with how often."""
    items = [f"milestones.{each.id}" for each in case.plan.milestones] + ["go-live"]
    counted = {
        item: sum(not each.day or each.day <= case.today for each in list_steps(case, item)) for item in items
    }
    known = {name for item in items for name in name_ways(*locate(case.plan, item))}
    others = Counter(
        each.item
        for each in case.plan.slips
        if each.date and each.date <= case.today and each.item not in known
    )
    return sorted((item, times) for item, times in (*counted.items(), *others.items()) if times > 1)


def locate(plan: Initiative, item: str) -> tuple[str, str]:
    """Give the item and the key by which a trail knows a day."""
    if item != "until":
        return ("", item) if item in OWN_DAYS else (item, "due")
    stages = [(each.until, name) for name, each in (plan.stages or {}).items() if each.until]
    return (f"stages.{max(stages)[1]}" if stages else ""), "until"


def _make_step(move: Move, left: list[Slip]) -> Step:
    """Make the step of a move that git saw; the entry that tells of it is taken out of those left."""
    old, new = read_iso(move.old), read_iso(move.new)
    told = (each for each in left if each.to == new)
    fit = next((each for each in told if each.from_ == old or each.reason == move.reason != ""), None)
    if fit:
        left.remove(fit)
    return Step(move.by.day, old, new, move.reason or (fit.reason if fit else ""), move)


def _merge(seen: list[Step], left: Iterable[Slip]) -> list[Step]:
    """Put what only the plan tells of before the first move that git saw on a later day."""
    steps = list(seen)
    for each in left:
        day = _tell_day(each)
        at = next((n for n, one in enumerate(steps) if (one.day or date.max) > day), len(steps))
        steps.insert(at, Step(each.date, each.from_, each.to, each.reason))
    return steps


def _tell_day(slip: Slip) -> date:
    return slip.date or date.min
