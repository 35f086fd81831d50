"""Baseline, targets and limits of a chart: a line each, and their names beside the plot.

In: a plot and its ground. Out: `Html`. Names that would cover each other are moved apart; where the height
does not hold them all, the last ones are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from playbook.chart.draw_label import write
from playbook.chart.place_labels import ABOVE, BELOW, Label, Place, Sheet
from playbook.chart.plot import SPACE, Ground, Level, Plot
from playbook.chart.svg import draw, join
from playbook.html import Html

ROW = ABOVE + BELOW
"""The height of a line of words, in pixels."""

CLASSES = {"base": "x-base", "target": "x-target", "limit": "x-limit"}
NAMES = {"base": "", "target": "strong", "limit": "strong"}


def draw_levels(plot: Plot, ground: Ground) -> Html:
    """Draw the lines of the levels over the whole width."""
    heights = ((CLASSES[each.kind], ground.find_y(each.value)) for each in plot.levels)
    return join(*(draw("line", class_=class_, x2="100%", y1=y, y2=y) for class_, y in heights))


@dataclass(frozen=True, slots=True)
class _Name:
    """The words beside a level, a row each: their classes, and the height that they want."""

    y: float
    rows: tuple[tuple[str, str], ...]

    @property
    def height(self) -> int:
        return ROW * len(self.rows)


def draw_names(plot: Plot, ground: Ground) -> Html:
    """Write the names of the levels right of the plot, in the layout that has room for them."""
    pairs = list(zip(plot.levels, ground.words, strict=True))
    wide = _write_column(
        [_name(each, words[0], ground) for each, words in pairs], ground, ground.wide, "at-wide"
    )
    short = [_name(Level(each.kind, each.value, ()), words[1], ground) for each, words in pairs]
    return join(wide, _write_column(short, ground, ground.narrow, "at-narrow"))


def _name(level: Level, text: str, ground: Ground) -> _Name:
    rows = [(text, NAMES[level.kind])] if text else []
    if level.note:
        rows.append((level.note, "t-mute"))
    return _Name(ground.find_y(level.value), tuple(rows))


def _write_column(names: Sequence[_Name], ground: Ground, sheet: Sheet, only: str) -> Html:
    drawn = []
    for top, name in _spread([each for each in names if each.rows], 0, ground.bottom + ROW // 2):
        for n, (text, class_) in enumerate(name.rows):
            label = Label(text, (Place(1, top + n * ROW + ABOVE, SPACE),), class_, strong="strong" in class_)
            at = sheet.place(label)
            drawn.append(write(label, at, only) if at else join())
    return join(*drawn)


def _spread(names: Sequence[_Name], top: float, bottom: float) -> list[tuple[float, _Name]]:
    """Give each name the upper edge of its rows: beside its level, or as near as the others let it."""
    kept = list(names)
    while sum(each.height for each in kept) > bottom - top:
        kept.pop()
    kept.sort(key=lambda each: each.y)
    edges: list[float] = []
    floor = top
    for each in kept:
        edges.append(max(floor, each.y - ROW / 2))
        floor = edges[-1] + each.height
    roof = bottom
    for n in reversed(range(len(kept))):
        edges[n] = min(edges[n], roof - kept[n].height)
        roof = edges[n]
    return list(zip(edges, kept, strict=True))
