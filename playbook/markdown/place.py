"""From a position in a block's content back to the file.

In: a page's source and a block's token. Out: offsets in the source. Markdown-it keeps lines for
blocks and nothing for what stands inside: a block's content is its lines without what stands
before them, so each is found again at the end of its line, or for cells in order within it.
"""

import re
from bisect import bisect_right

from markdown_it.token import Token

from playbook.source import Source

_BREAK = re.compile(r"\r\n?|\n")
_DEFINITION = re.compile(r"(?<!\\)\]:[\s>]*(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s<]\S*))")


class Lines:
    """The lines of a body as Markdown counts them: also after a carriage return alone."""

    def __init__(self, source: Source, start: int) -> None:
        """Take a source and the offset at which its body starts."""
        self.source = source
        self.starts = [start, *(found.end() for found in _BREAK.finditer(source.text, start))]

    def text(self, line: int) -> str:
        """Give a line, counted from 0, without its ending; "" behind the last."""
        if line >= len(self.starts):
            return ""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.source.text)
        return self.source.text[self.starts[line] : end].rstrip("\r\n")

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

    def find_cell(self, token: Token) -> list[int]:
        """Give the offset in the file of each sign of a cell's content; [] when it is not found."""
        line = token.map[0] if token.map else 0
        if line != self._cell_line:
            self._cell_line, self._cell_end = line, 0
        pattern = re.escape(token.content).replace(r"\|", r"\\?\|")
        found = re.compile(pattern).search(self.lines.text(line), self._cell_end)
        if found is None:
            return []
        self._cell_end = found.end()
        return self._align(found[0], token.content, self.lines.starts[line] + found.start())

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
        content = token.content
        row = content.count("\n", 0, at[0])
        begin = content.rfind("\n", 0, at[0]) + 1
        end = content.find("\n", begin)
        part = content[begin : len(content) if end < 0 else end]
        line = (token.map[0] if token.map else 0) + row
        whole = self.lines.text(line)
        bare = part.strip()
        column = len(whole.rstrip()) - len(bare) if whole.rstrip().endswith(bare) else whole.find(bare)
        if column < 0:
            return self._fall_back(line, whole)
        start = self.lines.starts[line] + column - (len(part) - len(part.lstrip())) + at[0] - begin
        return start, start + at[1] - at[0]

    def find_definition(self, first: int, last: int) -> tuple[int, int]:
        """Give the offsets in the file of the target that the definition in a range of lines holds."""
        start = self.lines.starts[first]
        end = self.lines.starts[last] if last < len(self.lines.starts) else len(self.lines.source.text)
        found = _DEFINITION.search(self.lines.source.text, start, end)
        if found is None:
            return self._fall_back(first, self.lines.text(first))
        return found.span("angled" if found["angled"] is not None else "bare")

    def _fall_back(self, line: int, whole: str) -> tuple[int, int]:
        start = self.lines.starts[min(line, len(self.lines.starts) - 1)]
        return start, start + len(whole)
