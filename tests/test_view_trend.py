"""What git saw move, on the pages: ghosts, the milestone trend, the list of changes, how promises hold."""

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from playbook.picture.trend import draw_milestone_trend
from playbook.view import build_views
from playbook.view.base import View
from playbook.view.change import Change
from playbook.view.changes import ChangesView
from playbook.view.initiative import InitiativeView
from playbook.view.meeting import MeetingView
from playbook.view.plan import PlanFacts
from playbook.view.worked import Worked
from tests.overlay import merge
from tests.rendered import make_facts
from tests.repositories import make_repository
from tests.sites import judge_files, read_base
from tests.views import pick

CRM = "content/initiatives/crm.md"
TODAY = date(2026, 6, 30)
SLIP = """slips:
  - item: go-live
    from: 2026-07-01
    to: 2026-07-08
    date: 2026-06-02
    reason: The import is late
"""


def commit(folder: Path, *versions: str, switch: str = "") -> None:
    """Commit the base site on 1 June and a version of its plan on each day after; each is laid over the one
    before."""
    base = read_base()
    base["playbook.toml"] = base["playbook.toml"].replace("[site]\n", f"[site]\n{switch}\n")
    repository = make_repository(folder)
    text = base[CRM]
    for n, version in enumerate(versions):
        text = merge(text, version) if version else text
        repository.commit({**(base if not n else {}), CRM: text}, f"change {n}")


def view(folder: Path, today: date = TODAY, files: Mapping[str, str] | None = None) -> list[View]:
    return list(build_views(make_facts(judge_files(folder, files or {}, today))))


def show(folder: Path, today: date = TODAY) -> InitiativeView:
    return pick(view(folder, today), InitiativeView)


def find_go_live(folder: Path) -> tuple[str, list[tuple[str, str]]]:
    moved = next(each.moved for each in show(folder).days if each.label == "Go-live")
    assert moved
    return moved.text, [(each.reason, each.text) for each in moved.moves]


def test_git_tells_moves_of_which_the_plan_says_nothing(tmp_path: Path) -> None:
    commit(tmp_path, "", "go-live: 2026-07-08\n", "go-live: 2026-07-20\n")
    assert find_go_live(tmp_path) == (
        "moved twice, +19 days, no reason given",
        [("", "changed on 2 Jun 2026 by Ines Aldana"), ("", "changed on 3 Jun 2026 by Ines Aldana")],
    )


def test_an_entry_that_tells_of_a_move_is_its_reason_and_no_second_move(tmp_path: Path) -> None:
    commit(tmp_path, "", f"go-live: 2026-07-08\n{SLIP}", "go-live: 2026-07-20\n")
    text, moves = find_go_live(tmp_path)
    assert text == "moved twice, +19 days, one move without a reason"
    assert [each[0] for each in moves] == ["The import is late", ""]


def test_what_was_told_before_git_saw_the_plan_comes_first(tmp_path: Path) -> None:
    early = SLIP.replace("from: 2026-07-01", "from: 2026-06-15").replace("to: 2026-07-08", "to: 2026-07-01")
    commit(tmp_path, early.replace("date: 2026-06-02", "date: 2026-05-04"), "go-live: 2026-07-20\n")
    text, moves = find_go_live(tmp_path)
    assert text == "moved twice, +35 days, one move without a reason"
    assert [each[1] for each in moves] == ["changed on 4 May 2026", "changed on 2 Jun 2026 by Ines Aldana"]


def test_moves_of_a_draft_are_none(tmp_path: Path) -> None:
    commit(tmp_path, "status: draft\n", "go-live: 2026-07-08\n", "status: running\n")
    assert next(each.moved for each in show(tmp_path).days if each.label == "Go-live") is None


