"""A milestone trend: on which day what day was promised.

In: a `Trend`. Out: a chart of any width from 288 pixels on. The day of saying goes to the right, the promised
day up: what keeps its word runs level until it meets the dashed line, on which both are the same day; each
step up is a promise that was moved. (Known as milestone trend analysis.)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from playbook.chart.day_ticks import list_day_ticks
from playbook.chart.draw_ground import draw_days, draw_grid, draw_values
from playbook.chart.draw_label import settle
from playbook.chart.place_labels import Box, Label, Place
from playbook.chart.plot import FOOT, NARROW, WIDE, Ground, count_steps, make_sheet
from playbook.chart.scale import DayScale, ValueScale
from playbook.chart.svg import across, dot, draw, frame, join, percent, place, stretch, write_number
from playbook.html import Html

HEIGHT, TOP = 280, 18
"""The height of the chart, and of what is free above its plot, in pixels."""

TICKS = 4
"""How many promised days are named at most."""


@dataclass(frozen=True, slots=True)
class Course:
    """What was promised for one thing: `said` are days of saying with the days promised, oldest first;
    `until` is when the promise ended; `mark` and a short label stand there."""

    label: str
    said: Sequence[tuple[date, date]]
    until: date
    mark: Html
    is_over: bool = False

    @property
    def last(self) -> date:
        """The day that was promised last."""
        return self.said[-1][1]


@dataclass(frozen=True, slots=True)
class Trend:
    """Everything that the chart shows; `courses` may not be empty."""

    title: str
    today: date
    courses: Sequence[Course]


def draw_trend(trend: Trend) -> Html:
    """Draw the chart, in the box that gives it its margins."""
    ground = _lay_ground(trend)
    _take_marks(trend, ground)
    parts = (
        draw_grid(ground, HEIGHT),
        draw_values(ground),
        draw_days(ground),
        *_draw_diagonal(ground),
        *_draw_courses([each for each in trend.courses if each.is_over], ground, "past"),
        *_draw_courses([each for each in trend.courses if not each.is_over], ground, ""),
        *(_draw_end(each, ground) for each in trend.courses),
    )
    svg = frame(HEIGHT, *parts, title=trend.title, class_="line-svg")
    left, right, narrow = ground.margins
    return draw("div", draw("div", svg, class_=f"inner l-{left} r-{right} n-{narrow}"), class_="plot")


def _lay_ground(trend: Trend) -> Ground:
    days = DayScale(min(each.said[0][0] for each in trend.courses), trend.today)
    promised = [day for each in trend.courses for _, day in each.said]
    values = _pad(min(promised), max(promised))
    ticks = list_day_ticks(values, TICKS)
    left = count_steps([each.text for each in ticks])
    right = count_steps([each.label for each in trend.courses]) + 1
    return Ground(
        days=days,
        values=ValueScale(_number(values.since), _number(values.until)),
        ticks=tuple((_number(each.day), each.text) for each in ticks),
        top=TOP,
        bottom=HEIGHT - FOOT,
        wide=make_sheet(WIDE, left, right),
        narrow=make_sheet(NARROW, left, right),
        margins=(left, right, right),
        words=(),
    )


def _pad(low: date, high: date) -> DayScale:
    """Give the scale of the promised days, with a little room at both ends."""
    room = max(timedelta(days=7), (high - low) / 12)
    return DayScale(low - min(room, low - date.min), high + min(room, date.max - high))


def _number(day: date) -> Decimal:
    return Decimal(day.toordinal())


def _find_y(ground: Ground, day: date) -> float:
    return ground.find_y(_number(day))


def _draw_diagonal(ground: Ground) -> Iterator[Html]:
    """Draw where the promised day is the day itself."""
    since = max(ground.days.since, date.fromordinal(int(ground.values.low)))
    until = min(ground.days.until, date.fromordinal(int(ground.values.high)))
    if since < until:
        ends = [(percent(ground.days.share(each)), _find_y(ground, each)) for each in (since, until)]
        yield draw("line", class_="x-plan", x1=ends[0][0], y1=ends[0][1], x2=ends[1][0], y2=ends[1][1])


def _draw_courses(courses: Sequence[Course], ground: Ground, tone: str) -> Iterator[Html]:
    """Draw the lines of what is over ("past") or not, and a dot for each move."""
    if not courses:
        return
    d = "".join(_trace(each, ground) for each in courses)
    yield stretch(HEIGHT, draw("path", class_=f"x-{tone or 'data'}", d=d))
    dots = [
        dot((ground.days.share(day), round(_find_y(ground, promised), 1)), 3)
        for each in courses
        for day, promised in each.said[1:]
    ]
    yield draw("g", *dots, class_=f"x-{tone}dot")


def _trace(course: Course, ground: Ground) -> str:
    """Write a line as steps: level while a day was promised, up or down where it was moved."""
    (first, promised), *moves = course.said
    steps = [f"M{across(ground.days.share(first))} {write_number(_find_y(ground, promised), 1)}"]
    steps += [
        f"H{across(ground.days.share(day))}V{write_number(_find_y(ground, promised), 1)}"
        for day, promised in moves
    ]
    return "".join([*steps, f"H{across(ground.days.share(course.until))}"])


def _take_marks(trend: Trend, ground: Ground) -> None:
    """Take the room of the marks: labels must not cover them."""
    for each in trend.courses:
        y = _find_y(ground, each.last)
        for sheet in (ground.wide, ground.narrow):
            sheet.taken.append(Box(ground.days.share(each.until), -8, 8, y - 8, y + 8))


def _draw_end(course: Course, ground: Ground) -> Html:
    x, y = ground.days.share(course.until), round(_find_y(ground, course.last), 1)
    places = tuple(Place(x, y + dy, dx) for dx in (12, 26) for dy in (4, 14, -6))
    label = settle(Label(course.label, places, "strong halo", strong=True), ground.wide, ground.narrow)
    return join(place(x, y, course.mark), label)
