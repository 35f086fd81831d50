"""Changes of an author's page by spans of its text: all that is not meant stays as it was written.

In: a page's text and what shall be different. Out: `Edit`s, replacements at offsets. No file is read or
written.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A replacement: `text` instead of what stands from `start` to `end`, in code points from 0, half open.

    An insertion has `start` and `end` at the same place.
    """

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Make all replacements at once; insertions at one place stay in the order given.

    Raises ValueError where two of them overlap.
    """
    parts, at = [], 0
    for each in sorted(edits, key=lambda each: (each.start, each.end)):
        if each.start < at:
            raise ValueError(f"two edits overlap at {each.start}")
        parts += [text[at : each.start], each.text]
        at = each.end
    return "".join([*parts, text[at:]])
