"""How the days of a plan have moved: what git saw, and what the plan tells beside it.

In: a plan in its site, an item as waivers call it. Out: `Step`s in their order, each move once: an entry of
`slips` that explains a move which git saw is its reason, any other is a move of its own. Moves of a draft
count only where the plan tells of them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
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


def list_steps(case: Case, item: str) -> tuple[Step, ...]:
    """List the moves of an item's day, the oldest first."""
    trail, promised = find_trail(case, item), recall(case.page, case.site)
    seen = promised.list_moves(trail) if trail and promised else ()
    names = name_ways(*locate(case.plan, item))
    left = sorted((each for each in case.plan.slips if each.item in names), key=_tell_day)
    return tuple(_merge([step for each in seen for step in _list_of(each, left)], left))


def find_since(case: Case, item: str) -> date | None:
    """Give the day on which an item's day was promised first: no draft promises. None where nobody knows."""
    promised, trail = recall(case.page, case.site), find_trail(case, item)
    start = promised.committed_by if promised else None
    return max(trail.since, start, key=lambda each: each.at).day if trail and start else None


def find_trail(case: Case, item: str) -> Trail | None:
    """Give what git knows of an item's day; None where it knows nothing, or where no day is promised."""
    promised = recall(case.page, case.site)
    found = promised.history.find(*locate(case.plan, item)) if promised else None
    return found if found and found.gone is None else None


def list_often(case: Case) -> list[tuple[str, int]]:
    """List what was moved twice or more up to today: milestones, go-live and what else `slips` names, each
    with how often."""
    items = [f"milestones.{each.id}" for each in case.plan.milestones] + ["go-live"]
    counted = {item: sum(_is_past(each, case.today) for each in list_steps(case, item)) for item in items}
    known = {name for item in items for name in name_ways(*locate(case.plan, item))}
    others = Counter(
        each.item
        for each in case.plan.slips
        if each.date and each.date <= case.today and each.item not in known
    )
    return sorted((item, times) for item, times in (*counted.items(), *others.items()) if times > 1)


def _is_past(step: Step, today: date) -> bool:
    """Whether a move was made by today; one that is not committed yet was."""
    return step.day <= today if step.day else bool(step.move and step.move.is_open)


def locate(plan: Initiative, item: str) -> tuple[str, str]:
    """Give the item and the key by which a trail knows a day."""
    if item != "until":
        return ("", item) if item in OWN_DAYS else (item, "due")
    stages = [(each.until, name) for name, each in (plan.stages or {}).items() if each.until]
    return (f"stages.{max(stages)[1]}" if stages else ""), "until"


def _list_of(move: Move, left: list[Slip]) -> Iterator[Step]:
    """List the steps of a move that git saw: several where entries tell that it was several in one. What
    tells of it is taken out of those left."""
    old, new = read_iso(move.old), read_iso(move.new)
    chain = _find_chain(old, new, left) or _find_entry(move, left)
    for each in chain:
        left.remove(each)
    if len(chain) < 2:
        reason = move.reason or next((each.reason for each in chain), "")
        yield Step(move.by.day, old, new, reason, move)
        return
    for each in chain:
        yield Step(each.date or move.by.day, each.from_, each.to, each.reason, move)


def _find_chain(old: date | None, new: date | None, left: list[Slip]) -> list[Slip]:
    """Find the entries that lead from one day to another, each from where the one before ended."""
    chain: list[Slip] = []
    for each in left:
        if each.from_ == (chain[-1].to if chain else old):
            chain.append(each)
            if each.to == new:
                return chain
    return []


def _find_entry(move: Move, left: list[Slip]) -> list[Slip]:
    """Find the entry that ends where a move ended: that with its reason first."""
    told = [each for each in left if each.to == read_iso(move.new)]
    return sorted(told, key=lambda each: each.reason != move.reason)[:1]


def _merge(seen: list[Step], left: Iterable[Slip]) -> list[Step]:
    """Put what only the plan tells of before the first move that git saw on that day or later."""
    steps = list(seen)
    for each in left:
        day = _tell_day(each)
        at = next((n for n, one in enumerate(steps) if (one.day or date.max) >= day), len(steps))
        while at < len(steps) and steps[at].move is None:
            at += 1
        steps.insert(at, Step(each.date, each.from_, each.to, each.reason))
    return steps


def _tell_day(slip: Slip) -> date:
    return slip.date or date.min
