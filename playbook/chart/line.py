"""The readings of a metric over time, between baseline and target, with the plan and what happened.

In: a `Plot`. Out: a chart of any width from 288 pixels on. It judges nothing: what
is good or bad comes as a tone.
"""

from collections.abc import Iterator, Sequence

from playbook.chart.draw_event import draw_events
from playbook.chart.draw_ground import draw_days, draw_grid, draw_values
from playbook.chart.draw_label import settle, settle_first
from playbook.chart.draw_level import draw_levels, draw_names
from playbook.chart.path import Spot, draw_path, thin_out
from playbook.chart.place_labels import ABOVE, BELOW, Box, Label, Place
from playbook.chart.plot import MOST_NOW, SPACE, Ground, Plot, lay_ground
from playbook.chart.svg import dot, draw, frame, join, percent, place
from playbook.chart.type import measure
from playbook.html import Html

MOST = 300
"""How many readings are drawn of very many."""

DOTS = 90
"""From how many on readings are a line without dots."""

EMPTY = "No reading yet"


def draw_line(plot: Plot) -> Html:
    """Draw the chart, in the box that gives it its margins."""
    ground = lay_ground(plot)
    names = draw_names(plot, ground)
    marked = draw_events(plot, ground)
    _take_room(plot, ground)
    course = tuple(_draw_course(plot, ground))
    parts = (
        draw_grid(ground, plot.height),
        draw_values(ground),
        draw_days(ground),
        draw_levels(plot, ground),
        _draw_ways(plot, ground),
        *marked.lines,
        *_draw_today(plot, ground),
        *course,
        names,
        *_draw_beams(plot, ground),
        *marked.marks,
    )
    svg = frame(plot.height, *parts, title=plot.title, description=plot.description, class_="line-svg")
    left, right, narrow = ground.margins
    return draw("div", draw("div", svg, class_=f"inner l-{left} r-{right} n-{narrow}"), class_="plot")


def _draw_ways(plot: Plot, ground: Ground) -> Html:
    drawn = [
        draw(
            "line",
            class_="x-plan",
            x1=percent(ground.days.share(each.since)),
            x2=percent(ground.days.share(each.until)),
            y1=ground.find_y(each.start),
            y2=ground.find_y(each.end),
        )
        for each in plot.ways
        if each.since and each.start is not None and each.since < each.until
    ]
    return join(*drawn)


def _draw_beams(plot: Plot, ground: Ground) -> Iterator[Html]:
    for each in plot.ways:
        told = draw("title", each.text)
        yield place(ground.days.share(each.until), ground.find_y(each.end), told, each.beam)


def _draw_today(plot: Plot, ground: Ground) -> Iterator[Html]:
    share = ground.days.share(plot.today)
    yield draw(
        "line", class_="x-today", x1=percent(share), x2=percent(share), y1=ground.top - 6, y2=ground.bottom
    )
    sides = ((5, "start"), (-5, "end"))
    places = tuple(
        Place(share, y, dx, anchor) for y in (ground.bottom - 6, ground.top + 4) for dx, anchor in sides
    )
    yield settle(Label("Today", places, "strong halo", strong=True), ground.wide, ground.narrow)


def _draw_course(plot: Plot, ground: Ground) -> Iterator[Html]:
    """Draw the line of the readings, a dot for each, and the last one with its value."""
    if not plot.spots:
        yield _draw_empty(ground)
        return
    shown = thin_out(plot.spots, ground.days, MOST)
    points = [(ground.days.share(each.day), ground.find_y(each.value)) for each in shown]
    if len(shown) > 1:
        yield draw_path("x-data", plot.height, points)
    if len(shown) <= DOTS:
        yield from _draw_dots(shown[:-1], points, ground)
    yield _draw_last(plot, ground, points)


