"""A month as a sheet of weeks, with the days on which something is due.

In: a month, the things due by day. Out: `MonthSheet`. Weeks begin on Monday, as ISO 8601 has it.
"""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.view import words

WEEKDAYS = tuple((each[:2], each) for each in words.WEEKDAYS)
"""The heads of a sheet: what is seen, and the whole word."""


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A day of a sheet. `state` is due, late or ""; `titles` what is due, `url` a place on the page."""

    day: date
    state: str = ""
    titles: tuple[str, ...] = ()
    url: str = ""
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month; a week has seven places, None where the day is of another month."""

    title: str
    weeks: tuple[tuple[SheetDay | None, ...], ...]
    weekdays: tuple[tuple[str, str], ...] = WEEKDAYS


def list_sheets(today: date, due: Mapping[date, Sequence[tuple[str, str]]]) -> tuple[MonthSheet, ...]:
    """Give this month and the next. `due` holds (title, URL) by day."""
    after = date(today.year + today.month // 12, today.month % 12 + 1, 1)
    return tuple(_make_sheet(first, today, due) for first in (today.replace(day=1), after))


def _make_sheet(first: date, today: date, due: Mapping[date, Sequence[tuple[str, str]]]) -> MonthSheet:
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return MonthSheet(
        title=words.say_month(first),
        weeks=tuple(
            tuple(
                _make_day(day, today, due.get(day, ())) if day.month == first.month else None for day in week
            )
            for week in weeks
        ),
    )


def _make_day(day: date, today: date, due: Sequence[tuple[str, str]]) -> SheetDay:
    state = ("late" if day < today else "due") if due else ""
    return SheetDay(day, state, tuple(each[0] for each in due), due[0][1] if due else "", day == today)
