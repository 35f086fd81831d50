"""Readings as one line over a fluid width, and fewer of them where there are too many to be seen.

In: points as shares of the width and pixels of height. Out: a path that stretches with the picture while
its stroke does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from playbook.chart.scale import DayScale
from playbook.chart.svg import across, draw, stretch, write_number
from playbook.html import Html


@dataclass(frozen=True, slots=True)
class Spot:
    """A reading: its day, its value and the words for both."""

    day: date
    value: Decimal
    text: str = ""


def draw_path(class_: str, height: int, points: Sequence[tuple[float, float]]) -> Html:
    """Draw a line through points (share of the width, y in pixels) of a picture of this height."""
    d = "M" + "L".join(f"{across(x)} {write_number(y)}" for x, y in points)
    return stretch(height, draw("path", class_=class_, d=d))


def thin_out(spots: Sequence[Spot], scale: DayScale, most: int) -> Sequence[Spot]:
    """Give at most about `most` readings: the lowest and highest of each stretch, the first and last."""
    if len(spots) <= most:
        return spots
    kept = {spots[0], spots[-1]}
    for _, some in groupby(spots, lambda each: int(scale.share(each.day) * most / 2)):
        stretch = tuple(some)
        kept |= {min(stretch, key=_value), max(stretch, key=_value)}
    return sorted(kept, key=lambda each: each.day)


def _value(spot: Spot) -> Decimal:
    return spot.value
