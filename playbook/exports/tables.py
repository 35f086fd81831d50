"""Every list as a table: CSV files for spreadsheets.

In: the index. Out: an output for each table: RFC 4180, UTF-8 with a byte-order mark (without one Excel reads
it in the machine's own encoding), a header first. A text that a spreadsheet would take for a formula has an
apostrophe before it; numbers stay numbers.
"""

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from io import StringIO
from typing import Any

from playbook.exports.clean import clean
from playbook.exports.document import TABLES, find_path, list_rows
from playbook.exports.field import TYPES, Field
from playbook.exports.plan_fields import make_plan
from playbook.exports.shown import list_pages
from playbook.publish import Output
from playbook.view import Index, feed

_FORMULA = re.compile("[ \xa0]*[=+\\-@\t\n＝＋－＠]")
"""How a text begins that a spreadsheet may run, the full-width signs of some languages among them."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_INSIDE = re.compile("(?<=;)(?=[=+\\-@])")
"""Where a cell would begin for a spreadsheet that takes semicolons for the ends of cells."""

PLANS = "initiatives"
"""The list of which most tables are made."""

Path = tuple[Field, ...]
"""The lists that lead to a table's rows."""

Column = tuple[str, Callable[[tuple[Any, ...]], str]]
"""A column's name, and what reads its cell off a row."""


def export_tables(index: Index) -> Iterator[Output]:
    """Write every table; what several tables are about is looked up once."""
    paths = {name: find_path(index.site.config.shape, name) for name in TABLES}
    columns = {name: tuple(_list_columns(path)) for name, path in paths.items()}
    of_plans = {name: path for name, path in paths.items() if path[0].name == PLANS}
    cells = _write_plans(index, of_plans, columns)
    items: dict[str, list[Any]] = {}
    for name, path in paths.items():
        head = _write_rows([[title for title, _ in columns[name]]])
        if name in cells:
            yield _make_table(name, [head, *cells[name]])
            continue
        first = path[0]
        if first.name not in items:
            items[first.name] = list(first.read(index))
        yield _make_table(name, [head, _write_table(columns[name], list_rows(items[first.name], path))])


def _write_plans(
    index: Index, paths: Mapping[str, Path], columns: Mapping[str, Sequence[Column]]
) -> dict[str, list[str]]:
    """Write the rows of each table of plans, by plan: those of each are remembered."""

    def write(key: str) -> str:
        plan = make_plan(index, key)
        return json.dumps([_write_table(columns[name], list_rows([plan], paths[name])) for name in paths])

    pages = list_pages(index, "initiative")
    written = [json.loads(index.texts.text("csv", each.key, partial(write, each.key))) for each in pages]
    return {name: [each[n] for each in written] for n, name in enumerate(paths)}


def _make_table(name: str, parts: Sequence[str]) -> Output:
    return Output(f"{feed.TABLES}/{name}.csv", b"\xef\xbb\xbf" + "".join(parts).encode())


def _write_table(columns: Sequence[Column], rows: Iterable[tuple[Any, ...]]) -> str:
    return _write_rows([read(row) for _, read in columns] for row in rows)


def _write_rows(rows: Iterable[Sequence[str]]) -> str:
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(rows)
    return file.getvalue()


def _list_columns(path: Path) -> Iterator[Column]:
    """Yield the columns of a table: those that say where a row belongs, then its own."""
    for depth, field in enumerate(path[:-1]):
        for key in field.parts[:2]:
            if key.name in ("id", "title"):
                name = field.one if key.name == "id" else f"{field.one}-title"
                yield name, _read_text(key, depth)
    for field in path[-1].parts:
        yield from _split_field(field, len(path) - 1)


def _split_field(field: Field, depth: int) -> Iterator[Column]:
    """Yield the columns of one field: a page has its id and its title, a record one for each part."""
    if field.kind == "record":
        for part in field.parts:
            for name, read in _split_field(part, -1):
                yield f"{field.name}.{name}", _read_part(field, depth, read)
    elif field.kind != "records":
        yield field.name, _read_text(field, depth)
        if field.kind == "page":
            yield f"{field.name}-title", _read_title(field, depth)


def _read_text(field: Field, depth: int) -> Callable[[tuple[Any, ...]], str]:
    read, write = field.read, TYPES[field.kind][0]
    return lambda row: write_cell(write(read(row[depth])))


def _read_title(field: Field, depth: int) -> Callable[[tuple[Any, ...]], str]:
    def read(row: tuple[Any, ...]) -> str:
        card = field.read(row[depth])
        return write_cell(card.title if card else None)

    return read


def _read_part(
    field: Field, depth: int, read: Callable[[tuple[Any, ...]], str]
) -> Callable[[tuple[Any, ...]], str]:
    def read_part(row: tuple[Any, ...]) -> str:
        value = field.read(row[depth])
        return "" if value is None else read((value,))

    return read_part


def write_cell(value: Any) -> str:
    """Write a value as a cell: figures bare, lists with semicolons, truth values as true and false."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _disarm(clean(value))
    if isinstance(value, list):
        return _disarm(clean("; ".join(value)))
    if isinstance(value, bool):
        return str(value).lower()
    number = value["value"] if isinstance(value, dict) else value
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _disarm(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run; a plain number is none of it."""
    if _NUMBER.fullmatch(text):
        return text
    text = _INSIDE.sub("'", text)
    return f"'{text}" if _FORMULA.match(text) else text
