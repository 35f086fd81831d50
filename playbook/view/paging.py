"""A list cut into pages: which page this is, what it holds, where the others lie.

In: the path of a list, its rows. Out: a `Paging` for each page with the page's rows, and how many rows a list
shows. A list that one page holds has no paging: it is a list as it always was.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from playbook.view.address import name_part, quote_path

T = TypeVar("T")

AROUND = 2
"""How many pages before and after this one are named by their numbers."""
BETWEEN = 4
"""How many pages far off are named besides, at even distances, so that no page is many steps away."""


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows of a kind a page shows: all of at most `most`, else the first `few`, and `each` on each
    page of the whole list."""

    few: int
    most: int
    each: int


SIZES: Mapping[str, Size] = {
    "initiatives": Size(50, 50, 50),
    "people": Size(100, 100, 100),
    "metrics": Size(30, 30, 30),
    "departments": Size(30, 30, 30),
    "titles": Size(500, 500, 500),
    "reviews": Size(60, 60, 60),
    "lanes": Size(20, 20, 20),
    "dates": Size(0, 120, 150),
    "days": Size(30, 60, 150),
    "due": Size(40, 60, 100),
    "parts": Size(20, 30, 60),
    "uses": Size(12, 24, 60),
    "done": Size(20, 40, 100),
    "chains": Size(12, 24, 60),
    "plans": Size(12, 24, 100),
    "stuck": Size(12, 24, 40),
    "missed": Size(12, 24, 100),
    "moved": Size(30, 60, 100),
    "changes": Size(100, 100, 100),
    "findings": Size(30, 60, 80),
    "mentions": Size(30, 60, 200),
    "cards": Size(40, 80, 400),
    "ties": Size(20, 40, 200),
}
"""How many rows of each kind a page holds: what keeps every page within about 150 KB."""


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a list: `path` is that of the first, `since` and `until` number the rows of this one."""

    path: str
    number: int
    count: int
    since: int
    until: int
    total: int

    def url(self, number: int) -> str:
        """Give the URL of a page of the list, relative to the site's root."""
        return quote_path(name_part(self.path, number))

    @property
    def previous(self) -> int:
        """The number of the page before, 0 on the first."""
        return self.number - 1

    @property
    def next(self) -> int:
        """The number of the page after, 0 on the last."""
        return self.number + 1 if self.number < self.count else 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """The pages to name: the first, those around this one, some far off, the last; 0 stands for a gap."""
        near = range(self.number - AROUND, self.number + AROUND + 1)
        far = (1 + (self.count - 1) * n // (BETWEEN + 1) for n in range(BETWEEN + 2))
        named = sorted({each for each in (*near, *far) if 1 <= each <= self.count})
        with_gaps: list[int] = []
        for each in named:
            if with_gaps and each - with_gaps[-1] == 2:
                with_gaps.append(each - 1)
            elif with_gaps and each - with_gaps[-1] > 2:
                with_gaps.append(0)
            with_gaps.append(each)
        return tuple(with_gaps)


@dataclass(frozen=True, slots=True)
class Leaf(Generic[T]):
    """One page of a list, before it is a view: its path, its number, its rows."""

    path: str
    number: int
    rows: tuple[T, ...]
    paging: Paging | None

    def name(self, title: str) -> str:
        """Name the page after its list, so that no two pages have one title."""
        return title if self.number == 1 else f"{title}, page {self.number}"


def split(path: str, rows: Sequence[T], most: int) -> Iterator[Leaf[T]]:
    """Yield the pages of a list: one without a paging where it holds all rows."""
    count = max(1, -(-len(rows) // most))
    for number in range(1, count + 1):
        since = (number - 1) * most
        some = tuple(rows[since : since + most])
        paging = Paging(path, number, count, since + 1, since + len(some), len(rows))
        yield Leaf(name_part(path, number), number, some, paging if count > 1 else None)
