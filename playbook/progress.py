"""How far the work is, told to whoever wants to know.

In: phases as they begin, items as they are done. Out: nothing. It prints nothing and asks no clock: that is
the affair of the one who listens.
"""

from typing import Protocol

PHASES = ("load", "resolve", "check", "index", "render", "copies", "publish")
"""The phases in the order in which they come; `copies` is part of `render` unless it is asked for apart."""


class Progress(Protocol):
    """Listens. `apart` asks for the machine copies as a phase of their own, which takes a little longer."""

    apart: bool

    def begin(self, phase: str, total: int = 0) -> None:
        """Hear that a phase begins, or goes on with so many items more; the one before is over."""
        ...

    def step(self, number: int = 1) -> None:
        """Hear that so many items were worked out."""
        ...

    def skip(self, number: int) -> None:
        """Hear that so many items need no work: they are known from before."""
        ...


class Silence:
    """Listens to nothing."""

    apart = False

    def begin(self, phase: str, total: int = 0) -> None:
        """Let it pass."""

    def step(self, number: int = 1) -> None:
        """Let it pass."""

    def skip(self, number: int) -> None:
        """Let it pass."""
