"""A metric's CSV -> its readings, and the faults by row and column.

In: the text of `date,value[,note]`, a header first. Out: readings, oldest first, and a fault for every
row that holds none, with the cause named (a spreadsheet's semicolons or decimal commas, a day that
is not in the calendar, a day given twice). A future day is no fault here: nobody asks the clock.
"""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from playbook.diagnostic import Fault
from playbook.frontmatter.text import name_forbidden
from playbook.model.page import Reading
from playbook.schema.scalar import RefusedError, explain, read_day, read_number
from playbook.source import MAX_TABLE, Source, Span

T = TypeVar("T")
HEADER = ("date", "value", "note")
MOST = 200
"""How many faulty rows of a CSV are told one by one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a CSV: its 1-based number and its cells with the column at which each begins."""

    line: int
    cells: tuple[str, ...]
    columns: tuple[int, ...]


@dataclass(slots=True)
class _Reader:
    source: Source
    faults: list[Fault] = field(default_factory=list)
    seen: dict[date, int] = field(default_factory=dict)

    def say(self, row: Row, cell: int, message: str, help_: str) -> None:
        text = row.cells[cell] if cell < len(row.cells) else ""
        column = row.columns[cell] if cell < len(row.columns) else 1
        span = Span(self.source.path, row.line, column, row.line, column + len(text))
        self.faults.append(Fault("reading-invalid", span, message, help_, ("readings", row.line)))

    def tell(self) -> tuple[Fault, ...]:
        """Give the faults; of very many the first, and one more that counts the others."""
        more = len(self.faults) - MOST
        if more <= 1:
            return tuple(self.faults)
        words = f"{more:,} more rows like the {MOST} above hold no reading"
        help_ = "so many faults have one cause: look at how the file was made"
        return (*self.faults[:MOST], replace(self.faults[MOST], message=words, help=help_))


def read_readings(path: str, raw: bytes) -> tuple[tuple[Reading, ...], tuple[Fault, ...]]:
    """Read a metric's CSV; what is wrong in one row spoils no other."""
    text, fault = decode_csv(path, raw)
    if fault:
        return (), (fault,)
    reader = _Reader(Source(path, text))
    rows = list(split_rows(text))
    if rows and not _check_header(reader, rows[0]):
        return (), reader.tell()
    readings = [each for row in rows[1:] if (each := _read_row(reader, row))]
    return tuple(sorted(readings)), reader.tell()


def decode_csv(path: str, raw: bytes) -> tuple[str, Fault | None]:
    """Decode a CSV (a spreadsheet's byte-order mark is allowed), or say why it cannot be read."""
    if len(raw) > MAX_TABLE:
        return "", Fault(
            "reading-invalid", Span(path), f"larger than {MAX_TABLE >> 20} MiB", "keep one reading a row"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        words = "is not UTF-8"
        return "", Fault("reading-invalid", Span(path, line, 1, line, 1), words, "save the file as CSV UTF-8")
    if name_forbidden(text):
        return "", _find_forbidden(path, text)
    return text, None


def _find_forbidden(path: str, text: str) -> Fault:
    """Say where a sign stands that nobody sees; a carriage return alone ends lines on no system of today."""
    rows = enumerate(text.split("\n"), 1)
    line, name = next(
        ((n, name) for n, row in rows if (name := name_forbidden(row.removesuffix("\r")))), (1, "")
    )
    help_ = "save the file with LF or CRLF line endings" if "carriage return" in name else "delete it"
    return Fault("reading-invalid", Span(path, line, 1, line, 1), f"holds {name}", help_)


def split_rows(text: str) -> Iterator[Row]:
    """Yield the rows of a CSV that are not empty; a row is one line, its line ending left out."""
    for number, ended in enumerate(text.split("\n"), 1):
        line = ended.removesuffix("\r")
        if not line.strip():
            continue
        try:
            cells = next(csv.reader(io.StringIO(line)))
        except (csv.Error, StopIteration):
            cells = [line]
        yield Row(number, tuple(each.strip() for each in cells), tuple(_find_columns(line, cells)))


def _find_columns(line: str, cells: list[str]) -> Iterator[int]:
    offset = 0
    for cell in cells:
        found = max(line.find(cell.strip(), offset), offset)
        yield found + 1
        comma = line.find(",", found + len(cell.strip()))
        offset = comma + 1 if comma >= 0 else len(line)


def _check_header(reader: _Reader, row: Row) -> bool:
    if tuple(row.cells) in (HEADER[:2], HEADER):
        return True
    help_ = "the first line must be: date,value  (or date,value,note)"
    if len(row.cells) == 1 and ";" in row.cells[0]:
        help_ = "the columns are separated by semicolons; save with commas: date,value"
    reader.say(row, 0, "the header is not `date,value[,note]`", help_)
    return False


def _read_row(reader: _Reader, row: Row) -> Reading | None:
    problem = _judge_row(row)
    if problem:
        reader.say(row, *problem)
        return None
    day = _parse(reader, row, 0, read_day)
    value = _parse(reader, row, 1, read_number)
    if day is None or value is None or not _is_new(reader, row, day):
        return None
    return Reading(day, value, row.cells[2] if len(row.cells) > 2 else "", row.line)


def _judge_row(row: Row) -> tuple[int, str, str] | None:
    """Say what is wrong with a row's cells as a whole: at which cell, what, and the remedy."""
    cells = row.cells
    if len(cells) == 1 and ";" in cells[0]:
        return 0, "the columns are separated by semicolons", "separate them by commas"
    if len(cells) < 2:
        return 0, "the row has no value", "write date,value"
    if len(cells) > 2 and cells[1].lstrip("-").isdigit() and cells[2].isdigit():
        message = f"`{cells[1]},{cells[2]}` looks like a number with a decimal comma"
        help_ = f"write the decimals after a point: {cells[1]}.{cells[2]}"
        return 1, message, help_ + ("; put a note of digits in words" if len(cells) == 3 else "")
    if len(cells) > 3:
        return 3, "the row has more than three cells", 'put a note with commas in quotes: "…"'
    return None


def _parse(reader: _Reader, row: Row, cell: int, read: Callable[[object], T]) -> T | None:
    try:
        return read(row.cells[cell])
    except RefusedError as error:
        reader.say(row, cell, *explain(error))
        return None


def _is_new(reader: _Reader, row: Row, day: date) -> bool:
    first = reader.seen.setdefault(day, row.line)
    if first == row.line:
        return True
    reader.say(row, 0, f"the day {day} stands twice, first in line {first}", "keep one reading a day")
    return False


def append_reading(raw: bytes, cells: tuple[str, str, str]) -> bytes:
    """Add a row to a CSV's bytes, in its own line ending; a new file gets its header first.

    A note makes the header `date,value,note` where it was without one: no other row is touched.
    """
    text = raw.decode("utf-8") or "date,value\n"
    ending = "\r\n" if "\r\n" in text else "\n"
    if not text.endswith("\n"):
        text += ending
    if cells[2] and text.removeprefix("\ufeff").startswith(f"date,value{ending}"):
        text = text.replace("date,value", "date,value,note", 1)
    row = io.StringIO()
    csv.writer(row, lineterminator=ending).writerow(cells if cells[2] else cells[:2])
    return (text + row.getvalue()).encode("utf-8")
