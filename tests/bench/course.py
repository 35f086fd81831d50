"""The days and figures of the benchmark's playbook: today, the months of readings, the courses of metrics.

In: a day, a metric's number. Out: what was, or will be, measured on it. Every course is a straight line, so
that a plan's baseline, milestones and target agree with the readings, and no check has to complain.
"""

from datetime import date, timedelta

TODAY = date(2026, 6, 1)
FIRST_YEAR = 2024
READINGS = 29
"""How many months have been read up to today: January 2024 to May 2026."""


def end_month(number: int) -> date:
    """Give the last day of the number-th month (from 0) since January 2024."""
    year, month = divmod(number + 1, 12)
    return date(FIRST_YEAR + year, month + 1, 1) - timedelta(1)


def find_month(day: date) -> int:
    """Give the number of the last month that had ended on a day."""
    number = (day.year - FIRST_YEAR) * 12 + day.month - 1
    return number if end_month(number) <= day else number - 1


def measure_outcome(metric: int, day: date) -> float:
    """Give the days that something takes: fewer every month."""
    return 90 - metric % 20 - 1.1 * find_month(day)


def measure_use(metric: int, day: date) -> float:
    """Give the share of people, in per cent, who work the new way: more every month."""
    return 18 + metric % 9 + 1.6 * find_month(day)


def measure_guardrail(metric: int, day: date) -> float:
    """Give the per cent of returns, which must stay below its limit."""
    return 3 + (metric + find_month(day) * 7) % 10 / 10
