"""Left-over placeholders of a page: TBD, TODO, `<…>`, lorem.

In: a page's tree and its prose (code is no part of it). Out: the first placeholder of each value and of
each paragraph with its place. Whether it is an error is the rule's business.
"""

import re
from collections.abc import Iterator
from functools import cache

from playbook.config import Config
from playbook.diagnostic import KeyPath
from playbook.frontmatter import Document, Node
from playbook.markdown import Body, Prose
from playbook.model.page import Placeholder
from playbook.source import Span

WORDS = ("TBD", "TBC", "TODO", "FIXME", "XXX")
"""Matched as they stand: in small letters they are words of other languages."""

PHRASES = ("to be decided", "to be defined", "lorem ipsum")
"""Matched in any case."""

HTML = (
    "a abbr b blockquote br button center code dd del details div dl dt em embed figure font form hr i iframe"
    " img input ins kbd li mark ol p pre s script small span strong style sub sup svg table tbody td tfoot th"
    " thead tr tt u ul video wbr"
)
"""Tags that people paste; names that a template would ask for too (title, source, …) are not among them."""

REACH = 40
"""How many lines of a paragraph are searched for a placeholder's place."""

_TAG = re.compile(r"<([a-z][a-z0-9]*)(\s*/|\s[^<>]*=[^<>]*)?>", re.IGNORECASE)
_ADDRESS = re.compile(r"<(?:[a-z][a-z0-9+.-]+:\S*|\S+@\S+)>", re.IGNORECASE)
FOLDED = "\u0130\u0131\u017f\u212a"
"""The signs beyond ASCII that are a letter of ASCII in another case: i twice, s and k."""


def find_placeholders(config: Config, document: Document, body: Body) -> Iterator[Placeholder]:
    """Yield the placeholders of the front matter, then those of the prose."""
    more = config.settings.words.placeholders
    tree = document.tree
    if tree and _may_hold("\n".join(_list_texts(tree.data)), more):
        for path, text in _iter_scalars(tree.data, ()):
            match = find_placeholder(text, more)
            if match:
                span = tree.locate_value(path)
                yield Placeholder(span, match.group(), in_prose=False, whole=False, path=path)
    if _may_hold("\n".join([each.text for each in body.prose]), more):
        for each in body.prose:
            match = find_placeholder(each.text, more)
            if match:
                yield _place(document, each, match)


def find_placeholder(text: str, more: tuple[str, ...] = ()) -> re.Match[str] | None:
    """Find the first placeholder of a text; `more` are a company's own words, in any case."""
    if not _may_hold(text, more):
        return None
    found = _compile(more).finditer(text)
    return next((each for each in found if not _is_markup(each.group(), text)), None)


def _may_hold(text: str, more: tuple[str, ...]) -> bool:
    """Whether a text holds what each placeholder holds: nearly none does, and to look for words is fast."""
    if "<" in text or any(each in text for each in WORDS) or any(each in text for each in FOLDED):
        return True
    lower = text.lower()
    return any(each in lower for each in PHRASES) or any(_is_in(each, lower) for each in more if each)


def _is_in(phrase: str, lower: str) -> bool:
    return not phrase.isascii() or phrase.lower() in lower


def _is_markup(word: str, text: str) -> bool:
    """Whether `<…>` is an address or an HTML tag: a known one, one with attributes, one that is closed."""
    tag = _TAG.fullmatch(word)
    if tag is None:
        return bool(_ADDRESS.fullmatch(word))
    name = tag.group(1).lower()
    return bool(tag.group(2)) or name in HTML.split() or f"</{name}>" in text.lower()


def _place(document: Document, prose: Prose, match: re.Match[str]) -> Placeholder:
    word = match.group()
    first = word.split("\n", 1)[0]
    path = document.source.path
    whole = _is_whole(prose.text, match)
    for number in range(prose.line, prose.line + REACH):
        column = document.source.line(number).find(first) + 1
        if column:
            span = Span(path, number, column, number, column + len(first))
            return Placeholder(span, word, in_prose=True, whole=whole)
    return Placeholder(Span(path, prose.line, 1, prose.line, 1), word, in_prose=True, whole=whole)


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """Whether a paragraph says nothing beside its placeholder; lorem ipsum never says anything."""
    rest = text[: match.start()] + text[match.end() :]
    return not re.search(r"\w", rest) or text.lower().startswith("lorem ipsum")


def _list_texts(node: Node) -> list[str]:
    """List all texts of a tree, in no order."""
    found: list[str] = []
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.append(each)
        elif each:
            waiting += each.values() if isinstance(each, dict) else each
    return found


def _iter_scalars(node: Node, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(node, str):
        yield path, node
    elif isinstance(node, list):
        for n, each in enumerate(node):
            yield from _iter_scalars(each, (*path, n))
    elif isinstance(node, dict):
        for key, child in node.items():
            yield from _iter_scalars(child, (*path, key))


@cache
def _compile(more: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, WORDS))
    phrases = "|".join(map(re.escape, (*PHRASES, *filter(None, more))))
    return re.compile(
        rf"\b(?:{words})\b|(?<!\w)(?i:{phrases})(?!\w)|(?<![\w=/-])<(?:[^\W\d](?:[^<>]{{0,200}}[^<>\s])?|…|\.\.\.)>"
    )
