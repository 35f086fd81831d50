"""A number with its unit, as a reader expects it.

In: digits and the unit of a metric's page. Out: text: 71%, 53 days, 1 day, €18.4k. It rounds nothing.
"""

from decimal import Decimal

NBSP = "\u00a0"
SINGULAR = {"days": "day", "hours": "hour", "weeks": "week", "months": "month", "points": "point"}
CURRENCIES = ("k€", "€")


def dress(digits: str, unit: str, sign: str = "") -> str:
    """Put a unit to digits, and the sign before them; a blank between them does not break the line."""
    if unit in CURRENCIES:
        return f"{sign}€{digits}{'k' if unit == 'k€' else ''}"
    if unit in ("", "count"):
        return f"{sign}{digits}"
    if unit == "%":
        return f"{sign}{digits}%"
    return f"{sign}{digits}{NBSP}{SINGULAR.get(unit, unit) if digits == '1' else unit}"


def say_value(value: Decimal, unit: str) -> str:
    """Write a value as it was measured, for a sentence: 71%, −2 points, €18,800."""
    return dress(f"{abs(value):,f}", unit, "−" if value < 0 else "").replace(NBSP, " ")
