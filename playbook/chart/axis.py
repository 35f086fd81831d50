"""The time axis above lanes: quarters and months, weeks or years, whatever suits its length; today in bold.

In: a scale, today. Out: `Html`. Labels are placed twice: for a plot as narrow as labels are shown at, and for
a telephone; the style sheet shows one of the two.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from playbook.chart.day_ticks import MONTHS, DayTick, list_day_ticks
from playbook.chart.place_labels import Label, Place, Sheet
from playbook.chart.scale import DayScale
from playbook.chart.svg import across, draw, frame, percent, stretch
from playbook.html import Html

HIGH, UPPER, LOWER = 40, 12, 28
"""The height of the axis, and the lines of its two rows of labels, in pixels."""

NARROW, TIGHT = 560, 250
"""The narrowest plots with labels beside the marks, and on a telephone, in pixels."""

LONGEST = 36
"""The most months for which each month has a line."""


def list_lines(scale: DayScale, is_coarse: bool = False) -> tuple[date, ...]:
    """List the days at which a hairline goes down through the lanes, the ends left out."""
    major = [each.day for each in _list_major(scale)]
    days = major if is_coarse else [each.day for each in _list_minor(scale)] or major
    return tuple(each for each in days if scale.since < each < scale.until)


@lru_cache(maxsize=64)
def draw_grid(scale: DayScale, today: date, is_coarse: bool = False) -> Html:
    """Draw the hairlines and today's line as a picture of its own: it lies behind a lane, as high as that.

    A coarse grid has the lines of the upper row alone.
    """
    lines = "".join(f"M{across(scale.share(each), 0)} 0v1" for each in list_lines(scale, is_coarse))
    grid = [draw("path", class_="x-grid", d=lines)] if lines else []
    now = f"M{across(scale.share(today))} 0v1"
    line = [draw("path", class_="x-today", d=now)] if scale.holds(today) else []
    return stretch(1, *grid, *line, class_="lane-grid", aria_hidden="true")


@lru_cache(maxsize=64)
def draw_axis(scale: DayScale, today: date, narrow: int = NARROW) -> Html:
    """Draw the axis: the year's quarters above, months below, today in bold."""
    wide = draw("g", *_draw_labels(scale, today, narrow, is_short=False), class_="ax-wide")
    tight = draw("g", *_draw_labels(scale, today, TIGHT, is_short=True), class_="ax-tight")
    title = f"Time axis from {_say(scale.since)} to {_say(scale.until)}"
    x = percent(scale.share(today))
    tick = [draw("line", class_="x-today", x1=x, x2=x, y1=32, y2=HIGH)] if scale.holds(today) else []
    said = f"{title}; today is {_say(today)}"
    return frame(HIGH, wide, tight, *tick, title=said, class_="axis")


def _draw_labels(scale: DayScale, today: date, width: int, is_short: bool) -> Iterator[Html]:
    """Yield the labels that find room, a group for each class; today first, then the upper row."""
    sheet = Sheet(width, left=6, right=8)
    labels = ((label, sheet.place(label)) for label in _list_labels(scale, today, is_short))
    found = [(label, at) for label, at in labels if at]
    for class_, some in groupby(found, lambda each: each[0].class_):
        yield draw("g", *(_write(label.text, at) for label, at in some), class_=class_)


def _write(text: str, at: Place) -> Html:
    anchor = None if at.anchor == "start" else at.anchor
    return draw("text", text, x=percent(at.share), y=at.y, dx=at.dx or None, text_anchor=anchor)


def _list_labels(scale: DayScale, today: date, is_short: bool) -> Iterator[Label]:
    if scale.holds(today):
        text = f"{today.day} {MONTHS[today.month - 1]}" if is_short else "Today"
        sides = tuple(Place(scale.share(today), LOWER, dx, at) for dx, at in ((4, "start"), (-4, "end")))
        yield Label(text, sides, "strong", strong=True)
    for tick in _sort(scale, _list_major(scale)):
        yield Label(tick.text, (Place(scale.share(tick.day), UPPER),), "strong", strong=True)
    for tick in _list_minor(scale):
        text = tick.text[:1] if is_short and tick.text.isalpha() else tick.text
        yield Label(text, (Place(scale.share(tick.day), LOWER),), "t-mute")


def _sort(scale: DayScale, ticks: Sequence[DayTick]) -> Iterable[DayTick]:
    """Put the first label last: it stands at the edge, and the next may need its room."""
    is_cut = bool(ticks) and ticks[0].day == scale.since
    return [*ticks[1:], ticks[0]] if is_cut else ticks


def _list_major(scale: DayScale) -> tuple[DayTick, ...]:
    """List the upper row: months over days, quarters over months, years over quarters or alone."""
    if scale.days <= 62:
        return tuple(_iter_months(scale, 1, lambda day: f"{MONTHS[day.month - 1]} {day.year}"))
    if scale.days <= 560:
        return tuple(_iter_months(scale, 3, lambda day: f"Q{(day.month + 2) // 3} {day.year}"))
    if scale.days <= 31 * LONGEST:
        return tuple(_iter_months(scale, 12, lambda day: str(day.year)))
    return tuple(each for each in list_day_ticks(scale, 12) if each.text.isdigit())


def _list_minor(scale: DayScale) -> tuple[DayTick, ...]:
    """List the lower row: days under months, months under quarters, quarters under years."""
    if scale.days <= 62:
        ticks = list_day_ticks(scale, 10)
        return tuple(DayTick(each.day, str(each.day.day)) for each in ticks)
    if scale.days <= 560:
        return tuple(_iter_months(scale, 1, lambda day: MONTHS[day.month - 1]))
    if scale.days <= 31 * LONGEST:
        return tuple(_iter_months(scale, 3, lambda day: f"Q{(day.month + 2) // 3}"))
    return ()


def _iter_months(scale: DayScale, step: int, say: Callable[[date], str]) -> Iterator[DayTick]:
    """Yield the beginning of the axis and the first days of every so many months after it."""
    first = scale.since.year * 12 + scale.since.month - 1
    last = scale.until.year * 12 + scale.until.month - 1
    yield DayTick(scale.since, say(scale.since))
    for n in range(first + 1, last + 1):
        day = date(n // 12, n % 12 + 1, 1)
        if n % step == 0 and day < scale.until:
            yield DayTick(day, say(day))


def _say(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
