"""Gates, the barrier and the computed health: how a plan stands on a day."""

from datetime import date
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.diagnostic import Diagnostic, Severity
from playbook.gate import StageState, Standing, assess
from playbook.model.case import Case
from playbook.source import Span
from tests.plans import UNREVIEWED, claim, judge_plan, make_rule, waive
from tests.sites import TODAY

VISION = """stages:
  vision:
    owner: maya-okafor
    metric: sales-cycle
    starts: 2026-01-12
"""
"""A vision without a review, while the later stages of the base plan have begun."""

HELD = """stages:
  follow-through:
    owner: lena-fox
    metric: crm-weekly-active
    keep: {keep}
    until: 2027-06-30
    reviews:
      - due: 2026-05-15
        by: erik-lind
        held: {held}
        verdict: {verdict}
      - due: 2027-06-15
        by: erik-lind
"""

SLIPS = """slips:
  - item: milestones.all-teams
    from: 2026-05-29
    to: 2026-06-12
    date: 2026-04-20
    reason: The import was late
  - item: milestones.all-teams
    from: 2026-06-12
    to: 2026-06-26
    date: {date}
    reason: The import was late again
"""

BEHIND = {"content/metrics/sales-cycle.csv": "date,value\n2025-12-31,62\n2026-05-29,{}\n"}


def stand(folder: Path, fragment: str = "", **changes: object) -> Standing:
    """Give how the base plan stands with a fragment laid over it."""
    judgement = judge_plan(folder, fragment, **changes)  # type: ignore[arg-type]
    return judgement.checked.standings["initiative/crm"]


def get(standing: Standing, stage: str) -> StageState:
    """Give the state of a stage."""
    state = standing.state(stage)
    assert state is not None
    return state


def test_a_sound_plan_is_on_track_and_knows_what_comes_next(tmp_path: Path) -> None:
    standing = stand(tmp_path)
    assert (standing.barrier, standing.later, standing.health.word) == (None, None, "on-track")
    assert standing.next_stage == standing.state("goals")
    assert standing.declared == "on-track"
    assert all(each.is_met for each in standing.states)
    assert standing.state("pilot") is None
    began = {each.stage.id: each.began and each.began[1] for each in standing.states}
    assert began == {
        "vision": date(2026, 1, 12),
        "coalition": date(2026, 1, 14),
        "goals": date(2026, 3, 9),
        "follow-through": None,
    }


def test_a_scheduled_day_begins_nothing(tmp_path: Path) -> None:
    before = stand(tmp_path, today=date(2026, 1, 11))
    assert [each.began for each in before.states] == [None] * 4


def test_a_plan_is_stuck_at_the_first_gate_that_is_shut_while_a_later_stage_has_begun(tmp_path: Path) -> None:
    standing = stand(tmp_path, VISION)
    assert standing.barrier == standing.state("vision")
    assert standing.later == standing.state("coalition")
    assert (standing.health.word, standing.health.as_declared) == ("stuck", "off-track")
    assert "PB103" in {each.code for each in get(standing, "vision").blockers}


def test_what_no_later_stage_waits_for_is_no_barrier(tmp_path: Path) -> None:
    fragment = "stages:\n  follow-through:\n    owner: lena-fox\n    metric: crm-weekly-active\n"
    standing = stand(tmp_path, fragment)
    assert get(standing, "follow-through").is_shut
    assert standing.barrier is None
    assert standing.next_stage == standing.state("goals")


def test_a_stage_that_is_not_there_is_not_met(tmp_path: Path) -> None:
    standing = stand(tmp_path, "stages:\n  coalition: ~\n")
    assert standing.barrier == standing.state("coalition")
    assert [each.code for each in get(standing, "coalition").blockers] == ["PB104"]
    assert get(standing, "vision").is_met


def test_a_waived_gate_is_not_met_and_no_barrier(tmp_path: Path) -> None:
    guard = make_rule(level=Severity.INFO, guard="vision")
    options = Options(own_rules=(guard,))
    standing = stand(tmp_path / "a", waive("own-rule", "title"), options=options)
    vision = get(standing, "vision")
    assert (vision.is_met, vision.is_waived, vision.is_shut) == (False, True, False)
    assert (standing.barrier, standing.health.word) == (None, "on-track")
    without = stand(tmp_path / "b", options=options)
    assert without.barrier == without.state("vision")


def test_a_gate_is_shut_whatever_the_level_of_its_guard(tmp_path: Path) -> None:
    options = Options(own_rules=(make_rule(guard="coalition"),))
    standing = stand(tmp_path, config='[rules.own-rule]\nlevel = "off"\n', options=options)
    assert standing.barrier == standing.state("coalition")


def hold_review(keep: str = "60", held: str = "2026-05-15", verdict: str = "holding") -> str:
    return HELD.format(keep=keep, held=held, verdict=verdict)


