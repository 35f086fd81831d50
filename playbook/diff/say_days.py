"""That a day is another: a promise that moved, or something that happened.

In: an edit. Out: its `Change`, with how much later it is.
"""

from playbook.diff.change import GRAVE, NOTABLE, QUIET, Change
from playbook.diff.edit import Edit
from playbook.diff.label import quote_text
from playbook.diff.reasons import find_approval, is_figure, tell_move
from playbook.diff.speech import PROMISES, Speech
from playbook.words import count

FACTS = {
    "done": "done",
    "held": "held",
    "accepted": "accepted",
    "declined": "declined",
    "sent": "sent",
    "closed": "closed",
}
"""Days on which something happened: the key, and the word for it."""


def say_day(speech: Speech, edit: Edit) -> Change:
    """Say that a day is another, and how much later."""
    old, new, fact = edit.before, edit.after, FACTS.get(edit.key)
    what = speech.label(edit, is_old=True) if edit.key == "due" else speech.label(edit)
    if fact:
        return _say_fact(speech, edit, what or "it", fact)
    name = _name_day(edit, what)
    if old is None:
        return speech.make(edit, "date-set", f"{name} got a day: {new}")
    if new is None:
        return speech.make(edit, "date-removed", f"{name} has no day any more; it was {old}", GRAVE)
    if edit.key not in PROMISES:
        return speech.make(edit, "value-changed", f"{name} was changed from {old} to {new}", QUIET)
    days = (new - old).days
    way = "later" if days > 0 else "earlier"
    words = f"{name} moved from {old} to {new}: {count(abs(days), 'day')} {way}"
    if what and edit.items[-1].key == "reviews":
        words = f"{name} moved to {new}: {count(abs(days), 'day')} {way}"
    words += _tell_account(speech, edit)
    is_less = days < 0 if edit.key == "until" else days > 0  # watched for less, or promised for later
    return speech.make(edit, "date-moved", words, GRAVE if is_less else NOTABLE)


DAYS = {"starts": "the start", "until": "the end", "target.due": "the day", "go-live": "go-live"}
"""How days are called that do not stand for the thing itself."""


def _name_day(edit: Edit, what: str) -> str:
    """Call a day: a thing that is due by the thing, any other by its key."""
    if edit.key == "due" and what:
        return what
    name = DAYS.get(edit.key, f"the {edit.key.replace('.', ' ').replace('-', ' ')}")
    return f"{name} of {what}" if what else name


def _tell_account(speech: Speech, edit: Edit) -> str:
    """Say how often a day has moved by the plan's own account, and why, or what gave leave to move it."""
    if speech.new.kind != "initiative":
        return ""
    plans = speech.old.plan, speech.new.plan
    approval = find_approval(edit, *plans)
    if approval and is_figure(edit):
        return f"; {speech.approve(approval.by, approval.reason)}"
    told = tell_move(edit, *plans)
    times = f", for the {say_ordinal(told.times)} time" if told.times > 1 else ""
    if told.reason:
        return f"{times}: {quote_text(told.reason)}"
    return f"{times}; no reason is given" if edit.after > edit.before else times


ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth")


def say_ordinal(number: int) -> str:
    """Say the how manieth: third, 7th."""
    return ORDINALS[number] if number < len(ORDINALS) else f"{number}th"


def _say_fact(speech: Speech, edit: Edit, what: str, fact: str) -> Change:
    """Say that something happened, or did not after all."""
    old, new = edit.before, edit.after
    if old is None:
        verdict = getattr(edit.items[-1].after, "verdict", "") if fact == "held" and edit.items else ""
        words = f"{what} was {fact} on {new}" + (f": {verdict}" if verdict else "")
        return speech.make(edit, "item-done", words)
    if new is None:
        return speech.make(edit, "item-undone", f"{what} is no longer {fact}; it was on {old}", GRAVE)
    words = f"{what}: the day on which it was {fact} was changed from {old} to {new}"
    return speech.make(edit, "value-changed", words)
