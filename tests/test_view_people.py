"""People, departments, metrics: their lists and pages."""

from datetime import date
from pathlib import Path

from playbook.view.department import DepartmentsView, DepartmentView
from playbook.view.home import HomeView
from playbook.view.metric import MetricView
from playbook.view.metrics import MetricsView
from playbook.view.person import PeopleView, PersonView
from tests.plans import DRAFT, claim
from tests.rendered import render_files, see
from tests.sites import TODAY, read_base
from tests.views import build, pick


def test_a_person_s_page_has_everything_owed_and_every_part(tmp_path: Path) -> None:
    found = pick(build(tmp_path), PersonView, "person/tom-hale.html")
    assert [each.title for group in found.groups for each in group.items] == [
        "Risk: The import of old deals is late",
        "All teams work in the CRM only",
        "Enter the reading of Average discount",
    ]
    assert [each.text for each in found.parts] == ["2 asks, owner of goals, milestone, risk"]
    assert found.load == (("June 2026", 3),)
    assert found.lead == "Three things open. Nothing is overdue."


def test_a_person_without_anything_open_is_told_so(tmp_path: Path) -> None:
    found = pick(build(tmp_path, claim("stopped")), PersonView, "person/ana-ruiz.html")
    assert (found.lead, found.groups, found.load) == ("Nothing is open.", (), ())
    assert [each.is_active for each in found.past] == [False]
    assert found.parts == ()


def test_what_is_overdue_is_counted_for_a_person(tmp_path: Path) -> None:
    views = build(tmp_path, today=date(2026, 6, 29))
    assert pick(views, PersonView, "person/tom-hale.html").lead.endswith("Two are overdue.")
    rows = {each.card.title: each for each in pick(views, PeopleView).people}
    assert (rows["Tom Hale"].overdue, rows["Tom Hale"].plans) == (2, 1)
    assert pick(views, PeopleView).lead == "Five people, two with something overdue."


def test_those_who_left_stand_last(tmp_path: Path) -> None:
    people = read_base()["content/people.csv"].replace(
        "ana.ruiz@example.com,,", "ana.ruiz@example.com,,2026-05-01"
    )
    rows = pick(build(tmp_path, files={"content/people.csv": people}), PeopleView).people
    assert rows[-1].card.title == "Ana Ruiz"
    assert rows[-1].left == date(2026, 5, 1)
    assert (rows[-1].has_left, rows[-1].left_text) == (True, "Left on")


def test_who_leaves_later_is_still_here(tmp_path: Path) -> None:
    people = read_base()["content/people.csv"].replace(
        "ana.ruiz@example.com,,", "ana.ruiz@example.com,,2026-06-30"
    )
    files = {"content/people.csv": people}
    outputs = render_files(tmp_path, read_base() | files)
    assert "Leaves on 30 Jun 2026." in see("p", outputs["person/ana-ruiz.html"]).text
    assert "Leaves on 30 Jun 2026." in outputs["person/ana-ruiz.md"].decode()
    views = build(tmp_path / "b", files=files)
    assert next(each.card.title for each in pick(views, PeopleView).people) == "Ana Ruiz"
    assert {each.card.title: each.people for each in pick(views, DepartmentsView).departments}["Sales"] == 2


def test_a_department_s_page_says_which_changes_hit_it_and_when(tmp_path: Path) -> None:
    views = build(tmp_path)
    found = pick(views, DepartmentView, "department/finance.html")
    assert [each.text for each in found.parts] == ["works differently"]
    assert found.lead == "One change under way. Next go-live: One CRM for every deal, 1 Jul 2026."
    assert [each.title for each in found.months] == ["June 2026", "July 2026", "December 2026"]
    assert [each.title for each in found.people] == ["Lena Fox", "Tom Hale"]
    board = pick(views, DepartmentView, "department/board.html")
    assert board.lead == "No change under way hits this department."
    rows = {each.card.title: each for each in pick(views, DepartmentsView).departments}
    assert (rows["Sales"].changes, rows["Sales"].people) == (1, 2)
    assert pick(views, DepartmentsView).lead == "Most changes at once: one, in Finance and Sales."


