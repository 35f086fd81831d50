"""The wire from a step to the next, with the gate at its end.

In: how the gate stands. Out: `Html`, fluid in width, hidden from those who listen: the words stand below it.
"""

from collections.abc import Mapping
from functools import cache

from playbook.chart.svg import draw, join, place
from playbook.html import Html

HEIGHT, LINE, INSET = 36, 18, -20
"""The height, the wire's place in it, and how far the gate stands before the next step, in pixels."""

_CHECK = draw("path", class_="g-check", d="M-3.4.3L-1 2.8 3.6-2.6")

GATES: Mapping[str, tuple[str, Html]] = {
    "passed": ("g-wire", join(draw("circle", class_="g-open", r=8), _CHECK)),
    "waived": (
        "g-wire",
        join(
            draw("path", class_="g-open", d="M-7.5-7.5H1.5L7.5-1.5V7.5H-7.5Z"),
            draw("path", class_="g-check", d="M1.5-7.5V-1.5H7.5"),
            draw("path", class_="g-check", d="M-4.4 2.3L-2 4.8 2.6-.6"),
        ),
    ),
    "shut": ("g-wire-shut", draw("path", class_="g-shut", d="M0-12V12")),
    "ahead": ("g-wire-shut", draw("path", class_="g-wait", d="M0-9V9")),
}
"""The wire's class and the gate's shape: a ring or a waiver's folded sheet lets through, a bar does not."""


@cache
def draw_gate(state: str) -> Html:
    """Draw the wire and the gate. Raises KeyError: the state."""
    wire, shape = GATES[state]
    line = draw("line", class_=wire, x1=8, x2="100%", y1=LINE, y2=LINE)
    gate = place(1, LINE, draw("g", shape, transform=f"translate({INSET} 0)"))
    return draw("svg", line, gate, class_="wire", width="100%", height=HEIGHT, aria_hidden="true")
