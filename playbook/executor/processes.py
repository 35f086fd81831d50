"""Work in processes of this machine.

In: work, what is shared, items. Out: results in the order of the items. Where the system can copy a process
that has one thread, workers are copies and take over what is shared for nothing; elsewhere they are started
anew and are sent it once. Few items are worked on here: a process costs more than they do.
"""

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain
from multiprocessing import active_children, get_context
from traceback import format_exception
from typing import Any, TypeVar

from playbook.executor.base import Here, NoProcess, Work, WorkerDied, WorkFailed, split
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
    """Runs batches in processes, `jobs` at a time; here, where the system starts none.

    `start` is "fork", "spawn" or "" for what is safe; `tell` is told why no process was started.
    """

    def __init__(self, jobs: int, start: str = "", tell: Callable[[str], None] = lambda _: None) -> None:
        """Take the number of processes, how they start, and who is told."""
        self.jobs = jobs
        self.start = start
        self.tell = tell

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
        except NoProcess as error:
            self.tell(error.message)
            yield from Here().run(work, shared, items)

    def _map(self, start: str, held: tuple[Any, Any], batches: Sequence[Sequence[T]]) -> Iterator[list[Any]]:
        gc.freeze()
        try:
            pool, results = self._start(start, held, batches)
            try:
                yield from results
            finally:
                pool.shutdown(cancel_futures=True)
        finally:
            gc.unfreeze()

    def _start(
        self, start: str, held: tuple[Any, Any], batches: Sequence[Sequence[T]]
    ) -> tuple[ProcessPoolExecutor, Iterator[list[Any]]]:
        """Start the processes, all of them, and give them their work. Raises NoProcess."""
        before, number = set(active_children()), min(self.jobs, len(batches))
        pool = None
        try:
            pool = ProcessPoolExecutor(number, get_context(start), initializer=_begin, initargs=held)
            with _holding_interrupts():
                results = pool.map(_work, batches)
            return pool, results
        except BrokenProcessPool:
            raise
        except (OSError, ImportError, RuntimeError) as error:
            for each in set(active_children()) - before:
                each.kill()
                each.join()
            raise NoProcess(str(error)) from error
        except BaseException:  # a stop, held back or not: nothing more is begun
            if pool:
                pool.shutdown(cancel_futures=True)
            raise

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


@contextmanager
def _holding_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back: what starts meanwhile inherits that and never sees one; this process does afterwards.

    A new process imports for half a second before `_begin`.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin(work: Callable[..., Any], shared: Any) -> None:
    """Begin as a worker: the parent alone answers to a stop, and no worker outlives it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()
    gc.freeze()
    _held[:] = [(work, shared)]


def _work(batch: Sequence[Any]) -> list[Any]:
    work, shared = _held[0]
    try:
        return list(work(shared, batch))
    except Exception as error:
        if _can_be_sent(error):
            raise
        raise WorkFailed("".join(format_exception(error))) from None


def _can_be_sent(error: Exception) -> bool:
    """Whether an exception can be built again from what is sent of it: else the pool breaks, and nobody
    learns what has failed."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # its own, of this line
    except Exception:
        return False
    return True
