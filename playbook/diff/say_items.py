"""That a thing came or went, or was given up.

In: an edit. Out: its `Change`, with what matters of the thing.
"""

from playbook.diff.change import GRAVE, NOTABLE, Change
from playbook.diff.edit import Edit, Item
from playbook.diff.label import label, quote_text
from playbook.diff.speech import Speech

COUNTED = frozenset({"milestones", "targets", "reviews", "stages"})
"""Things whose removal takes a promise away."""

ENDS = {"paused": "paused", "stopped": "stopped", "cancelled": "cancelled"}


def say_item(speech: Speech, edit: Edit) -> Change:
    """Say that a thing was added or removed."""
    item = edit.items[-1]
    words = label(edit.items, speech.names)
    if item.before is None:
        return speech.make(edit, "item-added", f"{words} was added{_tell_more(speech, item)}")
    weight = GRAVE if item.key in COUNTED else NOTABLE
    verb = "was removed" if item.key in ("stages", "members") else "was deleted"
    return speech.make(edit, "item-removed", f"{words} {verb}{_tell_more(speech, item)}", weight)


def _tell_more(speech: Speech, item: Item) -> str:
    """Say what matters of a thing that came or went."""
    thing = item.now
    if item.key == "targets":
        goal = thing.target
        value = goal.value if goal else thing.limit
        said = speech.names.say(thing.metric, value) if value is not None else "no figure"
        return f": {said}" + (f" by {goal.due}" if goal and goal.due else "")
    if item.key in ("milestones", "risks", "actions") and thing.due:
        state = f", done {thing.done}" if getattr(thing, "done", None) else f", due {thing.due}"
        return state + (_tell_owner(speech, thing.owner) if thing.owner else "")
    if item.key == "reviews" and thing.held:
        return f", held on {thing.held}" + (f" ({thing.verdict})" if thing.verdict else "")
    return ""


def _tell_owner(speech: Speech, person: str) -> str:
    """Say whose a thing is."""
    return f", owned by {speech.names.title('person', person)}"


def say_end(speech: Speech, edit: Edit) -> Change:
    """Say that something was paused, stopped or cancelled, or goes on."""
    what, word = speech.label(edit) or "the plan", ENDS[edit.key]
    if edit.after is None:
        return speech.make(edit, "value-changed", f"{what} is no longer {word}")
    end = edit.after
    day = getattr(end, "date", None) or getattr(end, "since", None)
    words = f"{what} was {word}" + (f" on {day}" if day else "")
    words += f": {quote_text(end.reason)}" if end.reason else ", and no reason is given"
    kind = "item-cancelled" if edit.key == "cancelled" else "value-changed"
    return speech.make(edit, kind, words, NOTABLE if end.reason else GRAVE)
