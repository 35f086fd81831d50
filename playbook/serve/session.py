"""The work of a preview: build in memory, swap what is shown.

In: a builder, a preview. Out: each build with its turn, to whoever tells the author. Requests are never kept
waiting: the old build answers until the new one is whole.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playbook.serve.build import Asked, Builder, Built, Refused, build_safely
from playbook.serve.loop import Turn
from playbook.serve.preview import Preview


@dataclass(frozen=True, slots=True)
class Session:
    """Builds for a preview."""

    builder: Builder
    preview: Preview
    tell: Callable[[Built, Turn], None]

    def make(self, asked: Asked | Refused) -> Built:
        """Build in memory."""
        return build_safely(self.builder, asked)

    def is_failed(self, made: Built) -> bool:
        """Whether nothing of it can be shown."""
        return made.message is not None

    def show(self, made: Built, turn: Turn) -> None:
        """Show a build from now on, and tell of it."""
        self.preview.show(made)
        self.tell(made, turn)
