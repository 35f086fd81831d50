"""Ids of headings, by the rule that forges use when they show the same file.

In: a heading's plain text. Out: its id, and for a page ids that are each used once.
"""

import re
import unicodedata

_ASCII_DROPPED = re.compile(r"[^a-z0-9_ -]")


def slug(text: str) -> str:
    """Make GitHub's id of a heading: lower case, no punctuation, a hyphen for each blank."""
    lower = text.strip().lower()
    if lower.isascii():
        return _ASCII_DROPPED.sub("", lower).replace(" ", "-")
    return "".join(sign for sign in lower if _stays(sign)).replace(" ", "-")


def _stays(sign: str) -> bool:
    return (
        sign in " -"
        or sign.isalnum()
        or unicodedata.category(sign)[0] == "M"
        or unicodedata.category(sign) == "Pc"
    )


class Slugs:
    """Gives each heading of a page an id of its own: a, a-1, a-2."""

    def __init__(self) -> None:
        """Begin a page."""
        self._used: dict[str, int] = {}

    def take(self, text: str) -> str:
        """Give the next free id for a heading; one without letters is called "section"."""
        base = name = slug(text) or "section"
        while name in self._used:
            self._used[base] += 1
            name = f"{base}-{self._used[base]}"
        self._used[name] = 0
        return name
