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

from playbook.frontmatter import Document, write

_DAY = re.compile(r"@DAY([+-]\d+)@")
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
    quoted = write({"title": title}, "").split("\n")[1].removeprefix("title:").strip()
    return date_text(text, today).replace("@TITLE@", quoted).replace("@OWNER@", owner)


def compose_page(kind: str, values: Mapping[str, object]) -> str:
    """Write a metric's, person's or department's page with the keys that are known."""
    return write({key: value for key, value in values.items() if value}, GUIDANCE[kind])


GUIDANCE = {
    "metric": "<!-- Say how it is measured, by whom, and what would mislead. Readings: playbook reading add. -->\n",
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

    Raises ComposeError when the page has no such stage in block style.
    """
    tree = document.tree
    stage = ("stages", review.stage)
    if tree is None or stage not in tree.keys:
        raise ComposeError(
            f"{document.source.path} has no stage `{review.stage}`: add it under `stages:` first"
        )
    reviews = (*stage, "reviews")
    if reviews in tree.values:
        last = max(each[3] for each in tree.keys if each[:3] == reviews and len(each) > 3)
        span, column = tree.values[(*reviews, last)], tree.keys[(*reviews, last)].column
        item = _find_dash(document, span.line)
        return _insert(document, _end_line(document, (*reviews, last)), _write_item(item or column, review))
    indent = tree.keys[stage].column + 1
    head = " " * indent + "reviews:\n"
    return _insert(document, _end_line(document, stage), head + _write_item(indent + 2, review))


def _find_dash(document: Document, line: int) -> int:
    """Give the 0-based column of the dash that begins an item; a flow list has none."""
    text = document.source.line(line)
    if not text.lstrip().startswith("- "):
        raise ComposeError(
            f"{document.source.path}:{line}: the reviews stand in one line; write them as a list"
        )
    return len(text) - len(text.lstrip())


def _write_item(indent: int, review: NewReview) -> str:
    pad = " " * indent
    return f"{pad}- due: {review.due}\n{pad}  by: {review.by}\n"


def _end_line(document: Document, path: tuple[str | int, ...]) -> int:
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


def _is_collection(node: object, path: tuple[str | int, ...]) -> bool:
    for part in path:
        node = node[part] if isinstance(node, (dict, list)) else None  # type: ignore[call-overload]
    return isinstance(node, (dict, list))


def _insert(document: Document, line: int, text: str) -> str:
    """Put lines after a line, in the page's own line ending."""
    whole = document.source.text
    ending = "\r\n" if "\r\n" in whole else "\n"
    lines = whole.split("\n")
    added = [each + ("\r" if ending == "\r\n" else "") for each in text.rstrip("\n").split("\n")]
    return "\n".join([*lines[:line], *added, *lines[line:]])
