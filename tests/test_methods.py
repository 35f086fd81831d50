"""A company's own method, end to end: a complete committed plan passes; one without a stage does not."""

from pathlib import Path

import pytest

from tests.sites import judge_files, read_base

KOTTER = {
    "urgency": "vision",
    "guiding-coalition": "coalition",
    "vision-and-initiatives": "vision",
    "volunteer-army": "coalition",
    "barriers": "coalition",
    "short-term-wins": "goals",
    "sustain-acceleration": "follow-through",
    "institute-change": "follow-through",
}
ADKAR = {
    "awareness": "vision",
    "desire": "coalition",
    "knowledge": "coalition",
    "ability": "goals",
    "reinforcement": "follow-through",
}
METHODS = {"Kotter's eight": KOTTER, "ADKAR's five": ADKAR}
CRM = "content/initiatives/crm.md"

ADDED = {
    "vision": """    diagnosis:
      - finding: A rep types each deal into three tools
        evidence: 11.4 hours per rep and week
        source: Time study, November 2025
""",
    "coalition": """    members:
      - person: tom-hale
        ask: Budget for 40 seats
        asked: 2026-05-14
        accepted: 2026-05-20
      - person: ana-ruiz
        ask: Half a day of training for every rep
        kind: training
        asked: 2026-05-14
        accepted: 2026-05-20
    communication:
      - audience: everyone
        message: Type a deal once
        channel: all-hands
        by: erik-lind
        due: 2026-07-06
""",
    "goals": "",
    "follow-through": """    keep: 85
    until: 2027-12-31
    anchors:
      - what: The first week of onboarding uses the CRM only
""",
}
HEAD = """---
title: One CRM for every deal
summary: Every opportunity lives in one CRM, so that the forecast is built from facts.
status: committed
owner: maya-okafor
sponsor: erik-lind
department: sales
affects:
  - sales
  - finance
starts: 2026-07-01
go-live: 2026-12-01
targets:
  - metric: sales-cycle
    headline: true
    baseline:
      value: 62
      date: 2025-12-31
      source: CRM report 17
    target:
      value: 45
      due: 2027-03-31
stages:
"""
TAIL = """milestones:
  - title: The pilot team works in the CRM only
    owner: ana-ruiz
    due: 2026-08-20
    metric: crm-weekly-active
    target: 60
  - title: All teams work in the CRM only
    owner: tom-hale
    due: 2026-10-15
    acceptance: The old tools are read-only, shown by their access logs
---
Every deal lives in one place.
"""


def write_plan(method: dict[str, str]) -> str:
    """Write a complete committed plan, a stage for each of the method's."""
    text = HEAD
    for n, (stage, step) in enumerate(method.items()):
        reviews = ["2027-02-15", "2027-05-15", "2027-08-15", "2027-11-15"]
        due = reviews if step == "follow-through" else [f"2026-{7 + n // 2:02}-{15 + n}"]
        text += (
            f"  {stage}:\n    owner: maya-okafor\n    metric: crm-weekly-active\n{ADDED[step]}    reviews:\n"
        )
        text += "".join(f"      - due: {day}\n        by: erik-lind\n" for day in due)
    return text + TAIL


def write_files(method: dict[str, str], plan: str) -> dict[str, str]:
    stages = "".join(
        f'\n[[method.stages]]\nid = "{each}"\nstep = "{step}"\n' for each, step in method.items()
    )
    base = read_base()
    return {**base, "playbook.toml": base["playbook.toml"] + stages, CRM: plan}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_a_complete_plan_of_another_method_has_no_error(tmp_path: Path, method: dict[str, str]) -> None:
    checked = judge_files(tmp_path, write_files(method, write_plan(method))).checked
    assert [each for each in checked.report.diagnostics if each.severity.word == "error"] == []
    standing = checked.standings["initiative/crm"]
    assert [each.stage.id for each in standing.states] == list(method)
    assert all(each.is_met for each in standing.states if each.stage.step in ("vision", "follow-through"))


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_a_stage_of_another_method_is_missed_by_its_name(tmp_path: Path, method: dict[str, str]) -> None:
    for n, stage in enumerate(method):
        rest = {each: step for each, step in method.items() if each != stage}
        found = judge_files(
            tmp_path / str(n), write_files(method, write_plan(rest))
        ).checked.report.diagnostics
        told = [(each.code, each.message) for each in found if each.severity.word == "error"]
        assert ("PB104", f"the plan lacks the stage `{stage}`") in told


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
def test_the_core_three_hold_for_every_stage_of_another_method(
    tmp_path: Path, method: dict[str, str]
) -> None:
    for n, stage in enumerate(method):
        plan = write_plan(method).replace(f"  {stage}:\n    owner: maya-okafor\n", f"  {stage}:\n")
        found = judge_files(tmp_path / str(n), write_files(method, plan)).checked.report.diagnostics
        told = [(each.code, each.message) for each in found if each.severity.word == "error"]
        assert [code for code, _ in told] == ["PB101"]
        assert f"`{stage}`" in told[0][1]


def test_the_four_steps_ids_are_unknown_to_another_method(tmp_path: Path) -> None:
    files = write_files(ADKAR, write_plan({**ADKAR, "goals": "goals"}))
    found = judge_files(tmp_path, files).checked.report.diagnostics
    assert [each.message for each in found if each.severity.word == "error"] == ["unknown stage `goals`"]
