"""The page of a plan: what is computed for its tracker, its parts and what it keeps account of."""

from datetime import date
from pathlib import Path

import pytest

from playbook.view.initiative import InitiativeView
from tests.initiative_pages import make_method, make_pages
from tests.plans import CRM, claim, waive
from tests.sites import judge_files, read_base
from tests.views import look_up, make_facts_index, show

WON = """milestones:
  - id: late
    title: Late
    owner: tom-hale
    due: 2026-06-26
    acceptance: All of it
  - id: vague
    title: Vague
    owner: tom-hale
    due: 2026-02-01
  - id: cancelled
    title: Cancelled
    owner: tom-hale
    due: 2026-02-02
    acceptance: Nothing
    cancelled:
      date: 2026-01-30
      reason: not needed
  - id: first
    title: First
    owner: tom-hale
    due: {}
    acceptance: A log
"""
CHANGED = """rebaselined:
  - item: targets.sales-cycle
    from: 60
    to: 62
    date: 2026-02-01
    reason: Counted again
    by: erik-lind
  - item: something-else
    from: a
    to: b
"""


def build(folder: Path, files: dict[str, str]) -> InitiativeView:
    """Build the page of a site's one plan."""
    return show(make_facts_index(judge_files(folder, files)))


@pytest.mark.parametrize(
    ("number", "columns"), [(4, 4), (5, 5), (6, 3), (7, 4), (8, 4), (9, 5), (10, 5), (11, 4), (12, 4)]
)
def test_the_rows_of_a_tracker_are_even(tmp_path: Path, number: int, columns: int) -> None:
    view = build(tmp_path, make_method(number))
    assert len(view.stages) == number
    assert view.columns == columns


def test_targets_stand_at_the_last_stage_of_the_vision(tmp_path: Path) -> None:
    view = build(tmp_path, make_method(6))
    assert [stage.cell.step for stage in view.stages[:3]] == ["vision", "vision", "coalition"]
    assert [bool(stage.targets) for stage in view.stages] == [False, True, False, False, False, False]


def test_days_begin_with_the_start_and_end_with_the_watch(tmp_path: Path) -> None:
    days = show(look_up(tmp_path)).days
    assert [(each.label, each.anchor) for each in days] == [
        ("Begins", "at.start"),
        ("Go-live", "at.go-live"),
        ("Target date", "at.target-date"),
        ("Watched until", "at.until"),
    ]
    assert days[2].day == date(2026, 12, 18)


def test_a_plan_without_target_has_no_target_date(tmp_path: Path) -> None:
    days = show(look_up(tmp_path, "targets: ~\n")).days
    assert "Target date" not in [each.label for each in days]


def test_what_comes_next_is_dated_and_short(tmp_path: Path) -> None:
    view = show(look_up(tmp_path))
    assert len(view.due) > 3
    assert view.next_due == view.due[:3]
    undated = show(look_up(tmp_path / "b", "risks:\n  - risk: It rains\n    owner: tom-hale\n"))
    assert all(each.day for each in undated.next_due)


def test_what_rests_in_a_pause_is_not_next(tmp_path: Path) -> None:
    view = show(look_up(tmp_path, claim("paused"), today=date(2026, 6, 20)))
    assert any(each.group == "resting" for each in view.due)
    assert not any(each.group == "resting" for each in view.next_due)


@pytest.mark.parametrize(
    ("due", "won"), [("2026-03-01", ["First"]), ("2026-06-20", [])], ids=["early", "late"]
)
def test_the_first_measurable_milestone_is_an_early_win_if_it_is_early(
    tmp_path: Path, due: str, won: list[str]
) -> None:
    stages = show(look_up(tmp_path, WON.format(due))).stages
    assert [each.title for stage in stages for each in stage.milestones if each.is_early_win] == won


def test_without_a_start_nothing_is_early(tmp_path: Path) -> None:
    stages = show(look_up(tmp_path, "starts: ~\n" + WON.format("2026-03-01"))).stages
    assert not [each for stage in stages for each in stage.milestones if each.is_early_win]


def test_without_an_end_the_first_days_alone_are_early(tmp_path: Path) -> None:
    stages = show(look_up(tmp_path, "go-live: ~\ntargets: ~\n" + WON.format("2026-04-10"))).stages
    assert [each.title for stage in stages for each in stage.milestones if each.is_early_win] == ["First"]


def test_the_axis_holds_every_day_of_a_milestone(tmp_path: Path) -> None:
    view = build(tmp_path, make_pages()["big"])
    days = [each.due for stage in view.stages for each in stage.milestones]
    assert len(days) == 40
    assert all(day and view.axis.holds(day) for day in days)
    assert view.axis.holds(date(2025, 12, 15))


def test_parts_of_a_stage_are_counted(tmp_path: Path) -> None:
    vision, coalition, goals, after = show(look_up(tmp_path)).stages
    assert coalition.members_text == "3 of 3 accepted"
    assert coalition.messages_text == "2 of 3 sent"
    assert goals.milestones_text == "2 of 3 done"
    assert (vision.reviews_text, after.reviews_text) == ("1 of 1 held", "0 of 4 held")


def test_a_cancelled_milestone_is_not_counted(tmp_path: Path) -> None:
    goals = show(look_up(tmp_path, WON.format("2026-03-01"))).stages[2]
    assert (len(goals.milestones), goals.milestones_text) == (4, "0 of 3 done")


