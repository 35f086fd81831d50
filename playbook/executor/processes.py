"""Work in processes of this machine.

In: work, what is shared, items. Out: results in the order of the items. Where the system can copy a process
that has one thread, workers are copies and take over what is shared for nothing; elsewhere they are started
anew and are sent it once. Few items are worked on here: a process costs more than they do.
"""

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import get_context
from typing import Any, TypeVar

from playbook.executor.base import Here, Work, WorkerDied, split
from playbook.executor.parent import end_with_parent

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")

WORTH = {"fork": 24, "spawn": 240}
"""From how many items on processes pay: a copied one starts in hundredths of a second, a new one in one."""

_held: list[tuple[Callable[..., Any], Any]] = []
"""In a worker: its work, and what is shared."""


def count_cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def choose_start() -> str:
    """Choose how workers start: copied where that is safe, on Linux and with one thread, else anew."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


class Processes:
    """Runs batches in processes, `jobs` at a time. `start` is "fork", "spawn" or "" for what is safe."""

    def __init__(self, jobs: int, start: str = "") -> None:
        """Take the number of processes, and how they start."""
        self.jobs = jobs
        self.start = start

    def run(self, work: Work[S, T, R], shared: S, items: Sequence[T]) -> Iterator[R]:
        """Yield the result of each item, in order."""
        start = self.start or choose_start()
        if self.jobs < 2 or not items or (not self.start and len(items) < WORTH[start]):
            yield from Here().run(work, shared, items)
            return
        batches = split(items, self.jobs)
        done = 0
        try:
            for results in self._map(start, (work, shared), batches):
                done += 1
                yield from results
        except BrokenProcessPool:
            rest: list[T] = list(chain.from_iterable(batches[done:]))
            yield from self._run_apart(start, (work, shared), rest)

    def _map(self, start: str, held: tuple[Any, Any], batches: Sequence[Sequence[T]]) -> Iterator[list[Any]]:
        gc.freeze()
        pool = ProcessPoolExecutor(
            min(self.jobs, len(batches)), get_context(start), initializer=_begin, initargs=held
        )
        try:
            yield from pool.map(_work, batches)
        finally:
            pool.shutdown(cancel_futures=True)
            gc.unfreeze()

    def _run_apart(self, start: str, held: tuple[Any, Any], items: Sequence[T]) -> Iterator[Any]:
        """Do again what a dead worker left, batch by batch, then item by item: so the one to blame shows."""
        for batch in split(items, 1):
            try:
                yield from chain.from_iterable(list(self._map(start, held, [batch])))
            except BrokenProcessPool:
                for item in batch:
                    try:
                        yield from chain.from_iterable(list(self._map(start, held, [[item]])))
                    except BrokenProcessPool:
                        raise WorkerDied(str(item)) from None


def _begin(work: Callable[..., Any], shared: Any) -> None:
    """Begin as a worker: the parent alone answers to a stop, and no worker outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()
    gc.freeze()
    _held[:] = [(work, shared)]


def _work(batch: Sequence[Any]) -> list[Any]:
    work, shared = _held[0]
    return list(work(shared, batch))
