"""Tables of all pages of a kind, which can be filtered and sorted: what they have in common.

In: cards, words. Out: `TableView`, the `Choice`s to filter by. How a script reaches the rows of the
other pages is the business of `table_rows`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from playbook.view.base import Card, View

MOST_VALUES = 100
"""With more values than this a list to choose from is filled by the script: no page grows with it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a table can be filtered by: the key of the rows' data, its label, values with their words.

    With `is_many` a row may have several values, parted by blanks; else the whole of its data is one.
    """

    kind: str
    label: str
    values: tuple[tuple[str, str], ...]
    is_many: bool = False

    @property
    def is_long(self) -> bool:
        """Whether the values are too many for a page."""
        return len(self.values) > MOST_VALUES


@dataclass(frozen=True, slots=True, kw_only=True)
class TableView(View):
    """A table, or a page of it: `table` is its name in addresses, `total` counts the rows of all pages,
    `total_text` says what they are: 12 people."""

    table: str
    total: int
    total_text: str
    choices: tuple[Choice, ...] = ()

    @property
    def long_choices(self) -> tuple[Choice, ...]:
        """The choices whose values stand on no page."""
        return tuple(each for each in self.choices if each.is_long)


def choose_cards(kind: str, label: str, cards: Iterable[Card | None], is_many: bool = False) -> Choice:
    """Let a table be filtered by pages: each once, by title."""
    found = {each.key: each.title for each in cards if each}
    ordered = sorted(found.items(), key=lambda each: (each[1], each[0]))
    return Choice(kind, label, tuple(ordered), is_many)
