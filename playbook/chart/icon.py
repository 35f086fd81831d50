"""Icons: a closed set of small line drawings, and one for each health.

In: a name. Out: `Html`, hidden from those who listen: an icon stands beside its word or in a control that
has a name. Drawn around 0, 0.
"""

from collections.abc import Mapping
from functools import cache

from playbook.chart.svg import draw, join
from playbook.html import Html
from playbook.words import suggest


def _fill(path: str) -> Html:
    return draw("path", class_="i-fill", d=path)


def _line(path: str) -> Html:
    return draw("path", class_="i-line", d=path)


def _knock(path: str) -> Html:
    return draw("path", class_="i-knock", d=path)


def _ring(radius: float, class_: str = "i-line", **at: float) -> Html:
    return draw("circle", class_=class_, r=radius, **at)


ICONS: Mapping[str, Html] = {
    "error": join(_fill("M-2.9-7H2.9L7-2.9V2.9L2.9 7H-2.9L-7 2.9V-2.9Z"), _knock("M-3 0H3")),
    "warning": join(_line("M0-6L6.4 5.6H-6.4Z"), _line("M0-1.8V1.6M0 3.6v.1")),
    "info": join(_ring(6), _line("M0-.6V3M0-3.2v.1")),
    "waived": join(_line("M-5.5-6H1L5.5-1.5V6H-5.5Z"), _line("M1-6V-1.5H5.5")),
    "yes": _line("M-4.5.5L-1.5 3.8 4.8-3.6"),
    "no": _line("M-4-4L4 4M4-4L-4 4"),
    "wait": join(_ring(4.8), _line("M0-2.4V.4L2 1.6")),
    "theme": join(_ring(5.6), _fill("M0-5.6A5.6 5.6 0 0 1 0 5.6Z")),
    "search": join(_ring(4.4, cx=-1, cy=-1), _line("M2.3 2.3L6 6")),
    "menu": _line("M-6-4H6M-6 0H6M-6 4H6"),
    "close": _line("M-5-5L5 5M5-5L-5 5"),
    "left": _line("M5 0H-5M-1.5-3.5L-5 0-1.5 3.5"),
    "right": _line("M-5 0H5M1.5-3.5L5 0 1.5 3.5"),
    "up": _line("M0 5V-5M-3.5-1.5L0-5 3.5-1.5"),
    "down": _line("M0-5V5M-3.5 1.5L0 5 3.5 1.5"),
    "sort": _line("M-3-1.5L0-5 3-1.5M-3 1.5L0 5 3 1.5"),
    "calendar": join(_line("M-6-4.5H6V6H-6Z"), _line("M-6-1H6M-3-6.5V-3M3-6.5V-3")),
    "copy": join(_line("M-2.5-2.5H6V6H-2.5Z"), _line("M-2.5 2.5H-6V-6H2.5V-2.5")),
    "edit": join(_line("M-5.5 5.5L-4.5 2 3-5.5 5.5-3-2 4.5Z"), _line("M1-3.5L3.5-1")),
    "link": join(_line("M-1.5-2H-3.5A3 3 0 0 0-3.5 4H-1.5"), _line("M1.5-2H3.5A3 3 0 0 1 3.5 4H1.5M-2 1H2")),
    "download": join(_line("M0-6V2.5M-3.5-1L0 2.5 3.5-1"), _line("M-6 3V6H6V3")),
    "print": join(_line("M-3.5-2.5V-6H3.5V-2.5M-3.5 4H-6V-2.5H6V4H3.5"), _line("M-3.5 1.5H3.5V6H-3.5Z")),
    "file": join(_line("M-4.5-6.5H1L4.5-3V6.5H-4.5Z"), _line("M-2 0H2M-2 3H2")),
    "person": join(_ring(2.7, cy=-3.2), _line("M-5.5 6C-5.5 .5 5.5 .5 5.5 6")),
    "people": join(_ring(2.4, cx=-2.2, cy=-3), _line("M-6.5 5.5C-6.5 .5 2 .5 2 5.5"),
                   _line("M2.2-5.2A2.4 2.4 0 0 1 2.2-.8M4.2 1.2C5.9 1.9 6.6 3.4 6.6 5.5")),
    "box": _line("M-5.5-5.5H5.5V5.5H-5.5Z"),
    "box-done": join(_line("M-5.5-5.5H5.5V5.5H-5.5Z"), _line("M-3 .2L-.8 2.6 3.2-2.4")),
    "plus": _line("M-5 0H5M0-5V5"),
    "minus": _line("M-5 0H5"),
    "empty": draw("circle", class_="i-dash", r=5.5, stroke_dasharray="2 1.7"),
}  # fmt: skip

HEALTH: Mapping[str, Html] = {
    "on-track": _ring(5, "i-fill"),
    "sustained": join(_ring(5.75, "i-fill"), _knock("M-2.6 .2L-.7 2.2 2.8-1.9")),
    "at-risk": _line("M0-4.6L5 4.2H-5Z"),
    "late": join(_ring(5), _line("M0-2.6V.4L2.2 1.8")),
    "slipping": _line("M-5-3.8H5L0 4.6Z"),
    "regressed": _fill("M-6-4.6H6L0 5.8Z"),
    "stuck": join(draw("rect", class_="i-line", x=-4.6, y=-4.6, width=9.2, height=9.2), _line("M-4 4L4-4")),
    "draft": draw("circle", class_="i-dash", r=5, stroke_dasharray="2 1.7"),
    "paused": _line("M-2.5-4.5V4.5M2.5-4.5V4.5"),
    "stopped": draw("rect", class_="i-fill", x=-4.5, y=-4.5, width=9, height=9),
}
"""By the words of computed health."""


@cache
def draw_icon(name: str, size: int = 15) -> Html:
    """Draw an icon. Raises ValueError, with the nearest name, for a name that is not in ICONS."""
    if name not in ICONS:
        raise ValueError(f"there is no icon `{name}`: {suggest(name, frozenset(ICONS))}")
    return draw("svg", ICONS[name], class_="icon", width=size, height=size, viewBox="-7.5 -7.5 15 15",
                aria_hidden="true")  # fmt: skip


@cache
def draw_health(word: str, size: int = 13) -> Html:
    """Draw a health. Raises ValueError, with the nearest name, for a word that is not in HEALTH."""
    if word not in HEALTH:
        raise ValueError(f"there is no health `{word}`: {suggest(word, frozenset(HEALTH))}")
    return draw("svg", HEALTH[word], class_="icon", width=size, height=size, viewBox="-6.5 -6.5 13 13",
                aria_hidden="true")  # fmt: skip
