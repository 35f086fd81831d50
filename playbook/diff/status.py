"""Which way a plan's status may go.

In: two statuses. Out: whether one may follow the other, and the sentence of the change.
"""

from playbook.diff.change import GRAVE, NOTABLE

WAY = ("draft", "committed", "running", "live", "sustained")
"""The way of a plan, step by step."""

ENDS = ("paused", "stopped")


def is_legal(before: str, after: str) -> bool:
    """Whether a status may follow another: any but a draft is paused and goes on; any is stopped; what did
    not hold is live again. Never back to draft, and a stopped plan stays stopped. Steps between are not
    missed, since a merge may bring several at once; what is no status is told elsewhere."""
    known = (*WAY, *ENDS)
    if after in (before, "stopped") or not {before, after} <= frozenset(known):
        return True
    if before == "stopped" or after == "draft":
        return False
    if "paused" in (before, after):
        return before != "draft"
    return (before, after) == ("sustained", "live") or WAY.index(before) < WAY.index(after)


def is_claim(before: str, after: str) -> bool:
    """Whether a change claims more than before."""
    return after in WAY and (before not in WAY or WAY.index(after) > WAY.index(before))


def say_status(before: str, after: str) -> tuple[str, str, int]:
    """Give the kind, the sentence and the weight of a change of status."""
    words = f"the status changed from {before} to {after}"
    is_back = before in WAY and (after in ENDS or (after in WAY and not is_claim(before, after)))
    return "status-changed", words, GRAVE if is_back or not is_legal(before, after) else NOTABLE
