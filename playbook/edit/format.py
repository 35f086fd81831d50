"""Front matter in its canonical form: the order of the schema, block style, two blanks a level.

In: a page, taken apart, its kind and the shape of the method. Out: the page's text with every value, every
comment and the whole body as they were. Quotes and the folding of long texts are the author's.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import chain, dropwhile

from playbook.diagnostic import KeyPath
from playbook.edit import Edit
from playbook.edit.comments import BLANK, Comments, collect_comments
from playbook.edit.data import sort_keys
from playbook.edit.order import list_order
from playbook.edit.places import Places, measure_indent
from playbook.frontmatter import Document, Node, find_inside, read
from playbook.schema.shape import Shape

STEP = 2
"""Blanks for each level."""

_DIGIT = re.compile(r"(?<=^[|>])\d|(?<=^[|>][+-])\d")


class FormatError(ValueError):
    """A page that cannot be brought into the canonical form without changing what it says."""


def format_page(document: Document, kind: str, shape: Shape) -> str:
    """Give a page's text in canonical form; as it is where it has no front matter, or faults.

    Raises FormatError where what would be written does not say the same.
    """
    text, inside = document.source.text, find_inside(document.source)
    if document.tree is None or document.faults or inside is None:
        return text
    places = Places(document, inside)
    comments = collect_comments(places)
    lines = _Form(places, comments, kind, shape).lay_out(document.tree.data)
    ending = "\r\n" if "\r\n" in text[: inside[0]] else "\n"
    made = text[: inside[0]] + "".join(each + ending for each in lines) + text[inside[1] :]
    if made != text:
        _refuse_change(document, comments, made)
    return made


def list_edits(old: str, new: str) -> list[Edit]:
    """Give the edits that turn one text into another, line by line: what is equal is not touched."""
    one, two = old.splitlines(keepends=True), new.splitlines(keepends=True)
    ends = [0]
    for line in one:
        ends.append(ends[-1] + len(line))
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return [
        Edit(ends[start], ends[end], "".join(two[first:last]))
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]


def _refuse_change(old: Document, comments: Comments, made: str) -> None:
    """Refuse a text that does not hold the same values, comments and body."""
    new = read(old.source.path, made.encode("utf-8", "surrogatepass"))
    inside = find_inside(new.source)
    assert old.tree is not None
    is_same = new.tree is not None and inside is not None and not new.faults
    if is_same and new.tree is not None and inside is not None:
        is_same = new.tree.data == old.tree.data and new.body == old.body
        is_same = is_same and _count(collect_comments(Places(new, inside))) == _count(comments)
    if not is_same:
        words = "its front matter is written in a way that cannot be formatted without changing what it says"
        raise FormatError(f"{old.source.path}: {words}; it stays as it is")


def _count(comments: Comments) -> Counter[str]:
    lines = [*comments.top, *comments.behind.values()]
    for group in (*comments.head.values(), *comments.tail.values()):
        lines += group
    return Counter(each for each in lines if each)


Lines = Iterator[str | None]
"""Lines of front matter; None is an empty one that may be left out where there is another."""


class _Form:
    """Lays the front matter of one page out."""

    def __init__(self, places: Places, comments: Comments, kind: str, shape: Shape) -> None:
        self.places, self.comments, self.kind, self.shape = places, comments, kind, shape
        self._is_kept = False

    def lay_out(self, data: dict[str, Node]) -> Iterator[str]:
        """Yield all lines between the fences."""
        last: str | None = None
        pending = False
        for line in chain(self._lay(self.comments.top, 0), self._lay_block(data, (), 0)):
            if line is None:
                pending = last is not None and not self._is_kept
                continue
            self._is_kept = False
            if pending:
                yield ""
            pending, last = False, line
            yield line

    def _lay_block(self, node: dict[str, Node] | list[Node], path: KeyPath, indent: int) -> Lines:
        """Yield the lines of a mapping or list, the first of them not empty."""
        lines = chain(
            self._lay_parts(node, path, indent), self._lay(self.comments.tail.get(path, ()), indent)
        )
        yield from dropwhile(lambda line: line is None and bool(path), lines)

    def _lay_parts(self, node: dict[str, Node] | list[Node], path: KeyPath, indent: int) -> Lines:
        if isinstance(node, dict):
            for key in sort_keys(node, list_order(self.kind, self.shape, path)):
                yield from self._lay_entry((*path, key), node[key], indent)
        else:
            for n, each in enumerate(node):
                yield from self._lay_item((*path, n), each, indent)

    def _lay_entry(self, path: KeyPath, value: Node, indent: int) -> Lines:
        yield from self._lay(self.comments.head.get(path, ()), indent)
        lead = f"{' ' * indent}{self.places.get_key(path)}:"
        if isinstance(value, dict | list) and value:
            yield lead + self._get_behind(path)
            yield from self._lay_block(value, path, indent + STEP)
        else:
            yield from self._lay_scalar(lead, path, value, indent)

    def _lay_item(self, path: KeyPath, value: Node, indent: int) -> Lines:
        yield from self._lay(self.comments.head.get(path, ()), indent)
        lead = f"{' ' * indent}-"
        if not (isinstance(value, dict | list) and value):
            yield from self._lay_scalar(lead, path, value, indent)
            return
        if path in self.comments.behind:
            yield " " * indent + self.comments.behind[path]
        is_first = True
        for line in self._lay_block(value, path, indent + STEP):
            if is_first and line is not None and not line.lstrip().startswith("#"):
                yield f"{lead} {line[indent + STEP :]}"
                is_first = False
            else:  # a comment above the first key stands above the dash
                yield line[STEP:] if is_first and line is not None else line

    def _lay(self, lines: Iterable[str], indent: int) -> Lines:
        for each in lines:
            yield " " * indent + each if each != BLANK else None

    def _get_behind(self, path: KeyPath) -> str:
        return f"  {self.comments.behind[path]}" if path in self.comments.behind else ""

    def _lay_scalar(self, lead: str, path: KeyPath, value: Node, indent: int) -> Lines:
        """Yield a scalar behind its key or dash, its further lines below, its comment at the end."""
        first, *rest = self.places.get_value(path, value).replace("\r\n", "\n").split("\n")
        if first[:1] in ("|", ">") and isinstance(value, str):
            header = _DIGIT.sub(str(STEP), first, count=1)
            yield f"{lead} {header.rstrip()}"
            yield from _shift(rest, value, indent + STEP)
            self._is_kept = "+" in header.partition("#")[0]  # an empty line more would be part of it
            return
        lines = [
            f"{lead} {first}".rstrip(),
            *(" " * (indent + STEP) + each.lstrip(" \t") if each.strip() else "" for each in rest),
        ]
        yield from lines[:-1]
        yield lines[-1] + self._get_behind(path)


def _shift(lines: list[str], value: str, indent: int) -> list[str]:
    """Move the lines of a block scalar to an indentation; what they are indented beyond is theirs."""
    old = measure_indent(lines, value)
    return [" " * indent + each[old:] if each[old:] else "" for each in lines]
