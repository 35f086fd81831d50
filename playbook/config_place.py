"""Where a key stands in a TOML text.

In: a text that tomllib has accepted, and a key's path. Out: the line and column of the key, of a list's item,
or of the nearest one above it that is there. tomllib tells no places; this walks the text once more, knows
only as much of TOML as telling keys from values takes, and types nothing.
"""

import re
from dataclasses import dataclass, field

from playbook.diagnostic import KeyPath

_SKIP = re.compile(r"(?:[ \t\r\n,]|#[^\n]*)*")
_KEY = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
)
_BARE = re.compile(r"[^,\]}#\r\n]*")


def find_key(text: str, path: KeyPath) -> tuple[int, int]:
    """Give the 1-based line and column of a key or its nearest parent; (0, 0) when none is there."""
    walk = _Walk(text)
    walk.run()
    for length in range(len(path), 0, -1):
        at = walk.places.get(path[:length])
        if at is not None:
            start = text.rfind("\n", 0, at) + 1
            return text.count("\n", 0, at) + 1, at - start + 1
    return 0, 0


@dataclass(slots=True)
class _Walk:
    text: str
    at: int = 0
    places: dict[KeyPath, int] = field(default_factory=dict)
    tables: dict[KeyPath, int] = field(default_factory=dict)

    def run(self) -> None:
        """Note the place of every key."""
        table: KeyPath = ()
        self.skip()
        while self.at < len(self.text):
            before = self.at
            if self.text[self.at] == "[":
                table = self.read_header()
            else:
                self.read_pair(table)
            self.skip()
            self.at = max(self.at, before + 1)

    def skip(self) -> None:
        """Step over blanks, line ends, comments and commas."""
        found = _SKIP.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def read_header(self) -> KeyPath:
        """Read [table] or [[list of tables]]: the path that its keys begin with."""
        start = self.at
        depth = 2 if self.text.startswith("[[", start) else 1
        self.at += depth
        path = self.enter(self.read_key())
        if depth == 2:
            self.tables[path] = self.tables.get(path, -1) + 1
            self.places.setdefault(path, start)
            path = (*path, self.tables[path])
        self.places.setdefault(path, start)
        self.skip()
        self.at += depth
        return path

    def enter(self, key: list[tuple[str, int]]) -> KeyPath:
        """Put the current item after each list of tables on the way to a header's last part."""
        path: KeyPath = ()
        for part, _ in key[:-1]:
            path = (*path, part)
            if path in self.tables:
                path = (*path, self.tables[path])
        return (*path, key[-1][0]) if key else path

    def read_key(self) -> list[tuple[str, int]]:
        """Read a dotted key: each part with its offset."""
        parts = []
        self.skip()
        while found := _KEY.match(self.text, self.at):
            parts.append((found[0].strip("\"'"), self.at))
            self.at = found.end()
            dot = _DOT.match(self.text, self.at)
            if not dot:
                break
            self.at = dot.end()
        return parts

    def read_pair(self, above: KeyPath) -> None:
        """Read `key = value`."""
        path = above
        for part, place in self.read_key():
            path = (*path, part)
            self.places.setdefault(path, place)
        self.skip()
        if self.text.startswith("=", self.at):
            self.at += 1
            self.skip()
            self.read_value(path)

    def read_value(self, path: KeyPath) -> None:
        """Step over a value, and note the places within a list or table."""
        sign = self.text[self.at : self.at + 1]
        if sign == "[":
            self.read_items(path)
        elif sign == "{":
            self.at += 1
            self.skip()
            while self.at < len(self.text) and self.text[self.at] != "}":
                before = self.at
                self.read_pair(path)
                self.skip()
                self.at = max(self.at, before + 1)
            self.at += 1
        else:
            found = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
            self.at = found.end() if found else self.at + 1

    def read_items(self, path: KeyPath) -> None:
        """Step over a list."""
        self.at += 1
        self.skip()
        number = 0
        while self.at < len(self.text) and self.text[self.at] != "]":
            before = self.at
            self.places.setdefault((*path, number), self.at)
            self.read_value((*path, number))
            self.skip()
            self.at = max(self.at, before + 1)
            number += 1
        self.at += 1
