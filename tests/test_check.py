"""The checker itself: what is asked for, what crashes, what could not run, what rests."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.diagnostic import list_unmet
from playbook.rule import ALL_STATUSES, Finding, SiteRule, W
from tests.plans import (
    CRM,
    PAUSED,
    UNAPPROVED,
    UNPAID,
    UNREVIEWED,
    claim,
    find,
    judge_plan,
    list_severities,
    make_rule,
)


@pytest.mark.parametrize("word", ["gate-unapproved", "PB602", "PB60", "PB6", "PB"])
def test_a_rule_is_ignored_and_selected_by_name_code_and_prefix(word: str, tmp_path: Path) -> None:
    fragment = UNAPPROVED + UNPAID
    ignored = judge_plan(tmp_path / "a", fragment, options=Options(ignore=(word,)))
    configured = judge_plan(tmp_path / "b", fragment, config=f'[check]\nignore = ["{word}"]\n')
    selected = judge_plan(tmp_path / "c", fragment, options=Options(select=(word,)))
    assert list_severities(ignored, "PB602") == list_severities(configured, "PB602") == []
    assert list_severities(selected, "PB602") == ["warning"]
    assert list_severities(selected, "PB011") == (["error"] if word == "PB" else [])


@pytest.mark.parametrize("word", ["gate", "pb602", "602", "", "PB6022"])
def test_a_word_that_names_no_rule_ignores_none(word: str, tmp_path: Path) -> None:
    assert list_severities(judge_plan(tmp_path, UNAPPROVED, options=Options(ignore=(word,))), "PB602")


@pytest.mark.parametrize("word", ["own-rule", "AC001", "AC"])
def test_a_companys_own_rule_is_named_in_the_same_ways(word: str, tmp_path: Path) -> None:
    ignored = judge_plan(tmp_path, options=Options(ignore=(word,), own_rules=(make_rule(),)))
    assert find(ignored, "own-rule") == []


@pytest.mark.parametrize("options", [Options(select=("PB006",)), Options(ignore=("PB",))], ids=str)
def test_what_is_asked_for_changes_no_standing(options: Options, tmp_path: Path) -> None:
    day = date(2026, 6, 27)
    one = judge_plan(tmp_path / "a", today=day).checked.standings["initiative/crm"]
    other = judge_plan(tmp_path / "b", today=day, options=options).checked.standings["initiative/crm"]
    assert one.health.word == "late"
    assert one == other


def test_ten_faults_of_a_page_are_ten_findings_each_at_its_line(tmp_path: Path) -> None:
    page = """---
title: TBD
status: runing
owner: nobody
sponser: erik-lind
starts: 2026-02-30
theme: one
theme: two
stages:
  vision:
    metric: no-metric
    until: 2026-07-01
    reviews: tomorrow