def test_a_move_that_is_not_committed_says_so(tmp_path: Path) -> None:
    commit(tmp_path, "")
    text = merge(read_base()[CRM], "go-live: 2026-07-08\n")
    (tmp_path / CRM).write_text(text, encoding="utf-8")
    assert find_go_live(tmp_path)[1] == [("", "not yet committed")]


def test_who_moved_a_day_is_hidden_where_a_company_wants_that(tmp_path: Path) -> None:
    commit(tmp_path, "", "go-live: 2026-07-08\n", switch="last-changed = false")
    assert find_go_live(tmp_path)[1] == [("", "changed on 2 Jun 2026")]
    assert all(each.who is None for each in list_changes(tmp_path) if "Go-live" in each.words)


def test_a_trend_runs_from_the_first_promise_to_today_or_to_its_end(tmp_path: Path) -> None:
    commit(tmp_path, "", "go-live: 2026-07-08\n", "go-live: 2026-07-20\n")
    trend = show(tmp_path).trend
    assert trend
    (line,) = trend.lines
    assert line.said == (
        (date(2026, 6, 1), date(2026, 7, 1)),
        (date(2026, 6, 2), date(2026, 7, 8)),
        (date(2026, 6, 3), date(2026, 7, 20)),
    )
    assert (line.until, line.is_over) == (TODAY, False)
    assert trend.text == "One of six dates has moved: Go-live, moved twice, +19 days, no reason given."
    assert trend.late == ""


def test_a_plan_that_keeps_its_word_has_no_trend(tmp_path: Path) -> None:
    commit(tmp_path, "", "title: Another title\n")
    assert show(tmp_path).trend is None


def test_a_move_after_the_day_had_passed_is_counted(tmp_path: Path) -> None:
    commit(tmp_path, "go-live: 2026-05-30\n", "go-live: 2026-07-08\n")
    trend = show(tmp_path).trend
    assert trend
    assert trend.late == "It was moved after that day had passed."
    assert find_go_live(tmp_path)[1][0][1] == "changed on 2 Jun 2026 by Ines Aldana, 3 days after it was due"


def test_the_chart_has_a_line_with_its_number_and_a_dot_for_each_move(tmp_path: Path) -> None:
    commit(tmp_path, "", "go-live: 2026-07-08\n", "go-live: 2026-07-20\n")
    trend = show(tmp_path).trend
    assert trend
    drawn = ElementTree.fromstring(draw_milestone_trend(trend))
    told = [each.text or "" for each in drawn.iter("title")]
    assert told == ["Milestone trend, with its figures in the table"]
    assert len(list(drawn.iter("circle"))) == 2
    (line,) = [each.get("d", "") for each in drawn.iter("path") if each.get("class") == "x-data"]
    heights = [float(each) for each in re.findall(r"(?:M[\d.]+ |V)([\d.]+)", line)]
    assert len(heights) == 3
    assert heights == sorted(heights, reverse=True), "a later day stands higher"
    assert "1" in [each.text for each in drawn.iter("text")]


def list_changes(folder: Path, today: date = TODAY) -> list[Change]:
    return [row for group in pick(view(folder, today), ChangesView).groups for row in group.rows]


@pytest.mark.parametrize(
    ("fragment", "words", "text"),
    [
        pytest.param(
            "go-live: 2026-07-08\n",
            "Go-live moved from 1 Jul 2026 to 8 Jul 2026",
            "No reason given. Note with the change: change 1",
            id="a day",
        ),
        pytest.param(
            "owner: tom-hale\n",
            "The owner changed from Maya Okafor to Tom Hale",
            "Note with the change: change 1",
            id="an owner",
        ),
        pytest.param(
            "targets:\n  - metric: discount-rate\n    guardrail: true\n    limit: 15\n",
            "The limit of Average discount changed from 12.0% to 15.0%",
            "No reason given. Note with the change: change 1",
            id="a limit",
        ),
    ],
)
def test_what_git_saw_is_a_change(tmp_path: Path, fragment: str, words: str, text: str) -> None:
    commit(tmp_path, "", fragment)
    found = [each for each in list_changes(tmp_path) if str(each.day) == "2026-06-02"]
    assert [(each.words, each.text, each.who and each.who.title) for each in found] == [
        (words, text, "Ines Aldana")
    ]
    assert not [each for each in list_changes(tmp_path, date(2026, 6, 1)) if str(each.day) == "2026-06-02"]


