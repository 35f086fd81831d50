"""A line of source as a terminal shows it, with the columns of the marked part.

In: the line and a range of 0-based code points. Out: the text to print, cut to a window around the
range when it is long, and where the carets go. It prints no line numbers and no colour.
"""

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

from playbook.formats.inert import TAB, disarm, escape_controls

WIDTH = 100
_BEFORE = 30
_NEAR = 4 * WIDTH
"""How many code points on either side of the mark's start are measured: more are never shown."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What to print: the text, and the carets' first column (from 0) and number (at least 1)."""

    text: str
    offset: int
    length: int


def draw_excerpt(line: str, start: int, end: int) -> Drawing:
    """Draw a line with the code points from `start` to before `end` marked; both may lie outside it."""
    cut = max(min(start, len(line)) - _NEAR, 0)
    start, end = start - cut, end - cut
    cells = _measure(line[cut : cut + 2 * _NEAR])
    columns = [0, *accumulate(width for _, width in cells)]
    start = min(start, len(cells))
    end = min(max(end, start), len(cells))
    first, last = _choose_window(columns, columns[start])
    lead = "…" if first else ""
    tail = "…" if last < len(cells) else ""
    text = disarm("".join(shown for shown, _ in cells[first:last]))
    length = columns[min(end, last)] - columns[start]
    return Drawing(
        f"{lead}{text}{tail}".rstrip(), len(lead) + columns[start] - columns[first], max(length, 1)
    )


def _choose_window(columns: list[int], mark: int) -> tuple[int, int]:
    """Give the range of cells to show: all of them, or `WIDTH` columns with the mark in sight."""
    if columns[-1] <= WIDTH:
        return 0, len(columns) - 1
    first = max(bisect_right(columns, mark - _BEFORE) - 1, 0)
    return first, bisect_right(columns, columns[first] + WIDTH) - 1


def _measure(line: str) -> list[tuple[str, int]]:
    """Give each code point's printed form and its width in terminal columns."""
    cells: list[tuple[str, int]] = []
    column = 0
    for sign in line:
        shown = " " * (TAB - column % TAB) if sign == "\t" else escape_controls(sign)
        width = _width(sign) if shown == sign else len(shown)
        cells.append((shown, width))
        column += width
    return cells


def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in ("W", "F") else 1
