"""The readings of a metric over time, between baseline and target, with the plan and what happened.

In: a `Plot`. Out: a chart of any width from 288 pixels on. It judges nothing: what
is good or bad comes as a tone.
"""

from collections.abc import Iterator, Sequence

from playbook.chart.day_ticks import list_day_ticks, list_month_starts
from playbook.chart.draw_event import draw_events
from playbook.chart.draw_label import settle, settle_first, write
from playbook.chart.draw_level import draw_levels, draw_names
from playbook.chart.path import Spot, draw_path, thin_out
from playbook.chart.place_labels import ABOVE, BELOW, Box, Label, Place, Sheet
from playbook.chart.plot import MOST_NOW, SPACE, Ground, Plot, lay_ground
from playbook.chart.svg import WIDTH, across, dot, draw, frame, join, percent, place, stretch, write_number
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
        _draw_grid(plot, ground),
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


def _draw_grid(plot: Plot, ground: Ground) -> Html:
    """Draw the lines of the values and the time axis: a foot for each month, a longer one for each name."""
    heights = [write_number(ground.find_y(value), 1) for value, _ in ground.ticks]
    feet = dict.fromkeys(list_month_starts(ground.days, 36), 3)
    feet |= {each.day: 6 for each in list_day_ticks(ground.days, LABELS)}
    y = ground.bottom
    down = "".join(f"M{across(ground.days.share(day), 0)} {y}v{length}" for day, length in feet.items())
    return stretch(
        plot.height,
        draw("path", class_="x-grid", d="".join(f"M0 {each}H{WIDTH}" for each in heights)),
        draw("path", class_="x-axis", d=f"M0 {y}H{WIDTH}{down}"),
    )


def _draw_values(ground: Ground) -> Html:
    """Write the words of the values left of their lines."""
    drawn = [draw("text", text, x=-SPACE, y=ground.find_y(value) + 4) for value, text in ground.ticks if text]
    return draw("g", *drawn, class_="t-mute", text_anchor="end")


def _draw_days(ground: Ground) -> Html:
    """Write the words of the days; every so many of them stand in the narrow layout as well."""
    days = ((each.text, ground.days.share(each.day)) for each in list_day_ticks(ground.days, LABELS))
    labels = [Label(text, (Place(share, ground.bottom + 20, 0, "middle"),)) for text, share in days]
    wide, narrow = _space_out(labels, ground.wide), _space_out(labels, ground.narrow)
    both = ((each, [name for name, some in (("at-wide", wide), ("at-narrow", narrow)) if each in some])
            for each in labels)  # fmt: skip
    named = [
        write(each, each.places[0], only[0] if len(only) == 1 else "", "middle")
        for each, only in both
        if only
    ]
    return draw("g", *named, class_="t-mute", text_anchor="middle") if named else join()


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
