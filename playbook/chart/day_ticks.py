"""Ticks of a time axis: days, weeks, months, years or decades, whatever suits its length.

In: the ends of the axis and how many labels have room. Out: ticks with their words. Nothing is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.chart.scale import DayScale

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

DAYS = (1, 2, 7, 14)
"""Steps in days; 7 and 14 begin on Mondays."""

SPANS = (1, 2, 3, 6, *(12 * each for each in (1, 2, 5, 10, 20, 50, 100, 200)))
"""Steps in months."""


@dataclass(frozen=True, slots=True)
class DayTick:
    """A tick of a time axis and its words: "23 Nov", "Apr", "2026"."""

    day: date
    text: str


def list_day_ticks(scale: DayScale, most: int) -> tuple[DayTick, ...]:
    """List the ticks of the finest step that has at most `most` of them inside the axis."""
    for step in DAYS:
        if scale.days <= step * most:
            return tuple(_name_days(list(_iter_days(scale, step))))
    months = next(each for each in SPANS if scale.days <= each * 30.4 * most or each == SPANS[-1])
    return tuple(_name_months(list(_iter_months(scale, months))))


def list_month_starts(scale: DayScale, most: int) -> tuple[date, ...]:
    """List the first days of the months inside the axis; none where there are more than `most`."""
    return tuple(_iter_months(scale, 1)) if scale.days <= 30.4 * most else ()


def _iter_days(scale: DayScale, step: int) -> Iterator[date]:
    ahead = -scale.since.weekday() % 7 if step >= 7 else 0
    for n in range(ahead, scale.days + 1, step):
        yield scale.since + timedelta(days=n)


def _iter_months(scale: DayScale, step: int) -> Iterator[date]:
    """Yield the first days of every so many months, counted from the year 0."""
    since = scale.since.year * 12 + scale.since.month - (scale.since.day == 1)
    until = scale.until.year * 12 + scale.until.month - 1
    for n in range(-(-since // step) * step, until + 1, step):
        yield date(n // 12, n % 12 + 1, 1)


def _name_days(days: list[date]) -> Iterator[DayTick]:
    before = 0
    for day in days:
        year = f" {day.year}" if day.year != before else ""
        before = day.year
        yield DayTick(day, f"{day.day} {MONTHS[day.month - 1]}{year}")


def _name_months(days: list[date]) -> Iterator[DayTick]:
    """Name January by its year; where there is no January, the first month says the year."""
    has_year = any(each.month == 1 for each in days)
    for n, day in enumerate(days):
        year = f" {day.year}" if not (n or has_year) else ""
        yield DayTick(day, str(day.year) if day.month == 1 else f"{MONTHS[day.month - 1]}{year}")
