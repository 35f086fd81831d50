"""The steps of a plan, its stages in full, and where findings stand."""

from datetime import date
from pathlib import Path

import pytest

from playbook.view.step import StepCell, say_cells
from tests.plans import UNREVIEWED, claim, waive
from tests.views import look_up, show, work_out

HELD = """stages:
  follow-through:
    owner: lena-fox
    metric: crm-weekly-active
    keep: 20
    until: 2027-06-30
    reviews:
      - due: 2026-05-15
        by: erik-lind
        held: 2026-05-15
        verdict: {}
      - due: 2026-09-15
        by: erik-lind
      - due: 2027-06-15
        by: erik-lind
"""


NO_EVIDENCE = """stages:
  vision:
    owner: maya-okafor
    metric: sales-cycle
    starts: 2026-01-12
    reviews:
      - due: 2026-02-13
        by: erik-lind
"""


VISION_ALONE = """status: committed
starts: 2026-06-15
milestones: ~
updates: ~
stages:
  vision:
    owner: maya-okafor
    metric: sales-cycle
    starts: 2026-05-12
    diagnosis:
      - finding: A rep types each deal into three tools
        evidence: 11.4 hours per rep and week
        source: Time study
    reviews:
      - due: 2026-06-13
        by: erik-lind
  coalition:
    owner: maya-okafor
    metric: asks-accepted
    reviews:
      - due: 2026-07-06
        by: erik-lind
  goals:
    owner: tom-hale
    metric: crm-weekly-active
    reviews:
      - due: 2026-08-06
        by: erik-lind
"""


@pytest.mark.parametrize(
    ("fragment", "states"),
    [
        pytest.param("", "done done part none", id="as the base plan stands"),
        pytest.param(UNREVIEWED, "done done blocked none", id="a review is missing"),
        pytest.param(NO_EVIDENCE, "skipped done part none", id="the vision was left open"),
        pytest.param(HELD.format("slipping"), "done done part slipping", id="slipping"),
        pytest.param(HELD.format("regressed"), "done done part regressed", id="regressed"),
        pytest.param(HELD.format("holding"), "done done part part", id="holding"),
        pytest.param(VISION_ALONE, "part none none none", id="only begun"),
        pytest.param(
            "stages:\n  goals:\n    owner: tom-hale\nstatus: draft\nmilestones: ~\n",
            "done done none none",
            id="a draft's gaps are not cried out",
        ),
        pytest.param("sponsor: ~\n" + waive("sponsor-missing"), "done waived part none", id="a waived gap"),
    ],
)
def test_each_step_has_its_state(tmp_path: Path, fragment: str, states: str) -> None:
    assert " ".join(each.state for each in work_out(tmp_path, fragment).plan_card.steps) == states


def test_a_step_says_its_share_and_its_words(tmp_path: Path) -> None:
    cells = work_out(tmp_path).plan_card.steps
    assert [(each.number, each.letter, each.share) for each in cells] == [
        (1, "V", 100),
        (2, "C", 100),
        (3, "G", 66),
        (4, "F", 0),
    ]
    assert [each.text for each in cells] == [
        "Done on 12 Feb 2026",
        "Done on 6 Mar 2026",
        "In progress: 2 of 3 milestones done",
        "Not begun",
    ]


def test_the_caret_stands_at_the_first_step_left_open(tmp_path: Path) -> None:
    card = work_out(tmp_path, NO_EVIDENCE).plan_card
    assert [each.is_caret for each in card.steps] == [True, False, False, False]
    assert card.steps[0].text == "Not complete when Coalition began on 14 Jan 2026"
    assert card.steps_text.endswith("Look first at step 1, Vision")


def test_the_label_of_the_steps_says_every_state() -> None:
    cells = [
        StepCell("v", "vision", "Vision", 1, "waived", "", 100),
        StepCell("c", "coalition", "Coalition", 2, "none", "", 0),
    ]
    assert say_cells(cells) == "Vision done with a gap waived, Coalition not begun"


def test_findings_are_put_where_they_belong(tmp_path: Path) -> None:
    late = "milestones:\n  - id: pilot\n    title: The pilot\n    owner: ana-ruiz\n    due: 2026-05-01\n"
    page = show(look_up(tmp_path, late))
    assert "PB408" in [each.code for each in page.at("milestones.pilot")]
    assert "PB408" not in [each.code for each in page.loose]
    assert "PB408" in [each.code for each in page.findings]


