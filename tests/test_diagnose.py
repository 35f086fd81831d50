"""The diagnosis: where a plan is most likely stuck, in words about the plan, and what sharpens it."""

from datetime import date
from pathlib import Path

import pytest

from playbook.diagnose import Diagnosis, diagnose
from playbook.model.case import Case
from playbook.pipeline import Judgement
from playbook.view.words import say_day
from tests.plans import DRAFT, UNREVIEWED, claim, judge_plan, waive

ASK_OPEN = """stages:
  coalition:
    owner: maya-okafor
    metric: asks-accepted
    starts: 2026-01-14
    members:
      - person: tom-hale
        ask: Budget for 40 seats
        asked: 2026-01-14
      - person: ana-ruiz
        ask: Half a day of training for every rep
        kind: training
        asked: 2026-01-15
        accepted: 2026-01-22
      - person: tom-hale
        ask: Training of the controllers
        kind: training
        asked: 2026-01-15
        accepted: 2026-01-22
    communication:
      - audience: everyone
        message: Type a deal once
        channel: all-hands
        by: erik-lind
        sent: 2026-01-27
    reviews:
      - due: 2026-03-06
        by: erik-lind
        held: 2026-03-06
        verdict: passed
"""


def ask(judgement: Judgement, page: str = "initiative/crm", **changes: object) -> Diagnosis:
    """Diagnose a plan of a checked site."""
    case = Case(judgement.site.pages[page], judgement.site, judgement.today)
    checked = judgement.checked
    return diagnose(case, checked.standings[page], checked.by_page[page], **changes)  # type: ignore[arg-type]


def test_a_plan_with_a_later_step_begun_is_most_likely_stuck_at_the_first_open_one(tmp_path: Path) -> None:
    found = ask(judge_plan(tmp_path, ASK_OPEN))
    assert found.kind == "stuck"
    said = "most likely stuck at the coalition: the goals began on 2026-03-09; the ask to"
    assert found.headline.startswith(said)
    assert found.headline.endswith(f"(PB304, crm.md:{found.place.line if found.place else 0})")
    assert (found.step, found.stage, found.day) == ("coalition", "coalition", date(2026, 3, 9))
    assert found.rules == ("PB304",)
    assert found.health.word == "stuck"
    assert found.declared == "on-track"
    assert found.next


def test_what_began_is_named_by_the_earliest_event(tmp_path: Path) -> None:
    goals = ASK_OPEN + "  goals:\n    owner: tom-hale\n    metric: crm-weekly-active\n    reviews:\n"
    goals += "      - due: 2026-06-19\n        by: erik-lind\n"
    found = ask(judge_plan(tmp_path, goals))
    assert "the milestone “The pilot team works in the CRM only” was done on 2026-03-30" in found.headline


@pytest.mark.parametrize(
    ("fragment", "words"),
    [
        pytest.param("held", "a review of the goals was held on 2026-03-10", id="a review"),
        pytest.param("done", "the goals ended on 2026-03-10", id="closed"),
    ],
)
def test_other_beginnings_are_named_too(tmp_path: Path, fragment: str, words: str) -> None:
    goals = ASK_OPEN + "  goals:\n    owner: tom-hale\n    metric: crm-weekly-active\n"
    goals += "    done: 2026-03-10\n" if fragment == "done" else ""
    goals += "    reviews:\n      - due: 2026-06-19\n        by: erik-lind\n"
    goals += "        held: 2026-03-10\n        verdict: passed\n" if fragment == "held" else ""
    assert words in ask(judge_plan(tmp_path, goals)).headline


def test_the_site_writes_days_its_own_way(tmp_path: Path) -> None:
    found = ask(judge_plan(tmp_path, ASK_OPEN), say_day=say_day)
    assert "the goals began on 9 Mar 2026" in found.headline


def test_a_plan_in_order_has_only_a_next_step(tmp_path: Path) -> None:
    found = ask(judge_plan(tmp_path))
    assert (found.kind, found.headline) == ("next", "next to complete: the goals")
    assert (found.place, found.day, found.rules) == (None, None, ())


