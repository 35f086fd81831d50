"""PB705 item-deleted: a milestone, a target or a review was taken out instead of cancelled."""

from collections.abc import Iterable

from playbook.diff.edit import Edit, list_edits
from playbook.diff.label import label
from playbook.diff.reasons import list_names
from playbook.diff.side import Names
from playbook.model.case import Case
from playbook.rule import PLANNED, DiffRule, Finding, W

HELP = {
    "milestones": "put it back and write under it:  cancelled:  with its date and reason",
    "targets": "put it back, or have it approved under `rebaselined:` by somebody who is not the owner",
    "reviews": "put it back; move its day where it is too early, with the reason under `slips:`",
}
"""The lists whose items are promises, and what to do instead of deleting one."""


def check(before: Case, after: Case) -> Iterable[Finding]:
    """Find items that stood in the plan and do not any more."""
    if before.plan.status == "draft":
        return
    names = Names(before.site, after.site)
    for edit in list_edits(before.plan, after.plan):
        item = edit.item
        if item and item.key in HELP and not edit.key and item.after is None and not is_approved(edit, after):
            path = tuple(part for each in edit.items[:-1] for part in (each.key, each.name))
            words = f"{label(edit.items, names)} was deleted"
            yield Finding((*path, item.key), words, HELP[item.key], item=edit.name)


def is_approved(edit: Edit, after: Case) -> bool:
    """Whether giving a target up was approved."""
    named = any(each.item in list_names(edit) for each in after.plan.rebaselined)
    return edit.items[-1].key == "targets" and named


RULE = DiffRule(
    code="PB705",
    name="item-deleted",
    level=W,
    why="what is deleted is forgotten; what is cancelled with a reason can be learned from",
    check=check,
    statuses=PLANNED,
)
