"""The rows of tables that are cut into pages, for the script that filters and sorts all of them.

In: the rendered pages of such tables. Out: for each table a manifest under a name that never changes, and
what it names: what the rows are filtered and sorted by, the rows themselves, the values of long choices. What
a template prints is what is read: a row's own data, its cells, its words, as a browser would have them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from playbook.publish import Output
from playbook.site_assets import name_by_content, write_value
from playbook.view.table import TableView

ROWS, KEYS = 25, 1000
"""How many rows, and how many rows' keys, one file holds."""

Page = tuple[TableView, Output]
Key = tuple[str, list[str], list[str]]
"""A row's words, its data by kind, its values by column."""

_TAG = re.compile(r'<[^>"]*(?:"[^"]*"[^>"]*)*>')
_DATA = re.compile(r'\bdata-([\w-]+)="([^"]*)"')
_UP = re.compile(r'(<a\b[^>]*?\bhref=")(?:\.\./)+')


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows as they stand in its pages, addresses from the site's root, and which columns sort."""

    name: str
    rows: tuple[str, ...]
    columns: tuple[int, ...]
    view: TableView


def make_table_rows(pages: Iterable[Page]) -> Iterator[Output]:
    """Write the files of every table that has several pages."""
    tables: dict[str, list[Page]] = {}
    for view, page in pages:
        if view.paging:
            tables.setdefault(view.table, []).append((view, page))
    for some in tables.values():
        yield from _write_table(_read_table(some))


def _read_table(pages: Sequence[Page]) -> Table:
    name, rows = pages[0][0].table, list[str]()
    columns: tuple[int, ...] = ()
    for _, page in pages:
        head, body = _find_parts(page.body.decode("utf-8"), name)
        columns = tuple(
            n for n, cell in enumerate(_split_cells(head)) if "data-sort=" in cell.partition(">")[0]
        )
        rows += [_UP.sub(r"\1", each).strip() for each in re.split(r"(?=<tr\b)", body)[1:]]
    return Table(name, tuple(rows), columns, pages[0][0])


def _find_parts(text: str, name: str) -> tuple[str, str]:
    """Find the head and the body of a table; both empty where a company's own template has no such table."""
    found = re.search(rf'<table\b[^>]*\bdata-table="{re.escape(name)}".*?</table>', text, re.DOTALL)
    head, _, body = (found[0] if found else "").partition("<tbody>")
    return head, body.partition("</tbody>")[0].removesuffix("</table>")


def _split_cells(text: str) -> list[str]:
    return re.split(r"(?=<t[hd]\b)", text)[1:]


def _write_table(table: Table) -> Iterator[Output]:
    kinds = sorted({kind for row in table.rows[:1] for kind, _ in _DATA.findall(row.partition(">")[0])})
    keys = [read_key(each, kinds, table.columns) for each in table.rows]
    files = {
        "keys": [_write(f"keys-{table.name}-{n}", some) for n, some in enumerate(_chunk(keys, KEYS))],
        "rows": [_write(f"rows-{table.name}-{n}", some) for n, some in enumerate(_chunk(table.rows, ROWS))],
    }
    choices = _write(f"choices-{table.name}", {each.kind: each.values for each in table.view.long_choices})
    manifest = {
        "kinds": kinds,
        "columns": table.columns,
        "each": ROWS,
        "choices": choices.path,
        **{name: [each.path for each in some] for name, some in files.items()},
    }
    yield from (*files["keys"], *files["rows"], choices)
    yield Output(f"data/{table.name}.js", write_value(f"table-{table.name}", manifest).encode("utf-8"))


def _chunk(some: Sequence[object], each: int) -> Iterator[Sequence[object]]:
    return (some[start : start + each] for start in range(0, len(some), each))


def _write(name: str, value: object) -> Output:
    return name_by_content(name, "js", write_value(name, value))


def read_key(row: str, kinds: Sequence[str], columns: Sequence[int]) -> Key:
    """Read what a row is filtered and sorted by."""
    data = dict(_DATA.findall(row.partition(">")[0]))
    cells = _split_cells(row)
    values = [_read_value(cells[each]) if each < len(cells) else "" for each in columns]
    return _read_words(row), [unescape(data.get(each, "")) for each in kinds], values


def _read_value(cell: str) -> str:
    given = dict(_DATA.findall(cell.partition(">")[0]))
    return unescape(given["value"]).strip() if "value" in given else _read_words(cell)


def _read_words(markup: str) -> str:
    return " ".join(unescape(_TAG.sub("", markup)).split())
