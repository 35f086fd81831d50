"""What is overdue or due soon, by person.

In: the index, how far to look ahead, one person or all. Out: `Owing`, one each for who owes something, and
last what nobody is named for. What rests with a paused plan, or has no day, is nobody's reminder.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from playbook.exports.page_fields import Paged, list_paged
from playbook.exports.shown import list_due, pick_due
from playbook.view import Index
from playbook.view.due import DueItem, sort_key


@dataclass(frozen=True, slots=True)
class Owing:
    """What somebody owes, by day: at least one thing, each with a day; `person` is None for nobody's."""

    person: Paged | None
    items: tuple[DueItem, ...]


def list_owing(index: Index, ahead: timedelta, person: str = "") -> Iterator[Owing]:
    """Yield who owes something up to so far ahead, by name; only the person of this id where there is one."""
    for each in list_paged(index, "person"):
        if person in ("", each.page.id):
            due = pick_due(index, tuple(index.due.get(each.page.key, ())))
            yield from _gather(index, due, ahead, each)
    if not person:
        yield from _gather(index, (each for each in list_due(index) if each.who is None), ahead, None)


def _gather(index: Index, due: Iterable[DueItem], ahead: timedelta, person: Paged | None) -> Iterator[Owing]:
    until = index.today + ahead
    near = [
        each for each in due if each.day and each.day <= until and each.group not in ("resting", "undated")
    ]
    if near:
        yield Owing(person, tuple(sorted(near, key=sort_key)))
