"""Numbers as a reader reads them, by a metric's unit and decimals.

In: a value and its metric. Out: `Figure`, the number beside its words. It rounds for the eye only.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from playbook.model.page import Page
from playbook.model.unit import dress


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in its metric's unit, and how it is written."""

    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How a metric's values are written; `decimals` None leaves a value as it was measured."""

    unit: str = ""
    decimals: int | None = None

    def figure(self, value: Decimal | None) -> Figure | None:
        """Give a value with its words; None for no value."""
        return None if value is None else Figure(value, self.say(value))

    def say(self, value: Decimal) -> str:
        """Write a value with its unit: 62 days, 71%, €18.4k."""
        return _say(value, self.unit, self.decimals)

    def say_change(self, change: Decimal) -> str:
        """Write a change with its sign: −6 points, +2 days, 0 days."""
        shown = _round(change, self.decimals)
        unit = "points" if self.unit == "%" else self.unit
        return dress(f"{abs(shown):,f}", unit, "" if shown == 0 else "−" if shown < 0 else "+")

    def say_short(self, value: Decimal) -> str:
        """Write a value as briefly as is exact: 1.2M, 40k, €18.4k; a unit in words is left out."""
        unit = {"k€": "€", "€": "€", "%": "%"}.get(self.unit, "")
        size = abs(value) * (1000 if self.unit == "k€" else 1)
        sign = "−" if value < 0 else ""
        for scale, letter in SHORT:
            part = size.scaleb(-scale).normalize()
            if size >= Decimal(1).scaleb(max(scale, 4)) and len(f"{part:f}") <= 6:
                return dress(f"{part:f}{letter}", unit, sign)
        return dress(f"{size.normalize():,f}", unit, sign)


@lru_cache(maxsize=8192)
def _say(value: Decimal, unit: str, decimals: int | None) -> str:
    """Write a value: equal ones are written alike, and each plan says those of its metric again."""
    shown = _round(value, decimals)
    return dress(f"{abs(shown):,f}", unit, "−" if shown < 0 else "")


def _round(value: Decimal, decimals: int | None) -> Decimal:
    """Round half away from zero; what is rounded to nothing has no sign."""
    if decimals is None:
        return value.normalize()
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


SHORT = ((12, "T"), (9, "B"), (6, "M"), (3, "k"))
"""The powers of ten that have a letter of their own."""

PLAIN = Measure()
PERCENT = Measure("%", 0)


def measure_of(page: Page | None) -> Measure:
    """Give how a metric's values are written; those of computed metrics are per cent."""
    if page is None:
        return PERCENT
    data: Any = page.data
    decimals = None if data.decimals is None else max(0, min(9, int(data.decimals)))
    return Measure(data.unit, decimals)
