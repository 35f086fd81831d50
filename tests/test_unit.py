"""Numbers with their units, as messages and pages write them."""

from decimal import Decimal

import pytest

from playbook.model.unit import say_value


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        pytest.param("71", "%", "71%", id="per cent"),
        pytest.param("53.5", "days", "53.5 days", id="days"),
        pytest.param("1", "days", "1 day", id="one day"),
        pytest.param("1", "litres", "1 litres", id="a unit of the company's own stays"),
        pytest.param("18800", "€", "€18,800", id="a currency"),
        pytest.param("-2.5", "k€", "−€2.5k", id="thousands of a currency, negative"),
        pytest.param("12", "count", "12", id="a count"),
        pytest.param("12", "", "12", id="no unit"),
        pytest.param("2.50", "hours", "2.50 hours", id="as it was measured"),
    ],
)
def test_say_value(value: str, unit: str, said: str) -> None:
    assert say_value(Decimal(value), unit) == said
