"""Events of the file system, taken as hints that it is time to look: they get lost under load.

In: folders that are there. Out: a call when something may have happened below them, with the paths that were
named; more may have changed than is named.
The only module that imports watchfiles.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from threading import Event, Thread

from watchfiles import watch

STEP = 10
"""Milliseconds of quiet after which a burst counts as over; a save takes an editor several calls."""

LONGEST = 200
"""Milliseconds after which it is told, quiet or not."""

PATIENCE = 2.0

Wake = Callable[[Iterable[str]], None]
"""Takes the paths that were named."""


class Hints:
    """Watches in threads of its own."""

    def __init__(self, deep: Sequence[Path], flat: Sequence[Path], wake: Wake) -> None:
        """Watch from now on. A system that cannot watch is no fault: there will be no hints."""
        self._stop = Event()
        self._wake = wake
        kinds = ((deep, True), (flat, False))
        self._threads = [
            Thread(target=self._run, args=(folders, is_deep), daemon=True)
            for folders, is_deep in kinds
            if folders
        ]
        for each in self._threads:
            each.start()

    def _run(self, folders: Sequence[Path], is_deep: bool) -> None:
        try:
            for events in watch(
                *folders,
                watch_filter=None,
                debounce=LONGEST,
                step=STEP,
                stop_event=self._stop,
                recursive=is_deep,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                self._wake(path for _, path in events)
        except (OSError, RuntimeError):  # RuntimeError: what the Rust side raises
            return

    def close(self) -> None:
        """End the threads."""
        self._stop.set()
        for each in self._threads:
            each.join(PATIENCE)
