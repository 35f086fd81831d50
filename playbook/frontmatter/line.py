"""One line of front matter, looked at when YAML could not be read.

In: a text and an offset in it. Out: the line's key and value as the author meant them, with their
offsets, and the value as it would stand in quotes. It knows no YAML beyond `key: value`.
"""

import re
from dataclasses import dataclass

_PAIR = re.compile(r"(?P<lead>\s*(?:-\s+)*)(?P<key>[^\s:#'\"\[{][^:#\n]*?)\s*:(?:\s+(?P<value>\S.*?))?\s*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line from `start` to `end`; `key` and `value` are "" when it is not `key: value`.

    `key_at` is where the key begins, or the first sign that is not a blank; `value_at` where the
    value begins.
    """

    start: int
    end: int
    text: str
    key: str
    key_at: int
    value: str
    value_at: int

    @property
    def indent(self) -> int:
        """How many blanks and dashes stand before the key."""
        return self.key_at - self.start

    @property
    def value_end(self) -> int:
        """Where the value ends."""
        return self.value_at + len(self.value)


def find_line(text: str, at: int) -> Line:
    """Give the line around an offset."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    content = text[start:end].rstrip()
    pair = _PAIR.match(content)
    if pair is None:
        first = start + len(content) - len(content.lstrip())
        return Line(start, start + len(content), content, "", first, "", first)
    value = pair["value"] or ""
    value_at = start + (pair.start("value") if value else len(content))
    return Line(start, start + len(content), content, pair["key"], start + pair.start("key"), value, value_at)


def find_line_above(text: str, line: Line) -> Line | None:
    """Give the nearest line above that is neither empty nor a comment."""
    while line.start > 0:
        line = find_line(text, line.start - 1)
        if line.text.strip() and not line.text.lstrip().startswith("#"):
            return line
    return None


def quote(value: str) -> str:
    """Put a value in quotes so that YAML reads it as it stands."""
    inner = value[1:-1]
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" and inner.count(value[0]) % 2:
        value = inner
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'" + value.replace("'", "''") + "'"


def show_quoted(line: Line) -> str:
    """Give the remedy for a value that must stand in quotes, ready to copy; long values cut."""
    quoted = quote(line.value)
    if len(quoted) > 90 or not line.key:
        return "put the value in quotes"
    return f"put the value in quotes: {line.key}: {quoted}"
