"""Where text came from.

In: the raw text of one file. Out: `Span`, a range of 1-based code points, and `Source`, which
turns offsets into spans and gives back single lines. It does not read files.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

MAX_PAGE = 1 << 20
"""The largest page, in bytes."""

MAX_TABLE = 16 << 20
"""The largest CSV that is read, in bytes."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range in a file: lines and columns count code points from 1; the end is exclusive.

    `path` is POSIX style and relative to the project's root. `line` 0 means the file as a whole.
    """

    path: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """One file's text with the offsets at which its lines begin."""

    path: str
    text: str
    starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        lengths = [len(each) + 1 for each in self.text.split("\n")]
        object.__setattr__(self, "starts", tuple(accumulate(lengths[:-1], initial=0)))

    def place(self, offset: int) -> tuple[int, int]:
        """Give the 1-based line and column of an offset in code points."""
        row = bisect_right(self.starts, offset) - 1
        return row + 1, offset - self.starts[row] + 1

    def span(self, start: int, end: int) -> Span:
        """Give the span between two offsets in code points."""
        line, column = self.place(start)
        end_line, end_column = self.place(max(start, end))
        return Span(self.path, line, column, end_line, end_column)

    def offsets(self, span: Span) -> tuple[int, int]:
        """Give where a span starts and ends, in code points from 0."""
        starts = self.starts
        return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1

    def line(self, number: int) -> str:
        """Give a line's text by its 1-based number, without its ending; "" when there is none."""
        if not 1 <= number <= len(self.starts):
            return ""
        start = self.starts[number - 1]
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r")
