"""A day as people say it -> the day they very likely mean.

In: a text that is no YYYY-MM-DD. Out: the one day that it can mean, or None. `3/4/2026` means one day here
and another there, and is never guessed.
"""

import re
from datetime import date

_DASHES = re.compile("[\u2010-\u2015\u2212]")
_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)? ([a-z]{3,9})\.?,? (\d{4})", re.ASCII | re.IGNORECASE)
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII | re.IGNORECASE)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


def guess_day(text: str) -> date | None:
    """Give the one day that a text can mean: `30.11.2026`, `2026-12-1`, `30 April 2026`; else None."""
    parts = _take_apart(_DASHES.sub("-", text.strip()))
    try:
        return date(*parts) if parts else None
    except ValueError:
        return None


def _take_apart(text: str) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DOTTED.fullmatch(text):
        return int(found[3]), int(found[2]), int(found[1])
    if found := _YEAR_LAST.fullmatch(text):
        return _tell_day_from_month(int(found[3]), int(found[1]), int(found[2]))
    if found := _DAY_MONTH.fullmatch(text):
        return int(found[3]), _find_month(found[2]), int(found[1])
    if found := _MONTH_DAY.fullmatch(text):
        return int(found[3]), _find_month(found[1]), int(found[2])
    return None


def _tell_day_from_month(year: int, one: int, other: int) -> tuple[int, int, int] | None:
    """Take the number over 12 for the day; of two small ones nobody can tell which it is."""
    if one <= 12 and other <= 12 and one != other:
        return None
    return (year, other, one) if one > 12 else (year, one, other)


def _find_month(word: str) -> int:
    """Give a month's number by its name or the first letters of it; 0 for no month."""
    return next((n for n, each in enumerate(_MONTHS, 1) if each.startswith(word.lower())), 0)
