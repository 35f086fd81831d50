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


class WorkError(Exception):
    """Work could not be ended, by what is no fault of code: `message` says why, `help` what may be done."""

    def __init__(self, message: str, help_: str) -> None:
        """Take both."""
        super().__init__(message)
        self.message = message
        self.help = help_

    def __reduce__(self) -> tuple[type["WorkError"], tuple[str, ...]]:
        """Send all of it from a worker."""
        return WorkError, (self.message, self.help)


class WorkerDied(WorkError):  # noqa: N818  # an end from outside
    """A worker ended while it worked on an item, even when that was the only one it had."""

    def __init__(self, name: str) -> None:
        """Take the name of the item."""
        words = "was there too little memory? fewer processes at a time need less: -j 1"
        super().__init__(f"a process was ended while it worked on {name}", words)
        self.name = name

    def __reduce__(self) -> tuple[type[WorkError], tuple[str, ...]]:
        """Send all of it from a worker."""
        return WorkerDied, (self.name,)


class ClusterLost(WorkError):  # noqa: N818  # the same
    """A cluster's scheduler, or all its workers, have ended."""

    def __init__(self, address: str) -> None:
        """Take the address of its scheduler."""
        words = "start them again, or leave out --executor: the work is done on this machine then"
        super().__init__(f"the Dask cluster at {address} is gone: its scheduler or a worker ended", words)
        self.address = address

    def __reduce__(self) -> tuple[type[WorkError], tuple[str, ...]]:
        """Send all of it from a worker."""
        return ClusterLost, (self.address,)


class NoProcess(WorkError):  # noqa: N818  # the same
    """The system starts no process: too many there are, or it has no semaphores."""

    def __init__(self, reason: str) -> None:
        """Take why not."""
        super().__init__(f"no process can be started: {reason}", "work in this one alone: -j 1")
        self.reason = reason

    def __reduce__(self) -> tuple[type[WorkError], tuple[str, ...]]:
        """Send all of it from a worker."""
        return NoProcess, (self.reason,)


class WorkFailed(Exception):  # noqa: N818  # what failed is another one
    """What work in a process has raised, where that cannot be sent: its type, words and trace as text."""


class Executor(Protocol):
    """Runs work over items. `jobs` is how many batches are worked on at a time."""

    jobs: int

    def run(self, work: Work[S, T, R], shared: S, items: Sequence[T]) -> Iterator[R]:
        """Yield the result of each item, in order; what the work raises is raised here.

        Raises WorkerDied where a worker ends before its work does, ClusterLost where nobody is left to work.
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
