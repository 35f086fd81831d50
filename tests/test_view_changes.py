"""The page of what changed: newest first, by month, as the feed tells it."""

from datetime import date
from pathlib import Path

from playbook.view.changes import ChangesView
from playbook.view.paging import SIZES, Size
from tests.test_view_meeting import SLIPS
from tests.views import build, list_rows, pick


def test_changes_stand_by_month_the_newest_first(tmp_path: Path) -> None:
    found = pick(build(tmp_path, SLIPS), ChangesView)
    assert [(each.title, len(each.rows), each.total) for each in found.groups] == [
        ("May 2026", 4, 4),
        ("April 2026", 2, 2),
        ("March 2026", 2, 2),
        ("February 2026", 1, 1),
    ]
    told = [(str(each.day), each.words, each.text, each.look) for each in found.groups[0].rows]
    assert told == [
        ("2026-05-29", "on track", "Two of three teams are in.", "message done"),
        (
            "2026-05-25",
            "Length of the sales cycle changed from 40 to 45",
            "The board asked",
            "target moved",
        ),
        (
            "2026-05-20",
            "All teams work in the CRM only moved from 29 May 2026 to 26 Jun 2026",
            "The import was late",
            "milestone moved",
        ),
        (
            "2026-05-14",
            "The second team works in the CRM only, done",
            "Access log of May",
            "milestone done",
        ),
    ]
    review = found.groups[1].rows[0]
    assert (review.look, review.url.partition("#")[2]) == ("review passed", "at.stages.goals.reviews.goals-1")
    recent = "one day moved, one figure changed, one review held, one milestone done and one update"
    assert found.lead == f"In the last five weeks: {recent}."


def test_a_quiet_time_is_told_and_what_is_to_come_is_no_change(tmp_path: Path) -> None:
    quiet = pick(build(tmp_path, today=date(2026, 8, 30)), ChangesView)
    assert quiet.lead == "Nothing has changed in the last five weeks."
    early = pick(build(tmp_path, today=date(2025, 1, 1)), ChangesView)
    assert (early.groups, early.paging) == ((), None)


def test_a_long_list_goes_on_on_further_pages(tmp_path: Path) -> None:
    sizes = {**SIZES, "changes": Size(2, 2, 2)}
    views = build(tmp_path, SLIPS, sizes)
    first = pick(views, ChangesView)
    whole = pick(build(tmp_path, SLIPS), ChangesView)
    every = [row for each in whole.groups for row in each.rows]
    assert [(each.title, len(each.rows), each.total) for each in first.groups] == [("May 2026", 2, 4)]
    assert [*first.groups[0].rows, *list_rows(views, first.path)] == every
    assert len(every) > 4
