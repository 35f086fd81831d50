"""A metric's CSV: readings, and every fault by row and column."""

from datetime import date
from decimal import Decimal

import pytest

from playbook.readings import MOST, append_reading, read_readings

PATH = "content/metrics/x.csv"


def test_readings_are_sorted_and_keep_their_rows() -> None:
    raw = b"date,value,note\n2026-02-01,2.5,late entry\n\n2026-01-01,-1\n"
    readings, faults = read_readings(PATH, raw)
    assert faults == ()
    assert [(each.date, each.value, each.note, each.row) for each in readings] == [
        (date(2026, 1, 1), Decimal(-1), "", 4),
        (date(2026, 2, 1), Decimal("2.5"), "late entry", 2),
    ]


@pytest.mark.parametrize("rows", [MOST, MOST + 1, MOST + 2, 5_000])
def test_of_very_many_faulty_rows_the_first_are_told_and_the_others_counted(rows: int) -> None:
    _, faults = read_readings(PATH, b"date,value\n" + b"2026-01-01,many\n" * rows)
    if rows <= MOST + 1:
        assert [each.span.line for each in faults] == list(range(2, rows + 2))
        return
    assert [each.span.line for each in faults] == list(range(2, MOST + 3))
    assert f"{rows - MOST:,} more rows" in faults[-1].message
    assert faults[-1].help


FAULTY = {
    "impossible day": ("2026-13-45,1", 2, 1, "not a day of the calendar"),
    "day too far": ("9999-12-31,1", 2, 1, "`9999-12-31` is too far ahead"),
    "day of another form": ("01.02.2026,1", 2, 1, "is not a day"),
    "semicolons": ("2026-01-01;1", 2, 1, "semicolons"),
    "decimal comma": ("2026-01-01,11,4", 2, 12, "decimal comma"),
    "decimal comma before a note": ("2026-01-01,11,4,late", 2, 12, "decimal comma"),
    "quoted decimal comma": ('2026-01-01,"11,4"', 2, 13, "is not a number"),
    "no value": ("2026-01-01", 2, 1, "has no value"),
    "empty value": ("2026-01-01,", 2, 12, "is not a number"),
    "a word": ("2026-01-01,many", 2, 12, "is not a number"),
    "a unit": ("2026-01-01,45 days", 2, 12, "is not a bare number"),
    "not a number": ("2026-01-01,nan", 2, 12, "is not a number"),
    "an exponent": ("2026-01-01,1e400", 2, 12, "is not a"),
    "too many cells": ("2026-01-01,1,a note, with a comma", 2, 22, "more than three cells"),
    "twice": ("2026-01-02,1\n2026-01-02,2", 3, 1, "stands twice"),
}


@pytest.mark.parametrize(("row", "line", "column", "words"), FAULTY.values(), ids=FAULTY)
def test_a_faulty_row_is_located_and_spoils_no_other(row: str, line: int, column: int, words: str) -> None:
    readings, faults = read_readings(PATH, f"date,value\n{row}\n2026-03-01,7\n".encode())
    assert len(faults) == 1
    assert (faults[0].span.line, faults[0].span.column) == (line, column)
    assert words in faults[0].message
    assert faults[0].help
    assert readings[-1].value == 7


WHOLE = {
    "no header": (b"2026-01-01,1\n", 1, "the header is not"),
    "header with semicolons": (b"date;value\n", 1, "the header is not"),
    "not UTF-8": (b"date,value\n2026-01-01,1,\xff\n", 2, "is not UTF-8"),
    "a control character": (b"date,value\n\x012026-01-01,1\n", 2, "control character"),
    "too large": (b"x" * ((16 << 20) + 1), 0, "larger than 16 MiB"),
}


@pytest.mark.parametrize(("raw", "line", "words"), WHOLE.values(), ids=WHOLE)
def test_a_file_that_cannot_be_read_is_one_fault(raw: bytes, line: int, words: str) -> None:
    readings, faults = read_readings(PATH, raw)
    assert readings == ()
    assert [(each.span.line, words in each.message) for each in faults] == [(line, True)]


def test_a_spreadsheets_byte_order_mark_and_line_endings_are_allowed() -> None:
    readings, faults = read_readings(PATH, "\ufeffdate,value\r\n2026-01-01,1\r\n".encode())
    assert (len(readings), faults) == (1, ())


APPENDED = {
    "new file": (b"", ("2026-01-01", "1", ""), b"date,value\n2026-01-01,1\n"),
    "line without ending": (
        b"date,value\n2026-01-01,1",
        ("2026-01-02", "2", ""),
        b"date,value\n2026-01-01,1\n2026-01-02,2\n",
    ),
    "windows": (b"date,value\r\n", ("2026-01-02", "2", ""), b"date,value\r\n2026-01-02,2\r\n"),
    "first note": (
        b"date,value\n2026-01-01,1\n",
        ("2026-01-02", "2", "a, b"),
        b'date,value,note\n2026-01-01,1\n2026-01-02,2,"a, b"\n',
    ),
}


@pytest.mark.parametrize(("raw", "cells", "result"), APPENDED.values(), ids=APPENDED)
def test_a_reading_is_appended_and_no_other_row_is_touched(
    raw: bytes, cells: tuple[str, str, str], result: bytes
) -> None:
    assert append_reading(raw, cells) == result
    assert read_readings(PATH, result)[1] == ()
