"""Levels: by status, by profile, as configured; and what no setting can loosen."""

from pathlib import Path
from typing import Any

import pytest

from playbook.check import Options
from playbook.rule import ALL_STATUSES, I, W
from tests.plans import (
    CRM,
    DRAFT,
    UNAPPROVED,
    UNPAID,
    UNREVIEWED,
    claim,
    judge_plan,
    list_errors,
    list_severities,
    make_rule,
    waive,
)

MISDATED = UNREVIEWED + "    done: 2026-03-05\n"
"""A later stage done before an earlier one: PB106, an error of the method."""

PLANNED = ("committed", "running", "live", "sustained", "paused")


@pytest.mark.parametrize(
    ("fragment", "rule", "expected"),
    [
        (UNREVIEWED, "PB103", {"draft": "warning"} | dict.fromkeys(PLANNED, "error")),
        (MISDATED, "PB106", {"draft": "warning"} | dict.fromkeys(PLANNED, "error")),
        ("sponser: erik-lind\n", "PB002", dict.fromkeys(ALL_STATUSES, "error")),
        ("owner: nobody\n", "PB005", dict.fromkeys(ALL_STATUSES, "error")),
        ("owner: ~\n", "PB105", dict.fromkeys(ALL_STATUSES - {"stopped"}, "error")),
        ("title: ~\n", "PB011", dict.fromkeys(ALL_STATUSES, "error")),
        (UNPAID, "PB011", {"draft": "warning"} | dict.fromkeys(PLANNED, "error")),
        (UNAPPROVED, "PB602", dict.fromkeys(ALL_STATUSES - {"stopped"}, "warning")),
    ],
    ids=[
        "core",
        "method",
        "page",
        "reference",
        "owner",
        "what-a-draft-needs",
        "what-a-plan-needs",
        "warning",
    ],
)
def test_the_claimed_status_sets_the_level(
    fragment: str, rule: str, expected: dict[str, str], tmp_path: Path
) -> None:
    found = {
        status: list_severities(judge_plan(tmp_path / status, claim(status) + fragment), rule)
        for status in ALL_STATUSES
    }
    assert found == {status: [expected[status]] if status in expected else [] for status in ALL_STATUSES}


def test_a_rule_may_have_another_level_in_one_status(tmp_path: Path) -> None:
    options = Options(own_rules=(make_rule(level=I, levels={"running": W}),))
    running = judge_plan(tmp_path / "a", options=options)
    live = judge_plan(tmp_path / "b", claim("live"), options=options)
    assert list_severities(running, "own-rule") == ["warning"]
    assert list_severities(live, "own-rule") == ["info"]


def test_a_draft_needs_title_and_owner_only(tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, files={"content/initiatives/discounts.md": DRAFT})
    assert list_errors(judgement) == []


@pytest.mark.parametrize("by", ["configuration", "option"])
def test_the_core_profile_keeps_page_and_core_rules_as_errors(by: str, tmp_path: Path) -> None:
    fragment = MISDATED + "sponser: erik-lind\n"
    config = '[check]\nprofile = "core"\n' if by == "configuration" else ""
    options = Options(profile="core" if by == "option" else "")
    judgement = judge_plan(tmp_path, fragment, config=config, options=options)
    levels = {code: list_severities(judgement, code) for code in ("PB002", "PB103", "PB106")}
    assert levels == {"PB002": ["error"], "PB103": ["error"], "PB106": ["warning"]}


def test_the_core_profile_takes_a_companys_own_rule_for_advice(tmp_path: Path) -> None:
    options = Options(profile="core", own_rules=(make_rule(),))
    assert list_severities(judge_plan(tmp_path, options=options), "own-rule") == ["warning"]


def test_an_option_overrules_the_configured_profile(tmp_path: Path) -> None:
    config, options = '[check]\nprofile = "core"\n', Options(profile="method")
    assert list_severities(judge_plan(tmp_path, MISDATED, config=config, options=options), "PB106") == [
        "error"
    ]


