"""What changed between two versions of a playbook, in the terms of its plans."""

from pathlib import Path

import pytest

from playbook.diff.status import is_legal
from tests.changed import PLAN, compare, edit_base, list_changes
from tests.sites import read_base

REBASELINED = """rebaselined:
  - item: sales-cycle
    from: 45
    to: 50
    date: 2026-05-30
    reason: The market changed
    by: erik-lind
updates:"""
SLIP = """slips:
  - item: {0}
    from: {1}
    to: {2}
    date: 2026-05-30
    reason: {3}
updates:"""
REVIEW = "      - due: {}\n        by: erik-lind\n"
LAST = """  - id: all-teams
    title: All teams work in the CRM only
    owner: tom-hale
    due: 2026-06-26
    metric: crm-weekly-active
    target: 85
"""
ALL = "milestone “All teams work in the CRM only”"

Case = tuple[list[tuple[str, str]], list[tuple[bool, str, str]]]
CASES: dict[str, Case] = {
    "a target is softened": (
        [("      value: 45\n", "      value: 50\n")],
        [
            (
                True,
                "target-softened",
                (
                    "The target of Length of the sales cycle was softened from 45 days to 50 "
                    "days (baseline 62 days); no approval is written"
                ),
            )
        ],
    ),
    "a target is raised": (
        [("      value: 45\n", "      value: 40\n")],
        [
            (
                False,
                "target-raised",
                (
                    "The target of Length of the sales cycle was raised from 45 days to 40 days "
                    "(baseline 62 days)"
                ),
            )
        ],
    ),
    "a softened target is approved": (
        [("      value: 45\n", "      value: 50\n"), ("updates:", REBASELINED)],
        [
            (
                True,
                "target-softened",
                (
                    "The target of Length of the sales cycle was softened from 45 days to 50 "
                    "days (baseline 62 days); approved by Erik Lind: “The market changed”"
                ),
            )
        ],
    ),
    "a target gets more time": (
        [("      due: 2026-12-18", "      due: 2027-03-18")],
        [
            (
                True,
                "date-moved",
                (
                    "The day of the target of Length of the sales cycle moved from 2026-12-18 to "
                    "2027-03-18: 90 days later; no reason is given"
                ),
            )
        ],
    ),
    "a guard-rail lets more pass": (
        [("limit: 12", "limit: 14")],
        [
            (
                True,
                "target-softened",
                (
                    "The limit of the guard-rail of Average discount was softened from 12% to "
                    "14%; no approval is written"
                ),
            )
        ],
    ),
    "a baseline is rewritten": (
        [("      value: 62\n      date", "      value: 65\n      date")],
        [
            (
                True,
                "baseline-changed",
                (
                    "The baseline of Length of the sales cycle was rewritten from 62 days to "
                    "65 days; no approval is written"
                ),
            )
        ],
    ),
    "a milestone moves": (
        [("due: 2026-06-26", "due: 2026-06-30")],
        [
            (
                True,
                "date-moved",
                f"The {ALL} moved from 2026-06-26 to 2026-06-30: 4 days later; no reason is given",
            )
        ],
    ),
    "a milestone moves with a reason": (
        [
            ("due: 2026-06-26", "due: 2026-06-30"),
            ("updates:", SLIP.format("all-teams", "2026-06-26", "2026-06-30", "The import is late")),
        ],
        [
            (
                True,
                "date-moved",
                f"The {ALL} moved from 2026-06-26 to 2026-06-30: 4 days later: “The import is late”",
            )
        ],
    ),
    "a milestone comes earlier": (
        [("due: 2026-06-26", "due: 2026-06-20")],
        [(False, "date-moved", f"The {ALL} moved from 2026-06-26 to 2026-06-20: 6 days earlier")],
    ),
    "an intermediate value is lowered": (
        [("    target: 85", "    target: 75")],
        [(True, "target-softened", f"The value of the {ALL} was softened from 85% to 75%")],
    ),
    "a milestone is deleted": (
        [(LAST, "")],
        [(True, "item-removed", f"The {ALL} was deleted, due 2026-06-26, owned by Tom Hale")],
    ),
    "a milestone is cancelled": (
        [
            (
                "    target: 85\n",
                "    target: 85\n    cancelled:\n      date: 2026-05-30\n      reason: Not needed\n",
            )
        ],
        [(False, "item-cancelled", f"The {ALL} was cancelled on 2026-05-30: “Not needed”")],
    ),
    "a milestone has another title": (
        [("title: All teams work in the CRM only", "title: Everybody works in the CRM")],
        [(False, "value-changed", f"The {ALL} is now called “Everybody works in the CRM”")],
    ),
    "a plan has another title": (
        [("title: One CRM for every deal", "title: One CRM")],
        [(False, "value-changed", "The plan “One CRM for every deal” is now called “One CRM”")],
    ),
    "a milestone has another id": (
        [("id: all-teams", "id: everybody")],
        [(True, "id-changed", f"The {ALL} has another id: `everybody` instead of `all-teams`")],
    ),
    "a milestone is done": (
        [
            (
                "    target: 85\n",
                "    target: 85\n    done: 2026-05-30\n    reached: 86\n    evidence: CRM report\n",
            )
        ],
        [(False, "item-done", f"The {ALL} was done on 2026-05-30")],
    ),
    "a review in the middle is deleted": (
        [(REVIEW.format("2026-12-15"), "")],
        [(True, "item-removed", "The review of Follow-through due 2026-12-15 by Erik Lind was deleted")],
    ),
    "a review is deleted and the next one moves": (
        [(REVIEW.format("2027-03-15"), ""), ("2027-06-15", "2027-06-25")],
        [
            (True, "item-removed", "The review of Follow-through due 2027-03-15 by Erik Lind was deleted"),
            (
                True,
                "date-moved",
                (
                    "The review of Follow-through due 2027-06-15 by Erik Lind moved to 2027-06-25: "
                    "10 days later; no reason is given"
                ),
            ),
        ],
    ),
    "the first review goes and a last one comes": (
        [
            (REVIEW.format("2026-09-15"), ""),
            (REVIEW.format("2027-06-15"), REVIEW.format("2027-06-15") + REVIEW.format("2027-06-25")),
        ],
        [
            (True, "item-removed", "The review of Follow-through due 2026-09-15 by Erik Lind was deleted"),
            (False, "item-added", "The review of Follow-through due 2027-06-25 by Erik Lind was added"),
        ],
    ),
    "reviews change places": (
        [
            (
                REVIEW.format("2026-12-15") + REVIEW.format("2027-03-15"),
                REVIEW.format("2027-03-15") + REVIEW.format("2026-12-15"),
            )
        ],
        [],
    ),
    "a review is held": (
        [
            (
                REVIEW.format("2026-06-19"),
                REVIEW.format("2026-06-19")
                + "        held: 2026-05-30\n        verdict: passed\n        note: Well\n",
            )
        ],
        [
            (
                False,
                "item-done",
                "The review of Goals due 2026-06-19 by Erik Lind was held on 2026-05-30: passed",
            )
        ],
    ),
    "a review is somebody else's": (
        [(REVIEW.format("2026-06-19"), "      - due: 2026-06-19\n        by: lena-fox\n")],
        [(False, "person-changed", "The review of Goals due 2026-06-19 by Erik Lind goes to Lena Fox")],
    ),
    "the owner changes": (
        [("owner: maya-okafor", "owner: lena-fox")],
        [(False, "person-changed", "The owner changed from Maya Okafor to Lena Fox")],
    ),
    "the status goes on": (
        [("status: running", "status: live")],
        [(False, "status-changed", "The status changed from running to live")],
    ),
    "the status goes back": (
        [("status: running", "status: committed")],
        [(True, "status-changed", "The status changed from running to committed")],
    ),
    "follow-through asks for less": (
        [("keep: 85", "keep: 70")],
        [(True, "target-softened", "What the stage Follow-through must keep was softened from 85% to 70%")],
    ),
    "what was accepted is not": (
        [("        accepted: 2026-01-20\n", "")],
        [
            (
                True,
                "item-undone",
                ("The ask to Tom Hale, “Budget for 40 seats” is no longer accepted; it was on 2026-01-20"),
            ),
            (True, "gate-lost", "The gate of Coalition is no longer met (PB304)"),
            (True, "health-changed", "The computed health changed from on track to stuck"),
        ],
    ),
    "a department is no longer affected": (
        [("  - sales\n  - finance\nstarts", "  - sales\nstarts")],
        [
            (
                False,
                "value-changed",
                ("The list of departments affected was changed from Sales and Finance to Sales"),
            )
        ],
    ),
    "a risk is closed": (
        [("    answer: Two more", "    closed: 2026-05-30\n    answer: Two more")],
        [(False, "item-done", "The risk “The import of old deals is late” was closed on 2026-05-30")],
    ),
    "a message is sent": (
        [("        due: 2026-06-15\n", "        sent: 2026-05-30\n")],
        [
            (
                False,
                "item-done",
                ("The message “The old tools close on 1 July” to everyone was sent on 2026-05-30"),
            )
        ],
    ),
    "the text is edited": (
        [("and read none of them", "and nobody reads them")],
        [(False, "text-edited", "The text was edited")],
    ),
    "only the layout is another": ([("summary: Every", "summary:   Every")], []),
    "the page is broken": (
        [("status: running", "status: [running")],
        [(True, "value-changed", "The page cannot be read any more")],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_change_is_told_in_the_terms_of_the_plan(case: Case, tmp_path: Path) -> None:
    edits, expected = case
    found = list_changes(tmp_path, *edits)
    assert [(each.is_grave, each.kind, each.message) for each in found] == expected
    assert all(each.page == "initiative/crm" and each.title.startswith("One CRM") for each in found)


def test_how_often_a_day_has_moved_is_counted_by_the_plans_own_account(tmp_path: Path) -> None:
    told = [
        ("all-teams", "2026-04-26", "2026-05-26", "One"),
        ("milestones.all-teams", "2026-05-26", "2026-06-26", "Two"),
    ]
    slips = "slips:" + "".join(
        SLIP.format(*each).removeprefix("slips:").removesuffix("updates:") for each in told
    )
    before = edit_base(("updates:", slips.replace("\n\n", "\n") + "updates:"))
    after = {
        **before,
        PLAN: before[PLAN].replace("due: 2026-06-26\n    metric", "due: 2026-06-30\n    metric"),
    }
    (change,) = compare(tmp_path, before, after).changes
    assert change.message.endswith(": 4 days later, for the third time; no reason is given")
    assert (change.days, change.before, change.after) == (4, "2026-06-26", "2026-06-30")
    assert (change.item, change.key) == ("milestones.all-teams", "due")


@pytest.mark.parametrize(("line", "weight", "words"), [
    ("2026-05-31,53,\n", False, "1 reading was added, the last of 2026-05-31: 53 days"),
    ("", False, ""),
])  # fmt: skip
def test_new_readings_are_counted(line: str, weight: bool, words: str, tmp_path: Path) -> None:
    name = "content/metrics/sales-cycle.csv"
    found = list_changes(tmp_path, ("2026-05-29,54", f"2026-05-29,54\n{line}"), name=name)
    assert [(each.is_grave, each.message) for each in found if each.page == "metric/sales-cycle"] == (
        [(weight, words)] if words else []
    )


def test_a_past_reading_that_is_another_is_serious(tmp_path: Path) -> None:
    name = "content/metrics/sales-cycle.csv"
    found = list_changes(tmp_path, ("2026-02-27,60", "2026-02-27,50"), ("2026-01-30,62\n", ""), name=name)
    told = [each.message for each in found if each.is_grave and each.page == "metric/sales-cycle"]
    assert told == [
        "The reading of 2026-02-27 was changed from 60 days to 50 days",
        "1 reading was taken out, the last of 2026-01-30: 62 days",
    ]


def test_a_person_that_leaves_an_export_changes_no_other(tmp_path: Path) -> None:
    files = read_base()
    lines = files["content/people.csv"].splitlines(keepends=True)
    rest = "".join(each for each in lines if not each.startswith("ana-ruiz"))
    found = compare(tmp_path, files, files | {"content/people.csv": rest}).changes
    told = [(each.page, each.message) for each in found if each.page.startswith("person/")]
    assert told == [("person/ana-ruiz", "The page of the person “Ana Ruiz” was removed")]


def test_which_way_a_metric_is_good_is_serious(tmp_path: Path) -> None:
    name = "content/metrics/sales-cycle.md"
    found = list_changes(tmp_path, ("direction: down", "direction: up"), name=name)
    told = [(each.is_grave, each.message) for each in found if each.page == "metric/sales-cycle"]
    assert told == [(True, "The direction was changed from down to up")]


def test_settings_are_told_and_those_of_the_gate_first(tmp_path: Path) -> None:
    files = read_base()
    name = "playbook.toml"
    after = {
        **files,
        name: files[name] + '\n[check]\nprofile = "core"\n[rules.owner-overloaded]\nlevel = "off"\n',
    }
    found = compare(tmp_path, files, after).changes
    assert [(each.is_grave, each.message) for each in found] == [
        (True, "The setting `check.profile` changed from `method` to `core`"),
        (True, "The setting `rules.owner-overloaded.level` changed from nothing to `off`"),
    ]


def test_pages_come_go_and_are_renamed(tmp_path: Path) -> None:
    before = read_base() | {
        "content/a.md": "---\ntitle: Old\ntags:\n  - one\n---\nText.\n",
        "content/gone.md": "# Gone\n",
    }
    after = read_base() | {
        "content/b.md": "---\ntitle: Old\ntags:\n  - one\nformerly:\n  - a\n---\nText.\n",
        "content/come.md": "# Something else\n",
        "content/initiatives/new.md": "---\ntitle: New\nstatus: draft\nowner: tom-hale\n---\n",
    }
    found = compare(tmp_path, before, after).changes
    assert sorted((each.kind, each.message) for each in found) == [
        ("page-added", "The page “Something else” was added"),
        ("page-added", "The plan “New” was added (draft)"),
        ("page-removed", "The page “Gone” was removed"),
        ("page-renamed", "The page has another id: `b` instead of `a`"),
    ]


def test_a_plan_that_was_renamed_without_a_word_is_the_same_plan(tmp_path: Path) -> None:
    files = read_base()
    after = {name.replace("crm.md", "one-crm.md"): text for name, text in files.items()}
    after["content/initiatives/one-crm.md"] = files[PLAN].replace("      value: 45", "      value: 50")
    found = compare(tmp_path, files, after).changes
    assert [each.kind for each in found] == ["target-softened", "id-changed"]
    assert "formerly" in found[1].message
    assert {each.page for each in found} == {"initiative/one-crm"}


LEGAL = """
draft committed | committed running | running live | live sustained | sustained live | committed paused
draft running | draft live | draft sustained | committed live | committed sustained | running sustained
running paused | live paused | sustained paused | paused committed | paused running | paused live
paused sustained | draft stopped | running stopped | paused stopped
"""


def test_which_status_may_follow_which() -> None:
    words = ("draft", "committed", "running", "live", "sustained", "paused", "stopped")
    legal = {tuple(each.split()) for line in LEGAL.strip().splitlines() for each in line.split("|")}
    legal |= {(each, each) for each in words} | {(each, "stopped") for each in words}
    assert {(one, other) for one in words for other in words if is_legal(one, other)} == legal
