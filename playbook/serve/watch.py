"""What has changed on the disk, as soon as it can be known.

In: places, hints or none. Out: the changes since the last look, never twice, never lost: a look at every
file is the truth, a hint only brings it forward. Without any hint it looks about every second, and less
often where a look takes long.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Protocol

from playbook.serve.scan import Change, Places, Scanner

PERIOD = 1.0
"""Seconds between two looks, at least, without a hint."""

SHARE = 20
"""A look may take one part in so many of the time."""

REST = 4
"""How many times a look that found nothing is rested from: hints may come without end, of a log file's
growth."""

BURST = 20
"""From how many changes on more are waited for: a checkout, a folder that is copied. Where fewer paths are
hinted at, these alone are looked at first."""

SETTLE = 0.05
"""Seconds without a change after which a burst is over."""

LONGEST = 2.0
"""Seconds after which a burst is told, over or not."""


class Hinting(Protocol):
    """Something that hints until it is closed."""

    def close(self) -> None:
        """End it."""
        ...


StartHints = Callable[[Sequence[Path], Sequence[Path], Callable[[Iterable[str]], None]], Hinting]
"""Takes folders to watch with all below them, folders to watch alone, and whom to wake."""


@dataclass(slots=True)
class Watcher:
    """Waits for changes."""

    places: Places
    start_hints: StartHints | None = None
    period: float = PERIOD
    _woken: Event = field(default_factory=Event)
    _hinted: set[str] = field(default_factory=set)
    _scanner: Scanner = field(init=False)
    _cost: float = 0.0
    _hints: Hinting | None = None
    _watched: tuple[object, ...] = ()

    def __post_init__(self) -> None:
        """See what is there now."""
        self._scanner = Scanner(self.places)
        self.look()

    def look(self) -> tuple[Change, ...]:
        """Look now; give what has changed since the last look."""
        began = time.monotonic()
        changes = self._scanner.look()
        self._cost = time.monotonic() - began
        self._renew_hints()
        return changes

    def follow(self, places: Places) -> None:
        """Look at these places from now on."""
        self.places = places
        self._scanner.follow(places)
        self._renew_hints()

    def wake(self, paths: Iterable[str] = ()) -> None:
        """Let whoever waits look at once, at these paths first; from any thread."""
        self._hinted.update(frozenset(paths))
        self._woken.set()

    def wait(self) -> tuple[Change, ...]:
        """Wait for a hint or the period's end, then look; give the changes, of a burst all of them, or
        none.

        What a hint names is looked at first: what else has changed is found by the next look.
        """
        is_hinted = self._woken.wait(max(self.period, self._cost * SHARE))
        self._woken.clear()
        hinted = frozenset(self._hinted)
        self._hinted = set()
        changes = (self._scanner.glance(hinted) if len(hinted) < BURST else ()) or self.look()
        changes = self._fill(changes)
        if is_hinted and not changes:
            time.sleep(min(self._cost * REST, self.period))
        return self._settle(changes) if len(changes) > BURST else changes

    def catch_up(self) -> tuple[Change, ...]:
        """Look without waiting; give what has changed since the last look."""
        return self._fill(self.look())

    def _fill(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """Look again, once, where a file is empty: most likely it is just being written."""
        if any(map(self._scanner.is_empty, changes)):
            time.sleep(SETTLE)
            return merge(changes, self.look())
        return changes

    def _settle(self, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            time.sleep(SETTLE)
            more = self.look()
            if not more:
                break
            changes = merge(changes, more)
        return changes

    def _renew_hints(self) -> None:
        """Watch anew when a folder is another one than it was: events follow a folder that was moved away."""
        if self.start_hints is None:
            return
        deep = [each for each in self.places.folders if each.is_dir()]
        flat = list(dict.fromkeys(each.parent for each in self.places.files if each.parent.is_dir()))
        watched = tuple((each, _identify(each)) for each in (*deep, *flat))
        if watched == self._watched:
            return
        self.close()
        self._watched = watched
        self._hints = self.start_hints(deep, flat, self.wake)

    def close(self) -> None:
        """End the hints."""
        if self._hints:
            self._hints.close()
        self._hints, self._watched = None, ()


def _identify(folder: Path) -> tuple[int, int]:
    try:
        found = folder.stat()
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)


def merge(first: tuple[Change, ...], then: tuple[Change, ...]) -> tuple[Change, ...]:
    """Give the changes of two looks as one: of each file the last."""
    return tuple(sorted({each.path: each for each in (*first, *then)}.values()))
