"""Text that YAML takes for a comment: `title: Line #4 first` keeps `Line`.

In: a page taken apart. Out: a fault for each value that very likely lost its rest. A comment as people write
them, with a blank after the sign, is none.
"""

import re
from collections.abc import Iterator

from playbook.diagnostic import Fault, KeyPath
from playbook.frontmatter import Document, Node, Spans, Tree

_REST = re.compile(r":?[ \t]+(#[^\s#!][^\r\n]*)")


def find_lost_text(document: Document) -> Iterator[Fault]:
    """Find values and empty keys that are followed, in their line, by `#` and a sign that is no blank."""
    tree, text = document.tree, document.source.text
    if tree is None or "#" not in text[: document.body_offset]:
        return
    for path, node in _iter_scalars(tree.data, ()):
        start, end = _find_offsets(tree, path, node)
        found = _REST.match(text, end)
        if found and text[start : start + 1] not in ("'", '"', "|", ">"):
            key = next((each for each in reversed(path) if isinstance(each, str)), "")
            words = f"`{key}` ends before `#`, which begins a comment: what follows is lost"
            whole = f"{node or ''} {found[1].strip()}".strip().replace('"', "'")
            help_ = f'put the value in quotes: "{whole}", or write a blank after the `#` of a comment'
            span = document.source.span(found.start(1), found.end(1))
            yield Fault("invalid-value", span, words, help_, path)


def _find_offsets(tree: Tree, path: KeyPath, node: Node) -> tuple[int, int]:
    """Give where a value stands in the text, or for an empty one its key; (0, 0) for neither."""
    spans = tree.keys if node is None else tree.values
    assert isinstance(spans, Spans)
    return spans.places.offsets.get(path, (0, 0))


def _iter_scalars(node: Node, path: KeyPath) -> Iterator[tuple[KeyPath, Node]]:
    if isinstance(node, dict):
        for key, child in node.items():
            yield from _iter_scalars(child, (*path, key))
    elif isinstance(node, list):
        for n, each in enumerate(node):
            yield from _iter_scalars(each, (*path, n))
    else:
        yield path, node
