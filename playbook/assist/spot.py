"""Where a cursor stands: in a key, in a value, in prose.

In: a page's text, its outline, an offset. Out: `Spot`: the key path, what is typed already, what an answer
would replace. It knows no schema.
"""

import re
from dataclasses import dataclass

from playbook.assist.outline import Entry, Outline, Walk, find_mapping, split_lines
from playbook.diagnostic import KeyPath

_FLOW = re.compile(r"[^,\[\]]*")
_DASHES = re.compile(r"[ \t]*(?:-[ \t]+)*")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page: `role` is "key", "value" or "" where neither stands.

    `path` is that of the mapping for a key, and that of the key or item for a value. `typed` is what stands
    before the cursor, `word` the whole of it, from `start` to `end`. `column` is where a key stands,
    counted from 0; `line` is the offset of the line; `is_item` says that the word follows a dash alone, so
    that it may be a key or a value.
    """

    role: str
    path: KeyPath = ()
    typed: str = ""
    word: str = ""
    start: int = 0
    end: int = 0
    column: int = 0
    line: int = 0
    is_item: bool = False
    has_colon: bool = False


NOWHERE = Spot("")


def find_spot(text: str, outline: Outline, at: int) -> Spot:
    """Say where an offset stands in the front matter; `NOWHERE` outside of it and in the lines of a text."""
    if not outline.start <= at <= outline.end or (
        at == outline.end and at == outline.body and at < len(text)
    ):
        return NOWHERE
    walk = Walk()
    for start, line in split_lines(text, outline.start, outline.end):
        if start <= at <= start + len(line):
            return _look(walk, (start, line), at)
        for _ in walk.read(line, start):
            pass
    last = text.rfind("\n", 0, at) + 1
    return _look(walk, (last, ""), at) if last >= outline.start else NOWHERE


def _look(walk: Walk, line: tuple[int, str], at: int) -> Spot:
    start, text = line
    if not text.strip():
        column = at - start
        in_text = walk.text_below >= 0 and column > walk.text_below
        spot = Spot("key", find_mapping(walk.frames, column), start=at, end=at, column=column, line=start)
        return NOWHERE if in_text else spot
    entries = list(walk.read(text, start))
    if not entries or entries[-1].in_text or _is_braces(entries[-1]):
        return NOWHERE
    entry = entries[-1]
    if entry.bare:
        typed = text[entry.start - start : at - start] if entry.start <= at <= entry.end else ""
        place = (entry.start, entry.end) if entry.start <= at <= entry.end else (at, at)
        return Spot(
            "key", entry.path, typed, text[place[0] - start : place[1] - start], *place, entry.column, start
        )
    if isinstance(entry.path[-1], int):
        return _look_at_item(entry, line, at)
    if at <= entry.end:
        return _look_at_key(entry, line, at)
    return _look_at_value(entry, line, at)


def _is_braces(entry: Entry) -> bool:
    """Whether a value is in braces, or in brackets without a key: an answer would replace it all."""
    return entry.value.startswith("{") or (entry.bare and entry.value.startswith("["))


def _look_at_key(entry: Entry, line: tuple[int, str], at: int) -> Spot:
    start, text = line
    if at < entry.start:
        return NOWHERE
    word, typed = text[entry.start - start : entry.end - start], text[entry.start - start : at - start]
    place = (entry.start, entry.end, entry.column, start)
    return Spot("key", entry.path[:-1], typed, word, *place, has_colon=True)


def _look_at_item(entry: Entry, line: tuple[int, str], at: int) -> Spot:
    """A dash, and what follows it: an item that is a text, or a key that is half typed."""
    start, text = line
    dashes = _DASHES.match(text)
    after = start + (dashes.end() if dashes else 0)
    if at <= entry.start or entry.value.startswith("["):
        return NOWHERE
    first = entry.value_at if entry.value else max(at, after)
    end = max(entry.value_end if entry.value else first, first)
    typed = text[first - start : at - start] if at >= first else ""
    place = (first, end, first - start, start)
    return Spot("value", entry.path, typed, text[first - start : end - start], *place, is_item=True)


def _look_at_value(entry: Entry, line: tuple[int, str], at: int) -> Spot:
    start, text = line
    if at <= entry.end or "#" in text[entry.value_end - start : at - start]:
        return NOWHERE
    if entry.value.startswith("["):
        return _look_in_flow(entry, line, at)
    first = entry.value_at if entry.value and at >= entry.value_at else at
    end = entry.value_end if entry.value and entry.value_at <= at <= entry.value_end else first
    first = first if end > first or not entry.value else at
    typed, word = text[first - start : at - start], text[first - start : end - start]
    return Spot("value", entry.path, typed, word, first, end, entry.column, start)


def _look_in_flow(entry: Entry, line: tuple[int, str], at: int) -> Spot:
    """An item of a list in brackets; `NOWHERE` beside them, in others within them and between quotes."""
    start, text = line
    before = text[entry.value_at - start : at - start]
    if not before or any(sign in before[1:] for sign in "[{]}"):
        return NOWHERE
    begin = max(text.rfind(sign, 0, at - start) for sign in "[,") + 1
    if any(text.count(sign, entry.value_at - start, begin) % 2 for sign in "\"'"):
        return NOWHERE
    found = _FLOW.match(text, begin)
    raw = found.group() if found else ""
    first = start + begin + len(raw) - len(raw.lstrip())
    first = min(first, at)
    end = max(at, start + begin + len(raw.rstrip()))
    number = text.count(",", entry.value_at - start, at - start)
    typed, word = text[first - start : at - start], text[first - start : end - start]
    return Spot("value", (*entry.path, number), typed, word, first, end, entry.column, start)
