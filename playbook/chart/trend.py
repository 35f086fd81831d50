"""A milestone trend: on which day what day was promised.

In: a `Trend`. Out: a chart of any width from 288 pixels on. The day of saying goes to the right, the promised
day up: what keeps its word runs level until it meets the dashed line, on which both are the same day; each
step up is a promise that was moved. (Known as milestone trend analysis.)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from playbook.chart.cut import cut_text
from playbook.chart.day_ticks import list_day_ticks
from playbook.chart.draw_ground import draw_days, draw_grid, draw_values
from playbook.chart.draw_label import draw_label
from playbook.chart.path import draw_path
from playbook.chart.place_labels import Box, Label, Place
from playbook.chart.plot import FOOT, MOST_NARROW, MOST_RIGHT, NARROW, WIDE, Ground, count_steps, make_sheet
from playbook.chart.scale import DayScale, ValueScale
from playbook.chart.svg import dot, draw, frame, join, percent, place
from playbook.html import Html

HEIGHT, TOP = 280, 18
"""The height of the chart, and of what is free above its plot, in pixels."""

WIDEST, SHORTEST = MOST_RIGHT - 12, MOST_NARROW
"""How wide a label may be beside the wide plot and beside the narrow one, in pixels."""

TICKS = 6
"""How many promised days are named at most."""


@dataclass(frozen=True, slots=True)
class Course:
    """What was promised for one thing: `said` are days of saying with the days promised, oldest first, and
    what is told of each; `until` is when the promise ended; `mark` stands there."""

    label: str
    text: str
    said: Sequence[tuple[date, date, str]]
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
    description: str
    today: date
    courses: Sequence[Course]


def draw_trend(trend: Trend) -> Html:
    """Draw the chart, in the box that gives it its margins."""
    ground = _lay_ground(trend)
    lines = [_draw_course(each, ground) for each in trend.courses]
    _take_marks(trend, ground)
    parts = (
        draw_grid(ground, HEIGHT),
        draw_values(ground),
        draw_days(ground),
        *_draw_diagonal(ground),
        *lines,
        *(_draw_turns(each, ground) for each in trend.courses),
        *(_draw_end(each, ground) for each in trend.courses),
    )
    svg = frame(HEIGHT, *parts, title=trend.title, description=trend.description, class_="line-svg")
    left, right, narrow = ground.margins
    return draw("div", draw("div", svg, class_=f"inner l-{left} r-{right} n-{narrow}"), class_="plot")


def _lay_ground(trend: Trend) -> Ground:
    days = DayScale(min(each.said[0][0] for each in trend.courses), trend.today)
    promised = [day for each in trend.courses for _, day, _ in each.said]
    values = _pad(min(promised), max(promised))
    ticks = list_day_ticks(values, TICKS)
    left = count_steps([each.text for each in ticks])
    right, narrow = (
        count_steps([cut_text(each.label, most) for each in trend.courses]) for most in (WIDEST, SHORTEST)
    )
    return Ground(
        days=days,
        values=ValueScale(_number(values.since), _number(values.until)),
        ticks=tuple((_number(each.day), each.text) for each in ticks),
        top=TOP,
        bottom=HEIGHT - FOOT,
        wide=make_sheet(WIDE, left, right + 1),
        narrow=make_sheet(NARROW, left, narrow + 1),
        margins=(left, right + 1, narrow + 1),
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


def _draw_course(course: Course, ground: Ground) -> Html:
    points: list[tuple[float, float]] = []
    for day, promised, _ in course.said:
        x, y = ground.days.share(day), _find_y(ground, promised)
        if points:
            points.append((x, points[-1][1]))
        points.append((x, y))
    points.append((ground.days.share(course.until), points[-1][1]))
    return draw_path("x-past" if course.is_over else "x-data", HEIGHT, points)


def _draw_turns(course: Course, ground: Ground) -> Html:
    """Draw a dot for each move; what is told of it is its name."""
    dots = [
        dot((ground.days.share(day), _find_y(ground, promised)), 3, draw("title", text))
        for day, promised, text in course.said[1:]
    ]
    return draw("g", *dots, class_="x-pastdot" if course.is_over else "x-dot")


def _take_marks(trend: Trend, ground: Ground) -> None:
    """Take the room of the marks: labels must not cover them."""
    for each in trend.courses:
        y = _find_y(ground, each.last)
        for sheet in (ground.wide, ground.narrow):
            sheet.taken.append(Box(ground.days.share(each.until), -8, 8, y - 8, y + 8))


def _draw_end(course: Course, ground: Ground) -> Html:
    x, y = ground.days.share(course.until), _find_y(ground, course.last)
    own = place(x, y, draw("title", course.text), course.mark)
    return join(own, _draw_label(course, (x, y), ground))


def _draw_label(course: Course, at: tuple[float, float], ground: Ground) -> Html:
    x, y = at
    places = tuple(Place(x, y + dy, 12) for dy in (4, 11, -4, 18, -11, 25, -18, 32, -25))
    drawn = []
    for sheet, most in ((ground.wide, WIDEST), (ground.narrow, SHORTEST)):
        label = Label(cut_text(course.label, most), places, "lab halo")
        drawn.append((label, sheet.place(label)))
    (wide, at_wide), (narrow, at_narrow) = drawn
    if (wide.text, at_wide) == (narrow.text, at_narrow):
        return draw_label(wide, at_wide, at_narrow)
    return join(draw_label(wide, at_wide, None), draw_label(narrow, None, at_narrow))
