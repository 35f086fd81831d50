"""The pages that tell of all plans: home, the list, the roadmap."""

from datetime import date
from pathlib import Path

import pytest

from playbook.view import build_pages, build_views, make_index
from playbook.view.home import HomeView, say_headline
from playbook.view.initiatives import InitiativesView
from playbook.view.lane import LEGEND, TimeAxis, find_quarter, fit_axis, make_lane
from playbook.view.mark import Mark, list_marks
from playbook.view.plan import PlanCard
from playbook.view.roadmap import RoadmapView, find_axis
from tests.initiative_pages import make_method
from tests.overlay import merge
from tests.plans import CRM, PAUSED, UNREVIEWED, claim
from tests.rendered import make_facts, render_files, see
from tests.sites import judge_files, read_base
from tests.views import build, list_rows, pick, work_out

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


def test_views_are_values_and_the_same_again(tmp_path: Path) -> None:
    facts = make_facts(judge_files(tmp_path, read_base()))
    first, again = list(build_views(facts)), list(build_pages(make_index(facts)))
    assert first == again
    assert repr(first) == repr(again)
    assert len({each.path for each in first}) == len(first)


def test_home_answers_the_four_questions(tmp_path: Path) -> None:
    home = pick(build(tmp_path, UNREVIEWED), HomeView)
    assert home.headline == "One initiative. It needs attention."
    assert home.lead == "The headline figure is where the plan wants it. Nothing is overdue."
    assert [each.headline.text for each in home.targets if each.headline] == ["47% of the way, plan 43%"]
    assert home.axis == TimeAxis(date(2026, 4, 1), date(2026, 9, 30), date(2026, 6, 1), 600)
    going = [(str(mark.day), mark.kind, mark.short) for mark in home.lanes[0].marks]
    assert going == [
        ("2026-05-14", "milestone", ""),
        ("2026-06-26", "milestone", ""),
        ("2026-07-01", "go-live", "Go-live"),
        ("2026-09-15", "review", "Review 1"),
    ]
    assert [mark for month in home.months for mark in month.marks] == list(home.lanes[0].marks)
    assert [(each.key, len(each.items)) for each in home.groups] == [("weeks", 2)]
    assert home.later > 0
    assert [each.finding.code for each in home.gaps] == ["PB103"]
    assert home.stuck == ()


def test_home_shows_what_is_stuck_with_its_diagnosis(tmp_path: Path) -> None:
    bare = "stages:\n  vision:\n    owner: maya-okafor\n    starts: 2026-01-12\n"
    stuck = pick(build(tmp_path, bare), HomeView).stuck
    assert [each.plan.health.word for each in stuck] == ["stuck"]
    assert stuck[0].diagnosis.text.startswith(
        "Most likely stuck at the vision: the coalition began on 14 Jan 2026;"
    )
    assert stuck[0].diagnosis.url == "initiative/crm.html#at.stages.vision"


def test_home_of_an_empty_playbook_says_so(tmp_path: Path) -> None:
    judged = judge_files(tmp_path, {"content/about.md": "# About\n"})
    home = pick(list(build_views(make_facts(judged))), HomeView)
    assert home.headline == "No initiative yet."
    assert home.lead == "The first page in content/initiatives appears here."
    assert home.title == "Playbook"


def make_card(word: str, status: str = "running") -> PlanCard:
    from playbook.view.base import Card
    from playbook.view.plan import HealthView

    return PlanCard(Card(word), status, status, HealthView(word, word, "ok"), (), "")


EIGHT = (
    "Eight initiatives. Two hold or move as planned, two need attention, two are drafts, "
    "one is paused, one is stopped."
)


@pytest.mark.parametrize(
    ("healths", "said"),
    [
        (["on-track"], "One initiative. It holds or moves as planned."),
        (
            ["on-track", "sustained", "late", "stuck", "draft", "draft", "paused", "stopped"],
            EIGHT,
        ),
        (["draft"], "One initiative. It is a draft."),
    ],
)
def test_the_headline_counts_every_plan_once(healths: list[str], said: str) -> None:
    assert say_headline([make_card(each) for each in healths]) == said


def test_a_plan_is_weak_once_at_each_stage_of_a_company_s_own_method(tmp_path: Path) -> None:
    views = build_views(make_facts(judge_files(tmp_path, make_method(8))))
    lead = pick(list(views), InitiativesView).lead
    assert "step 3 (Stage number 3) is weak in one plan, step 4 (Stage number 4) is weak in one plan" in lead
    assert "two plans" not in lead


