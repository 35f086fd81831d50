"""Another value in the place of a whole one.

In: where the old value stands and how it is written, the new one. Out: edits. The comment on the line of the
key stays; quotes and the style of a text below its key stay where the new text bears them.
"""

import re
from dataclasses import dataclass

from playbook.diagnostic import KeyPath
from playbook.edit.layout import Layout
from playbook.edit.lines import Lines
from playbook.edit.write_value import Written, find_header, write_in_block, write_like, write_value
from playbook.frontmatter import Node

_COMMENT = re.compile(r"(?:^|\s)#")


@dataclass(frozen=True, slots=True)
class Replacement:
    """Replaces what stands at one key path, which is not inside braces or brackets."""

    lines: Lines
    path: KeyPath
    in_lines: bool

    def put(self, old: Node, new: Node) -> None:
        """Put the new value there."""
        layout, is_item = self.lines.layout, isinstance(self.path[-1], int)
        value = layout.find_value(self.path)
        column = layout.find_column(layout.find_entry(self.path)) + (2 if is_item else 0)
        written = write_value(new, is_item=is_item, in_lines=self.in_lines)
        shown = layout.text[slice(*value)] if value else ""
        if value is None:
            self._head_key(written)
            self.lines.insert(layout.find_end(self.path), written.below, column)
        elif isinstance(old, str) and find_header(shown):
            self._replace_block(value, new, written, column)
        elif isinstance(old, dict | list) and shown[0] not in "[{":
            self._replace_lines(value, written, column)
        else:
            if isinstance(old, str) and isinstance(new, str) and "\n" not in new:
                written = Written(write_like(shown, new))
            self._replace_on_line(value, written, column)

    def _head_key(self, written: Written) -> None:
        """Put what stands on the line of a key behind its colon, or behind the dash."""
        mark = self.lines.layout.find_mark(self.path)
        self.lines.note(mark, mark, f" {written.head}" if written.head else "")

    def _replace_on_line(self, value: tuple[int, int], written: Written, column: int) -> None:
        layout = self.lines.layout
        refuse_comment(layout, *value)
        least = layout.find_mark(self.path)
        start = value[0] if written.head else layout.skip_blanks_back(value[0], least)
        self.lines.note(start, value[1], written.head)
        self.lines.insert(layout.find_end(self.path), written.below, column)

    def _replace_block(self, value: tuple[int, int], new: Node, written: Written, column: int) -> None:
        """Replace a text that stands below its key, behind `|` or `>`."""
        layout = self.lines.layout
        old = layout.text[slice(*value)]
        body, end = layout.find_next_line(value[0]), layout.find_end(self.path)
        first = next((line for line in layout.text[body:end].split("\n") if line.strip()), "")
        indent = len(first) - len(first.lstrip()) - column if first else 2
        if isinstance(new, str) and self.in_lines:
            written = write_in_block(old, new, indent) or written
        self.lines.note(value[0], value[0] + len(find_header(old)), written.head)
        self.lines.note(body, end, "")
        self.lines.insert(end, written.below, column)

    def _replace_lines(self, value: tuple[int, int], written: Written, column: int) -> None:
        """Replace a mapping or list that stands in lines of its own."""
        layout, end = self.lines.layout, self.lines.layout.find_end(self.path)
        if isinstance(self.path[-1], int):
            column = layout.find_column(value[0])
            self.lines.note(value[0], layout.find_line_end(value[0]), written.head)
            self.lines.note(layout.find_next_line(value[0]), end, "")
        else:
            self._head_key(written)
            self.lines.note(layout.find_next_line(layout.find_mark(self.path) - 1), end, "")
        self.lines.insert(end, written.below, column)


def refuse_comment(layout: Layout, start: int, end: int) -> None:
    """Refuse to write over a comment inside a value of several lines in braces or brackets: ValueError."""
    text = layout.text[start:end]
    if text[:1] in ("[", "{") and any(map(_COMMENT.search, text.split("\n"))):
        line = layout.source.place(start)[0]
        raise ValueError(f"{line}: a comment stands inside this value; change it by hand")
