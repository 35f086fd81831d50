"""Marks that would cover each other are raised: which level each stands on.

In: where marks stand, as shares of the width. Out: a level for each, 0 on the line; none for what has no
room on the highest level: such marks are counted together. Nothing is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LEVELS = 4
"""How many marks may stand one above the other."""

LOW = 2
"""How many levels are tried so as to keep clear of ghosts too; no mark is raised higher only for them."""

HALF = 8.0
"""Half of a mark and of the gap to the next, in pixels."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark's place, and those of the days that it was promised for before."""

    share: float
    ghosts: tuple[float, ...] = ()


def stack_marks(spots: Sequence[Spot], width: float) -> tuple[int | None, ...]:
    """Give the level of each mark in a picture that is at least so many pixels wide.

    A mark keeps clear of all marks of its level, and of the ghosts too where a low level has room for that.
    """
    levels: list[list[float]] = [[] for _ in range(LEVELS)]
    ghosts: list[list[float]] = [[] for _ in range(LEVELS)]
    found: list[int | None] = []
    for spot in spots:
        own, before = [spot.share], spot.ghosts
        free = [n for n in range(LEVELS) if _is_free(own, levels[n], width)]
        clear = [n for n in free if _is_free(own, ghosts[n], width) and _is_free(before, levels[n], width)]
        level = min([each for each in clear if each < LOW] or free, default=None)
        found.append(level)
        if level is not None:
            levels[level].append(spot.share)
            ghosts[level].extend(before)
    return tuple(found)


def bundle_marks(shares: Sequence[float], width: float, half: float = 11.0) -> tuple[tuple[int, ...], ...]:
    """Put what lies nearer than twice `half` pixels together: groups of positions, each in order."""
    groups: list[list[int]] = []
    for n in sorted(range(len(shares)), key=lambda each: shares[each]):
        if groups and (shares[n] - shares[groups[-1][0]]) * width < 2 * half:
            groups[-1].append(n)
        else:
            groups.append([n])
    return tuple(tuple(each) for each in groups)


def _is_free(shares: Sequence[float], taken: Sequence[float], width: float) -> bool:
    return all(abs(one - other) * width >= 2 * HALF for one in shares for other in taken)