@pytest.mark.parametrize(
    ("today", "start", "end"),
    [
        (date(2026, 1, 1), date(2025, 10, 1), date(2026, 7, 1)),
        (date(2026, 6, 30), date(2026, 1, 1), date(2026, 10, 1)),
        (date(2026, 7, 1), date(2026, 4, 1), date(2027, 1, 1)),
        (date(2026, 12, 31), date(2026, 7, 1), date(2027, 4, 1)),
    ],
)
def test_quarters_before_and_after_today(today: date, start: date, end: date) -> None:
    assert find_quarter(today, -1) == start
    assert find_quarter(today, 2) == end


def test_the_list_of_plans_names_the_weak_steps(tmp_path: Path) -> None:
    found = pick(build(tmp_path, UNREVIEWED), InitiativesView)
    assert found.lead.endswith("Step 3 (Goals) is weak in one plan.")
    assert found.stages == ("Vision", "Coalition", "Goals", "Follow-through")
    assert pick(build(tmp_path), InitiativesView).lead == "One initiative. It holds or moves as planned."


def test_the_roadmap_holds_all_marks_in_lanes_and_the_near_ones_by_month(tmp_path: Path) -> None:
    found = pick(build(tmp_path, SLIPS), RoadmapView)
    lane = found.lanes[0]
    assert (str(lane.starts), str(lane.go_live), str(lane.until)) == (
        "2026-01-12",
        "2026-07-01",
        "2027-06-30",
    )
    assert (len(lane.marks), lane.earlier, lane.later, lane.outside_text) == (13, 0, 1, "1 later")
    assert (found.axis.since, found.axis.until) == (date(2026, 1, 1), date(2027, 3, 31))
    assert found.months[0].title == "January 2026"
    assert found.lead == (
        "Two dates have moved. The farthest: Go-live (One CRM for every deal), moved once, +61 days."
    )
    marks = {each.title: each for each in lane.marks}
    moved = marks["All teams work in the CRM only"].moved
    assert moved
    assert str(moved.was) == "2026-05-29"
    assert marks["Review 1 of Goals"].state == "passed"
    assert marks["The work begins"].state == "done"


def test_the_roadmap_counts_what_it_leaves_out(tmp_path: Path) -> None:
    found = pick(build(tmp_path, today=date(2026, 8, 1)), RoadmapView)
    shown = [mark for month in found.months for mark in month.marks]
    assert tuple(shown) == found.lanes[0].marks
    assert {found.axis.holds(each.day) for each in shown} == {True}
    assert (found.left_out, found.lanes[0].outside_text) == (4, "4 earlier")
    assert {each.state for each in found.lanes[0].marks if each.kind == "go-live"} == {"overdue"}


def test_a_paused_plan_s_go_live_rests(tmp_path: Path) -> None:
    found = pick(build(tmp_path, PAUSED.format(until="2026-09-01"), today=date(2026, 8, 1)), RoadmapView)
    assert {each.state for each in found.lanes[0].marks if each.kind == "go-live"} == {"resting"}


def test_a_stopped_plan_has_no_lane(tmp_path: Path) -> None:
    found = pick(build(tmp_path, claim("stopped")), RoadmapView)
    assert (found.lanes, found.lead) == ((), "No date yet.")


def test_home_stays_a_page_however_many_plans_there_are(tmp_path: Path) -> None:
    plan = read_base()[CRM].replace("due: 2026-06-26", "due: 2026-05-26")
    files = {f"content/initiatives/crm-{n}.md": merge(plan, UNREVIEWED) for n in range(30)}
    home = pick(build(tmp_path, files=files), HomeView)
    assert (len(home.plans), home.more_plans) == (12, 19)
    assert [(each.health.word, each.count, len(each.cards), each.more) for each in home.rest] == [
        ("late", 18, 18, 0),
        ("on-track", 1, 1, 0),
    ]
    assert (len(home.targets), home.more_targets) == (12, 19)
    assert (len(home.lanes), home.more_lanes) == (12, 19)
    assert sum(len(each.marks) for each in home.months) == sum(len(each.marks) for each in home.lanes)
    outputs = render_files(tmp_path / "b", read_base() | files)
    assert "The first 12, the gravest first; 19 more:" in see("p", outputs["index.html"]).text
    assert (len(home.groups[0].items), home.more_due > 6) == (8, True)
    assert (home.groups[0].key, home.groups[0].span) == ("overdue", "8 of 30")
    assert home.groups[1].span.endswith(f", 8 of {home.more_due + 16 - 30}")
    assert (len(home.gaps), home.more_gaps) == (8, 60 - 8)