def _take_room(plot: Plot, ground: Ground) -> None:
    """Take the room of what labels must not cover: the words of the values, the target days."""
    for value, text in ground.ticks:
        y = ground.find_y(value) + 4
        _take(ground, Box(0, -SPACE - measure(text), -SPACE, y - ABOVE, y + BELOW))
    for each in plot.ways:
        y = ground.find_y(each.end)
        _take(ground, Box(ground.days.share(each.until), -5, 5, y - 8, y + 8))


def _take(ground: Ground, box: Box) -> None:
    for sheet in (ground.wide, ground.narrow):
        sheet.taken.append(box)


def _draw_dots(
    spots: Sequence[Spot], points: Sequence[tuple[float, float]], ground: Ground
) -> Iterator[Html]:
    """Draw readings as dots in one group, and those that lie beyond the scale as wedges."""
    inside, beyond = [], []
    for spot, point in zip(spots, points, strict=False):
        if ground.values.holds(spot.value):
            inside.append(dot(point, 3, draw("title", spot.text)))
        else:
            beyond.append(_draw_wedge(spot, point, ground))
    if inside:
        yield draw("g", *inside, class_="x-dot")
    yield from beyond


def _draw_wedge(spot: Spot, point: tuple[float, float], ground: Ground) -> Html:
    """Draw a reading that lies beyond the scale, at its edge."""
    told = draw("title", spot.text)
    wedge = "M-5 5L0-4 5 5Z" if spot.value > ground.values.high else "M-5-5L0 4 5-5Z"
    return place(*point, draw("path", told, class_="x-dot", d=wedge))


def _draw_last(plot: Plot, ground: Ground, points: list[tuple[float, float]]) -> Html:
    (x, y), spot = points[-1], plot.spots[-1]
    is_inside = ground.values.holds(spot.value)
    class_ = f"x-{plot.tone}dot" if plot.tone else "x-now"
    disc = dot((x, y), 6, draw("title", spot.text), class_=class_)
    falls = len(points) > 1 and points[-2][1] < y
    places, class_of = _list_places(x, y, ground, falls), f"t-{plot.tone or 'accent'} halo"
    short = (each for each in plot.now if measure(each, strong=True) <= MOST_NOW)
    labels = [Label(each, places, class_of, strong=True) for each in short]
    near = [Box(left, -5, 5, top - 5, top + 5) for left, top in points[-4:-1]]
    near.append(Box(ground.days.share(plot.today), 3, -3, ground.top - 6, ground.bottom))
    drawn = settle_first(labels, ground.wide, ground.narrow, (near, near[-1:]))
    _take(ground, Box(x, -6, 6, y - 6, y + 6))
    return join(disc if is_inside else _draw_wedge(spot, (x, y), ground), drawn)


def _list_places(x: float, y: float, ground: Ground, falls: bool) -> tuple[Place, ...]:
    """List where the last value may be written: right of its dot, else where the line leaves room."""
    free, other = (18, -8) if falls else (-8, 18)
    steps = ((11, 4, "start"), (11, free, "start"), (11, other, "start"), (-9, free, "end"),
             (0, free + (3 if falls else -5), "middle"), (-9, other, "end"), (-11, 4, "end"))  # fmt: skip
    low, high = ground.top - 4, ground.bottom - 5
    return tuple(Place(x, y + dy, dx, anchor) for dx, dy, anchor in steps if low <= y + dy <= high)


def _draw_empty(ground: Ground) -> Html:
    """Say that there is no reading, where nothing else is said."""
    middle = (ground.top + ground.bottom) / 2
    heights = sorted(range(ground.top + 14, ground.bottom - 20, 14), key=lambda each: abs(each - middle))
    lines = [ground.find_y(value) for value in (ground.values.low, ground.values.high)]
    free = [y for y in heights if all(abs(y - 4 - line) > 9 for line in lines)]
    places = tuple(Place(0.5, y, 0, "middle") for y in free)
    return settle(Label(EMPTY, places, "t-mute halo"), ground.wide, ground.narrow)
