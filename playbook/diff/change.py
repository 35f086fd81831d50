"""One change in the terms of a plan.

In: nothing. Out: `Change`, and the kinds that there are, the most serious first.
"""

from dataclasses import dataclass

KINDS = (
    "page-removed",
    "target-softened",
    "baseline-changed",
    "item-removed",
    "date-removed",
    "item-undone",
    "gate-lost",
    "reading-changed",
    "reading-removed",
    "id-changed",
    "page-renamed",
    "status-changed",
    "date-moved",
    "person-changed",
    "health-changed",
    "settings-changed",
    "item-cancelled",
    "target-changed",
    "target-raised",
    "gate-passed",
    "page-added",
    "item-added",
    "item-done",
    "date-set",
    "value-changed",
    "reading-added",
    "text-edited",
)
"""What a change may be, in the order in which changes of one weight are told."""

QUIET, NOTABLE, GRAVE = 1, 2, 3
"""The weights of a change: told last; told; told first, since it takes something away that was promised."""

_ORDER = {kind: n for n, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `page` is its page's key after the change (before it where the page is gone), `title` that
    page's; `item` the thing in it by its id ("milestones.pilot"), `key` what of it changed ("due").

    `before` and `after` are what programs read: ISO days, plain numbers, ids; "" for nothing. `days` is how
    much later a day is. `message` is a sentence whose days are ISO days.
    """

    kind: str
    page: str
    title: str
    message: str
    item: str = ""
    key: str = ""
    before: str = ""
    after: str = ""
    days: int = 0
    weight: int = NOTABLE

    @property
    def is_grave(self) -> bool:
        """Whether it takes away something that was promised."""
        return self.weight == GRAVE


def sort_key(change: Change) -> tuple[int, int, int]:
    """Order changes: the most serious first; of moved days the one that moved the most."""
    return -change.weight, _ORDER[change.kind], -change.days
