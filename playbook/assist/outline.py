"""Front matter understood line by line, by its indentation: nothing in it can be a fault.

In: a page's text. Out: `Outline`: an entry for each key and list item with its key path and its places, also
where YAML cannot be read, as while somebody types. It types nothing and judges nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from playbook.diagnostic import KeyPath
from playbook.frontmatter.fence import FENCE
from playbook.frontmatter.text import BOM, MAX_FRONT_MATTER

_DASH = re.compile(r"-(?=[ \t]|\Z)[ \t]*")
_KEY = re.compile(r"(?P<key>\"[^\"]*\"|'[^']*'|[^\s#\[\]{},\"'&*!|>%@`-][^:#]*?|-[^\s:][^:#]*?)\s*:(?=\s|\Z)")
_BLOCK = re.compile(r"[|>][0-9+-]*\s*(?:#.*)?\Z")
_REMARK = re.compile(r"(?:^|\s)#.*\Z")
_KEYED = re.compile(r"[ \t]|[a-z][\w-]*(?::\s|:?\s*\Z)")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of front matter that says something: a key, an item of a list, or a word that is half typed.

    `path` is the path of the key or item; of a `bare` word it is that of the mapping or list in which it
    stands. `start` and `end` are where the key stands, of an item its dash; `value` stands from `value_at`
    on. `column` counts from 0; `line` is the offset at which the line begins. `in_text` says that the line
    is more of a value above, and `in_flow` that this value is one in brackets.
    """

    path: KeyPath
    start: int
    end: int
    value: str
    value_at: int
    column: int
    line: int
    bare: bool = False
    in_text: bool = False
    in_flow: bool = False

    @property
    def value_end(self) -> int:
        """Where the value ends."""
        return self.value_at + len(self.value)


@dataclass(slots=True)
class _Frame:
    column: int
    path: KeyPath
    is_list: bool = False
    last: str = ""
    count: int = -1

    @property
    def item(self) -> KeyPath:
        """The path of what stands below, deeper: of the last item or key, else its own."""
        if self.is_list:
            return (*self.path, max(self.count, 0))
        return (*self.path, self.last) if self.last else self.path


@dataclass(slots=True)
class Walk:
    """Reads line after line; `frames` are the mappings and lists that are open, the outermost first."""

    frames: list[_Frame] = field(default_factory=lambda: [_Frame(0, ())])
    text_below: int = -1
    is_flow: bool = False
    has_value: bool = False

    def read(self, text: str, start: int) -> Iterator[Entry]:
        """Yield what a line says; `start` is its offset."""
        column = len(text) - len(text.lstrip(" \t"))
        rest = text[column:]
        if not rest or (rest.startswith("#") and self.text_below < 0):
            return
        if self.text_below >= 0 and column > self.text_below:
            place = (start + column, start + len(text), rest, start + column, column, start)
            yield Entry((), *place, in_text=True, in_flow=self.is_flow)
            return
        self.text_below = -1
        while dash := _DASH.match(text, column):
            self.open_item(column)
            after = dash.end()
            if after >= len(text.rstrip()):
                yield Entry(
                    self.frames[-1].item, start + column, start + column + 1, "", start + after, column, start
                )
                self.has_value = False
                return
            if not _DASH.match(text, after) and not _KEY.match(text, after):
                yield self.read_item(text, start, (column, after))
                return
            column = after
        yield from self.read_pair(text, start, column)

    def open_item(self, column: int) -> None:
        """Begin the next item of the list whose dashes stand at a column."""
        while len(self.frames) > 1 and self.frames[-1].column > column:
            self.frames.pop()
        top = self.frames[-1]
        if not top.is_list or top.column < column:
            top = _Frame(column, top.item, is_list=True)
            self.frames.append(top)
        top.count += 1

    def open_mapping(self, column: int) -> _Frame:
        """Find or begin the mapping whose keys stand at a column."""
        while len(self.frames) > 1 and (
            self.frames[-1].column > column or (self.frames[-1].column == column and self.frames[-1].is_list)
        ):
            self.frames.pop()
        top = self.frames[-1]
        if top.is_list or top.column < column:
            top = _Frame(column, top.item)
            self.frames.append(top)
        return top

    def open_text(self, value: str, column: int) -> None:
        """Let deeper lines be more of a value that goes on below: a text, or brackets that are open."""
        self.is_flow = opens_flow(value)
        if self.is_flow or _BLOCK.match(value):
            self.text_below = column

    def read_item(self, text: str, start: int, at: tuple[int, int]) -> Entry:
        """Read an item that is a text."""
        column, after = at
        value = _strip(text[after:])
        self.has_value = True
        self.open_text(value, column)
        return Entry(
            self.frames[-1].item, start + column, start + column + 1, value, start + after, column, start
        )

    def read_pair(self, text: str, start: int, column: int) -> Iterator[Entry]:
        """Read `key: value`, or a word that is neither."""
        pair = _KEY.match(text, column)
        if pair is None:
            yield self.read_bare(text, start, column)
            return
        frame = self.open_mapping(column)
        frame.last = pair["key"].strip("\"'")
        raw = text[pair.end() :]
        value = _strip(raw)
        value_at = start + pair.end() + (len(raw) - len(raw.lstrip()) if value else min(len(raw), 1))
        self.has_value = bool(value)
        self.open_text(value, frame.column)
        path = (*frame.path, frame.last)
        yield Entry(path, start + column, start + pair.end("key"), value, value_at, column, start)

    def read_bare(self, text: str, start: int, column: int) -> Entry:
        """Read a word without a colon: a key that is half typed, or more of the text above."""
        value, at = _strip(text[column:]), start + column
        goes_on = self.has_value and column > self.frames[-1].column
        path = () if goes_on else find_mapping(self.frames, column)
        return Entry(path, at, at + len(value), value, at, column, start, bare=not goes_on, in_text=goes_on)


