"""Left-over placeholders of a page: TBD, TODO, `<…>`, lorem.

In: a page's tree and its prose (code is no part of it). Out: each placeholder with its place. Whether it
is an error is the rule's business.
"""

import re
from collections.abc import Iterator
from functools import cache

from playbook.markdown import Body, Prose

from playbook.config import Config
from playbook.diagnostic import KeyPath
from playbook.frontmatter import Document, Node
from playbook.model.page import Placeholder
from playbook.source import Span

WORDS = ("TBD", "TODO", "FIXME", "XXX", "to be decided", "to be defined", "lorem ipsum")


def find_placeholders(config: Config, document: Document, body: Body) -> Iterator[Placeholder]:
    """Yield the placeholders of the front matter, then those of the prose."""
    pattern = _compile(config.settings.words.placeholders)
    tree = document.tree
    if tree is not None:
        for path, text in _iter_scalars(tree.data, ()):
            match = pattern.search(text)
            if match:
                yield Placeholder(tree.locate_value(path), match.group(), in_prose=False, whole=False)
    for each in body.prose:
        match = pattern.search(each.text)
        if match:
            yield _place(document, each, match)


def _place(document: Document, prose: Prose, match: re.Match[str]) -> Placeholder:
    word = match.group()
    path = document.source.path
    whole = prose.text.strip(" .…") == word.strip(" .…")
    for number in range(prose.line, prose.line + 40):
        column = document.source.line(number).find(word)
        if column >= 0:
            return Placeholder(
                Span(path, number, column + 1, number, column + 1 + len(word)), word, True, whole
            )
    return Placeholder(Span(path, prose.line, 1, prose.line, 1), word, True, whole)


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
    words = "|".join(re.escape(each) for each in (*WORDS, *more))
    return re.compile(rf"\b(?:{words})\b|<[A-Za-z][^<>\n]{{0,60}}>|<…>|\bTBC\b")
