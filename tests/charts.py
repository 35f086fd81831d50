"""Targets for charts, and what a parser sees of a drawn one: its labels as boxes, its marks, its numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from playbook.chart.type import measure
from playbook.view.base import Card
from playbook.view.course import Point, say_course
from playbook.view.figure import Figure, Measure
from playbook.view.mark import Mark
from playbook.view.metric import Goal, MetricView
from playbook.view.target import TargetView

TODAY = date(2026, 11, 23)
LETTERS = (9.0, 3.0)
"""How far letters of 12 pixels reach above and below their line."""

SHARES = {"x", "x1", "x2", "cx", "width"}
HIDDEN = {"narrow": {"at-wide", "at-full"}, "wide": {"at-narrow", "at-full"}, "full": {"at-narrow"}}


def make_points(measure_: Measure, *read: tuple[str, object]) -> tuple[Point, ...]:
    """Give readings: (day, value)."""
    values = ((date.fromisoformat(day), Decimal(str(value))) for day, value in read)
    return tuple(Point(day, Figure(value, measure_.say(value))) for day, value in values)


def make_target(
    *read: tuple[str, object], unit: str = "%", title: str = "Weekly use", **given: Any
) -> TargetView:
    """Give a target on the 23rd of November 2026; baseline, goal, limit as numbers, days as ISO texts."""
    say = Measure(unit, None)
    for key in ("baseline", "goal", "limit", "planned", "best"):
        given[key] = say.figure(Decimal(str(given[key]))) if key in given else None
    for key in ("baseline_day", "due", "best_day"):
        given[key] = date.fromisoformat(given[key]) if key in given else None
    points = make_points(say, *read)
    base = {
        "is_guardrail": given["limit"] is not None,
        "is_headline": True,
        "state": "on-plan",
        "text": "On plan",
    }
    return TargetView(
        metric=Card(title),
        anchor="at.target",
        item="targets.use",
        **{**base, **given},
        now=points[-1].figure if points else None,
        points=points,
        course=say_course(points),
        measure=say,
        today=TODAY,
    )


def make_page(*targets: TargetView, page: MetricView) -> MetricView:
    """Give a metric's page as if plans wanted these targets of it, and the first one had read it."""
    plan = page.goals[0].plan
    first = targets[0]
    goals = tuple(Goal(plan, each) for each in targets)
    return replace(page, goals=goals, points=first.points, measure=first.measure, today=TODAY, events=())


def make_mark(
    day: str, kind: str = "milestone", title: str = "", *, state: str = "done", about: str = "CRM"
) -> Mark:
    """Give an event of a plan."""
    url = f"initiative/{about.lower()}.html"
    plan = Card(about, url, "initiative", key=f"initiative/{about.lower()}")
    return Mark(date.fromisoformat(day), kind, title or kind, state, state.capitalize(), plan, f"{url}#at.x")


@dataclass(frozen=True)
class Text:
    """A label as it is drawn: its words, and its box in a plot of a width."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def covers(self, other: "Text") -> bool:
        """Whether two labels share a pixel."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def read_svg(drawn: str) -> Element:
    """Parse a picture; fails where it is not well formed."""
    return fromstring(drawn)


def find_margins(root: Element) -> tuple[int, int, int]:
    """Give the margins of a chart in pixels: left, right, and right in the narrow layout."""
    inner = next(each for each in root.iter("div") if "inner" in each.get("class", ""))
    steps = {name[0]: int(name[2:]) * 12 for name in inner.get("class", "").split() if name[1] == "-"}
    return steps["l"], steps["r"], steps["n"]


def list_texts(root: Element, layout: str, width: float) -> list[Text]:
    """List the labels that a layout shows in a plot of a width (without margins)."""
    return list(_iter_texts(root, HIDDEN[layout], width, "start"))


def _iter_texts(element: Element, hidden: set[str], width: float, around: str) -> Iterator[Text]:
    for each in element:
        classes = set(each.get("class", "").split())
        if classes & hidden:
            continue
        if each.tag == "text":
            strong = bool(classes & {"strong", "t-accent", "t-bad", "t-watch"})
            yield _read_text(each, strong, width, each.get("text-anchor", around))
        yield from _iter_texts(each, hidden, width, each.get("text-anchor", around))


def _read_text(each: Element, strong: bool, width: float, anchor: str) -> Text:
    words, x = each.text or "", each.get("x", "0")
    long = measure(words, strong=strong)
    at = float(x.rstrip("%")) / 100 * width if x.endswith("%") else float(x)
    shift = {"start": 0.0, "middle": long / 2, "end": long}[anchor]
    left, y = at + float(each.get("dx", 0)) - shift, float(each.get("y", 0))
    return Text(words, left, left + long, y - LETTERS[0], y + LETTERS[1])


def list_titles(root: Element) -> list[str]:
    """List the words of the marks and points."""
    return [each.text or "" for each in root.iter("title")]


def list_shares(root: Element) -> list[float]:
    """List every place across, in per cent."""
    found = [value for each in root.iter() for key, value in each.items() if key in SHARES]
    return [float(each.rstrip("%")) for each in found if each.endswith("%")]


def list_heights(root: Element) -> list[float]:
    """List every place down, in pixels, of what stands on the ground of the picture itself."""
    keys = ("y", "y1", "y2", "cy")
    return [float(value) for each in root.iter() for key, value in each.items() if key in keys]


def list_numbers(drawn: str) -> Sequence[str]:
    """List what stands in a picture for a number and is none."""
    return re.findall(
        r'"[^"]*(?:nan|inf|\d[eE][+-]?\d)[^"]*"', re.sub(r"<(title|desc|text).*?</\1>", "", drawn)
    )


def find_overlaps(texts: Sequence[Text]) -> list[tuple[str, str]]:
    """List the pairs of labels that cover each other."""
    pairs = ((one, other) for n, one in enumerate(texts) for other in texts[n + 1 :])
    return [(one.text, other.text) for one, other in pairs if one.covers(other)]