def find_mapping(frames: list[_Frame], column: int) -> KeyPath:
    """Give the path of the mapping in which a key at a column would stand; nothing is changed."""
    rest = list(frames)
    while len(rest) > 1 and (rest[-1].column > column or (rest[-1].column == column and rest[-1].is_list)):
        rest.pop()
    top = rest[-1]
    return top.path if not top.is_list and (top.column == column or not top.last) else top.item


def opens_flow(value: str) -> bool:
    """Whether a value is one in brackets that are not all closed."""
    bare = _QUOTED.sub("", value)
    return value[:1] in ("[", "{") and sum(map(bare.count, "[{")) > sum(map(bare.count, "]}"))


def _strip(text: str) -> str:
    """Take blanks and a remark off a value."""
    stripped = text.strip()
    if stripped[:1] in ("'", '"'):
        return stripped
    return _REMARK.sub("", stripped).strip()


@dataclass(frozen=True, slots=True)
class Outline:
    """The front matter from `start` to `end`; `body` is where the prose begins. All are 0 without any."""

    start: int
    end: int
    body: int
    entries: tuple[Entry, ...] = ()

    def list_keys(self, path: KeyPath, *, but: int = -1) -> list[str]:
        """List the keys that a mapping has, leaving out the line that begins at `but`."""
        found = (each for each in self.entries if each.line != but and not each.bare)
        return [
            str(each.path[-1]) for each in found if each.path[:-1] == path and isinstance(each.path[-1], str)
        ]

    def find(self, path: KeyPath) -> Entry | None:
        """Give the entry of a key or item."""
        return next((each for each in self.entries if each.path == path and not each.bare), None)

    def read_value(self, path: KeyPath) -> str:
        """Give the text of a key, without quotes; "" where there is none."""
        found = self.find(path)
        return unquote(found.value) if found else ""


def unquote(value: str) -> str:
    """Take the quotes off a value."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def find_front_matter(text: str) -> tuple[int, int, int]:
    """Give where the front matter begins and ends and where the body begins; of one that is not closed, up
    to the first paragraph that is none. (0, 0, 0) without any."""
    opening = 1 if text.startswith(BOM) else 0
    first = FENCE.match(text, opening)
    if first is None:
        return 0, 0, 0
    second = FENCE.search(text, first.end())
    if second and second.start() - first.end() <= MAX_FRONT_MATTER:
        return first.end(), second.start(), second.end()
    end = _find_prose(text, first.end(), min(len(text), first.end() + MAX_FRONT_MATTER))
    return first.end(), end, end


def _find_prose(text: str, start: int, end: int) -> int:
    """Give where a paragraph begins that is no key and does not lie below one, else the end."""
    is_first = False
    for at, line in split_lines(text, start, end):
        if is_first and line.strip() and not _KEYED.match(text, at, end):
            return at
        is_first = not line.strip()
    return end


def split_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the offset and the text of each line, without its end."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        yield at, text[at:stop].rstrip("\r")
        at = stop + 1


def read_outline(text: str) -> Outline:
    """Understand the front matter of a page. Never raises."""
    start, end, body = find_front_matter(text)
    walk = Walk()
    entries = [entry for at, line in split_lines(text, start, end) for entry in walk.read(line, at)]
    return Outline(start, end, body, tuple(entries))
