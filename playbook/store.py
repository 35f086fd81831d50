"""Text, HTML and spans by a page's digest: fetched for a finding or a render, never carried along.

In: a page's digest and what was read. Out: the same on request. Here it is memory; a cache on disk may
stand behind the same three names.
"""

from dataclasses import dataclass, field

from playbook.frontmatter import Tree
from playbook.source import Source


@dataclass(frozen=True, slots=True)
class Stored:
    """What a page's file held: its text, its tree of spans, its HTML with open links."""

    source: Source
    tree: Tree | None
    html: str


@dataclass(slots=True)
class Store:
    """Keeps what was read under its digest."""

    _kept: dict[str, Stored] = field(default_factory=dict)

    def keep(self, digest: str, stored: Stored) -> None:
        """Keep what a file held."""
        self._kept[digest] = stored

    def fetch(self, digest: str) -> Stored | None:
        """Give back what was kept, or None."""
        return self._kept.get(digest)
