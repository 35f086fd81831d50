"""One cause, one finding: a fault of the page silences the rules around its path, and no others."""

from pathlib import Path

import pytest

from tests.plans import CRM, UNREVIEWED, find, judge_plan

REVIEW = UNREVIEWED + "    review:\n      - due: 2026-07-03\n        by: erik-lind\n"


def list_codes(folder: Path, fragment: str) -> list[str]:
    return sorted(each.code for each in judge_plan(folder, fragment).checked.report.diagnostics)


def test_a_misspelt_key_speaks_for_the_one_that_was_meant(tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, REVIEW)
    (found,) = find(judgement, "PB002")
    assert (found.severity.word, found.help) == ("error", "did you mean `reviews`?")
    assert find(judgement, "PB103") == []


@pytest.mark.parametrize(
    ("fragment", "fault", "silenced"),
    [
        ("ownr: maya-okafor\nowner: ~\n", "PB002", "PB105"),
        ("owner:\n  - maya-okafor\n  - erik-lind\n", "PB003", "PB105"),
        ("go-live: soon\n", "PB003", "PB011"),
        ("summary: ~\nsumary: One CRM\n", "PB002", "PB011"),
        ("starts: TBD\n", "PB003", "PB008"),
        ("owner: <the id of one person>\n", "PB005", "PB008"),
        (UNREVIEWED + "    reviews: tomorrow\n", "PB003", "PB103"),
        (UNREVIEWED + "    reviews:\n      - due: tomorrow\n        by: erik-lind\n", "PB003", "PB103"),
        ("stages:\n  goals: later\n", "PB003", "PB101"),
        (UNREVIEWED.replace("tom-hale", "nobody"), "PB005", "PB101"),
    ],
    ids=[
        "misspelt-owner",
        "list-of-owners",
        "no-day",
        "misspelt-summary",
        "placeholder-for-a-day",
        "placeholder-for-a-person",
        "no-list",
        "invalid-below",
        "no-stage",
        "unknown-person",
    ],
)
def test_a_fault_at_above_or_below_silences(fragment: str, fault: str, silenced: str, tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, fragment)
    assert len(find(judgement, fault)) == 1
    assert find(judgement, silenced) == []


def test_a_fault_silences_nothing_beside_it(tmp_path: Path) -> None:
    fragment = UNREVIEWED.replace("metric: crm-weekly-active", "metrik: crm-weekly-active")
    assert {"PB002", "PB103"} <= set(list_codes(tmp_path, fragment))
    assert "PB102" not in list_codes(tmp_path, fragment)


def test_a_page_that_cannot_be_read_has_one_finding(tmp_path: Path) -> None:
    page = "---\ntitle: One: two\nstatus: running\nTBD: [\n---\nSee [[nothing]] or TODO.\n"
    found = judge_plan(tmp_path, files={CRM: page}).checked.by_page["initiative/crm"]
    assert [each.code for each in found if each.code != "PB006"] == ["PB001"]


def test_stages_that_are_no_stages_are_told_at_their_value(tmp_path: Path) -> None:
    page = "---\ntitle: One CRM\nstatus: running\nowner: maya-okafor\nstages: none\n---\n"
    found = judge_plan(tmp_path, files={CRM: page}).checked.by_page["initiative/crm"]
    assert [(each.code, each.span.line) for each in found if each.item == "stages"] == [("PB003", 5)]


def test_no_stages_are_one_finding_of_the_core(tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, "stages: ~\n")
    (found,) = find(judgement, "PB104")
    assert found.message == "the plan lacks the stages `vision`, `coalition`, `goals` and `follow-through`"
    assert [find(judgement, code) for code in ("PB101", "PB102", "PB103")] == [[], [], []]
