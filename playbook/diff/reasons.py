"""What a plan itself says about its changes: reasons for moved days, approvals of changed figures.

In: a plan before and after, an edit. Out: the entries of `slips` and `rebaselined` that speak of it. What git
knows is not looked at.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from playbook.diff.edit import Edit
from playbook.schema.initiative import Initiative
from playbook.schema.moved import Rebaseline, Slip


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a moved day: how often it has moved by now, and the newest reason ("" for none)."""

    times: int
    reason: str


def list_names(edit: Edit) -> frozenset[str]:
    """List the names that a thing goes by in `slips`, `rebaselined` and waivers: pilot, milestones.pilot."""
    if not edit.items:
        return frozenset({edit.key})
    last = edit.items[-1]
    own = {edit.name, last.name, getattr(last.now, "id", "")}
    return frozenset(each for each in own if each)


def find_slips(slips: Iterable[Slip], names: frozenset[str]) -> list[Slip]:
    """Find the entries that speak of a thing, in the order of the page."""
    return [each for each in slips if each.item in names]


def tell_move(edit: Edit, before: Initiative, after: Initiative) -> Told:
    """Say how often a day has moved, by the plan's own account, and why it moved now."""
    names = list_names(edit)
    old = find_slips(before.slips, names)
    new = [each for each in find_slips(after.slips, names) if each not in old]
    reason = next((each.reason for each in new if each.to == edit.after or each.to is None), "")
    return Told(len(old) + 1, reason)


def find_approval(edit: Edit, before: Initiative, after: Initiative) -> Rebaseline | None:
    """Find the entry of `rebaselined` that came with a change and speaks of its figure."""
    names = list_names(edit)
    return next(
        (each for each in after.rebaselined if each.item in names and each not in before.rebaselined), None
    )


def list_told(edits: Sequence[Edit], after: Initiative) -> list[Any]:
    """List the entries that came with a change and are told along with it."""
    told: list[Any] = []
    for each in edits:
        names = list_names(each)
        if isinstance(each.after, date) and isinstance(each.before, date):
            told += [slip for slip in find_slips(after.slips, names) if slip.to == each.after and slip.reason]
        told += [entry for entry in after.rebaselined if entry.item in names and is_figure(each)]
    return told


def is_figure(edit: Edit) -> bool:
    """Whether an edit changes a target or a baseline."""
    return edit.item is not None and edit.item.key == "targets" and bool(edit.key)
