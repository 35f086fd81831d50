"""What every executor does, and the one that does it here.

In: work, what is shared, items. Out: results in the order of the items. It starts no process.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[S, Sequence[T]], Sequence[R]]
"""A function at the top of a module: what is shared and some items -> a result for each of them."""

LARGEST = 64
"""How many items a batch holds at most: so many are lost, and done again, when a worker dies."""


class WorkerDied(Exception):  # noqa: N818  # an end from outside, such as of want of memory: no fault of code
    """A worker ended while it worked on an item, even when that was the only one it had."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Executor(Protocol):
    """Runs work over items. `jobs` is how many batches are worked on at a time."""

    jobs: int

    def run(self, work: Work[S, T, R], shared: S, items: Sequence[T]) -> Iterator[R]:
        """Yield the result of each item, in order; what the work raises is raised here.

        Raises WorkerDied where a worker ends before its work does.
        """
        ...


class Here:
    """Runs everything in this process, a batch after the other."""

    jobs = 1

    def run(self, work: Work[S, T, R], shared: S, items: Sequence[T]) -> Iterator[R]:
        """Yield the result of each item, in order."""
        for batch in split(items, 1):
            yield from work(shared, batch)


def split(items: Sequence[T], jobs: int) -> list[Sequence[T]]:
    """Split items into batches, in order: several for each job, so that none waits long for the last."""
    size = max(1, min(LARGEST, len(items) // (jobs * 6)))
    return [items[start : start + size] for start in range(0, len(items), size)]
