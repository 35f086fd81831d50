"""Waivers: what they cover, what is said of them, and when an ended one goes on."""

from datetime import date
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.rule import Finding, W
from tests.plans import PAUSED, UNAPPROVED, claim, find, judge_plan, list_severities, make_rule, waive
from tests.sites import TODAY

LATE = date(2027, 2, 1)
"""A day after the end of every waiver here."""

TWO_UNAPPROVED = (
    UNAPPROVED
    + """  vision:
    owner: maya-okafor
    metric: sales-cycle
    done: 2026-02-12
    diagnosis:
      - finding: A rep types each deal into three tools
        evidence: 11.4 hours per rep and week
        source: Time study, November 2025
    reviews:
      - due: 2026-07-13
        by: erik-lind
"""
)


@pytest.mark.parametrize("rule", ["gate-unapproved", "PB602"])
@pytest.mark.parametrize(
    "item", ["", "stages.goals", "goals-1", "stages.goals.reviews.goals-1"], ids=lambda each: each or "none"
)
def test_a_waiver_covers_its_rule_at_its_item(rule: str, item: str, tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, UNAPPROVED + waive(rule, item))
    (found,) = find(judgement, "PB602")
    assert (found.suppressed, found.waived, found.waived_until) == (
        True,
        "The board knows (erik-lind)",
        "2026-12-31",
    )
    assert find(judgement, "PB009") == []


@pytest.mark.parametrize("item", ["stages.vision", "stages.goal", "goals-2", "vision"])
def test_a_waiver_of_another_item_covers_nothing(item: str, tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, UNAPPROVED + waive("gate-unapproved", item))
    assert list_severities(judgement, "PB602") == ["warning"]
    (found,) = find(judgement, "PB009")
    assert (found.severity.word, found.message) == (
        "warning",
        "the waiver of gate-unapproved meets no finding",
    )


@pytest.mark.parametrize("item", ["milestones.second-team", "second-team"])
def test_a_milestone_is_named_by_its_id(item: str, tmp_path: Path) -> None:
    milestone = "milestones:\n  - id: second-team\n    title: The second team\n    owner: ana-ruiz\n"
    judgement = judge_plan(tmp_path, milestone + waive("key-missing", item))
    assert [each.suppressed for each in find(judgement, "PB011")] == [True]
    assert find(judgement, "PB009") == []


def test_a_waiver_of_several_items_names_one(tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path / "a", TWO_UNAPPROVED + waive("gate-unapproved"))
    (found,) = find(judgement, "PB009")
    assert (found.severity.word, found.message) == (
        "warning",
        "the waiver of gate-unapproved meets 2 items and names none",
    )
    assert "stages.goals" in found.help
    named = judge_plan(tmp_path / "b", TWO_UNAPPROVED + waive("gate-unapproved", "stages.goals"))
    assert find(named, "PB009") == []
    assert list_severities(named, "PB602") == ["warning"]


def test_a_named_item_may_hold_several(tmp_path: Path) -> None:
    more = "      - due: 2026-09-19\n      - due: 2026-12-19\n"
    judgement = judge_plan(tmp_path, UNAPPROVED + more + waive("key-missing", "stages.goals"))
    assert [(each.item, each.suppressed) for each in find(judgement, "PB011")] == [
        ("stages.goals.reviews.goals-2", True),
        ("stages.goals.reviews.goals-3", True),
    ]
    assert find(judgement, "PB009") == []


@pytest.mark.parametrize(
    ("waiver", "severity", "words"),
    [
        (waive("gate-unaproved"), "error", "no rule is called `gate-unaproved`"),
        (waive("PB3"), "error", "no rule is called `PB3`"),
        (waive("stage-review-missing"), "error", "PB103 stage-review-missing cannot be waived"),
        (waive("unknown-key"), "error", "PB002 unknown-key cannot be waived"),
        (waive("gate-unapproved", by="maya-okafor"), "error", "cannot waive its findings"),
        (waive("gate-unapproved", reason=""), "error", "the waiver has no `reason`"),
        (waive("gate-unapproved", by=""), "error", "the waiver has no `by`"),
        (waive("gate-unapproved", until=""), "error", "the waiver has no `until`"),
    ],
    ids=["unknown", "prefix", "core", "locked", "own", "no-reason", "no-approver", "no-end"],
)
def test_what_is_no_waiver_waives_nothing(waiver: str, severity: str, words: str, tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, UNAPPROVED + waiver)
    (found,) = find(judgement, "PB009")
    assert found.severity.word == severity
    assert words in found.message
    assert list_severities(judgement, "PB602") == ["warning"]


def test_an_unknown_rule_is_told_the_nearest_one(tmp_path: Path) -> None:
    (found,) = find(judge_plan(tmp_path, waive("gate-unaproved")), "PB009")
    assert found.help == "did you mean `gate-unapproved`?"


def test_in_a_draft_a_core_rule_may_be_waived(tmp_path: Path) -> None:
    fragment = claim("draft") + "stages:\n  goals:\n    owner: tom-hale\n    metric: crm-weekly-active\n"
    judgement = judge_plan(tmp_path, fragment + waive("PB103"))
    assert [each.suppressed for each in find(judgement, "PB103")] == [True]
    assert find(judgement, "PB009") == []


def test_an_ended_waiver_warns_and_goes_on(tmp_path: Path) -> None:
    fragment = UNAPPROVED + waive("gate-unapproved", "stages.goals")
    assert find(judge_plan(tmp_path / "a", fragment, today=date(2026, 12, 31)), "PB009") == []
    judgement = judge_plan(tmp_path / "b", fragment, today=LATE)
    (found,) = find(judgement, "PB009")
    assert (found.severity.word, found.message) == (
        "warning",
        "the waiver of gate-unapproved ended on 2026-12-31",
    )
    assert [each.suppressed for each in find(judgement, "PB602")] == [True]


def test_an_ended_waiver_covers_nothing_where_deadlines_count(tmp_path: Path) -> None:
    fragment = UNAPPROVED + waive("gate-unapproved", "stages.goals")
    judgement = judge_plan(tmp_path, fragment, today=LATE, options=Options(deadlines="error"))
    assert list_severities(judgement, "PB602") == ["warning"]
    assert list_severities(judgement, "PB009") == ["error"]


def test_a_rule_that_rests_or_cannot_run_makes_no_waiver_useless(tmp_path: Path) -> None:
    def never(*_seen: object) -> tuple[Finding, ...]:
        return ()

    timed = make_rule(never, level=W, timed=True)
    blind = make_rule(never, level=W, code="AC002", name="own-history", needs="history")
    options = Options(own_rules=(timed, blind))
    paused = PAUSED.format(until="2026-09-01")
    assert find(judge_plan(tmp_path / "a", paused + waive("own-rule"), options=options), "PB009") == []
    assert find(judge_plan(tmp_path / "b", waive("own-history"), options=options), "PB009") == []
    assert list_severities(judge_plan(tmp_path / "c", waive("own-rule"), options=options), "PB009") == [
        "warning"
    ]
    ended = judge_plan(tmp_path / "d", paused + waive("own-rule"), today=LATE, options=options)
    assert any("ended on" in each.message for each in find(ended, "PB009"))


def test_an_unknown_approver_is_told_once(tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, UNAPPROVED + waive("PB602", by="nobody"), today=TODAY)
    assert list_severities(judgement, "PB005") == ["error"]
    assert find(judgement, "PB009") == []
