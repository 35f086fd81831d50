"""A lane of a time axis: the line of the work, marks with the days first promised, labels that never collide.

In: dated marks with words that are ready to read, a scale. Out: `Html`. Marks that coincide are raised above
each other; a label that finds no room is left out, as the mark's own name says it. Days outside the scale
are left out: who calls counts them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.chart.axis import NARROW, draw_grid
from playbook.chart.cut import cut_text
from playbook.chart.mark import GHOST, draw_shape
from playbook.chart.place_labels import Box, Label, Place, Sheet
from playbook.chart.scale import DayScale
from playbook.chart.stack import Spot, bundle_marks, stack_marks
from playbook.chart.svg import draw, frame, join, percent, place
from playbook.html import Html

TOP, PITCH, ROW = 15, 19, 15
"""The first level from above, the distance of two levels, and of two rows of labels, in pixels."""

LONG, SHORT = 170, 84
"""How wide a label may be, and how far it is cut where that finds no room, in pixels."""

SIDES = ((-6, "start"), (6, "end"), (0, "middle"), (5, "start"), (-5, "end"))
"""Where a label may begin or end beside its mark, the best first."""


@dataclass(frozen=True, slots=True)
class LaneMark:
    """A mark: `label` stands below it, `name` is its full name for those who listen or point at it.

    `ghosts` are the days first promised; `rank` says whose label comes first, the lowest first.
    """

    day: date
    kind: str
    state: str
    label: str
    name: str
    href: str = ""
    ghosts: tuple[date, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True)
class LanePlan:
    """A lane: work from `starts` to `go_live`, follow-through from there to `until`; `href` is its page."""

    title: str
    marks: tuple[LaneMark, ...]
    starts: date | None = None
    go_live: date | None = None
    until: date | None = None
    href: str = ""


@dataclass(frozen=True, slots=True)
class LaneLook:
    """How a lane is drawn: its axis, today, the narrowest plot with labels (0: no label at all)."""

    scale: DayScale
    today: date
    narrow: int = NARROW


@dataclass(frozen=True, slots=True)
class _Label:
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where the marks of a lane stand: the height of each, and of the line."""

    marks: tuple[LaneMark, ...]
    levels: tuple[int | None, ...]
    line: int

    def find_y(self, n: int) -> int:
        """Give the height of a mark in pixels from above."""
        return self.line - PITCH * (self.levels[n] or 0)


def draw_lane(plan: LanePlan, look: LaneLook) -> Html:
    """Draw a lane."""
    placed = _place_marks(plan, look)
    labels = _place_labels(placed, look) if look.narrow else [None] * len(placed.marks)
    rows = max((1 + (each.place.y > placed.line + ROW + 10) for each in labels if each), default=0)
    height = placed.line + (16 if not rows else 16 + ROW * rows)
    drawn = [_draw_work(plan, look.scale, placed.line)]
    drawn += [_draw_ghosts(each, look.scale, placed.find_y(n)) for n, each in _list_shown(placed)]
    drawn += [_draw_mark(placed, n, labels[n], look.scale) for n, _ in _list_shown(placed)]
    drawn += _draw_bundles(plan, placed, look)
    lane = frame(height, *drawn, title=plan.title, class_=f"lane-svg rows-{rows}")
    return join(draw_grid(look.scale, look.today, not look.narrow), lane)


def draw_small(mark: LaneMark | None, look: LaneLook) -> Html:
    """Draw one mark with its ghosts in a row of its own, without a label; an empty row for None.

    Hidden from those who listen: the row of the table says the same in words. The grid lies behind all rows.
    """
    drawn: list[Html] = []
    if mark and look.scale.holds(mark.day):
        own = place(look.scale.share(mark.day), TOP, draw_shape(mark.kind, mark.state))
        drawn += [_draw_ghosts(mark, look.scale, TOP), own]
    return draw("svg", *drawn, class_="lane-svg", aria_hidden="true")


def _place_marks(plan: LanePlan, look: LaneLook) -> _Placed:
    marks = tuple(sorted((each for each in plan.marks if look.scale.holds(each.day)), key=_sort_key))
    spots = [Spot(look.scale.share(each.day), tuple(_list_ghosts(each, look.scale))) for each in marks]
    levels = stack_marks(spots, look.narrow or NARROW)
    highest = max((each for each in levels if each), default=0) + (None in levels)
    return _Placed(marks, levels, TOP + PITCH * highest)


def _sort_key(mark: LaneMark) -> tuple[date, str, str]:
    return mark.day, mark.kind, mark.name


def _list_shown(placed: _Placed) -> Iterator[tuple[int, LaneMark]]:
    return ((n, each) for n, each in enumerate(placed.marks) if placed.levels[n] is not None)