def test_a_state_is_a_change_even_of_a_draft(tmp_path: Path) -> None:
    commit(tmp_path, "status: draft\nowner: tom-hale\n", "status: running\nowner: maya-okafor\n")
    told = [each.words for each in list_changes(tmp_path) if str(each.day) == "2026-06-02"]
    assert told == ["The status changed from draft to running"]


def test_what_the_plan_tells_with_a_day_is_told_once(tmp_path: Path) -> None:
    commit(tmp_path, "", f"go-live: 2026-07-08\n{SLIP}")
    told = [each.text for each in list_changes(tmp_path) if "Go-live moved" in each.words]
    assert told == ["The import is late"]


def test_an_entry_without_a_day_leaves_the_day_to_git(tmp_path: Path) -> None:
    undated = SLIP.replace("    date: 2026-06-02\n", "")
    commit(tmp_path, "", f"go-live: 2026-07-08\n{undated}")
    told = [str(each.day) for each in list_changes(tmp_path) if "Go-live moved" in each.words]
    assert told == ["2026-06-02"]


def test_the_meeting_sees_what_nobody_explained(tmp_path: Path) -> None:
    commit(tmp_path, "", "go-live: 2026-07-08\n")
    moved = pick(view(tmp_path), MeetingView).moved
    assert next((each.item, each.old, each.new, each.reason) for each in moved) == (
        "Go-live",
        "1 Jul 2026",
        "8 Jul 2026",
        "no reason given",
    )


def test_how_promises_hold_is_a_figure_of_all_plans(tmp_path: Path) -> None:
    due = "    due: 2026-06-26\n"
    assert due in read_base()[CRM]
    repository = make_repository(tmp_path)
    repository.commit(read_base())
    for day in ("2026-07-03", "2026-07-13"):
        repository.commit({CRM: read_base()[CRM].replace(due, f"    due: {day}\n", 1)})
    found = pick(view(tmp_path), ChangesView).slippage
    assert found
    assert found.figures == (
        ("Moved later", "33%", "1 of three milestones"),
        ("Typical delay", "17 days", "median, from the first promise"),
        ("Moved after the day had passed", "0%", "0 of two moves"),
        ("Without a reason", "100%", "2 of two moves"),
    )


def test_without_git_nothing_is_said_of_promises(tmp_path: Path) -> None:
    assert pick(view(tmp_path, files=read_base()), ChangesView).slippage is None


def test_what_git_saw_move_twice_puts_a_plan_at_risk(tmp_path: Path) -> None:
    commit(tmp_path, "", "go-live: 2026-07-08\n")
    early = date(2026, 6, 10)
    assert "was moved" not in str(show(tmp_path, early).plan.health.reasons)
    other = tmp_path / "twice"
    commit(other, "", "go-live: 2026-07-08\n", "go-live: 2026-07-20\n")
    assert "The go-live was moved twice" in str(show(other, early).plan.health.reasons)


def test_one_commit_that_brings_two_moves_ends_where_the_plan_does(tmp_path: Path) -> None:
    second = SLIP.replace("slips:\n", "").replace("to: 2026-07-08", "to: 2026-07-20")
    second = second.replace("from: 2026-07-01", "from: 2026-07-08").replace(
        "The import is late", "The vendor"
    )
    commit(tmp_path, "", f"go-live: 2026-07-20\n{SLIP}{second}")
    assert [each[0] for each in find_go_live(tmp_path)[1]] == ["The import is late", "The vendor"]
    trend = show(tmp_path).trend
    assert trend
    assert [day.day for _, day in trend.lines[0].said] == [1, 8, 20]