def test_a_milestone_of_an_unknown_stage_is_not_lost(tmp_path: Path) -> None:
    lost = "milestones:\n  - title: Lost\n    owner: ana-ruiz\n    due: 2026-07-01\n    stage: nowhere\n"
    page = show(look_up(tmp_path, lost))
    assert [each.title for stage in page.stages for each in stage.milestones] == ["Lost"]


def test_a_page_that_cannot_be_read_is_still_a_page(tmp_path: Path) -> None:
    broken = look_up(tmp_path, files={"content/initiatives/open.md": "---\ntitle: x\n"})
    page = show(broken, "initiative/open")
    assert [each.cell.state for each in page.stages] == ["none"] * 4
    assert [each.code for each in page.loose] == ["PB001"]


def test_the_gate_of_a_stage_says_what_keeps_it_shut(tmp_path: Path) -> None:
    gates = [(each.gate, each.gate_text) for each in show(look_up(tmp_path, UNREVIEWED)).stages]
    assert gates == [
        ("passed", "Passed on 12 Feb 2026"),
        ("passed", "Passed on 6 Mar 2026"),
        ("shut", "Not met: PB103"),
        ("ahead", "Ahead, on 30 Jun 2027"),
    ]
    assert show(look_up(tmp_path, UNREVIEWED)).stages[2].lacks == ("review",)
    waived = show(look_up(tmp_path, "sponsor: ~\n" + waive("sponsor-missing"))).stages[1]
    assert (waived.gate, waived.gate_text) == ("waived", "Not met, waived")


ASKED = """stages:
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
      - person: maya-okafor
        ask: Time
        asked: 2026-05-14
"""


def test_members_say_whether_they_answered(tmp_path: Path) -> None:
    members = show(look_up(tmp_path, ASKED)).stages[1].members
    assert [(each.state, each.text) for each in members] == [
        ("open", "Needed"),
        ("member", "Not asked yet"),
        ("declined", "Declined"),
        ("open", "Asked"),
    ]
    late = show(look_up(tmp_path, ASKED, today=date(2026, 6, 21))).stages[1].members[0]
    assert late.state == "overdue"
    assert members[0].department
    assert members[0].department.title == "Finance"


def test_what_depends_on_a_plan_is_named_both_ways(tmp_path: Path) -> None:
    other = "---\ntitle: Next\nstatus: draft\nowner: tom-hale\ndepends-on:\n  - crm#all-teams\n  - crm\n---\n"
    both = look_up(tmp_path, files={"content/initiatives/next.md": other})
    assert [each.card.title for each in show(both).blocks] == ["Next"]
    named = show(both, "initiative/next").depends_on
    assert [(each.card.title, each.card.url) for each in named] == [
        (
            "All teams work in the CRM only (One CRM for every deal)",
            "initiative/crm.html#at.milestones.all-teams",
        ),
        ("One CRM for every deal", "initiative/crm.html"),
    ]
    assert not [each for each in show(both).mentions if "depends-on" in each.role]


def test_health_shows_the_declared_one_where_it_differs(tmp_path: Path) -> None:
    health = work_out(tmp_path, UNREVIEWED).plan_card.health
    assert (health.word, health.declared_text, health.differs) == ("at-risk", "On track", True)
    assert work_out(tmp_path).plan_card.health.differs is False
    assert work_out(tmp_path, claim("paused")).plan_card.health.differs is False


STUCK_COALITION = """stages:
  coalition:
    members:
      - person: tom-hale
        ask: Budget for 40 seats
        asked: 2026-01-14
        needed: 2026-03-01
    communication:
      - audience: [sales]
        message: Type a deal once
        channel: all-hands
        by: erik-lind
        due: 2026-02-01
"""


def test_what_is_owed_first_where_a_plan_is_stuck_bears_a_name(tmp_path: Path) -> None:
    diagnosis = work_out(tmp_path, STUCK_COALITION).diagnosis
    assert (diagnosis.kind, diagnosis.stage) == ("stuck", "coalition")
    assert diagnosis.owed
    assert diagnosis.owed.title == "Answer: Budget for 40 seats"
    assert diagnosis.owed.who
    assert diagnosis.owed.who.title == "Tom Hale"


def test_a_plan_that_is_not_stuck_is_told_no_name(tmp_path: Path) -> None:
    assert work_out(tmp_path).diagnosis.owed is None
