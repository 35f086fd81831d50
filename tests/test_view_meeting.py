"""Reviews and the page for the meeting."""

from datetime import date
from pathlib import Path

from playbook.view.meeting import MeetingView
from playbook.view.reviews import ReviewsView
from tests.plans import PAUSED, waive
from tests.views import build, pick

SLIPS = """slips:
  - item: all-teams
    from: 2026-05-29
    to: 2026-06-26
    date: 2026-05-20
    reason: The import was late
  - item: go-live
    from: 2026-05-01
    to: 2026-07-01
    date: 2026-04-10
    reason: Too long ago for the meeting
rebaselined:
  - item: sales-cycle
    from: "40"
    to: "45"
    date: 2026-05-25
    reason: The board asked
    by: erik-lind
"""


def test_reviews_are_grouped_by_when(tmp_path: Path) -> None:
    found = pick(build(tmp_path, today=date(2026, 7, 10)), ReviewsView)
    assert [(each.title, len(each.rows), each.is_late) for each in found.groups] == [
        ("Overdue", 1, True),
        ("September 2026", 1, False),
        ("Later", 3, False),
    ]
    assert found.lead.endswith("One review is overdue, none falls due this month.")
    assert [str(each.review.held) for each in found.held] == ["2026-04-27", "2026-03-06", "2026-02-12"]
    assert found.groups[0].rows[0].last == "passed, Goals 1"
    assert found.chains == ()
    live = pick(build(tmp_path / "b", "status: live\n", today=date(2026, 7, 10)), ReviewsView)
    assert [(str(each.went_live), each.text) for each in live.chains] == [("2026-07-01", "None held yet")]


def test_this_month_s_reviews_stand_apart_and_resting_ones_last(tmp_path: Path) -> None:
    found = pick(build(tmp_path), ReviewsView)
    assert found.groups[0].title == "This month"
    assert found.chains == ()
    assert found.lead.endswith("No review is overdue, one falls due this month.")
    paused = pick(build(tmp_path, PAUSED.format(until="2026-09-01"), today=date(2026, 7, 10)), ReviewsView)
    assert paused.groups[-1].title == "Resting while paused"


def test_a_chain_tells_the_verdicts_in_order(tmp_path: Path) -> None:
    held = "stages:\n  follow-through:\n    owner: lena-fox\n    metric: crm-weekly-active\n"
    held += "    until: 2027-06-30\n    reviews:\n"
    held += "      - due: 2026-05-29\n        by: erik-lind\n"
    for day, verdict in (("2026-05-01", "slipping"), ("2026-04-01", "holding")):
        held += (
            f"      - due: {day}\n        by: erik-lind\n        held: {day}\n        verdict: {verdict}\n"
        )
    chains = pick(build(tmp_path, "status: live\ngo-live: 2026-03-01\n" + held), ReviewsView).chains
    assert [each.text for each in chains] == ["Holding, slipping, one overdue"]


def test_the_meeting_has_what_is_to_be_decided_held_ended_and_moved(tmp_path: Path) -> None:
    fragment = SLIPS + "sponsor: ~\n" + waive("sponsor-missing", until="2026-07-15")
    found = pick(build(tmp_path, fragment), MeetingView)
    assert [(each.kind, str(each.day)) for each in found.decisions] == []
    assert [each.finding.code for each in found.waivers] == ["PB301"]
    assert [str(each.review.due) for each in found.reviews] == ["2026-06-19"]
    assert [(each.item, each.old, each.new) for each in found.moved] == [
        ("Length of the sales cycle", "40", "45"),
        ("All teams work in the CRM only", "29 May 2026", "26 Jun 2026"),
    ]
    assert found.lead == "No decision is due."


def test_asks_go_lives_and_missed_targets_are_decisions(tmp_path: Path) -> None:
    fragment = """go-live: 2026-06-20
targets:
  - metric: sales-cycle
    baseline:
      value: 62
      date: 2025-12-31
      source: Log
    target:
      value: 45
      due: 2026-05-29
stages:
  coalition:
    owner: maya-okafor
    metric: asks-accepted
    members:
      - person: tom-hale
        ask: Budget
        asked: 2026-01-14
        needed: 2026-06-10
      - person: ana-ruiz
        ask: Training
        asked: 2026-01-14
      - person: lena-fox
        ask: Later
        needed: 2026-09-10
"""
    found = pick(build(tmp_path, fragment), MeetingView)
    assert [(each.kind, each.who.title if each.who else "") for each in found.decisions] == [
        ("ask", "Tom Hale"),
        ("go-live", "Maya Okafor"),
        ("ask", "Ana Ruiz"),
    ]
    assert [each.title for each in found.missed] == ["Keep, change or stop: Length of the sales cycle"]
    assert found.lead == "Four decisions are due."


def test_a_waiver_that_ends_later_is_not_for_this_meeting(tmp_path: Path) -> None:
    fragment = "sponsor: ~\n" + waive("sponsor-missing", until="2026-08-01")
    assert pick(build(tmp_path, fragment), MeetingView).waivers == ()


HELD = """targets:
  - metric: crm-weekly-active
    headline: true
stages:
  goals:
    owner: tom-hale
    metric: crm-weekly-active
    reviews:
      - due: 2026-05-01
        by: erik-lind
      - due: 2026-05-20
        by: erik-lind
        held: 2026-05-20
        verdict: passed
        reading: 66
      - due: 2026-04-20
        by: erik-lind
        held: 2026-04-20
        verdict: not-passed
"""


def test_the_last_review_is_the_newest_one_held_also_of_one_that_is_overdue(tmp_path: Path) -> None:
    found = pick(build(tmp_path, HELD), ReviewsView)
    overdue = found.groups[0].rows[0]
    assert (str(overdue.review.due), overdue.last) == ("2026-05-01", "passed at 66%, Goals 2")


def test_a_reading_of_another_metric_does_not_stand_beside_the_headline_figure(tmp_path: Path) -> None:
    other = HELD.replace("metric: crm-weekly-active", "metric: sales-cycle", 1)
    found = pick(build(tmp_path, other), ReviewsView)
    assert found.groups[0].rows[0].last == "passed, Goals 2"
