"""The goals' rules beside their examples: the day on which each begins to speak, words, several causes."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from playbook.rules import RULES
from tests.overlay import merge
from tests.plans import CRM, claim, find, judge_plan
from tests.sites import TODAY, judge_files, read_base

STARTS = date(2026, 1, 12)
GUARDS = {
    "PB401", "PB402", "PB403", "PB404", "PB406", "PB408", "PB409",
    "PB501", "PB502", "PB503", "PB506",
}  # fmt: skip
TIMED = {
    "PB408", "PB411", "PB412", "PB413", "PB414",
    "PB502", "PB505", "PB506", "PB507", "PB511", "PB514",
}  # fmt: skip
ERRORS = {"PB401", "PB402", "PB403", "PB406", "PB409", "PB501", "PB503"}
MINE = [each for each in RULES if each.code[:3] in ("PB4", "PB5") and each.code not in ("PB510", "PB504")]


@pytest.mark.parametrize("rule", MINE, ids=lambda each: each.name)
def test_what_a_rule_says_of_itself(rule: object) -> None:
    code = rule.code  # type: ignore[attr-defined]
    step = "goals" if code < "PB500" else "follow-through"
    assert rule.guard == (step if code in GUARDS else "")  # type: ignore[attr-defined]
    assert rule.timed == (code in TIMED)  # type: ignore[attr-defined]
    assert rule.level.word == ("error" if code in ERRORS else "warning")  # type: ignore[attr-defined]


def after(days: int, begin: date = STARTS) -> date:
    """Give the day that many days after the start."""
    return begin + timedelta(days)


def build(*milestones: str) -> str:
    """Build milestones, each from lines `key: value` parted by commas; the measure is added."""
    items = [[*each.split(", "), "owner: ana-ruiz", "acceptance: The log is empty"] for each in milestones]
    return "milestones:\n" + "".join("  - " + "\n    ".join(lines) + "\n" for lines in items)


def build_target(due: date | str = "2026-12-18", metric: str = "sales-cycle") -> str:
    """Build a target of 45 from a baseline of 62."""
    return (
        f"targets:\n  - metric: {metric}\n    baseline:\n      value: 62\n      date: 2025-12-31\n"
        f"      source: CRM report 17\n    target:\n      value: 45\n      due: {due}\n"
    )


def first_at(days: int) -> str:
    """Build milestones of which the first comes that many days after the start."""
    return build(f"title: First, due: {after(days)}", "title: Last, due: 2026-12-18")


SPEAKS = {
    "PB401 one for 120 days": ("PB401", build("title: A, due: 2026-05-01") + build_target(after(120)), 0),
    "PB401 one for 121 days": ("PB401", build("title: A, due: 2026-05-01") + build_target(after(121)), 1),
    "PB401 one for nobody knows how long": ("PB401", build("title: A, due: 2026-05-01") + "starts: ~\n", 0),
    "PB401 up to go-live where no target has a day": (
        "PB401",
        build("title: A, due: 2026-05-01") + "targets: ~\ngo-live: 2026-05-13\n",
        1,
    ),
    "PB402 two words": ("PB402", "milestones:\n  - title: A\n    acceptance: Contract signed\n", 0),
    "PB404 90 days": ("PB404", first_at(90), 0),
    "PB404 91 days": ("PB404", first_at(91), 1),
    "PB404 a quarter": ("PB404", first_at(100) + build_target(after(400)), 0),
    "PB404 a day over a quarter": ("PB404", first_at(101) + build_target(after(400)), 1),
    "PB404 a change of 120 days": ("PB404", first_at(100) + build_target(after(120)), 0),
    "PB404 a change of 121 days": ("PB404", first_at(100) + build_target(after(121)), 1),
    "PB404 no days at all": ("PB404", first_at(100) + "targets: ~\ngo-live: ~\n", 0),
    "PB404 no milestones": ("PB404", "milestones: ~\n", 0),
    "PB404 no start": ("PB404", first_at(100) + "starts: ~\n", 0),
    "PB404 the first one has no day": ("PB404", build("title: A", f"title: B, due: {after(91)}"), 0),
    "PB404 a later one has no measure": (
        "PB404",
        build(f"title: A, due: {after(91)}, acceptance: The log shows it", f"title: B, due: {after(92)}"),
        1,
    ),
    "PB404 the first one is cancelled": (
        "PB404",
        build(f"title: A, due: {after(9)}, cancelled: {{}}", f"title: B, due: {after(91)}"),
        1,
    ),
    "PB406 two days that are not compared": ("PB406", build("title: A", "title: B, depends-on: [a]"), 0),
    "PB406 the same day": (
        "PB406",
        build("title: A, due: 2026-07-01", "title: B, due: 2026-07-01, depends-on: [a]"),
        0,
    ),
    "PB406 what waits is done": (
        "PB406",
        build("title: A, due: 2026-07-01", "title: B, due: 2026-05-01, done: 2026-05-01, depends-on: [a]"),
        0,
    ),
    "PB406 what waits is cancelled and outside": (
        "PB406",
        build("title: A, due: 2026-07-01", "title: B, due: 2028-05-01, depends-on: [a], cancelled: {}"),
        0,
    ),
    "PB406 a milestone that waits for a plan": (
        "PB406",
        build("title: A, due: 2026-07-01", "title: B, due: 2026-05-01, depends-on: [crm]"),
        1,
    ),
    "PB406 no end": ("PB406", build("title: A, due: 2028-05-01") + "targets: ~\ngo-live: ~\nstages: ~\n", 0),
    "PB406 after the last target": (
        "PB406",
        build("title: A, due: 2026-12-19") + build_target() + "stages: ~\n",
        1,
    ),
    "PB406 on the last target's day": (
        "PB406",
        build("title: A, due: 2026-12-18") + build_target() + "stages: ~\n",
        0,
    ),
    "PB406 two circles": (
        "PB406",
        build(
            "title: A, depends-on: [b]",
            "title: B, depends-on: [a]",
            "title: C, depends-on: [d]",
            "title: D, depends-on: [c]",
        ),
        2,
    ),
    "PB406 a later one of another plan is the matter of PB410": (
        "PB406",
        build("title: B, due: 2026-07-01, depends-on: [erp#launch]"),
        0,
    ),
    "PB408 without a day": ("PB408", build("title: A"), 0),
    "PB410 nobody knows when it comes": ("PB410", "go-live: ~\ndepends-on:\n  - erp\n", 0),
    "PB411 neither value nor day": ("PB411", "targets:\n  - metric: sales-cycle\n    target: ~\n", 0),
    "PB411 a value without a day": (
        "PB411",
        "targets:\n  - metric: sales-cycle\n    target:\n      value: 45\n",
        0,
    ),
    "PB411 sustained is the matter of PB504": (
        "PB411",
        claim("sustained") + build_target("2026-05-30"),
        0,
    ),
    "PB413 something done today": (
        "PB413",
        claim("committed") + "stages: ~\n" + build("title: A, done: 2026-06-01"),
        0,
    ),
    "PB413 something done tomorrow": (
        "PB413",
        claim("committed") + "stages: ~\n" + build("title: A, done: 2026-06-02"),
        1,
    ),
    "PB413 running": ("PB413", "milestones: ~\nstages: ~\n", 0),
    "PB412 no days": ("PB412", "go-live: ~\nstages: ~\n", 0),
}

DRAFT = """---
title: ERP
status: draft
owner: tom-hale
go-live: 2026-12-01
milestones:
  - title: Launch
    due: 2026-11-30
    owner: tom-hale
    acceptance: The first order is shipped
