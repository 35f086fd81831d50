"""Targets in figures, and the days of a plan that have moved."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from playbook.view.target import TargetView
from tests.plans import PAUSED
from tests.sites import TODAY
from tests.views import look_up, show, work_out

TARGET = """targets:
  - metric: sales-cycle
    baseline:
      value: 62
      date: 2025-12-31
      source: CRM report 17
    target:
      value: 45
      due: {}
"""


LOST = {"content/metrics/sales-cycle.csv": "date,value\n2025-12-31,62\n2026-03-31,45\n2026-05-29,54\n"}


READ = "date,value\n2025-12-31,62\n2026-05-29,{}\n"


UNREAD = {"content/metrics/sales-cycle.csv": "date,value\n"}


def read(value: object) -> dict[str, str]:
    return {"content/metrics/sales-cycle.csv": READ.format(value)}


@pytest.mark.parametrize(
    ("due", "files", "said"),
    [
        pytest.param("2026-12-18", read(54), ("on-plan", "47% of the way, plan 43%"), id="on plan"),
        pytest.param("2026-12-18", read(60), ("behind", "12% of the way, plan 43%"), id="behind"),
        pytest.param("2026-12-18", read(45), ("reached", "Reached"), id="reached"),
        pytest.param(
            "2026-05-18",
            read(54),
            ("missed", "47% of the way; it was due on 18 May 2026"),
            id="missed",
        ),
        pytest.param(
            "2026-05-18",
            read("45.06"),
            ("missed", "99% of the way; it was due on 18 May 2026"),
            id="missed by a hair",
        ),
        pytest.param("2026-12-18", read(64), ("behind", "−12% of the way, plan 43%"), id="worse"),
        pytest.param("2026-12-18", UNREAD, ("unknown", "No reading yet"), id="no reading"),
    ],
)
def test_a_target_says_how_it_stands(
    tmp_path: Path, due: str, files: dict[str, str], said: tuple[str, str]
) -> None:
    target = work_out(tmp_path, TARGET.format(due), files=files).targets[0]
    assert (target.state, target.text) == said


@pytest.mark.parametrize(
    ("target", "said"),
    [
        pytest.param("baseline: {value: 62, date: 2025-12-31}", "No target yet", id="no target"),
        pytest.param("target: {value: 45, due: 2026-12-18}", "No baseline yet", id="no baseline"),
        pytest.param(
            "baseline: {value: 45, date: 2025-12-31}\n    target: {value: 45, due: 2026-12-18}",
            "Baseline and target are the same",
            id="nothing to gain",
        ),
        pytest.param("guardrail: true\n    limit: 70", "Within the limit of 70 days", id="guard-rail"),
    ],
)
def test_a_target_says_what_it_lacks(tmp_path: Path, target: str, said: str) -> None:
    found = work_out(tmp_path, f"targets:\n  - metric: sales-cycle\n    {target}\n", files=read(54)).targets[
        0
    ]
    assert found.text.replace("\u00a0", " ") == said


def test_a_target_holds_its_figures_as_numbers_and_words(tmp_path: Path) -> None:
    target = work_out(tmp_path, TARGET.format("2026-12-18"), files=LOST).targets[0]
    figures = (target.baseline, target.now, target.goal, target.best)
    assert [each and each.text for each in figures] == [
        "62\u00a0days",
        "54\u00a0days",
        "45\u00a0days",
        "45\u00a0days",
    ]
    assert target.best_day == date(2026, 3, 31)
    assert target.best_share == 1
    assert target.share == Decimal(8) / Decimal(17)
    assert target.planned
    assert round(target.planned.value, 1) == Decimal("54.7")
    assert [each.day.month for each in target.points] == [12, 3, 5]


def test_the_best_reading_stands_only_after_a_loss(tmp_path: Path) -> None:
    assert work_out(tmp_path).targets[0].best is None


GUARD = "targets:\n  - metric: {}\n    guardrail: true\n    limit: {}\n"


@pytest.mark.parametrize(
    ("metric", "limit", "state"),
    [
        pytest.param("discount-rate", "12", "within", id="below a ceiling above the first reading"),
        pytest.param("discount-rate", "10.5", "crossed", id="above a ceiling above the first reading"),
        pytest.param("crm-weekly-active", "15", "within", id="above a floor below the first reading"),
        pytest.param("sales-cycle", "55", "crossed", id="below a floor below the first reading"),
        pytest.param("sales-cycle", "62", "within", id="a limit at the first reading: lower is better"),
        pytest.param("sales-cycle", "50\n    baseline:\n      value: 40", "crossed", id="the baseline first"),
    ],
)
def test_a_guardrail_is_crossed_on_its_far_side(tmp_path: Path, metric: str, limit: str, state: str) -> None:
    target = work_out(tmp_path, GUARD.format(metric, limit)).targets[0]
    assert target.state == state
    assert target.is_guardrail


def test_a_guardrail_without_a_limit_says_so(tmp_path: Path) -> None:
    target = work_out(tmp_path, "targets:\n  - metric: sales-cycle\n    guardrail: true\n").targets[0]
    assert (target.state, target.text) == ("unknown", "No limit yet")


def test_the_headline_is_the_marked_target_else_the_first(tmp_path: Path) -> None:
    marked = work_out(tmp_path).plan_card.headline
    assert isinstance(marked, TargetView)
    assert marked.metric.title == "Length of the sales cycle"
    assert work_out(tmp_path, "targets: ~\n").plan_card.headline is None


SLIPS = """slips:
  - item: milestones.all-teams
    from: 2026-05-29
    to: 2026-06-12
    date: 2026-04-20
    reason: The import was late
  - item: all-teams
    from: 2026-06-12
    to: 2026-06-26
    date: 2026-05-20
    reason: The import was late again
  - item: go-live
    from: 2026-06-01
    to: 2026-07-01
    date: 2026-05-20
    reason: The import
