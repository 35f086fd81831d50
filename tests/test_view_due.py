"""What is owed, by whom, until when."""

from datetime import date
from pathlib import Path

import pytest

from playbook.view.due import DueItem, find_group, group_due
from playbook.view.index import find_next_reading
from playbook.view.plan import PlanFacts
from tests.plans import PAUSED, claim
from tests.views import look_up, work_out


@pytest.mark.parametrize(
    ("day", "group"),
    [
        (date(2026, 11, 22), "overdue"),
        (date(2026, 11, 23), "week"),
        (date(2026, 11, 29), "week"),
        (date(2026, 11, 30), "weeks"),
        (date(2026, 12, 13), "weeks"),
        (date(2026, 12, 14), "later"),
        (None, "undated"),
    ],
)
def test_due_days_fall_into_groups(day: date | None, group: str) -> None:
    today = date(2026, 11, 23)
    assert find_group(day, today, resting=False) == group
    assert find_group(day, today, resting=True) == ("undated" if day is None else "resting")


def test_groups_come_in_order_with_their_span_and_without_empty_ones(tmp_path: Path) -> None:
    groups = group_due(work_out(tmp_path, today=date(2026, 6, 17)).due, date(2026, 6, 17))
    assert [(each.key, each.span) for each in groups] == [
        ("overdue", ""),
        ("week", "15–21 Jun 2026"),
        ("weeks", "22 Jun – 5 Jul 2026"),
        ("later", "from 6 Jul 2026"),
    ]
    assert [each.title for each in groups[0].items] == [
        "Risk: The import of old deals is late",
        "Tell everyone: The old tools close on 1 July",
    ]


def list_owed(facts: PlanFacts) -> set[tuple[str, str, str]]:
    """List (kind, who, day) of what the base plan owes."""

    def tell(item: DueItem) -> tuple[str, str, str]:
        return item.kind, item.who.title if item.who else "", str(item.day)

    return {tell(each) for each in facts.due}


def test_everything_open_is_owed_by_somebody(tmp_path: Path) -> None:
    owed = list_owed(work_out(tmp_path))
    assert {
        ("milestone", "Tom Hale", "2026-06-26"),
        ("review", "Erik Lind", "2026-06-19"),
        ("message", "Erik Lind", "2026-06-15"),
        ("risk", "Tom Hale", "2026-06-15"),
        ("go-live", "Maya Okafor", "2026-07-01"),
        ("target", "Maya Okafor", "2026-12-18"),
        ("until", "Maya Okafor", "2027-06-30"),
    } <= owed
    assert not [each for each in owed if each[0] in ("ask", "action", "pause", "start", "waiver", "lesson")]


OPEN = """starts: 2026-06-08
waivers:
  - rule: sponsor-silent
    reason: x
    by: erik-lind
    until: 2026-06-30
lessons:
  change:
    what: Ask earlier
    owner: ana-ruiz
    due: 2026-07-09
  keep: The pilot
stages:
  coalition:
    owner: maya-okafor
    metric: asks-accepted
    members:
      - person: tom-hale
        ask: Budget
        asked: 2026-05-14
        needed: 2026-06-20
      - person: lena-fox
        ask: Readings
      - person: ana-ruiz
        ask: Training
        declined: 2026-05-14
    reviews:
      - due: 2026-06-06
        by: erik-lind
        held: 2026-05-31
        verdict: not-passed
        actions:
          - what: Ask again
            owner: maya-okafor
            due: 2026-06-05
          - what: Ask once
            owner: maya-okafor
            due: 2026-05-05
            done: 2026-05-05
"""


def test_asks_actions_waivers_and_lessons_are_owed_until_they_are_answered(tmp_path: Path) -> None:
    owed = {
        each
        for each in list_owed(work_out(tmp_path, OPEN))
        if each[0] in ("ask", "action", "start", "waiver", "lesson")
    }
    assert owed == {
        ("ask", "Tom Hale", "2026-06-20"),
        ("ask", "Lena Fox", "None"),
        ("action", "Maya Okafor", "2026-06-05"),
        ("start", "Maya Okafor", "2026-06-08"),
        ("waiver", "Maya Okafor", "2026-06-30"),
        ("lesson", "Ana Ruiz", "2026-07-09"),
    }


def test_a_stopped_plan_owes_nothing_and_a_paused_one_rests(tmp_path: Path) -> None:
    assert work_out(tmp_path, claim("stopped")).due == ()
    late = work_out(tmp_path, PAUSED.format(until="2026-09-01"), today=date(2026, 8, 1)).due
    until = date(2026, 9, 1)
    rests = [each for each in late if each.day and each.day <= until and each.kind != "pause"]
    assert {each.group for each in rests} == {"resting"}
    assert max(each.day for each in rests if each.day) < until
    assert {each.group for each in late if each.day and each.day > until} == {"later"}
    assert ("pause", "2026-09-01") in {(each.kind, str(each.day)) for each in late}


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        pytest.param(date(2026, 6, 1), date(2026, 6, 29), id="one cadence after the last"),
        pytest.param(date(2026, 7, 10), date(2026, 7, 10), id="wanted today while it is not stale"),
        pytest.param(date(2026, 8, 1), date(2026, 6, 29), id="late when two cadences have passed"),
        pytest.param(date(2025, 1, 1), None, id="no reading yet"),
    ],
)
def test_the_next_reading_is_wanted_after_a_cadence(
    tmp_path: Path, today: date, expected: date | None
) -> None:
    page = look_up(tmp_path).site.pages["metric/sales-cycle"]
    assert find_next_reading(page, today) == expected


def test_a_reading_is_owed_by_the_collector_of_a_metric_in_use(tmp_path: Path) -> None:
    owed = look_up(tmp_path).due["person/lena-fox"]
    assert [each.title for each in owed if each.kind == "reading"] == [
        "Enter the reading of Reps active in the CRM each week",
        "Enter the reading of Length of the sales cycle",
    ]
    unused = look_up(tmp_path, claim("stopped") + "targets: ~\n")
    assert not [each for each in unused.due.get("person/lena-fox", ()) if each.kind == "reading"]


def test_readings_go_on_in_a_pause(tmp_path: Path) -> None:
    late = look_up(tmp_path, PAUSED.format(until="2026-09-01"), today=date(2026, 8, 1)).due["person/lena-fox"]
    assert {each.group for each in late if each.kind == "reading"} == {"overdue"}
