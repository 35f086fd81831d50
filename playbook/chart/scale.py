"""Scales: a day or a value as a share of the way from one end of a picture to the other.

In: the two ends. Out: shares from 0 to 1, finite for any input; what lies outside stands at the nearer end.
Nothing is drawn.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DayScale:
    """A time axis from one day to another; with both ends on one day, that day stands in the middle."""

    since: date
    until: date

    @property
    def days(self) -> int:
        """How many days lie between the ends, at least 0."""
        return max(0, (self.until - self.since).days)

    def share(self, day: date) -> float:
        """Give where a day stands: 0 at `since`, 1 at `until`, the nearer end for a day outside."""
        return min(1.0, max(0.0, (day - self.since).days / self.days)) if self.days else 0.5

    def holds(self, day: date | None) -> bool:
        """Whether a day lies between the ends, the ends included."""
        return day is not None and self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class ValueScale:
    """A value axis from the lower end to the upper; with both ends alike, they stand in the middle."""

    low: Decimal
    high: Decimal

    def share(self, value: Decimal) -> float:
        """Give where a value stands: 0 at `low`, 1 at `high`, the nearer end for a value outside."""
        if self.high <= self.low:
            return 0.5
        if value <= self.low or value >= self.high:
            return 0.0 if value <= self.low else 1.0
        return float((value - self.low) / (self.high - self.low))

    def holds(self, value: Decimal) -> bool:
        """Whether a value lies between the ends, the ends included."""
        return self.low <= value <= self.high
