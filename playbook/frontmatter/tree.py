"""The tree of a page's front matter: nothing but strings, each with its place.

In: the source and the offsets at which keys and values stand. Out: `Tree`, which tells the span of
any key or value. It does not parse and gives no string a type: the schema does that.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from playbook.diagnostic import KeyPath
from playbook.source import Source, Span

Node = str | None | list["Node"] | dict[str, "Node"]
"""A value as the author wrote it: text, nothing, a list or a mapping."""

Offsets = dict[KeyPath, tuple[int, int]]
"""Where things stand: half-open ranges of code points in the source."""


@dataclass(slots=True)
class Places:
    """Where things stand, as they are come upon: the path of what holds a thing, its key, start and end.

    Most pages are never asked for a place, so the paths are put together when one is.
    """

    noted: list[tuple[KeyPath, str | int, int, int]] = field(default_factory=list)
    _offsets: Offsets = field(default_factory=dict)

    @property
    def offsets(self) -> Offsets:
        """Give all that has been noted so far, by key path."""
        fresh = self.noted[len(self._offsets) :]
        self._offsets.update({(*path, key): (start, end) for path, key, start, end in fresh})
        return self._offsets


@dataclass(frozen=True, slots=True)
class Spans(Mapping[KeyPath, Span]):
    """Spans by key path, made from offsets when asked for: most are never asked for."""

    source: Source = field(repr=False)
    places: Places

    def __getitem__(self, path: KeyPath) -> Span:
        """Give the span at a path; KeyError when nothing stands there."""
        return self.source.span(*self.places.offsets[path])

    def __iter__(self) -> Iterator[KeyPath]:
        """Go through the paths in the order of the page."""
        return iter(self.places.offsets)

    def __len__(self) -> int:
        """Count the paths."""
        return len(self.places.offsets)


@dataclass(frozen=True, slots=True)
class Tree:
    """The front matter of one page: values are strings, never typed.

    `keys` holds the span of each key; for a list item that of its value, or of its dash when it
    has none. `values` holds the span of each value: a scalar's text with its quotes, a mapping's
    or a list's whole extent. `root` is the opening fence.
    """

    data: dict[str, Node]
    keys: Mapping[KeyPath, Span]
    values: Mapping[KeyPath, Span]
    root: Span

    def locate(self, path: KeyPath) -> Span:
        """Give the span of the key at `path`, else of its nearest existing parent, else the root."""
        for length in range(len(path), 0, -1):
            span = self.keys.get(path[:length])
            if span is not None:
                return span
        return self.root

    def locate_value(self, path: KeyPath) -> Span:
        """Give the span of the value at `path` where there is one, else what `locate` gives."""
        span = self.values.get(path)
        return self.locate(path) if span is None else span