def test_an_entry_without_a_reason_is_no_further_move(tmp_path: Path) -> None:
    entry = SLIP.replace("to: 2026-07-08", "to: 2026-07-20").replace("    reason: The import is late\n", "")
    commit(tmp_path, "", "go-live: 2026-07-08\n", f"go-live: 2026-07-20\n{entry}")
    assert find_go_live(tmp_path)[0] == "moved twice, +19 days, no reason given"


def test_moves_of_a_draft_are_no_slippage(tmp_path: Path) -> None:
    due = "    due: 2026-06-26\n"
    repository = make_repository(tmp_path)
    text = read_base()[CRM]
    draft = text.replace("status: running", "status: draft")
    repository.commit({**read_base(), CRM: draft})
    repository.commit({CRM: draft.replace(due, "    due: 2026-07-20\n", 1)})
    repository.commit({CRM: text.replace(due, "    due: 2026-07-20\n", 1)})
    repository.commit({CRM: text.replace(due, "    due: 2026-08-30\n", 1)})
    found = pick(view(tmp_path), ChangesView).slippage
    assert found
    assert [each[1] for each in found.figures] == ["33%", "41 days", "0%", "100%"]
    early = pick(view(tmp_path, date(2026, 6, 3)), ChangesView).slippage
    assert early
    assert [each[1] for each in early.figures] == ["0%"]


def test_an_action_has_not_moved_with_its_review(tmp_path: Path) -> None:
    review = "stages:\n  goals:\n    owner: tom-hale\n    metric: crm-weekly-active\n    reviews:\n"
    open_ = "      - due: {}\n        by: erik-lind\n"
    held = "        held: 2026-06-26\n        verdict: passed\n        actions:\n"
    action = "          - what: Call the reps\n            owner: tom-hale\n            due: 2026-08-31\n"
    commit(tmp_path, review + open_.format("2026-06-19"), review + open_.format("2026-06-26") + held + action)
    (found,) = [each for each in show(tmp_path).due if each.kind == "action"]
    assert found.moved is None


def test_the_second_target_of_a_metric_has_moves_of_its_own(tmp_path: Path) -> None:
    target = "  - metric: sales-cycle\n    target:\n      value: {}\n      due: {}\n"
    first, second = target.format(45, "2026-12-18"), target.format(40, "2027-06-18")
    later = target.format(45, "2027-01-18")
    commit(tmp_path, f"targets:\n{first}{second}", f"targets:\n{later}{second}")
    due = {str(each.day): each.moved for each in show(tmp_path).due if each.kind == "target"}
    assert due["2027-06-18"] is None
    assert due["2027-01-18"]


def test_an_anchor_of_a_second_target_is_there(tmp_path: Path) -> None:
    target = "  - metric: sales-cycle\n    target:\n      value: {}\n      due: 2027-06-18\n"
    first = target.format(45)
    commit(tmp_path, f"targets:\n{first}{target.format(40)}", f"targets:\n{first}{target.format(41)}")
    (found,) = [each for each in list_changes(tmp_path) if str(each.day) == "2026-06-02"]
    anchors = [each.anchor for each in show(tmp_path).targets]
    assert found.url.partition("#")[2] == anchors[1]
    assert found.words == (
        "The target of Length of the sales cycle, target 2 changed from 40\u00a0days to 41\u00a0days"
    )


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(SLIP.replace("    date: 2026-06-02\n", ""), id="without a day"),
        pytest.param("", id="taken out later"),
    ],
)
def test_a_reason_that_git_knows_is_told(tmp_path: Path, entry: str) -> None:
    after = entry or "slips: []\n"
    commit(tmp_path, "", f"go-live: 2026-07-08\n{entry or SLIP}", after)
    (found,) = [each for each in list_changes(tmp_path) if "Go-live moved" in each.words]
    assert found.text == "The import is late. Note with the change: change 1"


