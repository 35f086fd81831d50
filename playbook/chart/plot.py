"""What a chart of readings shows, and the ground it stands on: scales, margins, the narrowest sheets.

In: plain values with their words. Out: `Plot`, and its `Ground`. Nothing is drawn here.

A chart has two layouts. The wide one holds from 560 pixels on, the narrow one from 288; which of them is
seen, the style sheet decides by the room that the chart has. From 880 pixels on the wide one has more of the
labels of events. Margins are classes, a step each 12 pixels.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from playbook.chart.path import Spot
from playbook.chart.place_labels import Sheet
from playbook.chart.scale import DayScale, ValueScale
from playbook.chart.ticks import find_range, list_ticks
from playbook.chart.type import measure
from playbook.html import Html

FOOT = 26
"""The height of the time axis with its words, in pixels."""

FULL, WIDE, NARROW = 880, 560, 288
"""The narrowest chart of each layout, margins included, in pixels."""

STEP, SPACE = 12, 8
"""A step of the margins, and the room between the plot and the words beside it, in pixels."""

MOST_LEFT, MOST_RIGHT, MOST_NARROW, MOST_NOW = 84, 172, 76, 120
"""How wide words may be: left and right of the plot, right of a narrow one, at the last reading."""


@dataclass(frozen=True, slots=True)
class Level:
    """A value that holds over the whole time. `kind` is base, target or limit.

    `words` are the ways to name it, the longest first; `note` is a second line for the wide layout.
    """

    kind: str
    value: Decimal
    words: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """The plan of a target: from a value on a day straight to another; `beam` is the mark at its end."""

    since: date | None
    start: Decimal | None
    until: date
    end: Decimal
    text: str
    beam: Html


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: its mark, its words, where they lead. The lowest `rank` is placed first."""

    day: date
    mark: Html
    label: str
    text: str
    href: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything that a chart shows; readings are oldest first, `tone` is "", watch or bad.

    `now` are the ways to write the last reading, the longest first; `height` is in pixels.
    """

    title: str
    description: str
    today: date
    write_ticks: Callable[[Sequence[Decimal]], Sequence[str]]
    spots: Sequence[Spot] = ()
    levels: Sequence[Level] = ()
    ways: Sequence[Way] = ()
    events: Sequence[Event] = ()
    now: Sequence[str] = ()
    tone: str = ""
    height: int = 280


@dataclass(frozen=True, slots=True)
class Ground:
    """What a plot stands on: its scales, the value ticks with their words, its upper and lower edge.

    `margins` are steps left, right, and right in the narrow layout; `words` name the levels in both layouts.
    """

    days: DayScale
    values: ValueScale
    ticks: tuple[tuple[Decimal, str], ...]
    top: int
    bottom: int
    wide: Sheet = field(compare=False)
    narrow: Sheet = field(compare=False)
    margins: tuple[int, int, int]
    words: tuple[tuple[str, str], ...]

    def find_y(self, value: Decimal) -> float:
        """Give the height of a value, in pixels from above."""
        return self.bottom - self.values.share(value) * (self.bottom - self.top)


def lay_ground(plot: Plot) -> Ground:
    """Find the scales and margins of a plot."""
    days = find_days(plot)
    fixed = [each.value for each in plot.levels]
    low, high = find_range(fixed, [each.value for each in plot.spots])
    ticks = list_ticks(low, high)
    written = tuple(plot.write_ticks(ticks))
    words = tuple(_choose_words(each) for each in plot.levels)
    left = count_steps(written)
    right = count_steps([*(each for each, _ in words), *(each.note for each in plot.levels)])
    narrow = count_steps([each for _, each in words])
    return Ground(
        days=days,
        values=ValueScale(ticks[0], ticks[-1]),
        ticks=tuple(zip(ticks, written, strict=True)),
        top=44 if plot.events else 18,
        bottom=plot.height - FOOT,
        wide=make_sheet(WIDE, left, right),
        narrow=make_sheet(NARROW, left, narrow),
        margins=(left, right, narrow),
        words=words,
    )


def find_days(plot: Plot) -> DayScale:
    """Find the time that a plot covers: readings, plans and today, with a little room at both ends."""
    known = [plot.today, *(each.day for each in plot.spots), *(each.until for each in plot.ways)]
    known += [each.since for each in plot.ways if each.since]
    since, until = min(known), max(known)
    days = (until - since).days
    before, after = (timedelta(days=ceil(days * part)) for part in (0.015, 0.03))
    if not days:
        before = after = timedelta(days=7)
    return DayScale(
        since - min(before, since - date.min),
        until + min(after, date.max - until),
    )


def make_full(ground: Ground) -> Sheet:
    """Give the sheet of a wide chart with much room, taken as the wide one is by now."""
    wide = ground.wide
    return Sheet(wide.width + FULL - WIDE, wide.left, wide.right, list(wide.taken))


def make_sheet(width: int, left: int, right: int) -> Sheet:
    """Give the sheet of a chart of a width, with its margins in steps."""
    return Sheet(width - (left + right) * STEP, left=left * STEP, right=right * STEP)


def _choose_words(level: Level) -> tuple[str, str]:
    """Choose how a level is named beside the wide plot and beside the narrow one; "" where no name fits."""
    strong = level.kind != "base"
    widths = [(each, measure(each, strong=strong)) for each in level.words]
    return (
        next((each for each, width in widths if width <= MOST_RIGHT), ""),
        next((each for each, width in widths if width <= MOST_NARROW), ""),
    )


def count_steps(texts: Sequence[str]) -> int:
    """Count the steps of a margin that holds texts beside the plot."""
    widest = max((measure(each, strong=True) for each in texts if each), default=0)
    return ceil((widest + SPACE) / STEP)
