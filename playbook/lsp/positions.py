"""Offsets in code points <-> the protocol's positions: lines and code units from 0.

In: a text, the encoding that client and server have agreed on. Out: positions, ranges, offsets. A line ends
as the protocol says: LF, CRLF or CR.
"""

import re
from bisect import bisect_right
from functools import cached_property

from lsprotocol.types import Position, PositionEncodingKind, Range

from playbook.source import Source

_END = re.compile(r"\r\n|\n|\r")


class Positions:
    """The lines of one text."""

    def __init__(self, text: str, encoding: PositionEncodingKind | str | None = None) -> None:
        """Take a text; without an encoding UTF-16 counts."""
        self.text = text
        self.encoding = str(getattr(encoding, "value", encoding) or "utf-16")
        self.starts = [0, *(each.end() for each in _END.finditer(text))]

    def measure(self, line: int, column: int) -> int:
        """Give the offset of a 1-based line and column of a span, which counts lines by LF alone."""
        row = min(max(line, 1), len(self._rows)) - 1
        return min(self._rows[row] + max(column, 1) - 1, len(self.text))

    @cached_property
    def _rows(self) -> tuple[int, ...]:
        return Source("", self.text).starts

    def position(self, offset: int) -> Position:
        """Give the position of an offset."""
        offset = min(max(offset, 0), len(self.text))
        line = bisect_right(self.starts, offset) - 1
        return Position(line, self._measure(self.text[self.starts[line] : offset]))

    def range(self, start: int, end: int) -> Range:
        """Give the range between two offsets."""
        return Range(self.position(start), self.position(max(start, end)))

    def offset(self, position: Position) -> int:
        """Give the offset of a position; the end of its line where it lies beyond."""
        if position.line >= len(self.starts):
            return len(self.text)
        start = self.starts[position.line]
        end = self.starts[position.line + 1] if position.line + 1 < len(self.starts) else len(self.text)
        line = self.text[start:end].rstrip("\r\n")
        if line.isascii() or self.encoding == "utf-32":
            return start + min(position.character, len(line))
        units = 0
        for n, sign in enumerate(line):
            units += self._measure(sign)
            if units > position.character:
                return start + n
        return start + len(line)

    def _measure(self, text: str) -> int:
        """Count code units."""
        if text.isascii() or self.encoding == "utf-32":
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
