"""How wide a text is: from the advances of the shipped font, without a browser.

In: a text, a size in pixels. Out: pixels, for Instrument Sans at a width of 90 %, in the weights 400 and 650,
with figures of one width, kerning included. Signs that the font does not have are taken from another font
by the browser, so that their width is an upper estimate.
"""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

ELSEWHERE = 700
FULL = 1000
"""Thousandths of the size of the type: of a letter of another alphabet, of a sign as wide as it is high."""

_ZERO = frozenset({"Mn", "Me", "Cf", "Cc"})


@lru_cache(maxsize=8192)
def measure(text: str, size: float = 12, *, strong: bool = False) -> float:
    """Give a text's width in pixels; `strong` for the weight 650. A line break counts nothing."""
    table = _read_widths()
    widths, pairs = table["strong" if strong else "regular"], table["pairs"]
    units = sum(widths[sign] if sign in widths else _estimate(sign) for sign in text)
    plain = [_strip(sign) for sign in text]
    return (units + sum(pairs.get(first + second, 0) for first, second in pairwise(plain))) * size / 1000


@cache
def _read_widths() -> Mapping[str, Mapping[str, int]]:
    """Read the advances of each sign in both weights, and of pairs of signs, in thousandths of the size."""
    table = files("playbook.chart") / "widths.json"
    return dict(json.loads(table.read_text(encoding="utf-8")))


@cache
def _strip(sign: str) -> str:
    """Give a letter without its accent: both stand as near to their neighbours."""
    return unicodedata.normalize("NFD", sign)[:1]


@cache
def _estimate(sign: str) -> int:
    """Give what a sign that the font does not have may take at most."""
    if unicodedata.category(sign) in _ZERO or unicodedata.combining(sign):
        return 0
    is_full = unicodedata.east_asian_width(sign) in "WF" or unicodedata.category(sign) == "So"
    return FULL if is_full else ELSEWHERE