def test_the_roadmap_of_very_many_plans_has_pages_by_department(tmp_path: Path) -> None:
    late = read_base()[CRM].replace("due: 2026-06-26", "due: 2026-05-26")
    loose = "\n".join(each for each in late.splitlines() if not each.startswith("department:"))
    files = {f"content/initiatives/late-{n}.md": late for n in range(41)}
    files |= {f"content/initiatives/loose-{n}.md": loose.replace("One CRM", "Zwei CRM") for n in range(2)}
    views = build(tmp_path, files=files)
    found = pick(views, RoadmapView)
    assert (len(found.lanes), found.total) == (20, 44)
    assert [(each.card.title, each.number, each.needing) for each in found.groups] == [
        ("Sales", 42, 41),
        ("Without a department", 2, 2),
    ]
    listed = {each.card.url: list_rows(views, each.card.url) for each in found.groups}
    assert [len(each) for each in listed.values()] == [42, 2]
    assert {lane.plan.card.key for some in listed.values() for lane in some} == {
        f"initiative/{name}" for name in ("crm", *(each.rpartition("/")[2][:-3] for each in files))
    }
    assert found.months == ()
    assert {each.about.key for each in list_rows(views, found.more["dates"].url)} == {
        each.plan.card.key for each in found.lanes
    }


@pytest.mark.parametrize(
    ("last", "until"),
    [
        (None, date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2038, 1, 1), date(2027, 3, 31)),
    ],
)
def test_the_roadmap_reaches_to_the_last_date_a_year_ahead_at_most(last: date | None, until: date) -> None:
    from playbook.view.base import Card

    marks = [Mark(last, "milestone", "M", "due", "Due", Card("C"), "")] if last else []
    assert find_axis(date(2026, 6, 1), marks) == TimeAxis(date(2026, 1, 1), until, date(2026, 6, 1))


@pytest.mark.parametrize(
    ("days", "axis"),
    [
        ([], (date(2026, 6, 1), date(2026, 6, 30))),
        ([None, date(2026, 7, 31)], (date(2026, 6, 1), date(2026, 7, 31))),
        ([date(2031, 12, 5)], (date(2031, 12, 1), date(2031, 12, 31))),
        ([date.max, date(1, 1, 1)], (date(1, 1, 1), date.max)),
    ],
    ids=["nothing", "soon", "in years", "all days there are"],
)
def test_an_axis_holds_all_days_in_whole_months(days: list[date | None], axis: tuple[date, date]) -> None:
    found = fit_axis(days, date(2026, 6, 1))
    assert (found.since, found.until) == axis
    assert all(found.holds(each) for each in days if each)


def test_the_key_explains_every_look_of_a_mark(tmp_path: Path) -> None:
    found = pick(build(tmp_path, SLIPS), RoadmapView)
    marks = found.lanes[0].marks
    assert {look for look, _ in found.legend} == {each.look for each in marks} | {"ghost"}
    kinds = {"milestone", "review", "go-live", "start", "target"}
    assert {look.split()[0] for look in LEGEND} == kinds | {"ghost"}


def test_filters_of_the_list_hold_what_some_plan_has(tmp_path: Path) -> None:
    found = pick(build(tmp_path), InitiativesView)
    assert [(each.kind, each.values) for each in found.choices] == [
        ("health", (("on-track", "On track"),)),
        ("department", (("department/finance", "Finance"), ("department/sales", "Sales"))),
        ("owner", (("person/maya-okafor", "Maya Okafor"),)),
    ]


def test_a_lane_holds_the_days_of_both_ends(tmp_path: Path) -> None:
    facts = work_out(tmp_path)
    days = [each.day for each in list_marks(facts)]
    lane = make_lane(facts, list_marks(facts), TimeAxis(days[1], days[-2], date(2026, 6, 1)))
    assert [each.day for each in lane.marks] == days[1:-1]
    assert (lane.earlier, lane.later) == (1, 1)
    assert lane.next_due == facts.plan_card.next_due
