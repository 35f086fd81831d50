"""That any other value is another: a person, a name, a text.

In: an edit. Out: its `Change`; long texts are not told, only that they were rewritten.
"""

from decimal import Decimal
from typing import Any

from playbook.diff.change import GRAVE, NOTABLE, QUIET, Change
from playbook.diff.edit import Edit
from playbook.diff.label import KINDS, PAGES, quote_text
from playbook.diff.speech import Speech
from playbook.diff.write import write
from playbook.words import join

PERSONS = frozenset({"owner", "sponsor", "by", "person", "collector", "head", "deputy"})
HIDDEN = frozenset({"email"})
"""Keys whose values are nobody's business."""
SHORT = 60
KEY_WORDS = {"affects": "list of departments affected", "depends on": "list of what it depends on"}
REFERS = {"department": "department", "affects": "department", "audience": "department", "metric": "metric"}


def say_person(speech: Speech, edit: Edit) -> Change:
    """Say that something is another person's."""
    what, key = speech.label(edit, is_old=True), edit.key.rpartition(".")[2]
    name = f"the {key} of {what}" if what else f"the {key}"
    then, now = (
        speech.names.title("person", each) if each else "nobody" for each in (edit.before, edit.after)
    )
    if not edit.after:
        return speech.make(edit, "person-changed", f"{name} is gone; it was {then}", GRAVE)
    words = f"{name} changed from {then} to {now}" if edit.before else f"{name} is {now} now"
    if what and key in ("by", "person"):
        words = f"{what} goes to {now}"
    return speech.make(edit, "person-changed", words)


def say_value(speech: Speech, edit: Edit) -> Change:
    """Say that any other value is another."""
    key = edit.key.replace(".", " ").replace("-", " ")
    what = speech.label(edit)
    if edit.key == "title" and edit.before and edit.after:
        then, now = quote_text(edit.before), quote_text(edit.after)
        named = KINDS.get(edit.items[-1].key, "thing") if edit.items else PAGES[speech.new.kind]
        return speech.make(edit, "value-changed", f"the {named} {then} is now called {now}")
    key = KEY_WORDS.get(key, key)
    name = f"the {key} of {what}" if what else f"the {key}"
    return speech.make(edit, "value-changed", say_change(speech, edit, name), _weigh(speech, edit))


def _weigh(speech: Speech, edit: Edit) -> int:
    """Weigh any other value: what a metric counts, and which way is good, decides about its targets."""
    if speech.new.kind == "metric" and edit.key in ("unit", "direction"):
        return GRAVE
    return QUIET if edit.key in ("tags", "theme", "note", "order") else NOTABLE


def say_change(speech: Speech, edit: Edit, name: str) -> str:
    """Say from what to what, where both are short."""
    then, now = _show(speech, edit, edit.before), _show(speech, edit, edit.after)
    if edit.key in HIDDEN or max(len(then), len(now)) > SHORT:
        return f"{name} was {'rewritten' if then and now else 'written' if now else 'taken out'}"
    if not then:
        return f"{name} was set to {now}"
    return f"{name} was changed from {then} to {now}" if now else f"{name} was taken out; it was {then}"


def _show(speech: Speech, edit: Edit, value: Any) -> str:
    """Show a value as it is called."""
    if value in (None, "", ()):
        return ""
    kind = REFERS.get(edit.key.rpartition(".")[2], "")
    if kind and isinstance(value, str):
        return speech.names.title(kind, value)
    if kind and isinstance(value, tuple):
        return join(speech.names.title(kind, str(each)) for each in value)
    if isinstance(value, Decimal) and edit.item and getattr(edit.item.now, "metric", None):
        return speech.names.say(edit.item.now.metric, value)
    text = write(value)
    return quote_text(text) if isinstance(value, str) and " " in text else text