def test_an_open_gate_without_a_later_step_is_next_and_not_stuck(tmp_path: Path) -> None:
    found = ask(judge_plan(tmp_path, UNREVIEWED))
    assert found.kind == "next"
    assert found.headline.startswith(
        "next to complete: the goals; stage `goals` has no follow-through review (PB103,"
    )
    assert found.next == "add under it:  reviews: …"


def test_what_is_to_be_done_first_is_told_with_what_was_found_where_no_gate_waits_for_it(
    tmp_path: Path,
) -> None:
    found = ask(judge_plan(tmp_path, "depends-on:\n  - nothing\n"))
    assert found.headline == "next to complete: the goals"
    assert found.about.startswith("no initiative has the id `nothing` (PB005, crm.md:")
    assert found.next == "known: `crm`"


def test_more_than_one_open_finding_is_counted(tmp_path: Path) -> None:
    bare = "stages:\n  goals:\n    starts: 2026-03-09\n"
    found = ask(judge_plan(tmp_path, bare))
    assert ", and 2 more)" in found.headline
    assert found.rules == ("PB101", "PB102", "PB103")


def test_a_waived_gap_is_no_barrier(tmp_path: Path) -> None:
    assert ask(judge_plan(tmp_path, ASK_OPEN + waive("ask-not-accepted"))).kind == "next"


@pytest.mark.parametrize("status", ["sustained", "stopped"])
def test_a_plan_that_is_over_has_nothing_left(tmp_path: Path, status: str) -> None:
    found = ask(judge_plan(tmp_path, claim(status)))
    assert (found.kind, found.headline, found.step) == ("none", "nothing is left to complete", "")


def test_a_draft_has_its_first_step_next(tmp_path: Path) -> None:
    judged = judge_plan(tmp_path, files={"content/initiatives/policy.md": DRAFT})
    found = ask(judged, "initiative/policy")
    assert found.kind == "next"
    assert found.headline.startswith("next to complete: ")
    assert found.symptoms == ()


LOST = """go-live: 2026-04-01
status: live
stages:
  follow-through:
    owner: lena-fox
    metric: crm-weekly-active
    keep: 85
    until: 2027-06-30
    reviews:
      - due: 2026-06-15
        by: erik-lind
      - due: 2027-06-15
        by: erik-lind
"""


def test_a_loss_is_said_before_what_is_next(tmp_path: Path) -> None:
    found = ask(judge_plan(tmp_path, LOST))
    assert found.kind == "lost"
    assert found.headline.startswith(
        "follow-through has regressed: crm-weekly-active stood at 75% on 2026-05-29"
    )
    assert found.headline.endswith("; an earlier step, the goals, is not complete")


def test_a_loss_after_complete_steps_names_no_earlier_one(tmp_path: Path) -> None:
    goals = (
        "  goals:\n    owner: tom-hale\n    metric: crm-weekly-active\n    done: 2026-03-31\n    reviews:\n"
    )
    goals += (
        "      - due: 2026-03-31\n        by: erik-lind\n        held: 2026-03-31\n        verdict: passed\n"
    )
    found = ask(judge_plan(tmp_path, LOST + goals))
    said = (
        "follow-through has regressed: crm-weekly-active stood at 75% on 2026-05-29, and 85% was to be kept"
    )
    assert found.headline == said


METHOD = """
[[method.stages]]
id = "urgency"
title = "The urgency"
step = "vision"
[[method.stages]]
id = "coalition"
step = "coalition"
[[method.stages]]
id = "goals"
step = "goals"
[[method.stages]]
id = "follow-through"
step = "follow-through"
"""


def test_a_company_s_own_stage_is_called_by_its_title(tmp_path: Path) -> None:
    found = ask(judge_plan(tmp_path, config=METHOD))
    assert found.stage == "urgency"
    assert found.step == "vision"
    assert "stuck at the urgency" in found.headline