def _list_ghosts(mark: LaneMark, scale: DayScale) -> Iterator[float]:
    """Yield where the earlier days of a mark stand, each place once."""
    days = dict.fromkeys(each for each in mark.ghosts if each != mark.day and scale.holds(each))
    return (scale.share(each) for each in days)


def _place_labels(placed: _Placed, look: LaneLook) -> list[_Label | None]:
    """Place labels on two rows below the line, apart from each other and from today's line."""
    today = Box(look.scale.share(look.today), -3, 3, 0, 999)
    sheet = Sheet(look.narrow, taken=[today] if look.scale.holds(look.today) else [])
    found: list[_Label | None] = [None] * len(placed.marks)
    order = [n for n, _ in _list_shown(placed) if placed.marks[n].label]
    for n in sorted(order, key=lambda n: (placed.marks[n].rank, n)):
        mark = placed.marks[n]
        found[n] = _find_place(mark, sheet, look.scale.share(mark.day), placed.line + 22)
    return found


def _find_place(mark: LaneMark, sheet: Sheet, share: float, y: int) -> _Label | None:
    """Find room for a label: whole before cut, in the first row before the second."""
    whole = cut_text(mark.label, LONG)
    for text in dict.fromkeys((whole, cut_text(whole, SHORT))):
        places = tuple(Place(share, y + ROW * row, dx, anchor) for row in range(2) for dx, anchor in SIDES)
        place = sheet.place(Label(text, places))
        if place:
            return _Label(text, place)
    return None


def _draw_work(plan: LanePlan, scale: DayScale, y: int) -> Html:
    """Draw work as a solid line until go-live, follow-through as a dotted one."""
    days = [each.day for each in plan.marks]
    since, last = plan.starts or min(days, default=None), plan.until or max(days, default=None)
    if since is None or last is None:
        return join()
    live = plan.go_live or last
    work, after = _draw_span(scale, (since, live), y, "m-bar"), _draw_span(scale, (live, last), y, "m-live")
    return join(work, after)


def _draw_span(scale: DayScale, span: tuple[date, date], y: int, class_: str) -> Html:
    x1, x2 = map(scale.share, span)
    if span[0] >= span[1] or x1 == x2:
        return join()
    return draw("line", class_=class_, x1=percent(x1), x2=percent(x2), y1=y, y2=y)


def _draw_ghosts(mark: LaneMark, scale: DayScale, y: int) -> Html:
    """Draw the days first promised, joined to the present one; from the edge where they lie outside."""
    if not mark.ghosts:
        return join()
    ends = [*mark.ghosts, mark.day]
    line = _draw_span(scale, (min(ends), max(ends)), y, "m-slipline")
    return join(line, *(place(each, y, GHOST) for each in _list_ghosts(mark, scale)))


def _draw_mark(placed: _Placed, n: int, label: _Label | None, scale: DayScale) -> Html:
    mark, y = placed.marks[n], placed.find_y(n)
    inside = [draw("title", mark.name), draw_shape(mark.kind, mark.state)]
    if mark.href:
        inside.insert(1, draw("circle", class_="m-hit", r=PITCH / 2))
    if label:
        at = label.place
        anchor = None if at.anchor == "start" else at.anchor
        inside.append(draw("text", label.text, class_="lab halo", x=at.dx, y=at.y - y, text_anchor=anchor))
    stem = [draw("line", class_="m-stem", y1=0, y2=placed.line - y)] if y < placed.line else []
    own = draw("a", *inside, href=mark.href) if mark.href else draw("g", *inside)
    return place(scale.share(mark.day), y, *stem, own)


def _draw_bundles(plan: LanePlan, placed: _Placed, look: LaneLook) -> Iterable[Html]:
    """Draw the marks that found no level as numbers in boxes on top; each names what it stands for."""
    left = [each for n, each in enumerate(placed.marks) if placed.levels[n] is None]
    shares = [look.scale.share(each.day) for each in left]
    for group in bundle_marks(shares, look.narrow or NARROW):
        some = [left[n] for n in group]
        yield place(shares[group[0]], TOP, _draw_bundle(some, plan.href))


def _draw_bundle(marks: Sequence[LaneMark], href: str) -> Html:
    name = f"{len(marks)} more: {'; '.join(each.name for each in marks)}"
    box = draw("rect", class_="m-more", x=-10, y=-7.5, width=20, height=15, rx=2)
    count = draw("text", f"+{len(marks)}", class_="t-more", y=4, text_anchor="middle")
    inside = (draw("title", name), box, count)
    return draw("a", *inside, href=href) if href else draw("g", *inside)


def draw_span_key(name: str) -> Html:
    """Draw a piece of a lane's line for the key: "work" or "follow-through"."""
    class_ = "m-bar" if name == "work" else "m-live"
    line = draw("line", class_=class_, x1=1, x2=29, y1=7, y2=7)
    return draw("svg", line, class_="mk", width=30, height=14, viewBox="0 0 30 14", aria_hidden="true")
