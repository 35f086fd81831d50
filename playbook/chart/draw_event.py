"""What happened, above a chart: a mark for each event, a dotted line down, its label where one has room.

In: a plot and its ground. Out: lines and marks apart, so that the lines lie below the readings. Marks never
cover each other: one without room of its own is told with its nearest neighbour, and a table has them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from playbook.chart.draw_label import draw_label
from playbook.chart.place_labels import Box, Label, Place, Sheet
from playbook.chart.plot import Event, Ground, Plot
from playbook.chart.svg import draw, percent, place
from playbook.html import Html

LINE, HALF = 14, 8
"""The height at which marks stand, and half the room that one takes, in pixels."""

MOST, TOLD = 120, 4
"""How many events are looked at, and how many are told at one mark."""

LONGEST = 34
"""From how many signs on a label is cut."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The drawn events: their lines, and their marks with labels."""

    lines: tuple[Html, ...]
    marks: tuple[Html, ...]


@dataclass(slots=True)
class _Stand:
    """An event that has a mark of its own, with those that are told beside it."""

    event: Event
    share: float
    is_narrow: bool
    others: list[Event] = field(default_factory=list)


def draw_events(plot: Plot, ground: Ground) -> Marked:
    """Draw the events that lie in the time of a plot."""
    stands = _place_marks(plot.events, ground)
    labels = [_place_label(each, ground) for each in stands]
    ordered = sorted(range(len(stands)), key=lambda n: stands[n].share)
    lines = tuple(_draw_line(stands[n], ground) for n in ordered)
    return Marked(lines, tuple(_draw_mark(stands[n], labels[n]) for n in ordered))


def _place_marks(events: Sequence[Event], ground: Ground) -> list[_Stand]:
    """Give the most important events a mark of their own, and the others to the nearest of these."""
    stands: list[_Stand] = []
    inside = [each for each in events if ground.days.holds(each.day)]
    for each in sorted(inside, key=lambda one: (one.rank, -one.day.toordinal()))[:MOST]:
        share = ground.days.share(each.day)
        if ground.wide.put(_box(share)):
            stands.append(_Stand(each, share, ground.narrow.put(_box(share))))
        elif stands:
            min(stands, key=lambda one: abs(one.share - share)).others.append(each)
    return stands


def _box(share: float) -> Box:
    return Box(share, -HALF, HALF, LINE - HALF, LINE + HALF)


def _place_label(stand: _Stand, ground: Ground) -> tuple[Label, Place | None, Place | None]:
    places = (Place(stand.share, LINE + 4, 12), Place(stand.share, LINE + 4, -12, "end"))
    label = Label(_cut(stand.event.label), places, "halo")
    return label, _try(label, ground.wide), _try(label, ground.narrow) if stand.is_narrow else None


def _try(label: Label, sheet: Sheet) -> Place | None:
    return sheet.place(label) if label.text else None


def _cut(text: str) -> str:
    """Cut a long label at a word."""
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:. ")
    return f"{kept}…"


def _draw_line(stand: _Stand, ground: Ground) -> Html:
    x, class_ = percent(stand.share), "x-event" if stand.is_narrow else "x-event lab"
    return draw("line", class_=class_, x1=x, x2=x, y1=LINE + HALF, y2=ground.bottom)


def _draw_mark(stand: _Stand, labelled: tuple[Label, Place | None, Place | None]) -> Html:
    hit = draw("rect", class_="x-hit", x=-12, y=-12, width=24, height=24)
    parts = (
        draw("title", _tell(stand)),
        place(stand.share, LINE, hit, stand.event.mark),
        draw_label(*labelled),
    )
    class_ = "ev" if stand.is_narrow else "ev lab"
    if stand.event.href:
        return draw("a", *parts, class_=class_, href=stand.event.href)
    return draw("g", *parts, class_=class_)


def _tell(stand: _Stand) -> str:
    """Say what happened at a mark, and beside it."""
    told = [each.text for each in (stand.event, *stand.others[: TOLD - 1])]
    more = len(stand.others) - TOLD + 1
    return "; ".join(told + ([f"and {more} more"] if more > 0 else []))
