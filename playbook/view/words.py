"""The site's own words, in one catalogue for its language: states, verdicts, days, numbers.

In: keys, days, counts. Out: what a reader reads. Another language is another catalogue of the same names.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from playbook.health import WORDS as HEALTH
from playbook.words import count, say_times

__all__ = ["HEALTH", "count"]

STATUS: Mapping[str, str] = {
    "draft": "Draft",
    "committed": "Committed",
    "running": "Running",
    "live": "Live",
    "sustained": "Sustained",
    "paused": "Paused",
    "stopped": "Stopped",
}
DECLARED: Mapping[str, str] = {"on-track": "On track", "at-risk": "At risk", "off-track": "Off track"}
VERDICT: Mapping[str, str] = {
    "passed": "Passed",
    "not-passed": "Not passed",
    "holding": "Holding",
    "slipping": "Slipping",
    "regressed": "Regressed",
}
DECISION: Mapping[str, str] = {"continue": "Continue", "adjust": "Adjust", "stop": "Stop"}
STATE: Mapping[str, str] = {
    "done": "Done",
    "part": "In progress",
    "none": "Not begun",
    "waived": "Done, a gap waived",
    "skipped": "Skipped: a later step began without it",
    "blocked": "Blocked: owner, metric or review missing",
    "slipping": "Slipping",
    "regressed": "Regressed",
}
"""The states of a step, as the legend explains them."""

DUE: Mapping[str, str] = {
    "review": "Review",
    "milestone": "Milestone",
    "ask": "Answer",
    "message": "Message",
    "action": "Action",
    "target": "Target",
    "go-live": "Go-live",
    "start": "Start",
    "pause": "Pause ends",
    "risk": "Risk",
    "lesson": "Lesson",
    "waiver": "Waiver ends",
    "reading": "Reading",
    "until": "End of follow-through",
}
GROUP: Mapping[str, str] = {
    "overdue": "Overdue",
    "week": "This week",
    "weeks": "Next two weeks",
    "later": "Later",
    "undated": "Without a date",
    "resting": "Resting while paused",
}
MARK_STATE: Mapping[str, str] = {
    "done": "Done",
    "due": "Due",
    "overdue": "Overdue",
    "cancelled": "Cancelled",
    "resting": "Rests",
    "off": "Called off",
    "held": "Held",
    "reached": "Reached",
    "missed": "Missed",
}
SEVERITY: Mapping[str, str] = {
    "error": "Error",
    "warning": "Warning",
    "info": "Note",
    "waived": "Waived",
    "baselined": "Baselined",
}
KIND: Mapping[str, str] = {
    "initiative": "Initiative",
    "metric": "Metric",
    "person": "Person",
    "department": "Department",
    "method": "Method",
    "page": "Page",
}
DIRECTION: Mapping[str, str] = {"down": "Lower", "up": "Higher", "hold": "Steady"}
METRIC_KIND: Mapping[str, str] = {
    "outcome": "Outcome",
    "adoption": "Adoption",
    "activity": "Activity",
    "guardrail": "Guard-rail",
}
CADENCE: Mapping[str, str] = {"weekly": "Weekly", "monthly": "Monthly", "quarterly": "Quarterly"}
_DAY = re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-])")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
           "eleven", "twelve")  # fmt: skip


@lru_cache(maxsize=4096)
def say_day(day: date) -> str:
    """Write a day: 23 Nov 2026."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def write_days(text: str) -> str:
    """Write the ISO days of a text as a reader expects them; what is no day stays as it is."""
    return _DAY.sub(_write_day, text)


def _write_day(found: re.Match[str]) -> str:
    try:
        return say_day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def say_long_day(day: date) -> str:
    """Write a day with its weekday: Monday 23 November 2026."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def say_weekday(day: date) -> str:
    """Write a weekday in short: Mon."""
    return WEEKDAYS[day.weekday()][:3]


def say_month(day: date) -> str:
    """Write a month: November 2026."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def say_distance(day: date, today: date) -> str:
    """Say how far off a due day is: 11 days late, today, tomorrow, in 3 days."""
    days = (day - today).days
    if days < 0:
        return f"{count(-days, 'day')} late"
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"


def say_field(kind: str, text: str) -> str:
    """Write what an own field holds as a reader expects it; what is not of its type stays as it is."""
    try:
        if kind == "number":
            return f"{Decimal(text):,f}"
        return say_day(date.fromisoformat(text)) if kind == "day" else text
    except (ArithmeticError, ValueError):
        return text


def say_left(days: int) -> str:
    """Say how long something holds: 17 days left, ends today, ended 2 days ago."""
    if days == 0:
        return "ends today"
    return f"{count(days, 'day')} left" if days > 0 else f"ended {count(-days, 'day')} ago"


def say_leaving(left: date, today: date) -> str:
    """Say, before the day, that somebody left or leaves on it; on that day he or she is still here."""
    return "Left on" if left < today else "Leaves on"


def say_span(first: date, last: date) -> str:
    """Write a span of days, the year once: 23–29 Nov 2026, 30 Nov – 13 Dec 2026."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{say_day(last)}"
    start = say_day(first).removesuffix(f" {last.year}")
    return f"{start} – {say_day(last)}"


def say_number(number: int) -> str:
    """Write a small number in words, a larger one in figures."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def say_count(number: int, noun: str, plural: str = "") -> str:
    """Count a noun in words: ten initiatives."""
    return f"{say_number(number)} {noun if number == 1 else plural or noun + 's'}"


def say_moves(days: int, times: int) -> str:
    """Say how often and by how much a day moved: moved twice, +45 days."""
    sign = "+" if days >= 0 else "−"
    return f"moved {say_times(times)}, {sign}{count(abs(days), 'day')}"


def start_of_week(day: date) -> date:
    """Give the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def capitalise(sentence: str) -> str:
    """Begin a sentence with a capital letter and leave the rest alone."""
    return sentence[:1].upper() + sentence[1:]