def test_the_last_review_held_is_the_newest(tmp_path: Path) -> None:
    view = build(tmp_path, make_pages()["big"])
    held = view.stages[3].last_held
    assert held
    assert held.held == date(2026, 5, 10)
    assert show(look_up(tmp_path / "b")).stages[3].last_held is None


def test_open_findings_of_a_stage_are_counted_and_waived_ones_are_not(tmp_path: Path) -> None:
    gap = "stages:\n  goals:\n    owner: tom-hale\n    metric: crm-weekly-active\n"
    assert show(look_up(tmp_path, gap)).stages[2].found.startswith("1 error")
    assert show(look_up(tmp_path / "b")).stages[2].found == ""


@pytest.mark.parametrize(
    ("item", "said", "anchor"),
    [
        ("stages.coalition.members.tom-hale", "Coalition: Tom Hale", "at.stages.coalition"),
        ("stages.goals", "Goals", "at.stages.goals"),
        ("milestones.pilot", "The pilot team works in the CRM only", "at.milestones.pilot"),
        ("targets.sales-cycle", "Length of the sales cycle", "at.targets.sales-cycle"),
        ("stages.goals.reviews.9", "Goals: 9", "at.stages.goals"),
        ("targets.unknown", "targets.unknown", ""),
        ("", "", ""),
    ],
    ids=["a person", "a stage", "a milestone", "a target", "a review", "not known", "the plan"],
)
def test_a_waiver_names_its_item(tmp_path: Path, item: str, said: str, anchor: str) -> None:
    waiver = show(look_up(tmp_path, waive("ask-not-accepted", item))).waivers[0]
    assert (waiver.item, waiver.item_anchor) == (said, anchor)


def test_a_waiver_says_how_long_it_holds_and_where_its_rule_stands(tmp_path: Path) -> None:
    held = show(look_up(tmp_path, waive("ask-not-accepted", until="2026-06-11"))).waivers[0]
    assert (held.is_over, held.left, held.rule_url) == (False, "10 days left", "rules/ask-not-accepted.html")
    over = show(look_up(tmp_path / "b", waive("PB999", until="2026-05-30"))).waivers[0]
    assert (over.is_over, over.left, over.rule_url) == (True, "ended 2 days ago", "")
    endless = show(look_up(tmp_path / "c", waive("ask-not-accepted", until=""))).waivers[0]
    assert (endless.is_over, endless.left) == (False, "")


def test_changed_figures_bear_the_name_of_their_metric(tmp_path: Path) -> None:
    first, second = show(look_up(tmp_path, CHANGED)).changes
    assert (first.item, first.old, first.new) == ("Length of the sales cycle", "60", "62")
    assert second.item == "something-else"


@pytest.mark.parametrize(
    ("health", "tone"), [("on-track", "ok"), ("at-risk", "watch"), ("off-track", "bad"), ("~", "")]
)
def test_an_update_has_the_tone_of_what_it_declares(tmp_path: Path, health: str, tone: str) -> None:
    update = (
        f"updates:\n  - date: 2026-05-29\n    by: maya-okafor\n    health: {health}\n    note: So it is\n"
    )
    assert show(look_up(tmp_path, update)).updates[0].tone == tone


@pytest.mark.parametrize(
    ("keys", "state"),
    [("due: 2026-05-01", "overdue"), ("due: 2026-07-01", "due"), ("closed: 2026-05-02", "done")],
    ids=["past", "ahead", "closed"],
)
def test_a_risk_says_how_it_stands(tmp_path: Path, keys: str, state: str) -> None:
    risk = f"risks:\n  - risk: It rains\n    owner: tom-hale\n    {keys}\n"
    assert show(look_up(tmp_path, risk)).risks[0].state == state


def test_plans_tied_to_this_one_show_their_health(tmp_path: Path) -> None:
    other = (
        "---\ntitle: Next\nstatus: draft\nowner: tom-hale\ndepends-on:\n  - crm#all-teams\n  - nothing\n---\n"
    )
    index = look_up(tmp_path, files={"content/initiatives/next.md": other})
    blocked = show(index).blocks
    assert [(each.card.title, each.health and each.health.word) for each in blocked] == [("Next", "draft")]
    needed = show(index, "initiative/next").depends_on
    assert [each.health and each.health.word for each in needed] == ["on-track", None]


@pytest.mark.parametrize("name", make_pages())
def test_every_page_out_of_the_ordinary_can_be_built(tmp_path: Path, name: str) -> None:
    view = build(tmp_path, make_pages()[name])
    placed = [each for stage in view.stages for each in stage.findings]
    others = [*(each.item for each in view.targets)]
    others += [each.item for stage in view.stages for each in stage.milestones]
    placed += [each for item in others for each in view.at(item)]
    assert set(view.findings) == {*placed, *view.loose}


def test_the_base_site_is_left_as_it_is() -> None:
    assert make_pages()["four"] == read_base()
    assert CRM in make_pages()["bare"]


HIDDEN = """waivers:
  - rule: sponsor-silent
    reason: On leave until the summer
    by: erik-lind
    until: 2026-09-01
  - rule: no-guardrail
    reason: Nothing may suffer here
    by: erik-lind
    until: 2026-09-01
"""


@pytest.mark.parametrize(("setting", "shown"), [("true", 2), ("false", 1)])
def test_waivers_of_rules_about_persons_stay_off_the_site(tmp_path: Path, setting: str, shown: int) -> None:
    index = look_up(tmp_path, HIDDEN, config=f"\nrules-about-persons = {setting}\n")
    page = show(index)
    assert len(page.waivers) == shown
    assert sum(each.kind == "waiver" for each in page.due) == shown
