"""Bullets and sparks: a figure between baseline and target, and its course as a small line."""

from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest

from playbook.chart.bullet import Bullet, draw_bullet
from playbook.chart.path import Spot, thin_out
from playbook.chart.scale import DayScale
from playbook.chart.spark import MOST, Spark, draw_spark
from tests.charts import list_titles, read_svg


def find(root: Element, class_: str) -> Element | None:
    return next((each for each in root.iter() if each.get("class") == class_), None)


def find_place(root: Element, class_: str) -> str:
    """Give where across a mark stands: a dot for itself, an outline as the picture around it."""
    around = {child: each for each in root.iter() for child in each}
    mark = find(root, class_)
    assert mark is not None, class_
    return mark.get("cx", around[mark].get("x", ""))


@pytest.mark.parametrize(
    ("share", "x", "bar"),
    [
        pytest.param("0.5", "50%", (None, "50%"), id="half way"),
        pytest.param("1", "100%", (None, "100%"), id="reached"),
        pytest.param("7", "102.5%", (None, "102.5%"), id="far beyond the target"),
        pytest.param("0", "0%", (None, "0%"), id="at the baseline"),
        pytest.param("-9", "-3%", ("-3%", "3%"), id="on the wrong side"),
    ],
)
def test_a_bullet_has_a_bar_to_the_last_reading(share: str, x: str, bar: tuple[str | None, str]) -> None:
    root = read_svg(draw_bullet(Bullet("Use", now=Decimal(share))))
    assert find_place(root, "x-now") == x
    drawn = find(root, "x-bar")
    assert drawn is not None
    assert (drawn.get("x"), drawn.get("width")) == bar


@pytest.mark.parametrize(("tone", "classes"), [("watch", "watch"), ("bad", "bad")])
def test_a_bullet_has_the_tone_it_is_given(tone: str, classes: str) -> None:
    root = read_svg(draw_bullet(Bullet("Use", now=Decimal("0.2"), tone=tone)))
    assert find(root, f"x-bar-{classes}") is not None
    assert find(root, f"x-{classes}dot") is not None
    assert find(root, "x-now") is None


def test_a_bullet_marks_the_plan_and_the_best() -> None:
    root = read_svg(draw_bullet(Bullet("Use", Decimal("0.6"), Decimal("0.75"), Decimal("0.9"))))
    tick, halo = find(root, "x-tick"), find(root, "x-tickhalo")
    assert tick is not None
    assert halo is not None
    assert tick.get("x1") == tick.get("x2") == halo.get("x1") == "75%"
    assert find_place(root, "m-ghost") == "90%"
    assert find_place(root, "x-target") == "100%"


def test_a_bullet_without_a_reading_has_its_ground_alone() -> None:
    root = read_svg(draw_bullet(Bullet("Use: no reading yet")))
    assert [each.get("class") for each in root] == [None, "x-track", "x-axis", None]
    assert find_place(root, "x-target") == "100%"
    assert root.get("role") == "img"
    assert list_titles(root) == ["Use: no reading yet"]


def test_a_bullet_without_an_end_draws_none() -> None:
    root = read_svg(draw_bullet(Bullet("Use", has_end=False)))
    assert find(root, "x-target") is find(root, "x-limit") is None


@pytest.mark.parametrize(("share", "x"), [("0.4", "30%"), ("1", "75%"), ("1.2", "90%"), ("9", "102.5%")])
def test_behind_a_limit_there_is_room_for_what_has_crossed_it(share: str, x: str) -> None:
    root = read_svg(draw_bullet(Bullet("Errors", now=Decimal(share), is_limit=True)))
    assert find_place(root, "x-now") == x
    assert find_place(root, "x-limit") == "75%"


def read(*pairs: tuple[str, int]) -> tuple[Spot, ...]:
    return tuple(Spot(date.fromisoformat(day), Decimal(value)) for day, value in pairs)


def list_points(root: Element) -> list[tuple[float, float]]:
    """Give the points of the drawn line."""
    line = find(root, "x-data")
    if line is None:
        return []
    pairs = (each.split() for each in line.get("d", "").removeprefix("M").split("L"))
    return [(float(x), float(y)) for x, y in pairs]


def test_a_spark_takes_its_time_as_it_was() -> None:
    spots = read(("2026-01-01", 41), ("2026-01-11", 50), ("2026-04-11", 90))
    root = read_svg(draw_spark(Spark("Use", spots, Decimal(41), Decimal(90))))
    assert list_points(root) == [(0, 29), (100, 24.59), (1000, 5)]
    base, end = find(root, "x-base"), find(root, "x-target soft")
    assert base is not None
    assert end is not None
    assert (base.get("y1"), end.get("y1")) == ("29", "5")
    assert find_place(root, "x-now") == "100%"


def test_a_spark_of_one_reading_is_its_dot() -> None:
    root = read_svg(draw_spark(Spark("Use", read(("2026-01-01", 41)), tone="bad")))
    assert list_points(root) == []
    assert find_place(root, "x-baddot") == "100%"


def test_a_spark_without_readings_has_the_lines_it_knows() -> None:
    root = read_svg(draw_spark(Spark("Use", baseline=Decimal(41), end=Decimal(90), is_limit=True)))
    assert [each.get("class") for each in root] == [None, "x-base", "x-limit"]
    empty = read_svg(draw_spark(Spark("Use")))
    assert [(each.get("class"), each.get("y1")) for each in empty][1:] == [("x-base", "17")]


def test_of_very_many_readings_the_turns_are_kept() -> None:
    days = [date.fromordinal(730000 + n) for n in range(5000)]
    spots = [Spot(day, Decimal(10**6 if n == 777 else (n + 3) % 7)) for n, day in enumerate(days)]
    kept = thin_out(spots, DayScale(days[0], days[-1]), MOST)
    assert len(kept) <= MOST + 4
    assert [kept[0], kept[-1]] == [spots[0], spots[-1]]
    assert spots[777] in kept
    assert list(kept) == sorted(kept, key=lambda each: each.day)
    assert thin_out(spots[:MOST], DayScale(days[0], days[MOST]), MOST) == spots[:MOST]