@pytest.mark.parametrize(
    ("level", "expected"),
    [("off", []), ("info", ["info"]), ("warning", ["warning"]), ("error", ["error"])],
    ids=str,
)
def test_a_configured_level_lowers_and_raises(level: str, expected: list[str], tmp_path: Path) -> None:
    config = f'[rules.gate-unapproved]\nlevel = "{level}"\n'
    assert list_severities(judge_plan(tmp_path, UNAPPROVED, config=config), "PB602") == expected


@pytest.mark.parametrize(("rule", "expected"), [("sponsor-missing", "warning"), ("working-draft", "error")])
def test_a_configured_level_makes_no_error_of_a_draft(rule: str, expected: str, tmp_path: Path) -> None:
    page = DRAFT.removesuffix("---\n") + "stages:\n  coalition:\n    done: 2026-05-01\n---\n"
    files = {CRM.replace("crm", "x"): page}
    config = f'[rules.{rule}]\nlevel = "error"\n'
    assert list_severities(judge_plan(tmp_path, config=config, files=files), rule) == [expected]


def test_a_configured_level_never_raises_what_a_rule_itself_lowers(tmp_path: Path) -> None:
    files = {CRM.replace("crm", "x"): DRAFT + "The room is TBD until May.\n"}
    config = '[rules.placeholder-left]\nlevel = "error"\n'
    assert list_severities(judge_plan(tmp_path, config=config, files=files), "PB008") == ["warning"]


LOOSENED: dict[str, dict[str, Any]] = {
    "level-off": {"config": '[rules.stage-review-missing]\nlevel = "off"\n'},
    "level-info": {"config": '[rules.stage-review-missing]\nlevel = "info"\n'},
    "configured-ignore": {"config": '[check]\nignore = ["stage-review-missing"]\n'},
    "ignore-by-name": {"options": Options(ignore=("stage-review-missing",))},
    "ignore-by-prefix": {"options": Options(ignore=("PB",))},
    "select-another": {"options": Options(select=("PB602",))},
    "waiver-by-name": {"fragment": waive("stage-review-missing", "stages.goals")},
    "waiver-by-code": {"fragment": waive("PB103")},
    "core-profile": {"options": Options(profile="core")},
}
"""Every way to loosen a rule."""


@pytest.mark.parametrize("status", PLANNED)
@pytest.mark.parametrize("way", LOOSENED)
def test_a_core_rule_cannot_be_loosened_from_committed(way: str, status: str, tmp_path: Path) -> None:
    changes = dict(LOOSENED[way])
    fragment = claim(status) + UNREVIEWED + str(changes.pop("fragment", ""))
    judgement = judge_plan(tmp_path, fragment, **changes)
    assert list_severities(judgement, "PB103") == ["error"]


@pytest.mark.parametrize("way", [each for each in LOOSENED if each != "core-profile"])
def test_a_core_rule_may_be_loosened_in_a_draft(way: str, tmp_path: Path) -> None:
    changes = dict(LOOSENED[way])
    fragment = claim("draft") + UNREVIEWED + str(changes.pop("fragment", ""))
    judgement = judge_plan(tmp_path, fragment, **changes)
    assert list_severities(judgement, "PB103") == (["info"] if way == "level-info" else [])


@pytest.mark.parametrize("status", ["draft", "running", "stopped"])
@pytest.mark.parametrize(
    "changes",
    [
        {"config": '[rules.unknown-key]\nlevel = "off"\n'},
        {"options": Options(ignore=("PB002",))},
        {"options": Options(select=("PB602",))},
    ],
    ids=["level", "ignore", "select"],
)
def test_a_locked_rule_cannot_be_loosened_at_all(
    changes: dict[str, Any], status: str, tmp_path: Path
) -> None:
    judgement = judge_plan(tmp_path, claim(status) + "sponser: erik-lind\n", **changes)
    assert list_severities(judgement, "PB002") == ["error"]
