"""Where the keys, items and scalars of a page's front matter stand, by offset.

In: a page, taken apart. Out: `Places`, which answers what stands at, before or around an offset.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import takewhile

from playbook.diagnostic import KeyPath
from playbook.frontmatter import Document, Node, Spans
from playbook.frontmatter.tree import Offsets
from playbook.source import Span

_DASHES = re.compile(r"[ -]*- *")
_BLOCK = re.compile(r"[|>](?:[+-]?\d?|\d[+-])(?=\s)")


def walk(node: Node, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Node]]:
    """Yield each key's and each item's path with its value, the outer before the inner, as written."""
    pairs: Iterator[tuple[str | int, Node]] = iter(())
    if isinstance(node, dict):
        pairs = iter(node.items())
    elif isinstance(node, list):
        pairs = iter(enumerate(node))
    for key, value in pairs:
        yield (*path, key), value
        yield from walk(value, (*path, key))


class Places:
    """The front matter of a page whose tree could be read. All offsets are code points of the whole text.

    `paths` are the keys and the items that begin somewhere of their own, in order; `starts` says where, and
    `deepest` which is the innermost one that begins there (the first key of an item), both beside `paths`.
    """

    def __init__(self, document: Document, inside: tuple[int, int]) -> None:
        """Look at all that the tree holds. `inside` is the text between the fences."""
        assert document.tree is not None
        self.source, self.tree, self.inside = document.source, document.tree, inside
        self._keys, self._values = get_offsets(self.tree.keys), get_offsets(self.tree.values)
        self.text = document.source.text
        self.paths: list[KeyPath] = []
        self.starts: list[int] = []
        self.deepest: list[KeyPath] = []
        self.ends: list[tuple[int, KeyPath]] = []
        self.scalars: list[tuple[int, int]] = []
        self._own: dict[KeyPath, int] = {}
        self._scalar_at: dict[KeyPath, int] = {}
        for path, value in walk(self.tree.data):
            self._note(path, value)
        self.ends.sort(key=lambda each: (each[0], -len(each[1])))
        self.scalars.sort()

    def _note(self, path: KeyPath, value: Node) -> None:
        start, end = self._keys[path]
        if not self.starts or start > self.starts[-1]:
            self.paths.append(path)
            self.starts.append(start)
            self.deepest.append(path)
        self.deepest[-1] = path
        self._own[path] = self.column(start)
        if isinstance(path[-1], str):
            self.scalars.append((start, end))
            self.ends.append((end, path))
        elif path not in self._values:
            self.ends.append((end, path))
        if path in self._values:
            start, end = self.get_range(path, value)
            if not value or isinstance(value, str):
                self.scalars.append((start, end))
                self.ends.append((end, path))
                self._scalar_at[path] = start
            elif self.text[start] in "[{":
                self.ends.append((end, path))

    def get_range(self, path: KeyPath, value: Node) -> tuple[int, int]:
        """Give where a value stands; a block scalar ends with its last line, blanks that count included."""
        start, end = self._values[path]
        if isinstance(value, str) and (header := _BLOCK.match(self.text, start)):
            end = self._find_end(header, value)
        return start, end

    def _find_end(self, header: re.Match[str], value: str) -> int:
        """Find where the last line of a block scalar ends."""
        first, *lines = self.text[header.start() : self.inside[1]].split("\n")
        indent, keeps = measure_indent(lines, value), "+" in header[0]
        there = list(takewhile(lambda line: not line.strip() or count_blanks(line) >= indent, lines))
        if there and self.inside[1] - header.start() == len("\n".join([first, *there])):
            there.pop()  # what follows the last line ending is no line
        while there and not there[-1].strip() and not keeps and len(there[-1].rstrip("\r")) <= indent:
            there.pop()
        return header.start() + len("\n".join([first, *there]).removesuffix("\r"))

    def column(self, at: int) -> int:
        """Give how many characters stand before an offset on its line."""
        return at - (self.text.rfind("\n", 0, at) + 1)

    def _indent(self, at: int, path: KeyPath) -> int:
        """Give the column of a thing: of an item that of its dash, of a key that of itself."""
        before = self.text[self.text.rfind("\n", 0, at) + 1 : at]
        if isinstance(path[-1], str) or path not in self._values:  # an item without a value is its dash
            return len(before)
        return before.rfind("-") if _DASHES.fullmatch(before) else count_blanks(before)

    def is_in_scalar(self, at: int) -> bool:
        """Whether an offset lies in a key or a scalar value."""
        n = bisect_right(self.scalars, (at, len(self.text))) - 1
        return n >= 0 and at < self.scalars[n][1]

    def is_before_value(self, path: KeyPath, at: int) -> bool:
        """Whether an offset lies between a key and its scalar value."""
        return at < self._scalar_at.get(path, 0)

    def find_before(self, at: int) -> KeyPath | None:
        """Give what ends last before an offset on the same line, the outermost; None where nothing does."""
        line = max(self.text.rfind("\n", 0, at) + 1, self.inside[0])
        before = [(end, path) for end, path in self.ends if line < end <= at]
        if not before:
            return None
        last = max(end for end, _ in before)
        return min((path for end, path in before if end == last), key=len)

    def find_block(self, path: KeyPath, column: int) -> KeyPath:
        """Give the deepest mapping or list around a path that begins at a column or left of it."""
        for length in range(len(path), 0, -1):
            if self._find_column(path[:length]) <= column:
                return path[: length - 1]
        return ()

    def _find_column(self, path: KeyPath) -> int:
        """Give the column at which a key, or an item's dash, stands."""
        if isinstance(path[-1], str):
            return self._own[path]
        return self._indent(self._keys[path][0], path)

    def get_key(self, path: KeyPath) -> str:
        """Give a key as it is written."""
        return self.text[slice(*self._keys[path])]

    def get_value(self, path: KeyPath, value: Node) -> str:
        """Give a scalar as it is written; "" for a value that is absent."""
        if path not in self._values:
            return ""
        return self.text[slice(*self.get_range(path, value))]


def get_offsets(spans: Mapping[KeyPath, Span]) -> Offsets:
    """Give where things stand as offsets, not as spans: a page has hundreds."""
    assert isinstance(spans, Spans)
    return spans.places.offsets


def count_blanks(line: str) -> int:
    """Count the blanks at the beginning of a line."""
    return len(line) - len(line.lstrip(" "))


def measure_indent(lines: list[str], value: str) -> int:
    """Give the indentation of a block scalar, from its lines as written and the value that they come to."""
    written = next((each for each in lines if each.strip()), "")
    meant = next((each for each in value.split("\n") if each.strip()), "")
    return count_blanks(written) - count_blanks(meant) if meant else len(written)
