"""Colours as numbers: contrast, mixtures, and the nearest shade that can be read.

In: colours as #rrggbb. Out: ratios and colours. It knows no page and no style sheet.
"""

import re

READABLE = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3)."""

_HEX = re.compile(r"#[0-9a-f]{6}|#[0-9a-f]{3}", re.IGNORECASE)
_STEPS = 200


def read_colour(text: str) -> str:
    """Give a colour as #rrggbb in small letters; "" when it is not written as one."""
    if not _HEX.fullmatch(text):
        return ""
    short = text[1:].lower()
    return "#" + (short if len(short) == 6 else "".join(2 * sign for sign in short))


def measure_contrast(one: str, other: str) -> float:
    """Give the contrast of two colours, from 1 to 21."""
    dark, light = sorted((_measure_light(one), _measure_light(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """Give a colour with a share (0 to 1) of another in it."""
    pairs = zip(_split(colour), _split(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def find_readable(colour: str, papers: tuple[str, ...], least: float = READABLE) -> str:
    """Give the nearest shade of a colour whose contrast with every paper suffices: darker or lighter."""
    towards = "#000000" if _measure_light(papers[0]) > 0.18 else "#ffffff"
    shades = (mix(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(each for each in shades if measure_worst(each, papers) >= least)


def measure_worst(colour: str, papers: tuple[str, ...]) -> float:
    """Give the least contrast of a colour with any of the papers."""
    return min(measure_contrast(colour, paper) for paper in papers)


def _split(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _measure_light(colour: str) -> float:
    """Give the relative luminance, 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in _split(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
