"""Scales and ticks: shares between two ends, round numbers, days to decades."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.chart.day_ticks import list_day_ticks, list_month_starts
from playbook.chart.scale import DayScale, ValueScale
from playbook.chart.ticks import find_range, list_ticks

NUMBERS = st.decimals(min_value=-(10**15), max_value=10**15, places=9)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def list_words(since: str, until: str, most: int = 6) -> list[str]:
    scale = DayScale(date.fromisoformat(since), date.fromisoformat(until))
    return [each.text for each in list_day_ticks(scale, most)]


@pytest.mark.parametrize(
    ("day", "share"),
    [
        pytest.param("2026-01-01", 0.0, id="first"),
        pytest.param("2026-01-06", 0.5, id="middle"),
        pytest.param("2026-01-11", 1.0, id="last"),
        pytest.param("2020-01-01", 0.0, id="before"),
        pytest.param("2030-01-01", 1.0, id="after"),
    ],
)
def test_a_day_has_its_share_of_a_time(day: str, share: float) -> None:
    scale = DayScale(date(2026, 1, 1), date(2026, 1, 11))
    assert scale.share(date.fromisoformat(day)) == share
    assert scale.holds(date.fromisoformat(day)) is (day.startswith("2026"))


def test_a_time_of_one_day_has_its_middle() -> None:
    assert DayScale(date(2026, 1, 1), date(2026, 1, 1)).share(date(2026, 1, 1)) == 0.5
    assert not DayScale(date(2026, 1, 1), date(2026, 1, 1)).holds(None)


@pytest.mark.parametrize(("value", "share"), [("10", 0.0), ("15", 0.5), ("20", 1.0), ("9", 0.0), ("99", 1.0)])
def test_a_value_has_its_share_of_a_range(value: str, share: float) -> None:
    scale = ValueScale(Decimal(10), Decimal(20))
    assert scale.share(Decimal(value)) == share
    assert scale.holds(Decimal(value)) is (10 <= Decimal(value) <= 20)


def test_a_range_of_one_value_has_its_middle() -> None:
    assert ValueScale(Decimal(3), Decimal(3)).share(Decimal(3)) == 0.5


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        pytest.param("41", "90", "40 50 60 70 80 90", id="per cent"),
        pytest.param("45", "62", "45 50 55 60 65", id="days"),
        pytest.param("-3", "7", "-4 -2 0 2 4 6 8", id="around zero"),
        pytest.param("0", "0", "-1.0 -0.5 0.0 0.5 1.0", id="nothing but zero"),
        pytest.param("10", "10", "9.0 9.5 10.0 10.5 11.0", id="one value"),
        pytest.param("1200000", "2500000", "1E+6 1.5E+6 2.0E+6 2.5E+6", id="millions"),
    ],
)
def test_ticks_are_round(low: str, high: str, ticks: str) -> None:
    found = list_ticks(Decimal(low), Decimal(high))
    assert list(found) == [Decimal(each) for each in ticks.split()]


@given(NUMBERS, NUMBERS)
def test_ticks_hold_every_value_and_are_few(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    ticks = list_ticks(low, high)
    assert ticks[0] <= low <= high <= ticks[-1]
    assert 2 <= len(ticks) <= 8
    assert len(set(ticks)) == len(ticks)


@pytest.mark.parametrize(
    ("fixed", "read", "found"),
    [
        pytest.param((), (), (0, 1), id="nothing"),
        pytest.param((41, 90), (), (41, 90), id="no reading"),
        pytest.param((41, 90), (30, 95), (30, 95), id="beyond both ends"),
        pytest.param((41, 90), (50, 60, 70, 80, 9999), (41, 90), id="one outlier"),
        pytest.param((41, 90), (50, 9999), (41, 9999), id="half of them far"),
        pytest.param((90,), (50, 60, 70, 80, 9999), (50, 9999), id="no distance to compare with"),
    ],
)
def test_a_range_holds_what_is_no_outlier(
    fixed: tuple[int, ...], read: tuple[int, ...], found: tuple[int, int]
) -> None:
    low, high = find_range([Decimal(n) for n in fixed], [Decimal(n) for n in read])
    assert [low, high] == [Decimal(n) for n in found]


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        pytest.param("2026-01-05", "2026-01-09", "5 Jan 2026|6 Jan|7 Jan|8 Jan|9 Jan", id="days"),
        pytest.param("2025-12-20", "2026-01-10", "22 Dec 2025|29 Dec|5 Jan 2026", id="weeks from Monday"),
        pytest.param("2026-03-05", "2026-08-20", "Apr 2026|May|Jun|Jul|Aug", id="months without January"),
        pytest.param("2026-01-01", "2026-12-20", "2026|Mar|May|Jul|Sep|Nov", id="every second month"),
        pytest.param("2025-11-01", "2027-02-20", "2026|Apr|Jul|Oct|2027", id="quarters"),
        pytest.param("1990-01-05", "2060-02-20", "2000|2020|2040|2060", id="decades"),
        pytest.param("2026-03-03", "2026-03-03", "3 Mar 2026", id="one day"),
    ],
)
def test_a_time_is_named_by_what_suits_its_length(since: str, until: str, words: str) -> None:
    assert list_words(since, until) == words.split("|")


@given(DAYS, DAYS, st.integers(3, 12))
def test_days_are_named_inside_the_time_in_order(one: date, other: date, most: int) -> None:
    scale = DayScale(*sorted((one, other)))
    ticks = [each.day for each in list_day_ticks(scale, most)]
    assert ticks == sorted(set(ticks))
    assert all(scale.holds(each) for each in ticks)
    assert len(ticks) <= most + 2


def test_months_are_marked_where_there_are_not_too_many() -> None:
    scale = DayScale(date(2026, 1, 15), date(2026, 4, 1))
    assert [str(each) for each in list_month_starts(scale, 36)] == ["2026-02-01", "2026-03-01", "2026-04-01"]
    assert list_month_starts(DayScale(date(2000, 1, 1), date(2026, 1, 1)), 36) == ()
    assert list_month_starts(DayScale(date(1, 1, 1), date(1, 1, 1) + timedelta(40)), 36)[0] == date(1, 1, 1)
