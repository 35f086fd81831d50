"""Work on a Dask cluster that stands already.

In: the address of its scheduler; work, what is shared, items. Out: results in the order of the items. The
workers need the same playbook, and the project's folder at the same path. The only module that imports
distributed, which is an extra.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any, TypeVar

from distributed import Client, as_completed
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from playbook.executor.base import ClusterLost, Work, WorkerDied, split

S = TypeVar("S")
T = TypeVar("T")
R = TypeVar("R")


class Cluster:
    """Runs batches on the workers of a Dask scheduler, at `address`: HOST:PORT."""

    def __init__(self, address: str, seconds: float = 10) -> None:
        """Connect. Raises OSError when nobody answers within the seconds given."""
        self.address = address
        self.client = Client(f"tcp://{address}", timeout=seconds, set_as_default=False)
        self.jobs = max(1, sum(self.client.nthreads().values()))

    def run(self, work: Work[S, T, R], shared: S, items: Sequence[T]) -> Iterator[R]:
        """Yield the result of each item, in order."""
        with self._answering():
            yield from self._run(work, shared, split(items, self.jobs))

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Say that the cluster is gone where its scheduler, or whoever held what is shared, has ended."""
        try:
            yield
        except (CancelledError, CommClosedError, TimeoutError):
            raise ClusterLost(self.address) from None

    def _run(self, work: Work[S, T, R], shared: S, batches: Sequence[Sequence[T]]) -> Iterator[R]:
        held = self.client.scatter(shared, broadcast=True, hash=False)
        futures = [self.client.submit(_work, work, held, batch, pure=False) for batch in batches]
        results: dict[int, Any] = {}
        number = {future.key: n for n, future in enumerate(futures)}
        wanted = 0
        for future in as_completed(futures, loop=self.client.loop):
            n = number[future.key]
            try:
                results[n] = future.result()
            except KilledWorker:
                raise WorkerDied(f"{batches[n][0]} … {batches[n][-1]}") from None
            while wanted in results:
                yield from results.pop(wanted)
                wanted += 1


def _work(work: Any, shared: Any, batch: Sequence[Any]) -> list[Any]:
    return list(work(shared, batch))