---
"""
ERP = {"content/initiatives/erp.md": DRAFT}


@pytest.mark.parametrize(("code", "fragment", "times"), SPEAKS.values(), ids=SPEAKS)
def test_a_rule_speaks_from_its_threshold_on(tmp_path: Path, code: str, fragment: str, times: int) -> None:
    judgement = judge_plan(tmp_path, fragment, files=ERP)
    assert judgement.checked.standings, "the page cannot be read"
    assert len(find(judgement, code)) == times
    assert not find(judgement, "PB900")


MESSAGES = {
    "PB401 none": ("milestones: ~\n", "the plan has no milestones"),
    "PB401 cancelled": (build("title: A, cancelled: {}"), "every milestone is cancelled"),
    "PB401 one": (build("title: A, due: 2026-05-01"), "one milestone for 340 days of change"),
    "PB402 no value": (
        "milestones:\n  - title: A\n    metric: sales-cycle\n",
        "names the metric `sales-cycle` and",
    ),
    "PB402 no metric": ("milestones:\n  - title: A\n    target: 3\n", "names the value 3 and no metric"),
    "PB402 nothing": ("milestones:\n  - title: A\n", "nothing says when milestone `a` is reached"),
    "PB403 without a title": ("milestones:\n  - due: 2026-07-01\n", "milestone 1 has no owner"),
    "PB406 way": (
        build("title: A, depends-on: [b]", "title: B, depends-on: [a]"),
        "`a` waits for itself: a → b → a",
    ),
    "PB406 order": (
        build("title: A, due: 2026-07-02", "title: B, due: 2026-07-01, depends-on: [a]"),
        "milestone `b` is due before `a`, which it waits for (2026-07-02)",
    ),
    "PB408 a day": (build("title: A, due: 2026-05-31"), "milestone `a` was due on 2026-05-31, 1 day ago"),
    "PB410 later": ("depends-on:\n  - erp\n", "`erp` is due on 2026-12-01, after what waits for it here"),
    "PB411 where it stands": (
        build_target("2026-04-15"),
        "sales-cycle was to be 45 days by 2026-04-15, and stands at 54 days",
    ),
    "PB413 how late": (
        claim("committed") + "starts: 2026-05-30\nmilestones: ~\nstages: ~\n",
        "the work was to start on 2026-05-30, 2 days ago",
    ),
}


@pytest.mark.parametrize(("name", "case"), MESSAGES.items(), ids=MESSAGES)
def test_a_finding_says(tmp_path: Path, name: str, case: tuple[str, str]) -> None:
    fragment, words = case
    if name.startswith("PB401"):
        fragment += "stages:\n  goals:\n    owner: tom-hale\n"
    found = find(judge_plan(tmp_path, fragment, files=ERP), name[:5])
    assert any(words in each.message for each in found), [each.message for each in found]


def test_a_second_place_is_named(tmp_path: Path) -> None:
    fragment = build("title: A, due: 2026-07-02", "title: B, due: 2026-07-01, depends-on: [a]")
    (found,) = find(judge_plan(tmp_path, fragment), "PB406")
    assert [each.message for each in found.related] == ["due here", "depends on it"]


@pytest.mark.parametrize(("own", "line"), [("go-live", "go-live:"), ("due", "due: 2026-06-26")])
def test_a_dependency_shows_the_day_that_it_is_compared_with(tmp_path: Path, own: str, line: str) -> None:
    waits = "depends-on:\n  - erp\n"
    part = build("title: A, due: 2026-06-26, depends-on: [erp]")
    judgement = judge_plan(tmp_path, waits if own == "go-live" else part, files=ERP)
    (found,) = find(judgement, "PB410")
    text = (tmp_path / CRM).read_text(encoding="utf-8").splitlines()
    assert line in text[found.related[0].span.line - 1]


def test_done_in_the_future_is_never_an_error_and_order_always_is(tmp_path: Path) -> None:
    fragment = build(
        "title: A, due: 2026-07-02, done: 2026-06-20",
        "title: B, due: 2026-07-01",
        "title: C, due: 2026-06-30, depends-on: [b]",
    )
    found = find(judge_plan(tmp_path, fragment), "PB406")
    assert [each.severity.word for each in found] == ["warning", "error"]


def test_a_circle_across_plans_is_told_on_each_of_them_once(tmp_path: Path) -> None:
    files = read_base()
    files[CRM] = merge(files[CRM], "depends-on:\n  - erp\n  - crm\n")
    files["content/initiatives/erp.md"] = DRAFT.replace("go-live", "depends-on: [crm]\ngo-live")
    found = find(judge_files(tmp_path, files, TODAY), "PB406")
    assert [each.page for each in found] == ["initiative/crm", "initiative/erp"]
    assert "erp → crm → erp" in found[1].message