---
See [[nothing]].
"""
    found = judge_plan(tmp_path, files={CRM.replace("crm", "x"): page}).checked.by_page["initiative/x"]
    lines = {(each.span.line, each.name) for each in found if each.span.line > 1}
    assert lines >= {
        (2, "placeholder-left"),
        (3, "invalid-value"),
        (4, "unknown-reference"),
        (5, "unknown-key"),
        (6, "invalid-value"),
        (8, "invalid-value"),
        (10, "stage-owner-missing"),
        (11, "unknown-reference"),
        (12, "unknown-key"),
        (13, "invalid-value"),
        (15, "broken-link"),
    }


def test_findings_are_sorted_and_quote_their_line(tmp_path: Path) -> None:
    report = judge_plan(tmp_path, UNPAID + UNREVIEWED + "sponser: erik-lind\n").checked.report
    assert [each.span for each in report.diagnostics] == sorted(each.span for each in report.diagnostics)
    assert {each.excerpt for each in report.diagnostics if each.code == "PB103"} == {"  goals:"}


def test_an_endless_line_is_not_carried_along(tmp_path: Path) -> None:
    names = ",".join(f"d{n}" for n in range(1_000))
    report = judge_plan(tmp_path, f"affects: [{names}]\n").checked.report
    found = [each for each in report.diagnostics if each.code == "PB005"]
    assert len(found) == 1_000
    assert {each.excerpt for each in found} == {""}
    assert len({each.span.column for each in found}) == 1_000


def test_a_rule_that_crashes_is_a_finding_and_the_run_goes_on(tmp_path: Path) -> None:
    def crash(*_seen: object) -> Iterable[Finding]:
        yield Finding(("title",), "this one is lost with the rule")
        raise ZeroDivisionError("no readings")

    crashing = make_rule(crash, statuses=ALL_STATUSES)
    after = make_rule(code="AC002", name="own-other-rule")
    config = '[rules.internal-fault]\nlevel = "off"\n'
    for n, status in enumerate(ALL_STATUSES):
        options = Options(ignore=("PB900", "PB"), own_rules=(crashing, after))
        judgement = judge_plan(tmp_path / str(n), claim(status), config=config, options=options)
        (fault,) = find(judgement, "PB900")
        assert (fault.severity.word, fault.item, fault.span.path) == ("error", "own-rule", CRM)
        assert "AC001 own-rule" in fault.message
        assert "ZeroDivisionError: no readings" in fault.message
        assert find(judgement, "own-rule") == []
        assert bool(find(judgement, "own-other-rule")) == (status != "stopped")


def test_what_could_not_run_is_listed_and_can_be_required(tmp_path: Path) -> None:
    needy = make_rule(lambda *_: (), code="AC001", name="needs-readings", needs="readings")
    late = make_rule(lambda *_: (), code="AC002", name="needs-history", needs="history")
    files = {"content/metrics/sales-cycle.csv": "date,value\n"}
    options = Options(own_rules=(needy, late))
    report = judge_plan(tmp_path / "a", files=files, options=options).checked.report
    found = {each.code: each for each in report.not_evaluated}
    assert {"AC001", "AC002"} <= set(found)
    assert "sales-cycle" in found["AC001"].reason
    assert found["AC002"].help
    words = ("readings", "needs-readings", "AC001")
    assert all("AC001" in [each.code for each in list_unmet(report, [word])] for word in words)
    assert list_unmet(report, ["stage-review-missing", "PB103"]) == []
    full = judge_plan(tmp_path / "b", options=options).checked.report
    assert "AC001" not in [each.code for each in full.not_evaluated]
    assert [each.code for each in list_unmet(full, ["AC002"])] == ["AC002"]


DUE = SiteRule(
    code="AC001",
    name="own-deadline",
    level=W,
    why="it is ours",
    timed=True,
    check=lambda _page, _site, today: [Finding(("go-live",), f"today is {today}")],
)


@pytest.mark.parametrize(
    ("until", "today", "expected"),
    [
        ("2026-06-01", date(2026, 5, 31), []),
        ("2026-06-01", date(2026, 6, 1), []),
        ("2026-06-01", date(2026, 6, 2), ["warning"]),
        ("", date(2026, 6, 2), []),
    ],
    ids=["before", "on-the-day", "after", "without-end"],
)
def test_deadlines_of_a_paused_plan_rest_until_its_day(
    until: str, today: date, expected: list[str], tmp_path: Path
) -> None:
    options = Options(own_rules=(DUE,))
    judgement = judge_plan(tmp_path, PAUSED.format(until=until), today=today, options=options)
    assert list_severities(judgement, "own-deadline") == expected


def test_a_deadline_is_an_error_only_when_asked_for(tmp_path: Path) -> None:
    strict = Options(own_rules=(DUE,), deadlines="error")
    config = '[rules.own-deadline]\nlevel = "error"\n'
    usual = judge_plan(tmp_path / "a", config=config, options=Options(own_rules=(DUE,)))
    assert list_severities(usual, "own-deadline") == ["warning"]
    assert list_severities(judge_plan(tmp_path / "b", options=strict), "own-deadline") == ["error"]
    info = '[rules.own-deadline]\nlevel = "info"\n'
    assert list_severities(judge_plan(tmp_path / "c", config=info, options=strict), "own-deadline") == [
        "info"
    ]


def test_faults_of_no_page_are_found_too(tmp_path: Path) -> None:
    files = {"content/metrics/nothing.csv": "date,value\n"}
    (found,) = judge_plan(tmp_path, files=files).checked.by_page[""]
    assert (found.code, found.severity.word, found.span.path) == (
        "PB010",
        "error",
        "content/metrics/nothing.csv",
    )
