"""Who judges while others type: a thread of its own, which waits for a pause.

In: things that have changed. Out: each is worked on once after a pause, the newest state of it. It asks no
clock.
"""

from collections.abc import Callable, Hashable
from threading import Condition, Thread

PAUSE = 0.15
"""Seconds without a change after which it is worked on."""

MOST = 8
"""How many pauses are waited for at most, while somebody types on and on."""


class Turns:
    """Works on what has changed, in a thread that ends with the process."""

    def __init__(self, work: Callable[[Hashable], None]) -> None:
        """Take what works on a thing; it raises nothing."""
        self._work = work
        self._changed = Condition()
        self._waiting: dict[Hashable, None] = {}
        self._is_working = False
        self._thread = Thread(target=self._run, daemon=True, name="judge")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def add(self, thing: Hashable) -> None:
        """Say that something has changed."""
        with self._changed:
            self._waiting[thing] = None
            self._changed.notify()

    @property
    def is_idle(self) -> bool:
        """Whether all that has changed was worked on."""
        with self._changed:
            return not (self._waiting or self._is_working)

    def _run(self) -> None:
        while True:
            for each in self._take():
                self._work(each)
            with self._changed:
                self._is_working = False

    def _take(self) -> tuple[Hashable, ...]:
        with self._changed:
            while not self._waiting:
                self._changed.wait()
            for _ in range(MOST):
                if not self._changed.wait(PAUSE):
                    break
            taken = tuple(self._waiting)
            self._waiting.clear()
            self._is_working = True
            return taken
