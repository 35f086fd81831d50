"""The loop: whenever something changes, ask anew, make anew, show what came of it.

In: how to read the configuration, a watcher, the work. Out: nothing; it ends when it is stopped. What is
shown belongs to the files as they are: the look at them comes before the making, and what changes meanwhile
is made next.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeVar

from playbook.serve.build import Ask, Asked, Refused
from playbook.serve.places import list_places
from playbook.serve.scan import Change, Places
from playbook.serve.watch import Watcher, merge

TRIES = 5
"""How often a failure is made again at once because files were still changing, before it is shown."""

WHOLE = 100
"""After how many turns all that lasts is searched for cycles of what nobody holds any more."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Turn:
    """One time round: what had changed (nothing at the start and at midnight), seconds that the making
    took."""

    changes: tuple[Change, ...]
    seconds: float


class Work(Protocol[Made]):
    """What is done at every turn."""

    def make(self, asked: Asked | Refused) -> Made:
        """Make it; nothing that an author writes may raise here."""
        ...

    def is_failed(self, made: Made) -> bool:
        """Whether it had rather be made again if files have changed meanwhile."""
        ...

    def show(self, made: Made, turn: Turn) -> None:
        """Show what was made."""
        ...


@contextmanager
def hold_collector(*, is_whole: bool) -> Iterator[None]:
    """Search for no cycles while somebody waits: that goes through all that lasts, and takes long.

    Afterwards what is there now is passed over from then on; `is_whole` searches it first.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_whole:
            gc.unfreeze()
            gc.collect()
        gc.freeze()
        if was_on:
            gc.enable()


@dataclass(slots=True)
class Loop(Generic[Made]):
    """Works at the start, after every change, and when the day turns."""

    ask: Ask
    watcher: Watcher
    work: Work[Made]
    find_day: Callable[[Asked], date] = lambda asked: asked.today
    _asked: Asked | Refused | None = None
    _is_stopped: bool = False
    _left: tuple[Change, ...] = field(default=())
    _turns: int = 0

    def run(self) -> None:
        """Turn until stopped."""
        self.turn(())
        while not self._is_stopped:
            changes, self._left = self._left, ()
            changes = changes or self.watcher.wait()
            if not self._is_stopped and (changes or self._has_day_turned()):
                self.turn(changes)

    def turn(self, changes: tuple[Change, ...]) -> None:
        """Ask, make and show, once."""
        self._turns += 1
        with hold_collector(is_whole=self._turns % WHOLE == 0):
            began = time.monotonic()
            for _ in range(TRIES):
                self._asked = self.ask()
                self._look_where_asked()
                made = self.work.make(self._asked)
                if not self.work.is_failed(made):
                    break
                more = self.watcher.look()
                changes = merge(changes, more)
                if not more:
                    break
            self.work.show(made, Turn(changes, time.monotonic() - began))
        self._left = self.watcher.catch_up()

    def stop(self) -> None:
        """End the loop after this turn; from any thread."""
        self._is_stopped = True
        self.watcher.wake()

    def _look_where_asked(self) -> None:
        """Look at the places of this configuration; where it cannot be used, at those of the one before
        too."""
        if isinstance(self._asked, Asked):
            self.watcher.follow(list_places(self._asked))
        elif self._asked:
            self.watcher.follow(self.watcher.places.join(Places(files=self._asked.files)))

    def _has_day_turned(self) -> bool:
        return isinstance(self._asked, Asked) and self.find_day(self._asked) != self._asked.today
