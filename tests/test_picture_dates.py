"""Pictures of days: a plan's lane, its axis, a milestone's small timeline."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from playbook.html import Html
from playbook.picture.dates import draw_milestone, draw_plan_lane, draw_time_axis, draw_time_grid
from playbook.view.base import Card
from playbook.view.lane import Lane, TimeAxis, make_lane
from playbook.view.mark import list_marks
from playbook.view.moved import Move, Moved
from playbook.view.part import MilestoneView
from playbook.view.plan import PlanFacts
from tests.rendered import render_files, see
from tests.sites import read_base
from tests.test_view_home import SLIPS
from tests.views import work_out

AXIS = TimeAxis(date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 1))
MOVES = (
    Move(date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1), ""),
    Move(date(2026, 4, 1), date(2026, 5, 1), date(2026, 7, 1), ""),
    Move(None, None, None, "a slip without days"),
)
MOVED = Moved(date(2026, 4, 1), date(2026, 7, 1), 91, "moved twice, +91 days", MOVES)


def read(drawn: Html) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{drawn}</div>")


def count(drawn: Html, name: str) -> int:
    return sum(1 for each in read(drawn).iter() if name in each.get("class", "").split())


def list_names(drawn: Html) -> list[str]:
    return [each[0].text or "" for each in read(drawn).iter("a")]


def lay_out(facts: PlanFacts) -> Lane:
    return make_lane(facts, list_marks(facts), AXIS)


def test_a_lane_links_every_date_and_says_all_of_it(tmp_path: Path) -> None:
    lane = lay_out(work_out(tmp_path, SLIPS))
    drawn = draw_plan_lane(lane, AXIS, "../")
    links = [each.get("href", "") for each in read(drawn).iter("a")]
    assert sorted(links) == sorted(f"../{each.url}" for each in lane.marks)
    names = list_names(drawn)
    assert (
        "All teams work in the CRM only: due, 26 Jun 2026, first promised 29 May 2026, moved once, +28 days, "
        "Tom Hale"
    ) in names
    assert "Review 1 of Goals: passed, 27 Apr 2026, Erik Lind" in names
    assert count(drawn, "m-ghost") == 2
    assert "Dates of One CRM for every deal" in drawn


def test_a_lane_without_labels_has_the_same_marks(tmp_path: Path) -> None:
    lane = lay_out(work_out(tmp_path))
    assert count(draw_plan_lane(lane, AXIS), "lab") > 3
    plain = draw_plan_lane(lane, AXIS, labels=False)
    assert count(plain, "lab") == 0
    assert sorted(list_names(plain)) == sorted(list_names(draw_plan_lane(lane, AXIS)))


def test_a_lane_without_a_date_or_an_address_is_a_picture(tmp_path: Path) -> None:
    lane = lay_out(work_out(tmp_path))
    unlinked = tuple(replace(each, url="", who=None) for each in lane.marks)
    assert not list_names(draw_plan_lane(replace(lane, marks=unlinked), AXIS))
    card = replace(lane.plan, card=Card("<b>"))
    drawn = draw_plan_lane(replace(lane, plan=card, marks=()), AXIS)
    assert read(drawn)[1][0].text == "No date of <b>"


def test_an_axis_is_drawn_for_its_narrowest_plot() -> None:
    assert "today is 1 Jun 2026" in draw_time_axis(AXIS)
    assert len(draw_time_axis(AXIS, 120)) < len(draw_time_axis(AXIS))


@pytest.mark.parametrize(
    ("state", "days", "look", "ghosts"),
    [
        ("due", (date(2026, 7, 1), None), "m-slip", 2),
        ("done", (date(2026, 7, 1), date(2026, 6, 20)), "m-done", 2),
        ("overdue", (date(2026, 5, 20), None), "m-late", 2),
        ("cancelled", (None, None), "", 0),
    ],
)
def test_a_milestone_s_timeline_shows_where_it_stands_and_where_it_stood(
    state: str, days: tuple[date | None, date | None], look: str, ghosts: int
) -> None:
    due, done = days
    milestone = MilestoneView(
        "Pilot", "i", "a", "goals", state, state.title(), "", None, due, MOVED, done=done
    )
    drawn = draw_milestone(milestone, AXIS)
    assert count(drawn, "m-ghost") == ghosts
    assert not look or count(drawn, look) >= 1
    assert read(drawn)[0].get("aria-hidden") == "true", "the row of the table says it in words"
    assert count(draw_time_grid(AXIS), "x-today") == 1


def test_home_and_roadmap_draw_the_lanes_and_hold_the_same_dates_as_a_table(tmp_path: Path) -> None:
    pages = render_files(tmp_path, read_base())
    for path in ("index.html", "roadmap.html"):
        seen = see(path, pages[path])
        lanes = [each for each in seen.tree.iter() if "lane-svg" in (each.get("class") or "")]
        drawn = [each.get("href") for lane in lanes for each in lane.iter() if str(each.tag).endswith("}a")]
        rows = [cell for each in seen.every("details") for cell in each.iter("td")]
        listed = [a.get("href") for cell in rows if cell.get("data-l") == "What" for a in cell.iter("a")]
        assert drawn
        assert sorted(map(str, drawn)) == sorted(map(str, listed))
