"""From a position in a block's content back to the file.

In: a page's source and a block's token. Out: offsets in the source. Markdown-it keeps lines for
blocks and nothing for what stands inside: a block's content is its lines without what stands
before them, so each is found again at the end of its line, or for cells in order within it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from markdown_it.token import Token

from playbook.source import Source

_BREAK = re.compile(r"\r\n?|\n")
_DEFINITION = re.compile(r"(?<!\\)\]:[\s>]*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s<]\S*))")


class Lines:
    """The lines of a body as Markdown counts them: also after a carriage return alone."""

    def __init__(self, source: Source, start: int, body: str) -> None:
        """Take a source, the offset at which its body starts, and the body as it is parsed."""
        self.source = source
        self.whole = source.text[:start] + body
        self.starts = [start, *self._find_starts(start)]

    def _find_starts(self, start: int) -> Sequence[int]:
        """Find where lines begin behind an offset: where the source's do, if they end in line feeds alone."""
        if "\r" in self.whole:
            return [found.end() for found in _BREAK.finditer(self.whole, start)]
        return self.source.starts[bisect_right(self.source.starts, start) :]

    def text(self, line: int) -> str:
        """Give a line, counted from 0, without its ending; "" behind the last."""
        return self.whole[self.start(line) : self.start(line + 1)].rstrip("\r\n")

    def start(self, line: int) -> int:
        """Give the offset at which a line, counted from 0, begins; the end of the text behind the last."""
        return self.starts[line] if line < len(self.starts) else len(self.whole)

    def number(self, line: int) -> int:
        """Give the number in the file, counted from 1, of a line counted from 0."""
        return bisect_right(self.source.starts, self.starts[min(line, len(self.starts) - 1)])


class Finder:
    """Finds the contents of blocks in the lines; must be asked block by block, in order."""

    def __init__(self, lines: Lines) -> None:
        """Take the lines of the body."""
        self.lines = lines
        self._cell_line = -1
        self._cell_end = 0
        self._block: Token | None = None
        self._rows: list[tuple[int, int]] = []

    def find_cell(self, token: Token) -> Sequence[int]:
        """Give the offset in the file of each sign of a cell's content; () when it is not found."""
        line = token.map[0] if token.map else 0
        if line != self._cell_line:
            self._cell_line, self._cell_end = line, self.lines.start(line)
        text, end = self.lines.whole, self.lines.start(line + 1)
        if "|" not in token.content:
            start = text.find(token.content, self._cell_end, end)
            self._cell_end = max(self._cell_end, start + len(token.content))
            return range(start, start + len(token.content)) if start >= 0 else ()
        found = re.compile(re.escape(token.content).replace(r"\|", r"\\?\|")).search(
            text, self._cell_end, end
        )
        if found is None:
            return ()
        self._cell_end = found.end()
        return self._align(found[0], token.content, found.start())

    @staticmethod
    def _align(written: str, content: str, start: int) -> list[int]:
        """Step over the backslash that stands before each bar of a cell."""
        offsets, at = [], 0
        for sign in content:
            if sign == "|" and written[at] == "\\":
                at += 1
            offsets.append(start + at)
            at += 1
        return offsets

    def find_text(self, token: Token, at: tuple[int, int]) -> tuple[int, int]:
        """Give the offsets in the file of a range of a block's content that lies in one line."""
        if token is not self._block:
            self._block, self._rows = token, self._align_rows(token)
        row = bisect_right(self._rows, (at[0], len(self.lines.whole))) - 1
        begin, start = self._rows[row]
        return start + at[0] - begin, start + at[1] - begin

    def _align_rows(self, token: Token) -> list[tuple[int, int]]:
        """Give for each line of a block's content where it begins there and where in the file."""
        rows, begin = [], 0
        first = token.map[0] if token.map else 0
        for row, part in enumerate(token.content.split("\n")):
            whole, bare = self.lines.text(first + row).rstrip(), part.strip()
            column = len(whole) - len(bare) if whole.endswith(bare) else max(0, whole.find(bare))
            start = self.lines.start(first + row) + column - (len(part) - len(part.lstrip()))
            rows.append((begin, start))
            begin += len(part) + 1
        return rows

    def find_definition(self, first: int, last: int) -> tuple[int, int]:
        """Give the offsets in the file of the target that the definition in a range of lines holds."""
        start, end = self.lines.start(first), self.lines.start(last)
        found = _DEFINITION.search(self.lines.whole, start, end)
        if found is None:
            return start, start + len(self.lines.text(first))
        return found.span("angled" if found["angled"] is not None else "bare")
