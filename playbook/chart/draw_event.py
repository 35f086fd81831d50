"""What happened, above a chart: a mark for each event, a dotted line down, its label where one has room.

In: a plot and its ground. Out: lines and marks apart, so that the lines lie below the readings. Marks never
cover each other: one without room of its own is told with its nearest neighbour, and a table has them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from playbook.chart.draw_label import settle, write
from playbook.chart.place_labels import Box, Label, Place, Sheet
from playbook.chart.plot import Event, Ground, Plot, make_full
from playbook.chart.svg import draw, join, percent, place
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
    labels = [_make_label(each) for each in stands]
    drawn = [
        settle(label, ground.wide, ground.narrow if each.is_narrow else None)
        for each, label in zip(stands, labels, strict=True)
    ]
    full = make_full(ground)
    drawn = [each or _write_more(label, full) for each, label in zip(drawn, labels, strict=True)]
    ordered = sorted(range(len(stands)), key=lambda n: stands[n].share)
    lines = tuple(_draw_line(stands[n], ground) for n in ordered)
    return Marked(lines, tuple(_draw_mark(stands[n], drawn[n]) for n in ordered))


def _place_marks(events: Sequence[Event], ground: Ground) -> list[_Stand]:
    """Give the most important events a mark of their own, and the others to the nearest of these."""
    stands: list[_Stand] = []
    inside = [each for each in events if ground.days.holds(each.day)]
    for each in sorted(inside, key=lambda one: (one.rank, -one.day.toordinal()))[:MOST]:
        share = ground.days.share(each.day)
        if ground.wide.put(_box(share)):
            stands.append(_Stand(each, share, ground.narrow.put(_box(share))))
        else:
            min(stands, key=lambda one: abs(one.share - share)).others.append(each)
    return stands


def _box(share: float) -> Box:
    return Box(share, -HALF, HALF, LINE - HALF, LINE + HALF)


def _make_label(stand: _Stand) -> Label:
    places = (Place(stand.share, LINE + 4, 12), Place(stand.share, LINE + 4, -12, "end"))
    text = _cut(stand.event.label)
    return Label(text, places if text else (), "halo")


def _write_more(label: Label, full: Sheet) -> Html:
    """Write a label that only a chart with much room holds."""
    at = full.place(label)
    return write(label, at, "at-full") if at else join()


def _cut(text: str) -> str:
    """Cut a long label at a word."""
    if len(text) <= LONGEST:
        return text
    kept = text[:LONGEST].rsplit(" ", 1)[0].rstrip(",;:. ")
    return f"{kept}…"


def _draw_line(stand: _Stand, ground: Ground) -> Html:
    x, class_ = percent(stand.share), "x-event" if stand.is_narrow else "x-event at-wide"
    return draw("line", class_=class_, x1=x, x2=x, y1=LINE + HALF, y2=ground.bottom)


def _draw_mark(stand: _Stand, labelled: Html) -> Html:
    hit = draw("rect", class_="x-hit", x=-12, y=-12, width=24, height=24)
    parts = (
        draw("title", _tell(stand)),
        place(stand.share, LINE, hit, stand.event.mark),
        labelled,
    )
    class_ = "ev" if stand.is_narrow else "ev at-wide"
    if stand.event.href:
        return draw("a", *parts, class_=class_, href=stand.event.href)
    return draw("g", *parts, class_=class_)


def _tell(stand: _Stand) -> str:
    """Say what happened at a mark, and beside it."""
    told = [each.text for each in (stand.event, *stand.others[: TOLD - 1])]
    more = len(stand.others) - TOLD + 1
    return "; ".join(told + ([f"and {more} more"] if more > 0 else []))
