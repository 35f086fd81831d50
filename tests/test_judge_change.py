"""Rules that see a page before and after a change, ours and a company's own."""

from collections.abc import Iterable
from pathlib import Path

from playbook.check import Options
from playbook.model.case import Case
from playbook.rule import DiffRule, Finding, W
from tests.changed import compare, edit_base
from tests.sites import TODAY, read_base

EDITS = (
    ("summary: Every opportunity", "summary: Each opportunity"),
    ("go-live: 2026-07-01", "go-live: 2026-07-02"),
)


def find_later(before: Case, after: Case) -> Iterable[Finding]:
    """Find a go-live that is later."""
    assert before.today == after.today == TODAY
    assert before.site is not after.site
    if str(after.plan.go_live) > str(before.plan.go_live):
        yield Finding(("go-live",), f"{before.plan.go_live} became {after.plan.go_live}", "keep it")


def crash(_before: Case, _after: Case) -> Iterable[Finding]:
    """Fail."""
    raise ZeroDivisionError


LATER = DiffRule(code="AC001", name="go-live-later", level=W, why="a day is a day", check=find_later)
CRASHING = DiffRule(code="AC002", name="change-crashes", level=W, why="nobody is perfect", check=crash)


def list_found(
    folder: Path, *rules: DiffRule, edits: tuple[tuple[str, str], ...] = EDITS
) -> list[tuple[str, str, int]]:
    """List (code, message, line) of what a change is found to do."""
    found = compare(folder, read_base(), edit_base(*edits), Options(own_rules=rules)).report.diagnostics
    return [(each.code, each.message, each.span.line) for each in found if each.code in ("AC001", "PB900")]


def test_a_companys_own_rule_judges_a_change_at_its_place(tmp_path: Path) -> None:
    assert list_found(tmp_path, LATER) == [("AC001", "2026-07-01 became 2026-07-02", 12)]


def test_a_rule_that_crashes_is_a_finding_and_the_others_run(tmp_path: Path) -> None:
    codes = [code for code, _, _ in list_found(tmp_path, CRASHING, LATER)]
    assert sorted(codes) == ["AC001", "PB900"]


def test_what_did_not_change_is_not_judged(tmp_path: Path) -> None:
    assert list_found(tmp_path, CRASHING, edits=()) == []


def test_a_plain_check_runs_no_rule_about_changes(tmp_path: Path) -> None:
    report = compare(tmp_path, read_base(), read_base(), Options(own_rules=(CRASHING,))).after.checked.report
    assert [each.code for each in report.diagnostics] == []


def test_the_findings_of_a_change_stand_among_the_others_in_order(tmp_path: Path) -> None:
    edits = (*EDITS, ("sponsor: erik-lind\n", ""))
    comparison = compare(tmp_path, read_base(), edit_base(*edits), Options(own_rules=(LATER,)))
    lines = [each.span.line for each in comparison.report.diagnostics]
    assert len(lines) > 1
    assert lines == sorted(lines)
    assert "AC001" in [each.code for each in comparison.fresh.new]
