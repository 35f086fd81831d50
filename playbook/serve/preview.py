"""What is shown now, swapped as a whole: requests read it, the loop replaces it, open pages wait for the
next.

In: what was built. Out: the current `Manifest`. A request that has begun keeps the manifest it began with.
"""

from threading import Condition

from playbook.serve.build import Built
from playbook.serve.manifest import Manifest


class Preview:
    """The current manifest, and a way to wait for the next one."""

    def __init__(self) -> None:
        """Begin with the word that the site is being made."""
        self.current = Manifest()
        self.is_closed = False
        self._turned = Condition()

    def show(self, built: Built) -> Manifest:
        """Show a build from now on, and wake who waits."""
        with self._turned:
            self.current = self.current.follow(built)
            self._turned.notify_all()
        return self.current

    def wait(self, number: int, seconds: float) -> Manifest:
        """Wait until another build than this one is shown, at most so long; give the current manifest."""
        with self._turned:
            self._turned.wait_for(lambda: self.is_closed or self.current.number != number, seconds)
        return self.current

    def close(self) -> None:
        """Wake who waits, for the last time."""
        with self._turned:
            self.is_closed = True
            self._turned.notify_all()
