"""The readings of a metric over time, between baseline and target, with the plan and what happened.

In: a `Plot`. Out: a chart of any width from 288 pixels on. It judges nothing: what
is good or bad comes as a tone.
"""

from collections.abc import Iterator

from playbook.chart.day_ticks import list_day_ticks, list_month_starts
from playbook.chart.draw_event import draw_events
from playbook.chart.draw_label import draw_label, settle, settle_first
from playbook.chart.draw_level import draw_levels, draw_names
from playbook.chart.path import Spot, draw_path, thin_out
from playbook.chart.place_labels import ABOVE, BELOW, Box, Label, Place, Sheet
from playbook.chart.plot import MOST_NOW, SPACE, Ground, Plot, lay_ground
from playbook.chart.svg import draw, frame, join, percent, place
from playbook.chart.type import measure
from playbook.html import Html

MOST = 300
"""How many readings are drawn of very many."""

DOTS = 90
"""From how many on readings are a line without dots."""

LABELS = 8
"""How many days a time axis may name at most."""

EMPTY = "No reading yet"


def draw_line(plot: Plot) -> Html:
    """Draw the chart, in the box that gives it its margins."""
    ground = lay_ground(plot)
    names = draw_names(plot, ground)
    marked = draw_events(plot, ground)
    _take_room(plot, ground)
    course = tuple(_draw_course(plot, ground))
    parts = (
        _draw_values(ground),
        _draw_days(ground),
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


def _draw_values(ground: Ground) -> Html:
    """Draw the grid of the values and their words left of it."""
    drawn = []
    for value, text in ground.ticks:
        y = ground.find_y(value)
        drawn.append(draw("line", class_="x-grid", x1=0, x2="100%", y1=y, y2=y))
        if text:
            drawn.append(draw("text", text, class_="t-mute", x=0, dx=-SPACE, y=y + 4, text_anchor="end"))
    return join(*drawn)


def _draw_days(ground: Ground) -> Html:
    """Draw the time axis; every so many of its labels stand in the narrow layout as well."""
    y, ticks = ground.bottom, list_day_ticks(ground.days, LABELS)
    axis = draw("line", class_="x-axis", x1=0, x2="100%", y1=y, y2=y)
    feet = [(ground.days.share(each), 3) for each in list_month_starts(ground.days, 36)]
    feet += [(ground.days.share(each.day), 6) for each in ticks]
    drawn = [_draw_foot(share, y, length) for share, length in feet]
    labels = [
        Label(each.text, (Place(ground.days.share(each.day), y + 20, 0, "middle"),), "t-mute")
        for each in ticks
    ]
    wide, narrow = _space_out(labels, ground.wide), _space_out(labels, ground.narrow)
    places = ((label, label.places[0]) for label in labels)
    named = [
        draw_label(label, at if label in wide else None, at if label in narrow else None)
        for label, at in places
    ]
    return join(axis, *drawn, *named)


def _draw_foot(share: float, y: int, length: int) -> Html:
    return draw("line", class_="x-axis", x1=percent(share), x2=percent(share), y1=y, y2=y + length)


def _space_out(labels: list[Label], sheet: Sheet) -> list[Label]:
    """Give the most labels, evenly apart, that all have room in a row; those that name years come first."""
    rows = (row for step in range(1, len(labels) + 1) for row in _list_rows(labels, step))
    return next((row for row in rows if _has_room(row, sheet)), [])


def _list_rows(labels: list[Label], step: int) -> list[list[Label]]:
    rows = [labels[first::step] for first in range(step)]
    return sorted(rows, key=lambda row: -sum(each.text.isdigit() for each in row))


def _has_room(row: list[Label], sheet: Sheet) -> bool:
    trial = Sheet(sheet.width, sheet.left, sheet.right)
    return all(trial.put(box) for each in row for _, box in each.boxes())


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
        told = draw("g", draw("title", each.text), each.beam)
        yield place(ground.days.share(each.until), ground.find_y(each.end), told)


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
    dots = range(len(shown) - 1) if len(shown) <= DOTS else range(0)
    for n in dots:
        yield _draw_dot(shown[n], points[n], ground)
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


def _draw_dot(spot: Spot, point: tuple[float, float], ground: Ground) -> Html:
    """Draw a reading; one that lies beyond the scale as a wedge at its edge."""
    told = draw("title", spot.text)
    if ground.values.holds(spot.value):
        return place(*point, draw("circle", told, class_="x-dot", r=3))
    wedge = "M-5 5L0-4 5 5Z" if spot.value > ground.values.high else "M-5-5L0 4 5-5Z"
    return place(*point, draw("path", told, class_="x-dot", d=wedge))


def _draw_last(plot: Plot, ground: Ground, points: list[tuple[float, float]]) -> Html:
    (x, y), spot = points[-1], plot.spots[-1]
    is_inside = ground.values.holds(spot.value)
    class_ = f"x-{plot.tone}dot" if plot.tone else "x-now"
    dot = draw("circle", draw("title", spot.text), class_=class_, r=6)
    falls = len(points) > 1 and points[-2][1] < y
    places, class_of = _list_places(x, y, ground, falls), f"t-{plot.tone or 'accent'} halo"
    short = (each for each in plot.now if measure(each, strong=True) <= MOST_NOW)
    labels = [Label(each, places, class_of, strong=True) for each in short]
    near = [Box(left, -5, 5, top - 5, top + 5) for left, top in points[-4:-1]]
    near.append(Box(ground.days.share(plot.today), 3, -3, ground.top - 6, ground.bottom))
    drawn = settle_first(labels, ground.wide, ground.narrow, (near, near[-1:]))
    _take(ground, Box(x, -6, 6, y - 6, y + 6))
    return join(place(x, y, dot) if is_inside else _draw_dot(spot, (x, y), ground), drawn)


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
