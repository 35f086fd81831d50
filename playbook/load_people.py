"""people.csv or departments.csv -> pages without prose.

In: the export of a personnel system, a header first. Out: a page for each row, its spans at the row's
cells, and the faults of the file. A Markdown page of the same id adds prose: `resolve` joins them.
"""

from playbook.diagnostic import Fault, KeyPath
from playbook.frontmatter import Node, Tree
from playbook.load_page import name_title, name_url
from playbook.model.page import Page
from playbook.readings import Row, decode_csv, split_rows
from playbook.schema.record import list_keys
from playbook.schema.shape import Shape
from playbook.schema.validate import KINDS, validate
from playbook.source import Source, Span
from playbook.store import Store, Stored
from playbook.words import suggest


def load_people(path: str, raw: bytes, kind: str, store: Store) -> tuple[list[Page], list[Fault]]:
    """Read an export; a fault in one row spoils no other."""
    text, fault = decode_csv(path, raw)
    if fault:
        return [], [_rename(fault)]
    rows = list(split_rows(text))
    if not rows:
        return [], []
    faults = _check_header(path, rows[0], kind)
    if any(each.rule == "front-matter-invalid" for each in faults):
        return [], faults
    source = Source(path, text)
    trees = [_plant(path, (kind, rows[0].cells), row) for row in rows[1:]]
    return [_load_row(kind, tree, source, store) for tree in trees], faults


def _rename(fault: Fault) -> Fault:
    return Fault("front-matter-invalid", fault.span, fault.message, fault.help)


def _check_header(path: str, row: Row, kind: str) -> list[Fault]:
    known = ["id", *list_keys(KINDS[kind])]
    if len(row.cells) == 1 and ";" in row.cells[0]:
        span = Span(path, row.line, 1, row.line, 1 + len(row.cells[0]))
        return [
            Fault("front-matter-invalid", span, "the columns are separated by semicolons", "save with commas")
        ]
    faults = []
    for cell, column in zip(row.cells, row.columns, strict=True):
        if cell not in known:
            span = Span(path, row.line, column, row.line, column + len(cell))
            faults.append(Fault("unknown-key", span, f"unknown column `{cell}`", suggest(cell, known)))
    if "id" not in row.cells:
        span = Span(path, row.line, 1, row.line, 1)
        faults.append(
            Fault(
                "front-matter-invalid",
                span,
                "there is no column `id`",
                "the first column names each row's id",
            )
        )
    return faults


def _load_row(kind: str, tree: Tree, source: Source, store: Store) -> Page:
    digest = f"{source.path}:{tree.root.line}:{source.line(tree.root.line)}"
    page_id = str(tree.data.pop("id", "") or "")
    value, faults = validate(kind, tree, Shape())
    if not page_id:
        faults = (*faults, Fault("invalid-value", tree.root, "the row has no id", "give every row an id"))
        page_id = f"row-{tree.root.line}"
    page = Page(
        id=page_id,
        kind=kind,
        path=source.path,
        url=name_url(kind, page_id),
        digest=digest,
        title=name_title(value, None, page_id),
        data=value,
        faults=faults,
    )
    store.keep(page.digest, Stored(source, tree, ""))
    return page


def _plant(path: str, columns: tuple[str, tuple[str, ...]], row: Row) -> Tree:
    kind, header = columns
    known = {"id", *list_keys(KINDS[kind])}
    data: dict[str, Node] = {}
    spans: dict[KeyPath, Span] = {}
    for key, cell, column in zip(header, row.cells, row.columns, strict=False):
        spans[(key,)] = Span(path, row.line, column, row.line, column + len(cell))
        if cell and key in known:
            data[key] = cell
    return Tree(data, spans, spans, Span(path, row.line, 1, row.line, 1))
