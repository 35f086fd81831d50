"""Every list as a table: CSV files for spreadsheets.

In: the index. Out: an output for each table: RFC 4180, UTF-8 with a byte-order mark (without one Excel reads
it in the machine's own encoding), a header first. A text that a spreadsheet would take for a formula has an
apostrophe before it; numbers stay numbers.
"""

import csv
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

from playbook.exports.clean import clean
from playbook.exports.document import TABLES, find_path, list_rows
from playbook.exports.field import TYPES, Field
from playbook.publish import Output
from playbook.view import Index, feed

_FORMULA = re.compile("[ \xa0]*[=+\\-@\t\n＝＋－＠]")
"""How a text begins that a spreadsheet may run, the full-width signs of some languages among them."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_INSIDE = re.compile("(?<=;)(?=[=+\\-@])")
"""Where a cell would begin for a spreadsheet that takes semicolons for the ends of cells."""

Column = tuple[str, Callable[[tuple[Any, ...]], str]]
"""A column's name, and what reads its cell off a row."""


def export_tables(index: Index) -> Iterator[Output]:
    """Write every table; what several tables are about is looked up once."""
    items: dict[str, list[Any]] = {}
    for name in TABLES:
        path = find_path(index.site.config.shape, name)
        first = path[0]
        if first.name not in items:
            items[first.name] = list(first.read(index))
        yield _write_table(name, path, items[first.name])


def _write_table(name: str, path: tuple[Field, ...], items: list[Any]) -> Output:
    columns = list(_list_columns(path))
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([title for title, _ in columns])
    writer.writerows([read(row) for _, read in columns] for row in list_rows(items, path))
    return Output(f"{feed.TABLES}/{name}.csv", b"\xef\xbb\xbf" + file.getvalue().encode())


def _list_columns(path: tuple[Field, ...]) -> Iterator[Column]:
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
