"""Labels as text of both layouts of a chart: once where they stand in both alike, else each for itself.

In: labels and two sheets. Out: SVG text; class `lab` is seen in the wide layout alone, `nar` in the narrow.
"""

from collections.abc import Iterable

from playbook.chart.place_labels import Box, Label, Place, Sheet
from playbook.chart.svg import draw, join, percent
from playbook.html import Html


def settle(label: Label, wide: Sheet, narrow: Sheet, over: Iterable[Box] = ()) -> Html:
    """Place a label on both sheets and draw it; nothing where it fits on neither."""
    return draw_label(label, wide.place(label, over), narrow.place(label, over))


def draw_label(label: Label, wide: Place | None, narrow: Place | None) -> Html:
    """Draw a label at its places of the two layouts."""
    if wide == narrow:
        return write(label, wide) if wide else join()
    drawn = [write(label, wide, "lab")] if wide else []
    return join(*drawn, *([write(label, narrow, "nar")] if narrow else []))


def write(label: Label, at: Place, only: str = "") -> Html:
    """Write a label at a place."""
    return draw(
        "text",
        label.text,
        class_=" ".join(filter(None, (label.class_, only))) or None,
        x=percent(at.share),
        y=at.y,
        dx=at.dx or None,
        text_anchor=None if at.anchor == "start" else at.anchor,
    )
