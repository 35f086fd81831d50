"""The course of a metric as a small line: readings over time, the baseline dotted, the target solid.

In: readings and two values. Out: a picture of 34 pixels in height. It has no words but its title.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from playbook.chart.path import Spot, draw_path, thin_out
from playbook.chart.scale import DayScale, ValueScale
from playbook.chart.svg import dot, draw, frame
from playbook.html import Html

HEIGHT, EDGE = 34, 5
MOST = 60
"""How many readings are drawn of very many."""


@dataclass(frozen=True, slots=True)
class Spark:
    """What a spark shows: readings, oldest first; `tone` is "", watch or bad."""

    title: str
    spots: Sequence[Spot] = ()
    baseline: Decimal | None = None
    end: Decimal | None = None
    is_limit: bool = False
    tone: str = ""


def draw_spark(it: Spark) -> Html:
    """Draw a spark; without readings the lines alone, without lines a dotted one in the middle."""
    values = [each.value for each in it.spots] + [each for each in (it.baseline, it.end) if each is not None]
    scale = ValueScale(min(values), max(values)) if values else ValueScale(Decimal(0), Decimal(0))
    end = "x-limit" if it.is_limit else "x-target soft"
    parts = [
        *([_draw_level("x-base", scale, it.baseline)] if it.baseline is not None or not values else []),
        *([_draw_level(end, scale, it.end)] if it.end is not None else []),
        *(_draw_course(it, scale) if it.spots else []),
    ]
    return frame(HEIGHT, *parts, title=it.title, class_="spark-svg")


def _find_y(scale: ValueScale, value: Decimal | None) -> float:
    share = scale.share(value) if value is not None else 0.5
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)


def _draw_level(class_: str, scale: ValueScale, value: Decimal | None) -> Html:
    y = _find_y(scale, value)
    return draw("line", class_=class_, x2="100%", y1=y, y2=y)


def _draw_course(it: Spark, scale: ValueScale) -> list[Html]:
    days = DayScale(it.spots[0].day, it.spots[-1].day)
    shown = thin_out(it.spots, days, MOST)
    end = (1, _find_y(scale, it.spots[-1].value))
    last = dot(end, 4.5, class_=f"x-{it.tone}dot" if it.tone else "x-now")
    if not days.days:
        return [last]
    points = [(days.share(each.day), _find_y(scale, each.value)) for each in shown]
    return [draw_path("x-data", HEIGHT, points), last]
