"""New pages and parts of pages, as text.

In: titles, ids, today. Out: the text of a page or an edited page, and the starter's files. It writes no file;
days in the starter are counted from today.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable

from playbook.diagnostic import KeyPath
from playbook.frontmatter import Document, Node, write

_DAY = re.compile(r"@DAY([+-]\d+)@")
_GIVEN = re.compile("@TITLE@|@OWNER@")
PACKAGE = files("playbook")


class ComposeError(Exception):
    """What was asked for cannot be written; the message says why and what would do."""


def date_text(text: str, today: date) -> str:
    """Put real days in the place of @DAY+14@ and its like."""
    return _DAY.sub(lambda match: (today + timedelta(days=int(match.group(1)))).isoformat(), text)


def list_starter(today: date) -> dict[str, str]:
    """Give the files of a first playbook, path -> text."""
    site = PACKAGE / "starter" / "site"
    return {
        path: date_text(file.read_text(encoding="utf-8"), today) for path, file in sorted(_walk(site, ""))
    }


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        path = f"{prefix}{each.name}"
        if each.is_dir():
            yield from _walk(each, path + "/")
        else:
            yield path, each


def compose_initiative(title: str, owner: str, today: date) -> str:
    """Write a draft: title, status and owner, and every further key as a comment to fill in."""
    text = (PACKAGE / "starter" / "new" / "initiative.md").read_text(encoding="utf-8")
    quoted = write({"title": " ".join(title.split())}, "").split("\n")[1].removeprefix("title:").strip()
    given = {"@TITLE@": quoted, "@OWNER@": owner}
    return _GIVEN.sub(lambda found: given[found[0]], date_text(text, today))


def compose_page(kind: str, values: Mapping[str, object]) -> str:
    """Write a metric's, person's or department's page with the keys that are known."""
    return write({key: value for key, value in values.items() if value}, GUIDANCE[kind])


GUIDANCE = {
    "metric": "<!-- How it is measured, by whom, what would mislead. Readings: playbook reading add. -->\n",
    "person": "",
    "department": "",
}


@dataclass(frozen=True, slots=True)
class NewReview:
    """A review to be added to a stage."""

    stage: str
    due: date
    by: str


def add_review(document: Document, review: NewReview) -> str:
    """Give a page's text with one more review in a stage; everything else stays as it is.

    Raises ComposeError when the page has no such stage, or one that is not written in lines of its own.
    """
    tree = document.tree
    stage: KeyPath = ("stages", review.stage)
    if tree is None or stage not in tree.keys:
        raise ComposeError(
            f"{document.source.path} has no stage `{review.stage}`: add it under `stages:` first"
        )
    _refuse_flow(document, stage)
    reviews: KeyPath = (*stage, "reviews")
    known = _get_node(tree.data, reviews)
    if isinstance(known, list) and known:
        _refuse_flow(document, reviews)
        indent = _find_dash(document, tree.keys[(*reviews, 0)].line)
        return _insert(document, _end_line(document, reviews), _write_item(indent, review))
    if reviews in tree.keys:
        at = tree.keys[reviews]
        if known is not None:
            raise ComposeError(f"{document.source.path}:{at.line}: take the value of `reviews` out first")
        return _insert(document, at.line, _write_item(at.column + 1, review))
    indent = tree.keys[stage].column + 1
    head = " " * indent + "reviews:\n"
    return _insert(document, _end_line(document, stage), head + _write_item(indent + 2, review))


def _refuse_flow(document: Document, path: KeyPath) -> None:
    """Refuse a mapping or list in braces or brackets: nothing can be added to it in lines of its own."""
    tree = document.tree
    span = tree.values.get(path) if tree else None
    if span and document.source.line(span.line)[span.column - 1] in "{[":
        words = f"`{path[-1]}` stands in braces or brackets; write it in lines of its own"
        raise ComposeError(f"{document.source.path}:{span.line}: {words}")


def _find_dash(document: Document, line: int) -> int:
    """Give the 0-based column of the dash that begins an item."""
    text = document.source.line(line)
    return len(text) - len(text.lstrip())


def _write_item(indent: int, review: NewReview) -> str:
    pad = " " * indent
    return f"{pad}- due: {review.due}\n{pad}  by: {review.by}\n"


def _end_line(document: Document, path: KeyPath) -> int:
    """Give the last line on which something stands at or below a key path."""
    tree = document.tree
    assert tree is not None
    ends = [
        _last_line(span.end_line, span.end_column)
        for spans in (tree.keys, tree.values)
        for each, span in spans.items()
        if each[: len(path)] == path and not _is_collection(tree.data, each)
    ]
    return max(ends)


def _last_line(line: int, column: int) -> int:
    return line - 1 if column == 1 else line


def _is_collection(node: Node, path: KeyPath) -> bool:
    return isinstance(_get_node(node, path), (dict, list))


def _get_node(node: Node, path: KeyPath) -> Node:
    """Give what stands at a key path; None for nothing."""
    for part in path:
        if isinstance(node, dict):
            node = node.get(str(part))
        elif isinstance(node, list) and isinstance(part, int):
            node = node[part]
        else:
            return None
    return node


def _insert(document: Document, line: int, text: str) -> str:
    """Put lines after a line, in the page's own line ending."""
    whole = document.source.text
    ending = "\r\n" if "\r\n" in whole else "\n"
    lines = whole.split("\n")
    added = [each + ("\r" if ending == "\r\n" else "") for each in text.rstrip("\n").split("\n")]
    return "\n".join([*lines[:line], *added, *lines[line:]])
