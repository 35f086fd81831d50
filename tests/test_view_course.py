"""How readings went, in a sentence; figures written briefly."""

from decimal import Decimal

import pytest

from playbook.view.course import say_course
from playbook.view.figure import Measure
from tests.charts import make_points

PERCENT, DAYS = Measure("%"), Measure("days")


@pytest.mark.parametrize(
    ("measure", "read", "said"),
    [
        pytest.param(PERCENT, (), "", id="none"),
        pytest.param(DAYS, (("2026-01-31", 62),), "One reading so far: 62 days on 31 Jan 2026.", id="one"),
        pytest.param(
            PERCENT,
            (("2026-01-31", 41), ("2026-08-31", 88), ("2026-11-20", 71)),
            "It rose from 41% to 88% by 31 Aug 2026 and has fallen to 71% since.",
            id="up and back",
        ),
        pytest.param(
            DAYS,
            (("2026-01-31", 62), ("2026-08-31", 45), ("2026-09-30", 45), ("2026-11-20", 60)),
            "It fell from 62 days to 45 days by 31 Aug 2026 and has risen to 60 days since.",
            id="down and back",
        ),
        pytest.param(
            PERCENT,
            (("2026-01-31", 41), ("2026-08-31", 88), ("2026-11-20", 85)),
            "It rose from 41% to 85% in ten months.",
            id="a small way back is not told",
        ),
        pytest.param(
            PERCENT,
            (("2026-11-10", 41), ("2026-11-20", 50)),
            "It rose from 41% to 50% in ten days.",
            id="days",
        ),
        pytest.param(
            PERCENT,
            (("2023-11-10", 41), ("2026-11-20", 50)),
            "It rose from 41% to 50% in three years.",
            id="years",
        ),
        pytest.param(
            PERCENT,
            (("2026-01-31", 41), ("2026-11-20", 41)),
            "It has stood at 41% since 31 Jan 2026.",
            id="flat",
        ),
    ],
)
def test_a_course_is_told(measure: Measure, read: tuple[tuple[str, int], ...], said: str) -> None:
    assert say_course(make_points(measure, *read)).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        pytest.param("%", "71", "71%", id="per cent"),
        pytest.param("days", "53", "53", id="a unit in words is left out"),
        pytest.param("count", "9500", "9,500", id="below ten thousand"),
        pytest.param("count", "40000", "40k", id="thousands"),
        pytest.param("", "1250000", "1.25M", id="millions"),
        pytest.param("", "2500000000", "2.5B", id="billions"),
        pytest.param("", "-3000000000000", "−3T", id="trillions, negative"),
        pytest.param("€", "18400", "€18.4k", id="euro"),
        pytest.param("k€", "1200", "€1.2M", id="thousand euro"),
        pytest.param("k€", "-2", "−€2,000", id="thousand euro, few"),
        pytest.param("", "123456789", "123,456,789", id="too exact for a letter"),
        pytest.param("ppm", "0.000000001", "0.000000001", id="tiny"),
        pytest.param("", "0", "0", id="nothing"),
    ],
)
def test_a_figure_is_written_briefly_and_exactly(unit: str, value: str, said: str) -> None:
    assert Measure(unit).say_short(Decimal(value)) == said
