"""Labels as text of both layouts of a chart: once where they stand in both alike, else each for itself.

In: labels and two sheets. Out: SVG text; class `at-wide` is seen in the wide layout alone, `at-narrow` in
the narrow, `at-full` where a wide chart has much room.
"""

from collections.abc import Iterable, Sequence

from playbook.chart.place_labels import Box, Label, Place, Sheet
from playbook.chart.svg import draw, join, percent
from playbook.html import Html


def settle_first(labels: Sequence[Label], wide: Sheet, narrow: Sheet, overs: Sequence[Sequence[Box]]) -> Html:
    """Draw in each layout the first of several labels that has room there.

    `overs` is what they are to keep off; where none can keep off the first, they are tried with the next.
    """
    found = [_find_first(labels, sheet, overs) for sheet in (wide, narrow)]
    if found[0] == found[1]:
        return write(*found[0]) if found[0] else join()
    pairs = zip(found, ("at-wide", "at-narrow"), strict=True)
    return join(*(write(*each, only) for each, only in pairs if each))


def _find_first(
    labels: Sequence[Label], sheet: Sheet, overs: Sequence[Sequence[Box]]
) -> tuple[Label, Place] | None:
    tried = ((each, over) for over in overs for each in labels)
    return next(((each, at) for each, over in tried if (at := sheet.place(each, over))), None)


def settle(label: Label, wide: Sheet, narrow: Sheet | None, over: Iterable[Box] = ()) -> Html:
    """Place a label on both sheets, or the wide one alone, and draw it; nothing where it does not fit."""
    return draw_label(label, wide.place(label, over), narrow.place(label, over) if narrow else None)


def draw_label(label: Label, wide: Place | None, narrow: Place | None) -> Html:
    """Draw a label at its places of the two layouts."""
    if wide == narrow:
        return write(label, wide) if wide else join()
    drawn = [write(label, wide, "at-wide")] if wide else []
    return join(*drawn, *([write(label, narrow, "at-narrow")] if narrow else []))


def write(label: Label, at: Place, only: str = "", around: str = "start") -> Html:
    """Write a label at a place; `around` is the anchor of the group that it stands in."""
    return draw(
        "text",
        label.text,
        class_=" ".join(filter(None, (label.class_, only))) or None,
        x=percent(at.share),
        y=at.y,
        dx=at.dx or None,
        text_anchor=None if at.anchor == around else at.anchor,
    )
