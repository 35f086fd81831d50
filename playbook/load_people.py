"""people.csv or departments.csv -> pages without prose.

In: the export of a personnel system, a header first. Out: a page for each row, its spans at the row's
cells, and the faults of the file. A Markdown page of the same id adds prose: `resolve` joins them.
"""

from collections.abc import Iterator
from dataclasses import replace
from unicodedata import normalize

from playbook.diagnostic import Fault, KeyPath
from playbook.file_name import explain_name
from playbook.frontmatter import Document, Node, Tree
from playbook.load_page import name_title, name_url
from playbook.model.page import Page
from playbook.readings import Row, decode_csv, split_rows
from playbook.schema.record import list_keys
from playbook.schema.references import list_references
from playbook.schema.shape import Shape
from playbook.schema.validate import KINDS, validate
from playbook.source import Source, Span
from playbook.store import Store, Stored
from playbook.words import quote, suggest

RULE = "front-matter-invalid"
ABSENT = frozenset({"formerly"})
"""Keys that only a page can have: a list has no place in a cell."""


def load_people(path: str, raw: bytes, kind: str, store: Store) -> tuple[list[Page], list[Fault]]:
    """Read an export; a fault in one row spoils no other."""
    text, fault = decode_csv(path, raw)
    if fault:
        return [], [replace(fault, rule=RULE, path=())]
    rows = list(split_rows(text))
    if not rows:
        return [], []
    faults = list(_check_header(path, rows[0], kind))
    if any(each.rule == RULE for each in faults):
        return [], faults
    source = Source(path, text)
    return [_load_row((kind, rows[0].cells), row, source, store) for row in rows[1:]], faults


def _list_columns(kind: str) -> list[str]:
    return ["id", *(key for key in list_keys(KINDS[kind]) if key not in ABSENT)]


def _check_header(path: str, row: Row, kind: str) -> Iterator[Fault]:
    known = _list_columns(kind)
    if len(row.cells) == 1 and ";" in row.cells[0]:
        yield Fault(RULE, _span(path, row, 0), "the columns are separated by semicolons", "save with commas")
        return
    for n, cell in enumerate(row.cells):
        if cell not in known:
            help_ = suggest(cell, known) if cell else "give the column a name, or take it out"
            yield Fault("unknown-key", _span(path, row, n), f"unknown column {quote(cell)}", help_)
        elif cell in row.cells[:n]:
            help_ = "keep one of the two"
            yield Fault(RULE, _span(path, row, n), f"the column `{cell}` stands twice", help_)
    if "id" not in row.cells:
        help_ = "name the column that holds each row's id `id`"
        yield Fault(RULE, Span(path, row.line, 1, row.line, 1), "there is no column `id`", help_)


def _span(path: str, row: Row, cell: int) -> Span:
    column = row.columns[cell]
    return Span(path, row.line, column, row.line, column + len(row.cells[cell]))


def _load_row(header: tuple[str, tuple[str, ...]], row: Row, source: Source, store: Store) -> Page:
    kind = header[0]
    tree = _plant(source.path, header, row)
    page_id = normalize("NFC", str(tree.data.pop("id", "") or ""))
    value, faults = validate(kind, tree, Shape())
    faults = (*faults, *_check_row(header[1], row, source), *_check_id(page_id, tree))
    page_id = page_id or f"row-{row.line}"
    page = Page(
        id=page_id,
        kind=kind,
        path=source.path,
        url=name_url(kind, page_id),
        digest=":".join((source.path, str(row.line), *header[1], source.line(row.line), *row.cells)),
        title=name_title(value, None, page_id),
        data=value,
        faults=faults,
        references=tuple(list_references(value)),
    )
    store.keep(page.digest, Stored(source.path, row=Document(source, tree)))
    return page


def _check_row(header: tuple[str, ...], row: Row, source: Source) -> Iterator[Fault]:
    if source.line(row.line).count('"') % 2:
        span = Span(source.path, row.line, 1, row.line, 1)
        words = "a quote that opens in this row is not closed in it"
        yield Fault("invalid-value", span, words, "keep each row on one line")
    elif len(row.cells) > len(header):
        words = f"the row has {len(row.cells)} cells, and the header {len(header)}"
        help_ = 'put a text with commas in quotes: "…"'
        yield Fault("invalid-value", _span(source.path, row, len(header)), words, help_)


def _check_id(page_id: str, tree: Tree) -> Iterator[Fault]:
    if not page_id:
        yield Fault("invalid-value", tree.root, "the row has no id", "give every row an id")
        return
    bad = "holds a slash" if "/" in page_id else explain_name(page_id)
    if bad:
        span = tree.locate_value(("id",))
        yield Fault("invalid-value", span, f"the id {quote(page_id)} {bad}", "give the row another id")


def _plant(path: str, header: tuple[str, tuple[str, ...]], row: Row) -> Tree:
    kind, names = header
    known = _list_columns(kind)
    data: dict[str, Node] = {}
    spans: dict[KeyPath, Span] = {}
    for n, (key, cell) in enumerate(zip(names, row.cells, strict=False)):
        spans[(key,)] = _span(path, row, n)
        if cell and key in known:
            data[key] = cell
    return Tree(data, spans, spans, Span(path, row.line, 1, row.line, 1))
