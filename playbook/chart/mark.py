"""Marks of dated things: the kind is the outline, the state what is in it.

In: a kind and a state. Out: `Html` drawn around 0, 0 within 16 pixels. Filled is done, open is due, amber
with a dot has moved, red with "!" is overdue, two bars rest, a cross is cancelled.
"""

from collections.abc import Mapping
from functools import cache

from playbook.chart.svg import draw, join
from playbook.html import Html
from playbook.words import suggest

DIAMOND = "M0-6.5L6.5 0 0 6.5-6.5 0Z"
GHOST = draw("path", class_="m-ghost", d="M0-5L5 0 0 5-5 0Z")
"""The day first promised."""

BODIES: Mapping[str, str] = {
    "milestone": DIAMOND,
    "review": "M0-6A6 6 0 0 1 0 6A6 6 0 0 1 0-6Z",
    "ask": "M-6.5-5.5H6.5V3.5H-.5L-4 7V3.5H-6.5Z",
    "message": "M-6.5-4.5H6.5V4.5H-6.5Z",
    "action": "M-5.5-5.5H5.5V5.5H-5.5Z",
    "risk": "M0-6.5L7 5.5H-7Z",
    "lesson": "M-4.5-6.5H4.5V6.5L0 3-4.5 6.5Z",
    "waiver": "M-5.5-6.5H1.5L5.5-2.5V6.5H-5.5Z",
    "gap": "M-2.7-6.5H2.7L6.5-2.7V2.7L2.7 6.5H-2.7L-6.5 2.7V-2.7Z",
    "start": "M-4.5-6L6-0 -4.5 6Z",
    "pause": "M-5.5-6H-1.5V6H-5.5ZM1.5-6H5.5V6H1.5Z",
    "until": "M-4.5-6H4.5V6H-4.5Z",
    "go-live": "M-4-7.5H6.5L4-3.75 6.5 0H-4Z",
    "reading": "M-6.5-6.5H6.5V6.5H-6.5Z",
    "target": "M-4-7.5H4M-4 7.5H4M0-7.5V7.5",
}
"""The outline of each kind."""

EXTRA: Mapping[str, str] = {
    "go-live": "M-4-8V8",
    "message": "M-6.5-4.5L0 1 6.5-4.5",
    "waiver": "M1.5-6.5V-2.5H5.5",
    "reading": "M-4 3L-1-.5 1.2 1.2 4-3",
    "until": "M-1.5-3V3M1.5-3V3",
}
"""What belongs to a kind beside its outline."""

CLASSES: Mapping[str, str] = {"done": "m-done", "overdue": "m-late", "moved": "m-slip", "due": "m-due"}
SIGNS: Mapping[str, str] = {
    "overdue": "M0-3V.6M0 3v.1",
    "check": "M-2.7.2L-.8 2.3 2.9-2",
    "fall": "M-2.6-1L0 1.8 2.6-1",
    "cross": "M-2.2-2.2L2.2 2.2M2.2-2.2L-2.2 2.2",
    "rest": "M-1.5-2.2V2.2M1.5-2.2V2.2",
    "bar": "M-3 0H3",
    "dot": "M-.5 0H.5",
}
CENTRES: Mapping[str, tuple[float, float]] = {
    "go-live": (0.5, -3.75), "risk": (0, 1.2), "start": (-1.5, 0), "ask": (0, -1), "lesson": (0, -1.5),
    "waiver": (0, 0.6), "pause": (0, 0),
}  # fmt: skip
"""Where a sign stands in an outline that is not even."""

LOOKS: Mapping[str, tuple[str, str]] = {
    "done": ("m-done", ""),
    "held": ("m-done", ""),
    "passed": ("m-done", "check"),
    "holding": ("m-done", "check"),
    "not-passed": ("m-late", "cross"),
    "slipping": ("m-slip", "fall"),
    "regressed": ("m-late", "fall"),
    "due": ("m-due", ""),
    "moved": ("m-slip", "dot"),
    "overdue": ("m-late", "overdue"),
    "cancelled": ("m-rest", "cross"),
    "resting": ("m-rest", "rest"),
    "off": ("m-rest", "cross"),
    "reached": ("m-done", "check"),
    "missed": ("m-late", "cross"),
    "missing": ("m-late", "bar"),
}
"""The class and the sign of each state."""

_KNOCKED = ("m-done", "m-late")


@cache
def draw_shape(kind: str, state: str) -> Html:
    """Draw a mark around 0, 0. Raises ValueError for a kind or state not known."""
    if kind == "ghost":
        return GHOST
    for name, known in ((kind, BODIES), (state, LOOKS)):
        if name not in known:
            raise ValueError(f"there is no mark `{name}`: {suggest(name, frozenset(known))}")
    look, sign = LOOKS[state]
    if kind == "target":
        return _draw_target(look, sign)
    parts = [draw("path", class_=look, d=BODIES[kind])]
    extra = kind in EXTRA and not (sign and kind in ("message", "reading", "until"))
    if extra:
        outside = kind == "go-live"
        parts.append(draw("path", class_=_pen(look, on_body=not outside), d=EXTRA[kind]))
    if sign and kind != "pause":
        x, y = CENTRES.get(kind, (0, 0))
        moved = f"translate({x} {y})" if (x or y) else None
        parts.append(draw("path", class_=_pen(look, on_body=True), d=SIGNS[sign], transform=moved))
    return join(*parts)


def _pen(look: str, on_body: bool) -> str:
    """Give the pen for what lies in an outline or beside it."""
    return "m-knock" if on_body and look in _KNOCKED else f"m-pen p-{look.removeprefix('m-')}"


def _draw_target(look: str, sign: str) -> Html:
    """Draw the I-beam; what became of it stands in a disc at its middle."""
    beam = draw("path", class_=_pen(look, on_body=False), d=BODIES["target"])
    if not sign:
        return beam
    disc = draw("circle", class_=look, r=4.5)
    return join(beam, disc, draw("path", class_=_pen(look, on_body=True), d=SIGNS[sign]))


@cache
def draw_mark(kind: str, state: str, size: int = 16) -> Html:
    """Draw a mark as a picture of its own, hidden from those who listen. Raises ValueError."""
    return draw("svg", draw_shape(kind, state), class_="mk", width=size, height=size, viewBox="-8 -8 16 16",
                aria_hidden="true")  # fmt: skip
