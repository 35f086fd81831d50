"""A figure between baseline and target: a bar with the last reading, the plan's tick, the best so far.

In: shares of the way, 0 at the baseline and 1 at the target. Out: a picture of 22 pixels in height. What
lies outside is cut at the edge; the words beside the picture say the rest.
"""

from dataclasses import dataclass

from playbook.chart.svg import Number, dot, draw, frame, join, percent, place
from playbook.html import Html

HEIGHT, LINE = 22, 11
WORST, MOST = -0.03, 1.025
"""The shares at which a dot stands that lies on the wrong side of the baseline, or beyond the target."""

LIMIT = 0.75
"""Where a guard-rail's limit stands: behind it there is room for a reading that has crossed it."""


@dataclass(frozen=True, slots=True)
class Bullet:
    """What a bullet shows. `tone` is "", watch or bad; `is_limit` makes its end a limit, not a target."""

    title: str
    now: Number | None = None
    planned: Number | None = None
    best: Number | None = None
    tone: str = ""
    is_limit: bool = False
    has_end: bool = True


def draw_bullet(it: Bullet) -> Html:
    """Draw a bullet."""
    parts = [
        draw("rect", class_="x-track", y=LINE - 3, width="100%", height=6),
        *([_draw_bar(_cut(it, it.now), it.tone)] if it.now is not None else []),
        draw("line", class_="x-axis", y1=LINE - 7, y2=LINE + 7),
        *([_draw_best(_cut(it, it.best))] if it.best is not None else []),
        *([_draw_end(it.is_limit)] if it.has_end else []),
        *([_draw_dot(_cut(it, it.now), it.tone)] if it.now is not None else []),
        *([_draw_tick(_cut(it, it.planned))] if it.planned is not None else []),
    ]
    return frame(HEIGHT, *parts, title=it.title, class_="bullet-svg")


def _cut(it: Bullet, share: Number) -> float:
    """Give the place of a share in the picture."""
    return min(MOST, max(WORST, float(share) * (LIMIT if it.is_limit else 1)))


def _draw_bar(now: float, tone: str) -> Html:
    class_ = f"x-bar-{tone}" if tone else "x-bar"
    x = percent(now) if now < 0 else None
    return draw("rect", class_=class_, x=x, y=LINE - 3, width=percent(abs(now)), height=6)


def _draw_dot(now: float, tone: str) -> Html:
    return dot((now, LINE), 5.5, class_=f"x-{tone}dot" if tone else "x-now")


def _draw_best(best: float) -> Html:
    return dot((best, LINE), 4.5, class_="m-ghost")


def _draw_end(is_limit: bool) -> Html:
    """Draw the target as a double line, a limit as a line with feet that point back."""
    if is_limit:
        return place(LIMIT, LINE, draw("path", class_="x-limit", d="M-4-8H0V8H-4"))
    return place(1, LINE, draw("path", class_="x-target", d="M0-8V8M-3-8V8"))


def _draw_tick(planned: float) -> Html:
    x, top, bottom = percent(planned), LINE - 9, LINE + 9
    return join(
        draw("line", class_="x-tickhalo", x1=x, x2=x, y1=top, y2=bottom),
        draw("line", class_="x-tick", x1=x, x2=x, y1=top, y2=bottom),
    )
