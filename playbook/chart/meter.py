"""A share as a bar.

In: a share in per cent, a tone. Out: `Html`, hidden from those who listen: the number stands beside it.
"""

from playbook.chart.svg import draw
from playbook.html import Html

BARS = {"ok": "x-bar-ok", "watch": "x-bar-watch", "bad": "x-bar-bad"}


def draw_meter(share: int, tone: str = "ok") -> Html:
    """Draw a bar filled to `share` per cent; what lies outside 0 to 100 is cut."""
    width = min(100, max(0, share))
    track = draw("rect", class_="x-track", width="100%", height=6, y=3)
    bar = draw("rect", class_=BARS[tone], width=f"{width}%", height=6, y=3)
    return draw("svg", track, bar, class_="fx meter", width="100%", height=12, aria_hidden="true")
