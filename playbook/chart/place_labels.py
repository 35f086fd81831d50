"""Where labels stand in a fluid picture, so that none covers another at any width from the narrowest on.

In: labels, each with its possible places: a share of the width and pixels around it. Out: the first free
place of each, or none. A pair that lies apart at the narrowest width, in the order of its shares, lies
apart at every greater one: shares only move away from each other. Nothing is drawn here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from playbook.chart.type import measure

GAP = 4.0
"""How much room stands between two labels of a row, in pixels."""

ABOVE, BELOW = 10, 4
"""How far the letters of a chart's text reach above and below their line, in pixels."""


class Box(NamedTuple):
    """A box at a share of the width: from `left` to `right` of that place, `top` to `bottom`, in pixels."""

    share: float
    left: float
    right: float
    top: float
    bottom: float

    def span(self, width: float) -> tuple[float, float]:
        """Give the left and right edge in a picture of a width, in pixels."""
        return self.share * width + self.left, self.share * width + self.right


class Place(NamedTuple):
    """Where a text may stand: at a share of the width, moved by `dx` pixels, on the line `y`."""

    share: float
    y: float
    dx: float = 0
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Label:
    """A text, where it may stand, the best place first, and its classes; `strong` is set in bold."""

    text: str
    places: tuple[Place, ...]
    class_: str = ""
    strong: bool = False

    def boxes(self) -> Iterator[tuple[Place, Box]]:
        """Yield the places, each with the box that the text fills there."""
        width = measure(self.text, strong=self.strong)
        for each in self.places:
            left = each.dx - {"start": 0.0, "middle": width / 2, "end": width}[each.anchor]
            yield each, Box(each.share, left, left + width, each.y - ABOVE, each.y + BELOW)


def are_apart(one: Box, other: Box, width: float) -> bool:
    """Whether two boxes lie apart in a picture of this width and in every wider one."""
    if one.bottom <= other.top or other.bottom <= one.top:
        return True
    first, second = (one, other) if one.share <= other.share else (other, one)
    distance = (second.share - first.share) * width
    if distance + second.left - first.right >= GAP:
        return True
    return not distance and first.left - second.right >= GAP


def _is_free(box: Box, taken: Iterable[Box], width: float) -> bool:
    for each in taken:  # noqa: SIM110  # asked for every place of every label
        if not are_apart(box, each, width):
            return False
    return True


@dataclass(slots=True)
class Sheet:
    """A picture at its narrowest: what stands on it, and how far it may be exceeded left and right."""

    width: float
    left: float = 0
    right: float = 0
    taken: list[Box] = field(default_factory=list)

    def holds(self, box: Box, over: Iterable[Box] = ()) -> bool:
        """Whether a box has room at the sheet's width and every wider one, `over` counted as taken."""
        left, right = box.span(self.width)
        if left < -self.left or right > self.width + self.right:
            return False
        return _is_free(box, self.taken, self.width) and _is_free(box, over, self.width)

    def put(self, box: Box) -> bool:
        """Take a box's room, where it is free; say whether it was."""
        is_free = self.holds(box)
        if is_free:
            self.taken.append(box)
        return is_free

    def place(self, label: Label, over: Iterable[Box] = ()) -> Place | None:
        """Give a label its first free place and take its room; None where it has none."""
        for place, box in label.boxes():
            if self.holds(box, over):
                self.taken.append(box)
                return place
        return None
