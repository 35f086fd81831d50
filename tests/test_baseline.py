"""The baseline: an old repository's gaps, by rule, page and item, which may only become fewer."""

from collections import Counter
from pathlib import Path

import pytest

from playbook.baseline import Baseline, BaselineError, format_baseline, read_baseline, shrink
from playbook.check import Options
from playbook.pipeline import Judgement
from tests.plans import UNREVIEWED, find, judge_plan, list_errors, waive

GAP = ("stage-review-missing", "initiative/crm", "stages.goals")
NOTES = "updates:\n  - by: maya-okafor\n    health: on-track\n    note: {}\n"


def make(*keys: tuple[str, str, str]) -> Options:
    """Give the options with a baseline that knows these."""
    return Options(baseline=Baseline(Counter(keys)))


def take(judgement: Judgement, old: Baseline | None = None) -> Baseline:
    """Give the baseline of what a check found."""
    report = judgement.checked.report
    return shrink(old, report.diagnostics + report.suppressed)


def test_what_the_baseline_knows_is_suppressed_even_of_the_core(tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, UNREVIEWED, options=make(GAP))
    (found,) = find(judgement, "PB103")
    assert (found.baselined, found.suppressed, found.severity.word) == (True, True, "error")
    assert list_errors(judgement) == []
    assert judgement.checked.closed == 0


@pytest.mark.parametrize(
    "key",
    [
        ("stage-owner-missing", *GAP[1:]),
        (GAP[0], "initiative/other", GAP[2]),
        (*GAP[:2], "stages.vision"),
    ],
    ids=["rule", "page", "item"],
)
def test_what_it_does_not_know_is_found(key: tuple[str, str, str], tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, UNREVIEWED, options=make(key))
    assert "PB103" in list_errors(judgement)
    assert judgement.checked.closed == 1


def test_a_line_is_no_part_of_it(tmp_path: Path) -> None:
    known = take(judge_plan(tmp_path / "a", UNREVIEWED))
    moved = judge_plan(
        tmp_path / "b", "theme: growth\n" + UNREVIEWED, options=Options(baseline=known)
    ).checked
    assert moved.report.diagnostics == ()
    assert moved.closed == 0


def test_it_counts_how_often_an_item_has_a_gap(tmp_path: Path) -> None:
    fragment = UNREVIEWED.replace("metric", "# metric").replace("owner: tom-hale", "done: 2026-05-01")
    both = judge_plan(tmp_path / "a", fragment)
    assert {each.item for each in find(both, "PB101") + find(both, "PB102")} == {"stages.goals"}
    two = "slips:\n  - item: milestones.all-teams\n    from: 2026-06-12\n    to: 2026-06-26\n"
    known = Baseline(Counter({("key-missing", "initiative/crm", "slips.1"): 1}))
    judgement = judge_plan(tmp_path / "b", two, options=Options(baseline=known))
    assert [each.baselined for each in sorted(find(judgement, "PB011"), key=lambda each: each.baselined)] == [
        False,
        True,
    ]


def test_a_gap_that_nobody_finds_any_more_is_closed(tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, options=make(GAP, GAP, ("owner-missing", "initiative/x", "owner")))
    assert judgement.checked.closed == 3


def test_it_only_shrinks(tmp_path: Path) -> None:
    old = Baseline(Counter({GAP: 1, ("owner-missing", "initiative/x", "owner"): 2}))
    fragment = UNREVIEWED + NOTES.format("Two of three teams are in.")
    new = take(judge_plan(tmp_path, fragment, options=Options(baseline=old)), old)
    assert dict(new.known) == {GAP: 1}
    first = take(judge_plan(tmp_path / "b", fragment))
    assert ("key-missing", "initiative/crm", "updates.1") in first.known


def test_what_is_waived_needs_no_baseline(tmp_path: Path) -> None:
    fragment = NOTES.format("Late.") + waive("key-missing", "updates.1")
    judgement = judge_plan(tmp_path, fragment, options=make(("key-missing", "initiative/crm", "updates.1")))
    (found,) = find(judgement, "PB011")
    assert (bool(found.waived), found.baselined) == (True, False)
    assert judgement.checked.closed == 1
    assert GAP not in take(judgement).known
    assert ("key-missing", "initiative/crm", "updates.1") not in take(judgement).known


def test_what_is_switched_off_uses_nothing_up(tmp_path: Path) -> None:
    key = ("key-missing", "initiative/crm", "updates.1")
    config = '[rules.key-missing]\nlevel = "off"\n'
    judgement = judge_plan(tmp_path, NOTES.format("Late."), config=config, options=make(key))
    assert judgement.checked.closed == 1


def test_a_file_is_written_sorted_and_read_back(tmp_path: Path) -> None:
    known = Baseline(Counter({GAP: 2, ("broken-link", "page/straße", ""): 1, ("gone", "x", ""): 0}))
    text = format_baseline(known)
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    assert [line.partition(",")[0] for line in text.splitlines()[1:-1]] == [
        '  {"rule": "broken-link"',
        '  {"rule": "stage-review-missing"',
    ]
    assert read_baseline(path).known == +known.known


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"schema": 2, "findings": []}', '{"schema": 1}', '{"schema": 1, "findings": [{}]}'],
)
def test_a_file_that_is_no_baseline_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BaselineError, match="is no baseline of schema 1"):
        read_baseline(path)


def test_a_file_that_is_not_there_or_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(BaselineError, match="there is no baseline"):
        read_baseline(tmp_path / "baseline.json")
    with pytest.raises(BaselineError, match="cannot be read"):
        read_baseline(tmp_path)
