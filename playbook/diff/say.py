"""An edit -> the change that it is, with its sentence.

In: edits of one page. Out: `Change`s. What belongs together is one sentence: a review that was held with its
verdict, a milestone that is done with its evidence.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from playbook.diff.change import GRAVE, Change
from playbook.diff.edit import Edit
from playbook.diff.figures import PROMISED
from playbook.diff.reasons import list_told
from playbook.diff.say_days import say_day
from playbook.diff.say_figures import say_baseline, say_figure
from playbook.diff.say_items import ENDS, say_end, say_item
from playbook.diff.say_values import PERSONS, say_person, say_value
from playbook.diff.speech import Speech
from playbook.diff.status import say_status

TELLING = {
    "done": {"reached", "evidence"},
    "held": {"verdict", "reading", "note", "decision"},
    "sent": {"due"},
}
"""Keys that come along when something happened, or did not after all: they are part of its sentence."""


def say_edits(speech: Speech, edits: Sequence[Edit]) -> Iterator[Change]:
    """Say each edit of a page, but for those that another one tells along."""
    happened = {(each.name, key) for each in edits if _happens(each) for key in TELLING.get(each.key, ())}
    told = list_told(edits, speech.new.plan) if speech.new.kind == "initiative" else []
    for each in edits:
        is_along = (each.name, each.key) in happened or (each.before is None and each.after in told)
        if not is_along and each.key != "formerly":
            yield next(say for fits, say in WAYS if fits(each))(speech, each)


def _happens(edit: Edit) -> bool:
    return edit.key in TELLING and None in (edit.before, edit.after)


def _is_promised(edit: Edit) -> bool:
    return edit.item is not None and (edit.item.key, edit.key) in PROMISED


def _say_id(speech: Speech, edit: Edit) -> Change:
    words = f"{speech.label(edit, is_old=True)} has another id: `{edit.after}` instead of `{edit.before}`"
    return speech.make(edit, "id-changed", words, GRAVE)


def _say_status(speech: Speech, edit: Edit) -> Change:
    return speech.make(edit, *say_status(str(edit.before), str(edit.after)))


WAYS: tuple[tuple[Callable[[Edit], bool], Callable[[Speech, Edit], Change]], ...] = (
    (lambda edit: not edit.key, say_item),
    (lambda edit: edit.key == "status", _say_status),
    (lambda edit: edit.key in ENDS, say_end),
    (_is_promised, say_figure),
    (lambda edit: edit.key == "id", _say_id),
    (lambda edit: edit.key.startswith("baseline."), say_baseline),
    (lambda edit: isinstance(edit.after or edit.before, date), say_day),
    (lambda edit: edit.key.rpartition(".")[2] in PERSONS, say_person),
    (lambda _: True, say_value),
)
"""How an edit is said: by the first of these that fits."""
