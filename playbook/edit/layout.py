"""Where the keys, items and values of a page stand, as offsets in its text.

In: a page, taken apart. Out: offsets in code points, columns from 0. It changes nothing.
"""

import re
from dataclasses import dataclass

from playbook.diagnostic import KeyPath
from playbook.frontmatter import Document, Node, Tree
from playbook.source import Source

_BLANKS = re.compile("[ \t]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """The places of a page's front matter."""

    source: Source
    tree: Tree

    @property
    def text(self) -> str:
        """The page's whole text."""
        return self.source.text

    @property
    def ending(self) -> str:
        """How lines end: as the first one does."""
        first = self.source.starts[1] if len(self.source.starts) > 1 else 0
        return "\r\n" if self.text[first - 2 : first] == "\r\n" else "\n"

    @property
    def start(self) -> int:
        """Where the line after the opening fence begins."""
        return self.source.starts[self.tree.root.line]

    def find_value(self, path: KeyPath) -> tuple[int, int] | None:
        """Give where a value starts and ends; None where there is none."""
        span = self.tree.values.get(path)
        return None if span is None else self.source.offsets(span)

    def find_entry(self, path: KeyPath) -> int:
        """Give where a key begins, or the dash of a list's item."""
        place = path[-1]
        if isinstance(place, str):
            return self.source.offsets(self.tree.keys[path])[0]
        whole = self.find_value(path[:-1])
        assert whole is not None
        column, line = self.find_column(whole[0]), self.tree.keys[path].line
        if place == 0:
            return whole[0]
        while not re.match(rf" {{{column}}}-(?:\s|\Z)", self.source.line(line)):
            line -= 1
        return self.source.starts[line - 1] + column

    def find_above(self, path: KeyPath) -> int:
        """Give where the comment lines directly above an item begin; without any, its own line."""
        line, place = self.source.place(self.find_entry(path))[0], path[-1]
        assert isinstance(place, int)
        least = self.find_end((*path[:-1], place - 1)) if place else self.start
        while self.source.starts[line - 1] > least and self.source.line(line - 1).lstrip().startswith("#"):
            line -= 1
        return self.source.starts[line - 1]

    def find_mark(self, path: KeyPath) -> int:
        """Give where the colon of a key, or the dash of an item, ends."""
        if isinstance(path[-1], int):
            return self.find_entry(path) + 1
        return self.text.index(":", self.source.offsets(self.tree.keys[path])[1]) + 1

    def find_end(self, path: KeyPath) -> int:
        """Give where the line begins that follows on the last one of a key or item and its value."""
        value = self.find_value(path)
        return self.find_next_line(value[1] - 1 if value else self.find_mark(path) - 1)

    def find_next_line(self, offset: int) -> int:
        """Give where the line begins that follows on the one that holds an offset."""
        return self.source.starts[self.source.place(offset)[0]]

    def find_line_end(self, offset: int) -> int:
        """Give where the text of the line that holds an offset ends, its comment included."""
        line, column = self.source.place(offset)
        return offset - column + 1 + len(self.source.line(line))

    def find_column(self, offset: int) -> int:
        """Give the column of an offset, from 0."""
        return self.source.place(offset)[1] - 1

    def begins_line(self, offset: int) -> bool:
        """Whether nothing but blanks stands before an offset on its line."""
        return not self.text[offset - self.find_column(offset) : offset].strip()

    def skip_blanks_back(self, offset: int, least: int) -> int:
        """Give where the blanks before an offset begin, on its line and not before `least`."""
        return max(least, len(self.text[:offset].rstrip(" \t")))

    def is_in_flow_style(self, path: KeyPath, node: Node) -> bool:
        """Whether a mapping or list that is no part of another such one stands in braces or brackets."""
        if not path:
            first = next(iter(node), None) if isinstance(node, dict) else None
            before = self.text[self.start : self.find_entry((first,))] if first else ""
            return before.rstrip().endswith("{")
        value = self.find_value(path)
        return value is not None and self.text[value[0]] in "[{"


def lay_out(document: Document) -> Layout | None:
    """Find the places of a page; None where it has no front matter that can be read."""
    return Layout(document.source, document.tree) if document.tree is not None else None
