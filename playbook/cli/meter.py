"""How long each phase takes and how far it is, on one line of the terminal while it lasts.

In: what the phases tell. Out: the line, rewritten in place and taken away at the end; figures for the last
line of `build` and the table of --timings. click.progressbar is not used for the line: it is for one loop of
a known length, draws at once however short that is, leaves its bar behind, and says no rate.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click

COMPARE = "compare"
"""The phase in which a command looks whether anything has changed since it was last run."""

WORDS = {
    COMPARE: ("looking for changes", "files"),
    "load": ("reading", "pages"),
    "resolve": ("linking", "pages"),
    "check": ("judging", "pages"),
    "index": ("looking up", "initiatives"),
    "render": ("rendering", "pieces"),
    "copies": ("copying", "pieces"),
    "publish": ("writing", "files"),
}
"""What a phase is called while it lasts, and what its items are."""

PATIENCE = 1.0
"""Seconds before there is a line: what is quicker needs none."""

PERIOD = 0.1
"""Seconds between two lines."""


@dataclass(slots=True)
class Phase:
    """A phase: how many items it has, how many were worked out or known before, seconds."""

    name: str
    total: int = 0
    worked: int = 0
    known: int = 0
    seconds: float = 0.0

    @property
    def done(self) -> int:
        """How many items are done with."""
        return self.worked + self.known

    @property
    def rate(self) -> float:
        """How many items are worked out in a second."""
        return self.worked / self.seconds if self.seconds else 0.0

    def describe(self) -> str:
        """Say how far it is: rendering 1,200 of 4,000 pieces, 310 per second."""
        verb, noun = WORDS[self.name]
        if not self.done:
            return verb
        rate = f", {self.rate:,.0f} per second" if self.rate >= 1 else ""
        return f"{verb} {self.done:,} of {max(self.total, self.done):,} {noun}{rate}"


class Line:
    """One line of a terminal, `width` letters long, that is written over."""

    def __init__(self, width: int, write: Callable[[str], None]) -> None:
        """Take how wide the terminal is, and what writes to it."""
        self.width = width
        self.write = write
        self._shown = 0

    def show(self, words: str, short: str) -> None:
        """Write over what stands there; the short words where the others do not fit: cut, figures lie."""
        words = words if len(words) < self.width else short[: self.width - 1]
        self.write(f"\r{words.ljust(self._shown)}")
        self._shown = len(words)

    def clear(self) -> None:
        """Take away what stands there."""
        if self._shown:
            self.write(f"\r{' ' * self._shown}\r")
            self._shown = 0


class Meter:
    """Listens to the phases: measures them, and shows how far they are where there is a line."""

    def __init__(
        self, line: Line | None = None, *, apart: bool = False, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Take the line, None where there is no terminal, whether copies are timed by themselves, and what
        tells the seconds."""
        self.clock = clock
        self.line = line
        self.apart = apart
        self.phases: dict[str, Phase] = {}
        self._began = self._turned = self._drawn = clock()
        self._now: Phase | None = None

    @property
    def seconds(self) -> float:
        """Seconds since the beginning."""
        return self.clock() - self._began

    def begin(self, phase: str, total: int = 0) -> None:
        """Begin a phase, or go on with it; the one before is over."""
        self._turn()
        self._now = self.phases.setdefault(phase, Phase(phase))
        self._now.total += total
        self._draw()

    def step(self, number: int = 1) -> None:
        """Count items that were worked out."""
        if self._now:
            self._now.worked += number
            self._draw()

    def skip(self, number: int) -> None:
        """Count items that were known before."""
        if self._now:
            self._now.known += number
            self._draw()

    def stop(self) -> None:
        """End the phase, and take the line away."""
        self._turn()
        self._now = None
        if self.line:
            self.line.clear()

    def list_phases(self) -> Iterator[Phase]:
        """Yield the phases that there were, in order."""
        yield from self.phases.values()

    def _turn(self) -> None:
        now = self.clock()
        if self._now:
            self._now.seconds += now - self._turned
        self._turned = now

    def _draw(self) -> None:
        """Show how far it is, not at once and not too often."""
        if not (self.line and self._now):
            return
        now = self.clock()
        if now - self._began >= PATIENCE and now - self._drawn >= PERIOD:
            self._turn()
            self.line.show(self._now.describe(), WORDS[self._now.name][0])
            self._drawn = now


def write_error(text: str) -> None:
    """Write to stderr as it stands."""
    click.echo(text, err=True, nl=False)
