"""How a thing of a plan is called in a sentence.

In: a thing as it is, else as it was, with those around it. Out: "the review of Goals due 2026-07-03 by Erik
Lind". Days are ISO days.
"""

from collections.abc import Callable, Sequence
from typing import Any

from playbook.diff.edit import Item
from playbook.diff.side import Names
from playbook.words import join

_LONGEST = 80

KINDS = {
    "targets": "target",
    "milestones": "milestone",
    "stages": "stage",
    "reviews": "review",
    "members": "member",
    "communication": "message",
    "risks": "risk",
    "actions": "action",
    "diagnosis": "cause",
    "anchors": "anchor",
    "updates": "update",
    "slips": "slip",
    "rebaselined": "approval",
    "waivers": "waiver",
}
"""The lists of a plan, and what one of their things is."""


PAGES = {
    "initiative": "plan",
    "metric": "metric",
    "person": "page of the person",
    "department": "page of the department",
    "method": "page of the method",
    "page": "page",
}
"""The kinds of pages, as they are called in a sentence."""


def quote_text(text: str) -> str:
    """Put an author's words between quotation marks, on one line, cut where they are long."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + '…'}”"


def label(items: Sequence[Item], names: Names, *, is_old: bool = False) -> str:
    """Call a thing in a sentence; `is_old` as it was, else as it is."""
    item = items[-1]
    thing = item.before if is_old and item.before is not None else item.now
    made = _LABELS.get(item.key)
    return made(thing, items, names) if made else f"the {item.key} {item.name}"


Labeller = Callable[[Any, Sequence[Item], Names], str]


def _label_target(thing: Any, _items: Sequence[Item], names: Names) -> str:
    title = names.title("metric", thing.metric) if thing.metric else "no metric"
    return f"the {'guard-rail' if thing.guardrail else 'target'} of {title}"


def _label_milestone(thing: Any, _items: Sequence[Item], _names: Names) -> str:
    return f"the milestone {quote_text(thing.title or thing.id)}"


def _label_stage(_thing: Any, items: Sequence[Item], names: Names) -> str:
    return f"the stage {names.stage(items[-1].name)}"


def _label_review(thing: Any, items: Sequence[Item], names: Names) -> str:
    stage = next((each.name for each in items if each.key == "stages"), "")
    where = f" of {names.stage(stage)}" if stage else ""
    due = f" due {thing.due}" if thing.due else ""
    return f"the review{where}{due}{_by(thing.by, names)}"


def _by(person: str | None, names: Names) -> str:
    return f" by {names.title('person', person)}" if person else ""


def _label_member(thing: Any, _items: Sequence[Item], names: Names) -> str:
    who = names.title("person", thing.person) if thing.person else "somebody"
    return f"the ask to {who}, {quote_text(thing.ask)}" if thing.ask else f"the member {who}"


def _label_message(thing: Any, _items: Sequence[Item], names: Names) -> str:
    audience = join(names.title("department", each) for each in thing.audience)
    return f"the message {quote_text(thing.message)}" + (f" to {audience}" if audience else "")


def _label_update(thing: Any, _items: Sequence[Item], names: Names) -> str:
    health = f" ({thing.health})" if thing.health else ""
    return f"the update of {thing.date or 'no day'}{_by(thing.by, names)}{health}"


def _label_move(what: str) -> Labeller:
    def tell(thing: Any, _items: Sequence[Item], _names: Names) -> str:
        reason = f": {quote_text(thing.reason)}" if thing.reason else ""
        return f"the {what} {thing.item} from {thing.from_} to {thing.to}{reason}"

    return tell


def _label_waiver(thing: Any, _items: Sequence[Item], names: Names) -> str:
    item = f" at {thing.item}" if thing.item else ""
    until = f" until {thing.until}" if thing.until else ""
    return f"the waiver of {thing.rule}{item}{_by(thing.by, names)}{until}"


def _label_by(what: str, key: str) -> Labeller:
    return lambda thing, _items, _names: f"the {what} {quote_text(getattr(thing, key))}"


_LABELS: dict[str, Labeller] = {
    "targets": _label_target,
    "milestones": _label_milestone,
    "stages": _label_stage,
    "reviews": _label_review,
    "members": _label_member,
    "communication": _label_message,
    "risks": _label_by("risk", "risk"),
    "actions": _label_by("action", "what"),
    "diagnosis": _label_by("cause", "finding"),
    "anchors": _label_by("anchor", "what"),
    "updates": _label_update,
    "slips": _label_move("slip of"),
    "rebaselined": _label_move("approved change of"),
    "waivers": _label_waiver,
}