def test_a_department_is_told_what_its_people_are_late_with(tmp_path: Path) -> None:
    late = pick(build(tmp_path, today=date(2026, 6, 29)), DepartmentView, "department/finance.html").overdue
    assert {each.title for each in late} >= {"All teams work in the CRM only"}


def test_no_change_under_way_is_said(tmp_path: Path) -> None:
    views = build(tmp_path, claim("stopped"))
    assert pick(views, DepartmentsView).lead == "No change under way names a department."
    over = pick(build(tmp_path, "go-live: 2026-05-01\n"), DepartmentView, "department/sales.html")
    assert over.lead == "One change under way, no go-live ahead."


def test_a_metric_s_page_puts_events_beside_readings(tmp_path: Path) -> None:
    found = pick(build(tmp_path), MetricView, "metric/crm-weekly-active.html")
    assert [(str(each.day), each.figure.text, each.change) for each in found.readings] == [
        ("2026-05-29", "75%", "+5\u00a0points"),
        ("2026-04-30", "70%", "+9\u00a0points"),
        ("2026-03-30", "61%", "+41\u00a0points"),
        ("2026-02-27", "20%", ""),
    ]
    assert [[mark.title for mark in each.events] for each in found.readings] == [
        ["The second team works in the CRM only"],
        ["Review 1 of Goals"],
        ["Review 1 of Coalition", "The pilot team works in the CRM only"],
        ["Review 1 of Vision"],
    ]
    assert found.since == ()
    assert [each.part.text for each in found.uses] == ["2 milestones, metric of goals and follow-through"]
    assert found.next_due
    assert (found.now and found.now.text, str(found.now_day)) == ("75%", "2026-05-29")


def test_what_happened_after_the_last_reading_is_not_lost(tmp_path: Path) -> None:
    files = {"content/metrics/crm-weekly-active.csv": "date,value\n2026-02-27,20\n"}
    found = pick(build(tmp_path, files=files), MetricView, "metric/crm-weekly-active.html")
    assert [each.title for each in found.since] == [
        "Review 1 of Coalition",
        "The pilot team works in the CRM only",
        "Review 1 of Goals",
        "The second team works in the CRM only",
    ]


def test_a_metric_lists_what_plans_want_of_it(tmp_path: Path) -> None:
    found = pick(build(tmp_path), MetricView, "metric/sales-cycle.html")
    assert [(each.plan.card.title, each.target.goal and each.target.goal.text) for each in found.goals] == [
        ("One CRM for every deal", "45\u00a0days")
    ]
    assert [each.label for each in found.facts] == [
        "Unit",
        "Better is",
        "Kind",
        "Source",
        "Cadence",
        "Collected by",
    ]


def test_a_metric_without_a_reading_is_counted(tmp_path: Path) -> None:
    views = build(tmp_path, files={"content/metrics/silent.md": "---\ntitle: Silent\nunit: count\n---\n"})
    assert pick(views, MetricsView).lead == "Four metrics: one has no reading."
    silent = pick(views, MetricView, "metric/silent.html")
    assert (silent.now, silent.readings, silent.next_due) == (None, (), None)


def test_a_draft_is_named_among_those_that_are_not_under_way(tmp_path: Path) -> None:
    views = build(tmp_path, files={"content/initiatives/policy.md": DRAFT})
    maya = pick(views, PersonView, "person/maya-okafor.html")
    assert [each.plan.card.title for each in maya.past] == ["One discount policy"]
    assert pick(views, HomeView).as_of == TODAY


def test_a_department_s_lanes_have_a_key_of_what_they_show(tmp_path: Path) -> None:
    path = "department/sales.html"
    page = see(path, render_files(tmp_path, read_base())[path])
    keys = [each for each in page.every("ul") if each.get("aria-label") == "Key to the marks"]
    assert [each for each in keys if "Go-live" in "".join(each.itertext())]
    lists = ["".join(each.itertext()).strip() for each in keys[0].iter("li")]
    assert "Review: regressed" not in lists
