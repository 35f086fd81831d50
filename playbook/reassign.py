"""A person handed over to another in the files of a playbook, by edits of single words.

In: a file's bytes, its kind, who hands over to whom. Out: the new bytes and what was changed, or why it
cannot be. Comments, order, quotes and line endings stay as they are; no file is read or written.
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from unicodedata import normalize

from playbook.diagnostic import KeyPath
from playbook.frontmatter import Document, Node, read
from playbook.handover import list_conflicts, list_held
from playbook.readings import Row, decode_csv, split_rows
from playbook.source import Source, Span

_PLAIN = re.compile(r"\w[\w.-]*")
_BOM = b"\xef\xbb\xbf"
COLUMNS = {"person": "deputy", "department": "head"}
"""The column of an export of persons or departments that names a person."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who hands over to whom, by ids in the normal form NFC, and whether only what is not over."""

    one: str
    to: str
    open_only: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """A word that was changed: where it stands, by key path or as row and column, and as what the person was
    named."""

    span: Span
    item: str
    title: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file after the handing over: `raw` its new bytes, what was changed, and what speaks against it."""

    raw: bytes
    changes: tuple[Change, ...] = ()
    conflicts: tuple[str, ...] = ()


def rewrite_page(path: str, kind: str, raw: bytes, asked: Asked) -> Rewritten:
    """Hand over in a page's front matter."""
    document = read(path, raw)
    if document.tree is None:
        told = f"{path}: its front matter cannot be read; mend it first"
        is_near = _is_near(raw, asked) and bool(document.faults)
        return Rewritten(raw, conflicts=(told,) if is_near else ())
    held = list(list_held(kind, document.tree.data, asked.one, open_only=asked.open_only))
    if not held:
        return Rewritten(raw)
    changes = [
        Change(document.tree.values[each.path], ".".join(map(_name, each.path)), each.title) for each in held
    ]
    text, problems = _edit(document.source, changes, asked)
    expected = deepcopy(document.tree.data)
    for each in held:
        _put(expected, each.path, asked.to)
    is_own = kind == "person" and normalize("NFC", PurePosixPath(path).stem) == asked.to
    conflicts = [
        *problems,
        *([_say_own(path, changes[0], asked)] if is_own else []),
        *(f"{path}: {each}" for each in list_conflicts(document.tree.data, expected, asked.one, asked.to)),
    ]
    new = text.encode()
    if not conflicts and not _is_as_expected(document, raw, read(path, new), expected):
        conflicts.append(f"{path}: cannot be edited without changing more than the names; edit it by hand")
    return Rewritten(new, tuple(sorted(changes, key=lambda each: each.span)), tuple(conflicts))


def _say_own(path: str, change: Change, asked: Asked) -> str:
    return f"{path}:{change.span.line}: `{asked.to}` would be their own deputy"


def _is_near(raw: bytes, asked: Asked) -> bool:
    """Whether a file that cannot be read may name the person."""
    return asked.one in normalize("NFC", raw.decode("utf-8", "replace"))


def _name(part: str | int) -> str:
    """Name a part of a key path as reports do: items are counted from 1."""
    return str(part + 1) if isinstance(part, int) else part


def _is_as_expected(old: Document, raw: bytes, new: Document, expected: Any) -> bool:
    """Whether the old text is what lies in the file, and the new one says what it shall and nothing else."""
    is_whole = old.source.text.encode() == raw
    return (
        is_whole
        and new.tree is not None
        and _strip(new.tree.data) == _strip(expected)
        and old.body == new.body
    )


def _strip(node: Node) -> Any:
    if isinstance(node, dict):
        return {key: _strip(each) for key, each in node.items()}
    if isinstance(node, list):
        return [_strip(each) for each in node]
    return node.strip() if node else node


def _put(node: Any, path: KeyPath, value: str) -> None:
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value


def rewrite_rows(path: str, kind: str, raw: bytes, asked: Asked) -> Rewritten:
    """Hand over in an export of persons or departments."""
    text, fault = decode_csv(path, raw)
    if fault:
        told = f"{path}: it cannot be read; mend it first"
        return Rewritten(raw, conflicts=(told,) if _is_near(raw, asked) else ())
    rows = list(split_rows(text))
    if not rows or COLUMNS[kind] not in rows[0].cells:
        return Rewritten(raw)
    column = rows[0].cells.index(COLUMNS[kind])
    changes = list(_list_cells(path, column, rows, asked))
    if not changes:
        return Rewritten(raw)
    new, problems = _edit(Source(path, text), changes, asked)
    if not _PLAIN.fullmatch(asked.to):
        problems.append(f"{path}: `{asked.to}` cannot stand in a cell; edit it by hand")
    expected = _replace_cells(rows, changes, column, asked.to)
    if not problems and [each.cells for each in split_rows(new)] != expected:
        problems.append(f"{path}: cannot be edited without changing more than the names; edit it by hand")
    own = f"{asked.to}.{COLUMNS['person']}" if kind == "person" else ""
    problems += [_say_own(path, each, asked) for each in changes if normalize("NFC", each.item) == own]
    mark = _BOM if raw.startswith(_BOM) else b""
    return Rewritten(mark + new.encode(), tuple(changes), tuple(problems))


def _replace_cells(rows: list[Row], changes: list[Change], column: int, new: str) -> list[tuple[str, ...]]:
    """Give the cells of all rows as they shall be."""
    lines = {each.span.line for each in changes}
    return [
        (*each.cells[:column], new, *each.cells[column + 1 :]) if each.line in lines else each.cells
        for each in rows
    ]


def _list_cells(path: str, column: int, rows: list[Row], asked: Asked) -> Iterator[Change]:
    name = rows[0].cells[column]
    identity = rows[0].cells.index("id") if "id" in rows[0].cells else 0
    for row in rows[1:]:
        if column < len(row.cells) and normalize("NFC", row.cells[column]) == asked.one:
            start = row.columns[column]
            span = Span(path, row.line, start, row.line, start + len(row.cells[column]))
            yield Change(span, f"{row.cells[identity]}.{name}", name)


def _edit(source: Source, changes: list[Change], asked: Asked) -> tuple[str, list[str]]:
    """Put the new word into each place; name the places that hold the old one in another form."""
    text, problems = source.text, []
    for each in sorted(changes, key=lambda each: each.span, reverse=True):
        start, end = source.offsets(each.span)
        written = _write(text[start:end], asked)
        if written is None:
            words = f"`{each.item}` is written in a form that cannot be edited; write it as one plain word"
            problems.append(f"{source.path}:{each.span.line}: {words}")
        else:
            text = text[:start] + written + text[end:]
    return text, problems


def _write(old: str, asked: Asked) -> str | None:
    """Write the new word in the quotes of the old one; None where that is not the word alone."""
    plain = asked.to if _PLAIN.fullmatch(asked.to) else json.dumps(asked.to, ensure_ascii=False)
    forms = {
        asked.one: plain,
        f'"{asked.one}"': json.dumps(asked.to, ensure_ascii=False),
        f"'{asked.one}'": "'" + asked.to.replace("'", "''") + "'",
    }
    return forms.get(normalize("NFC", old))
