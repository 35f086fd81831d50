"""What is shown now, swapped as a whole: requests read it, the loop replaces it, open pages wait for the
next.

In: what was built. Out: the current `Manifest`. A request that has begun keeps the manifest it began with.
What open pages show is made before they are told.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition

from playbook.serve.build import Built
from playbook.serve.manifest import Manifest
from playbook.serve.message import Message

FIRST = 4
"""So many open pages are made before any is told: for one that waits longer, the others would wait too."""


class Preview:
    """The current manifest, and a way to wait for the next one."""

    def __init__(self, tell: Callable[[Message], None] = lambda _message: None) -> None:
        """Begin with the word that the site is being made; `tell` is told of what cannot be made when it is
        asked for."""
        self.current = Manifest(tell=tell)
        self.is_closed = False
        self._turned = Condition()
        self._open: Counter[str] = Counter()

    def show(self, built: Built) -> Manifest:
        """Show a build from now on, and wake who waits."""
        manifest = self.current.follow(built)
        for path in self._list_open()[:FIRST]:
            manifest.find(path)  # here, where nobody else works at the moment
        with self._turned:
            self.current = manifest
            self._turned.notify_all()
        return manifest

    @contextmanager
    def keep_open(self, path: str) -> Iterator[None]:
        """Know that a page is open, as long as this lasts."""
        with self._turned:
            self._open[path] += 1
        try:
            yield
        finally:
            with self._turned:
                self._open[path] -= 1
                self._open += Counter()  # lets go of what is at nought

    def _list_open(self) -> list[str]:
        """List the paths of open pages, the last opened first."""
        with self._turned:
            return list(reversed(self._open))

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
