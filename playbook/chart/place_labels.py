"""Where labels stand in a fluid picture, so that none covers another at any width from the narrowest on.

In: boxes whose place is a share of the width and whose size is pixels. Out: the first free place of each
label, or none. A pair that lies apart at the narrowest width, in the order of its shares, lies apart at
every greater one: shares only move away from each other. Nothing is drawn or measured here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

GAP = 4.0
"""How much room stands between two labels of a row, in pixels."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box at a share of the width: from `left` to `right` of that place, `top` to `bottom`, in pixels."""

    share: float
    left: float
    right: float
    top: float = 0
    bottom: float = 1

    def span(self, width: float) -> tuple[float, float]:
        """Give the left and right edge in a picture of a width, in pixels."""
        return self.share * width + self.left, self.share * width + self.right


@dataclass(frozen=True, slots=True)
class Room:
    """The narrowest picture, and how far labels may reach beyond its left and right edge, in pixels."""

    width: float
    left: float = 0
    right: float = 0


def are_apart(one: Box, other: Box, width: float, gap: float = GAP) -> bool:
    """Whether two boxes lie apart in a picture of this width and in every wider one."""
    if one.bottom <= other.top or other.bottom <= one.top:
        return True
    pairs = [(one, other)] if one.share < other.share else [(other, one)]
    if one.share == other.share:
        pairs.append((one, other))
    return any(first.span(width)[1] + gap <= second.span(width)[0] for first, second in pairs)


def fits(box: Box, taken: Iterable[Box], room: Room) -> bool:
    """Whether a box stands inside the room and apart from what is taken, at its width and every wider."""
    left, right = box.span(room.width)
    inside = left >= -room.left and right <= room.width + room.right
    return inside and all(are_apart(box, each, room.width) for each in taken)


def find_place(places: Iterable[Box], taken: Iterable[Box], rooms: Sequence[Room]) -> Box | None:
    """Give the first of a label's possible places that is free in every room, None where there is none."""
    standing = tuple(taken)
    return next((each for each in places if all(fits(each, standing, room) for room in rooms)), None)


def place_labels(labels: Sequence[Sequence[Box]], taken: Iterable[Box], room: Room) -> tuple[Box | None, ...]:
    """Place labels one after the other, the most important first; None for one that finds no place.

    Each label comes as its possible places, the best first; `taken` is where marks stand already.
    """
    standing, placed = tuple(taken), list[Box | None]()
    for places in labels:
        placed.append(find_place(places, chain(standing, filter(None, placed)), [room]))
    return tuple(placed)