@pytest.mark.parametrize(
    ("fragment", "health", "reason"),
    [
        (
            hold_review(verdict="regressed"),
            ("regressed", "off-track"),
            "the last review found it regressed",
        ),
        (
            "go-live: 2026-05-01\n" + hold_review(keep="80"),
            ("regressed", "off-track"),
            "crm-weekly-active stood at 75% on 2026-05-29, and 80% was to be kept",
        ),
        (hold_review(verdict="slipping"), ("slipping", "at-risk"), "the last review found it slipping"),
        (
            SLIPS.format(date="2026-05-20"),
            ("at-risk", "at-risk"),
            "the milestone “All teams work in the CRM only” was moved twice",
        ),
        (UNREVIEWED, ("at-risk", "at-risk"), "stage `goals` has no follow-through review"),
        (hold_review(keep="80"), ("on-track", "on-track"), ""),
        ("go-live: 2026-05-01\n" + hold_review(keep="75"), ("on-track", "on-track"), ""),
        (hold_review(verdict="regressed", held="2026-06-02"), ("on-track", "on-track"), ""),
        (SLIPS.format(date="2026-06-02"), ("on-track", "on-track"), ""),
    ],
    ids=[
        "regressed-by-verdict",
        "regressed-by-reading",
        "slipping",
        "moved-twice",
        "core-finding",
        "not-live-yet",
        "just-kept",
        "verdict-of-tomorrow",
        "moved-tomorrow",
    ],
)
def test_health_is_the_first_that_holds(
    fragment: str, health: tuple[str, str], reason: str, tmp_path: Path
) -> None:
    found = assess_alone(tmp_path, fragment).health
    assert (found.word, found.as_declared) == health
    assert found.reasons[:1] == ((reason,) if reason else ())


def assess_alone(folder: Path, fragment: str, *found: str, **changes: object) -> Standing:
    """Assess the plan with the findings of PB101 to PB105 and with those named here, and with no guards."""
    judgement = judge_plan(folder, fragment, **changes)  # type: ignore[arg-type]
    core = [each for each in judgement.checked.by_page["initiative/crm"] if "PB101" <= each.code <= "PB105"]
    more = [Diagnostic(Span("x"), "PB999", name, Severity.WARNING, f"because of {name}") for name in found]
    case = Case(judgement.site.initiatives[0], judgement.site, judgement.today)
    return assess(case, [*core, *more], {})


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (["milestone-overdue"], "late"),
        (["target-missed"], "late"),
        (["initiative-past-end"], "late"),
        (["usage-decaying"], "slipping"),
        (["milestone-overdue", "usage-decaying"], "slipping"),
        (["gate-unapproved"], "on-track"),
    ],
    ids=lambda each: "+".join(each) if isinstance(each, list) else each,
)
def test_findings_make_late_and_slipping(found: list[str], word: str, tmp_path: Path) -> None:
    health = assess_alone(tmp_path, "", *found).health
    assert health.word == word
    assert set(health.reasons) <= {f"because of {name}" for name in found}


@pytest.mark.parametrize(
    ("value", "word"), [("44", "on-track"), ("56.3", "on-track"), ("56.4", "at-risk"), ("64", "at-risk")]
)
def test_a_reading_may_be_a_tenth_of_the_way_behind(value: str, word: str, tmp_path: Path) -> None:
    files = {name: text.format(value) for name, text in BEHIND.items()}
    assert assess_alone(tmp_path, "", files=files).health.word == word


@pytest.mark.parametrize("status", ["draft", "paused", "sustained", "stopped"])
def test_what_does_not_run_shows_itself(status: str, tmp_path: Path) -> None:
    standing = stand(tmp_path, claim(status) + SLIPS.format(date="2026-05-20"))
    assert (standing.health.word, standing.health.as_declared) == (status, "on-track")


@pytest.mark.parametrize(
    ("updates", "expected"),
    [
        ("", ""),
        ("  - date: 2026-06-02\n    health: off-track\n", ""),
        ("  - date: 2026-05-01\n    health: at-risk\n  - date: 2026-05-29\n    note: Quiet\n", "at-risk"),
        (
            "  - date: 2026-05-29\n    health: at-risk\n  - date: 2026-05-01\n    health: on-track\n",
            "at-risk",
        ),
        (
            "  - date: 2026-05-29\n    health: at-risk\n  - date: 2026-05-29\n    health: on-track\n",
            "on-track",
        ),
        ("  - health: off-track\n", ""),
    ],
    ids=["none", "tomorrow", "without-health", "newest-first", "two-on-a-day", "without-day"],
)
def test_the_newest_update_declares(updates: str, expected: str, tmp_path: Path) -> None:
    fragment = f"updates:\n{updates}" if updates else "updates: ~\n"
    assert stand(tmp_path, fragment, today=TODAY).declared == expected
