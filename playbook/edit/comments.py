"""The comments of a page's front matter, each with what it speaks of.

In: a page, taken apart. Out: `Comments`: which lines stand above a key or an item, which text behind it,
which lines end a block. No comment is left out, and none is put to two places.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from playbook.diagnostic import KeyPath
from playbook.edit.places import Places

_COMMENT = re.compile(r"(?:(?<=[\s\]\[{},])|^)#[^\r\n]*", re.MULTILINE)
_EMPTY = re.compile(r"^[ \t]*\r?$", re.MULTILINE)
_DIRECTIVE = re.compile(r"# *(yaml-language-server|vim|-\*-)\b")
BLANK = ""


@dataclass(slots=True)
class Comments:
    """Lines by key path: `head` above a key or an item, `tail` at the end of a mapping or list, `behind` on
    the line itself. In `head` and `tail` an empty line stands for one or more of the author's; `top` is what
    begins the page and stays there."""

    top: list[str] = field(default_factory=list)
    head: dict[KeyPath, list[str]] = field(default_factory=lambda: defaultdict(list))
    tail: dict[KeyPath, list[str]] = field(default_factory=lambda: defaultdict(list))
    behind: dict[KeyPath, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Found:
    """A comment or an empty line (`text` is "" then) at an offset."""

    at: int
    text: str
    owns_line: bool


def collect_comments(places: Places) -> Comments:
    """Find every comment and every empty line, and say what it belongs to."""
    comments, run = Comments(), list[_Found]()
    for each in sorted(_find_all(places), key=lambda each: each.at):
        if each.owns_line:
            run.append(each)
        else:
            _put_behind(comments, places, each)
    starts = places.starts
    by_next: dict[int, list[_Found]] = defaultdict(list)
    for each in run:
        by_next[bisect_left(starts, each.at)].append(each)
    for n, found in by_next.items():
        _put_above(comments, places, n, found)
    return comments


def _find_all(places: Places) -> Iterator[_Found]:
    """Yield comments, and the empty lines between things."""
    text, (start, end) = places.text, places.inside
    at = start
    while match := _COMMENT.search(text, at, end):
        if places.is_in_scalar(match.start()):
            at = match.start() + 1
            continue
        at = match.end()
        line = max(text.rfind("\n", 0, match.start()) + 1, start)
        yield _Found(match.start(), match.group().rstrip(), not text[line : match.start()].strip())
    for match in _EMPTY.finditer(text, start, end):
        if match.end() < end and not places.is_in_scalar(match.start() - 1):
            yield _Found(match.start(), BLANK, owns_line=True)


def _put_behind(comments: Comments, places: Places, found: _Found) -> None:
    """Put a comment behind what ends before it on its line; above what comes next where only a dash does."""
    path = places.find_before(found.at)
    if path is None:
        n = bisect_right(places.starts, found.at)
        path = places.paths[n] if n < len(places.paths) else ()
    elif path not in comments.behind:
        comments.behind[path] = found.text
        return
    comments.head[path].append(found.text)


def _put_above(comments: Comments, places: Places, n: int, found: list[_Found]) -> None:
    """Put lines above the thing that comes next; those that stand in a deeper block end that one."""
    last = places.deepest[n - 1] if n else ()
    after = places.paths[n] if n < len(places.paths) else None
    blanks: list[str] = []
    in_tail = bool(n)
    for each in found:
        block = places.find_block(last, places.column(each.at))
        ends_block = after is None or len(block) > len(after) - 1
        if each.text == BLANK:
            blanks = [BLANK]
        elif places.is_before_value(last, each.at):
            comments.head[last].append(each.text)
        elif after is None or (in_tail and ends_block):
            comments.tail[block] += [*blanks, each.text]
            blanks = []
        else:
            in_tail = False
            comments.head[after] += [*blanks, each.text]
            blanks = []
    if after is not None:
        comments.head[after] += blanks
    if not n and places.paths:
        _keep_on_top(comments, places.paths[0])


def _keep_on_top(comments: Comments, first: KeyPath) -> None:
    """Leave on top of the page what an empty line parts from the first key, and what a program reads."""
    lines = comments.head[first]
    cut = max((n for n, each in enumerate(lines) if each == BLANK), default=-1) + 1
    while cut < len(lines) and _DIRECTIVE.match(lines[cut]):
        cut += 1
    comments.top, comments.head[first] = lines[:cut], lines[cut:]