def test_the_way_of_a_status_is_told_but_for_what_the_plan_tells(tmp_path: Path) -> None:
    paused = "status: paused\npaused:\n  since: {}\n  by: erik-lind\n  until: 2026-09-01\n  reason: Budget\n"
    live = "status: live\n"
    commit(
        tmp_path,
        "go-live: 2026-05-04\n",
        live,
        "status: sustained\n",
        live,
        paused.format("2026-06-05"),
        live,
        paused.format("2026-06-07"),
    )
    told = [each.words for each in list_changes(tmp_path) if each.kind in ("status", "paused")]
    assert told == [
        "paused until 1 Sep 2026",
        "The status changed from paused to live",
        "The status changed from live to paused",
        "The status changed from sustained to live",
        "The status changed from live to sustained",
    ]


def test_an_entry_tells_of_one_move(tmp_path: Path) -> None:
    there, back = f"go-live: 2026-07-08\n{SLIP}", "go-live: 2026-07-01\n"
    commit(tmp_path, "", there, back, "go-live: 2026-07-08\n")
    days = [str(each.day) for each in list_changes(tmp_path) if "Go-live moved" in each.words]
    assert days == ["2026-06-04", "2026-06-03", "2026-06-02"]


def test_a_day_that_no_calendar_knows_is_committed_all_the_same(tmp_path: Path) -> None:
    repository = make_repository(tmp_path)
    repository.commit(read_base())
    (tmp_path / CRM).write_text(merge(read_base()[CRM], "go-live: 2026-07-08\n"), encoding="utf-8")
    repository.git("commit", "-qam", "long ago", GIT_COMMITTER_DATE="@63072000 +0000")
    assert find_go_live(tmp_path)[1] == [("", "")]


def test_the_farthest_is_the_farthest_either_way(tmp_path: Path) -> None:
    commit(tmp_path, "", "go-live: 2026-06-29\nstarts: 2025-12-01\n")
    trend = show(tmp_path).trend
    assert trend
    assert [each.moved.days for each in trend.lines] == [-42, -2]


def test_what_was_taken_out_is_named_and_leads_nowhere(tmp_path: Path) -> None:
    due = "    due: 2026-06-26\n"
    repository = make_repository(tmp_path)
    text = read_base()[CRM]
    repository.commit(read_base())
    repository.commit({CRM: text.replace(due, "    due: 2026-07-20\n", 1)})
    repository.commit({CRM: text.replace("  - id: all-teams\n", "  - id: other\n", 1).replace(due, "")})
    (found,) = [each for each in list_changes(tmp_path) if str(each.day) == "2026-06-02"]
    assert found.words.startswith("A milestone that was taken out since (all-teams) moved from 26 Jun 2026")
    assert "#" not in found.url


def test_a_subject_that_names_somebody_is_kept_off_too(tmp_path: Path) -> None:
    commit(tmp_path, "", "owner: tom-hale\n", switch="last-changed = false")
    (found,) = [each for each in list_changes(tmp_path) if str(each.day) == "2026-06-02"]
    assert (found.text, found.who) == ("", None)


def test_a_stopped_plan_ends_its_promises(tmp_path: Path) -> None:
    stop = "status: stopped\nstopped:\n  date: 2026-06-10\n  by: erik-lind\n  reason: The vendor was sold\n"
    commit(tmp_path, "", "go-live: 2026-07-08\n", stop)
    trend = show(tmp_path).trend
    assert trend
    assert (trend.lines[0].until, trend.lines[0].is_over) == (date(2026, 6, 10), True)


def test_all_that_is_worked_out_of_a_plan_is_read_back() -> None:
    known = {each.name for each in fields(PlanFacts)} - {"case", "standing", "found"}
    assert {each.name for each in fields(Worked)} == known
