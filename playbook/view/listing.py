"""Lists that a page only begins, and the pages on which all of them stands.

In: a page, the rows of its lists. Out: as many rows as the page shall show; a `Card` that leads on where
there are more, and a `ListView` for each page of the whole list. A list that its page can hold has none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, TypeVar

from playbook.view.address import name_list, quote_path
from playbook.view.base import Card, Mention, View
from playbook.view.index import Index
from playbook.view.lane import TimeAxis
from playbook.view.paging import Leaf, split

T = TypeVar("T")
Titled = tuple[str, T]
"""A row with the title that it stands under."""


@dataclass(frozen=True, slots=True)
class ListGroup:
    """Rows of a list that stand under one title, "" for none."""

    title: str
    rows: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView(View):
    """A page of a list that another page begins: `kind` names the macro of _rows.html that prints its rows.

    `axis` and `legend` are those of lanes.
    """

    kind: str
    groups: tuple[ListGroup, ...]
    total: int
    axis: TimeAxis | None = None
    legend: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list to be begun: its place below that of its page, the kind of its rows, its title; `all_text`
    leads to the whole of it."""

    name: str
    kind: str
    title: str
    all_text: str = "All {}"
    lead: str = ""


@dataclass(slots=True)
class Lists:
    """The lists of one page. `more` leads to those that are longer than the page shows, by their names."""

    index: Index
    path: str
    title: str
    section: str
    more: dict[str, Card] = field(default_factory=dict)
    _long: list[tuple[Wanted, Sequence[Titled[Any]]]] = field(default_factory=list)

    def begin(self, wanted: Wanted, rows: Sequence[T]) -> tuple[T, ...]:
        """Give the rows that the page itself shows: all, or the first of very many."""
        return tuple(row for _, row in self.begin_titled(wanted, [("", row) for row in rows]))

    def begin_titled(self, wanted: Wanted, rows: Sequence[Titled[T]]) -> Sequence[Titled[T]]:
        """Give the rows that the page itself shows, of a list with titles between them."""
        size = self.index.sizes[wanted.kind]
        if len(rows) <= size.most:
            return rows
        url = quote_path(name_list(self.path, wanted.name))
        self.more[wanted.name] = Card(wanted.all_text.format(len(rows)), url)
        self._long.append((wanted, rows))
        return rows[: size.few]

    def begin_mentions(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """Give the pages that name this one, as many as it shows."""
        return self.begin(Wanted("links", "mentions", f"What links to {self.title}"), mentions)

    def build(self) -> Iterator[ListView]:
        """Yield the pages of the lists that have been begun and are longer."""
        for wanted, rows in self._long:
            yield from build_list(self, wanted, rows)


def build_list(lists: Lists, wanted: Wanted, rows: Sequence[Titled[Any]], **more: Any) -> Iterator[ListView]:
    """Yield the pages of one list, with the way up to the page that it belongs to."""
    path = name_list(lists.path, wanted.name)
    for leaf in split(path, rows, lists.index.sizes[wanted.kind].each):
        yield replace(make_list(lists, leaf, wanted, len(rows)), **more)


def make_list(lists: Lists, leaf: Leaf[Titled[Any]], wanted: Wanted, total: int) -> ListView:
    """Make the view of one page of a list."""
    return ListView(
        path=leaf.path,
        template="list.html",
        title=leaf.name(wanted.title),
        chrome=lists.index.chrome,
        section=lists.section,
        lead=wanted.lead,
        crumbs=(Card(lists.title, quote_path(lists.path)),),
        paging=leaf.paging,
        kind=wanted.kind,
        groups=group_rows(leaf.rows),
        total=total,
    )


def group_rows(rows: Sequence[Titled[T]]) -> tuple[ListGroup, ...]:
    """Group rows that follow one another by their titles."""
    grouped = groupby(rows, key=lambda each: each[0])
    return tuple(ListGroup(title, tuple(row for _, row in some)) for title, some in grouped)
