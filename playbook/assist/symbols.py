"""What a page is made of: its parts by step, then its headings; and what of it may be folded.

In: a draft. Out: a tree of `Symbol`s and a list of ranges, both in code points. A half-typed page has them
too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from playbook.assist.draft import Draft
from playbook.assist.outline import Entry, unquote
from playbook.diagnostic import KeyPath
from playbook.markdown import Heading

NAMES = (
    "title",
    "name",
    "metric",
    "person",
    "audience",
    "finding",
    "what",
    "risk",
    "rule",
    "item",
    "due",
    "date",
    "id",
)
"""The keys that say best what an item is."""

DEEPEST = 4
"""Up to which depth parts of the front matter are symbols: stages, reviews, a review."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A part of a page: `start` and `end` are its whole extent, `name_start` and `name_end` where its name
    stands."""

    name: str
    kind: str
    start: int
    end: int
    name_start: int
    name_end: int
    children: tuple["Symbol", ...] = field(default=())


def list_symbols(draft: Draft) -> tuple[Symbol, ...]:
    """List the parts of a page in order."""
    entries = [each for each in draft.outline.entries if not each.bare and not each.in_text]
    front = _list_parts(draft, entries, ())
    return (*front, *_nest(draft, list(draft.page.headings)))


def _list_parts(draft: Draft, entries: list[Entry], path: KeyPath) -> tuple[Symbol, ...]:
    """List what stands in the mapping or list at a path: what holds more, or at the root everything."""
    found = []
    for name in dict.fromkeys(each.path[len(path)] for each in entries if len(each.path) > len(path)):
        inner: KeyPath = (*path, name)
        own = [each for each in entries if each.path[: len(inner)] == inner]
        if len(path) > 0 and len(own) == 1 and not isinstance(name, int):
            continue
        children = _list_parts(draft, own, inner) if len(inner) < DEEPEST else ()
        first = own[0]
        end = _find_end(draft, own[-1])
        kind = "item" if isinstance(name, int) else "stage" if path == ("stages",) else "key"
        found.append(
            Symbol(_name(draft, inner, own), kind, first.start, end, first.start, first.end, children)
        )
    return tuple(found)


def _find_end(draft: Draft, last: Entry) -> int:
    """Give where the last line of a part ends, lines of a text below it included."""
    later = (each for each in draft.outline.entries if each.line >= last.line)
    end = last.value_end
    for each in later:
        if each.line > last.line and not each.in_text:
            break
        end = max(end, each.value_end)
    return end


def _name(draft: Draft, path: KeyPath, own: list[Entry]) -> str:
    last = path[-1]
    if isinstance(last, str):
        stage = next((each for each in draft.config.stages if path == ("stages", each.id)), None)
        return stage.title if stage else last[:1].upper() + last[1:].replace("-", " ")
    said = {str(each.path[-1]): each.value for each in own if each.path[:-1] == path and each.value}
    told = next((said[key] for key in NAMES if key in said), own[0].value if own[0].path == path else "")
    return unquote(told) or f"{last + 1}"


def _nest(draft: Draft, headings: list[Heading]) -> tuple[Symbol, ...]:
    """Put the headings of prose below each other by their levels."""
    found = []
    while headings:
        first, rest = headings[0], headings[1:]
        below = next((n for n, each in enumerate(rest) if each.level <= first.level), len(rest))
        start = draft.offset(first.line, 1)
        end = draft.offset(rest[below].line, 1) - 1 if below < len(rest) else len(draft.text)
        stop = draft.text.find("\n", start)
        stop = len(draft.text) if stop < 0 else stop
        name = first.text or first.id or "?"
        found.append(Symbol(name, "heading", start, max(end, stop), start, stop, _nest(draft, rest[:below])))
        headings = rest[below:]
    return tuple(found)


def list_folds(draft: Draft) -> list[tuple[int, int]]:
    """List what may be folded: the front matter, each part of it, each section; from the first sign to the
    last."""
    outline = draft.outline
    folds = [(0, outline.end)] if outline.end else []
    folds += [(each.start, each.end) for each in _walk(list_symbols(draft))]
    return [each for each in folds if "\n" in draft.text[each[0] : each[1]].rstrip()]


def _walk(symbols: tuple[Symbol, ...]) -> Iterator[Symbol]:
    for each in symbols:
        yield each
        yield from _walk(each.children)
