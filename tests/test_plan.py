"""Questions about one plan: whether it went live, how its deadlines stand."""

from datetime import date

import pytest

from playbook.model.plan import find_due_state, rests_on, went_live
from playbook.schema.initiative import Initiative, Stop
from playbook.schema.moved import Pause

LIVE, TODAY = date(2026, 3, 30), date(2026, 11, 23)


def make_plan(status: str, end: date | None = None) -> Initiative:
    """Make a plan with a passed go-live; `end` is the day of its pause or stop."""
    paused = Pause(since=end, until=date(2027, 1, 11)) if status == "paused" else None
    stopped = Stop(date=end) if status == "stopped" else None
    return Initiative(title="A", status=status, go_live=LIVE, paused=paused, stopped=stopped)


@pytest.mark.parametrize(
    ("status", "end", "expected"),
    [
        ("draft", None, False),
        ("committed", None, False),
        ("running", None, False),
        ("live", None, True),
        ("sustained", None, True),
        ("paused", date(2026, 3, 29), False),
        ("paused", date(2026, 3, 31), True),
        ("stopped", date(2026, 3, 30), False),
        ("stopped", date(2026, 3, 31), True),
        ("stopped", None, False),
    ],
)
def test_a_plan_went_live_if_its_status_bears_it_out(status: str, end: date | None, expected: bool) -> None:
    assert went_live(make_plan(status, end), TODAY) is expected


def test_no_plan_went_live_before_its_day() -> None:
    assert went_live(make_plan("live"), LIVE)
    assert not went_live(make_plan("live"), date(2026, 3, 29))
    assert not went_live(Initiative(title="A", status="live"), TODAY)


@pytest.mark.parametrize(
    ("day", "today", "state"),
    [
        (date(2026, 11, 1), TODAY, "resting"),
        (date(2026, 12, 17), TODAY, "resting"),
        (date(2027, 1, 11), TODAY, "resting"),
        (date(2027, 1, 12), TODAY, "due"),
        (date(2026, 12, 17), date(2027, 1, 12), "overdue"),
        (None, TODAY, "due"),
    ],
)
def test_a_deadline_rests_while_the_pause_reaches_to_it(day: date | None, today: date, state: str) -> None:
    assert find_due_state(make_plan("paused", date(2026, 10, 26)), day, today) == state


def test_a_pause_without_an_end_puts_everything_off() -> None:
    plan = Initiative(title="A", status="paused")
    assert rests_on(plan, date(2030, 1, 1), TODAY)
    assert not rests_on(make_plan("running"), LIVE, TODAY)


def test_nothing_of_a_stopped_plan_is_due() -> None:
    plan = make_plan("stopped", LIVE)
    assert {find_due_state(plan, day, TODAY) for day in (None, LIVE, date(2027, 1, 1))} == {"off"}