"""


def test_a_moved_day_shows_the_day_first_promised_and_every_move(tmp_path: Path) -> None:
    page = show(look_up(tmp_path, SLIPS))
    milestone = page.stages[2].milestones[2]
    assert milestone.moved
    assert (milestone.moved.was, milestone.moved.days) == (date(2026, 5, 29), 28)
    assert milestone.moved.text == "moved twice, +28 days"
    assert [each.reason for each in milestone.moved.moves] == [
        "The import was late",
        "The import was late again",
    ]
    assert [(each.label, each.moved.text if each.moved else "") for each in page.days] == [
        ("Begins", ""),
        ("Go-live", "moved once, +30 days"),
        ("Target date", ""),
        ("Watched until", ""),
    ]


def test_milestones_say_done_due_overdue_and_cancelled(tmp_path: Path) -> None:
    def states(today: date, fragment: str = "") -> list[str]:
        return [each.state for each in work_out(tmp_path, fragment, today=today).milestones]

    assert states(TODAY) == ["done", "done", "due"]
    assert states(date(2026, 6, 27)) == ["done", "done", "overdue"]
    assert states(date(2026, 6, 27), PAUSED.format(until="2026-09-01")) == ["done", "done", "resting"]
    assert states(date(2026, 9, 2), PAUSED.format(until="2026-09-01")) == ["done", "done", "overdue"]
    cancelled = "milestones:\n  - title: Gone\n    due: 2026-05-01\n    cancelled:\n      date: 2026-04-01\n"
    assert states(TODAY, cancelled) == ["cancelled"]


def test_a_review_shows_the_metric_s_reading_of_its_day(tmp_path: Path) -> None:
    held = [each for each in work_out(tmp_path).reviews if each.stage == "goals"]
    assert [(each.number, each.state, each.verdict_text) for each in held] == [
        (1, "held", "Passed"),
        (2, "due", ""),
    ]
    assert held[0].reading
    assert held[0].reading.text == "61%"
    assert held[1].when == "in 18 days"
