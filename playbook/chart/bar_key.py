"""The key to the bars: what their dots and ticks stand for.

In: a name. Out: `Html`, hidden from those who listen: it stands beside its word.
"""

from collections.abc import Mapping

from playbook.chart.svg import draw, join
from playbook.html import Html


def _tick(class_: str, x: float) -> Html:
    return draw("line", class_=class_, x1=x, x2=x, y1=-7, y2=7)


PARTS: Mapping[str, Html] = {
    "now": draw("circle", class_="x-now", r=5.5),
    "plan": _tick("x-tick", 0),
    "best": draw("circle", class_="m-ghost", r=4.5),
    "target": join(_tick("x-target", -1.5), _tick("x-target", 1.5)),
}


def draw_bar_key(name: str) -> Html:
    """Draw a part of a bar. Raises KeyError for a part that is not known."""
    return draw(
        "svg", PARTS[name], class_="mk", width=16, height=16, viewBox="-8 -8 16 16", aria_hidden="true"
    )
