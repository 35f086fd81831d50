"""Departments: the list, and a page for each with the changes that hit it, and when.

In: the index. Out: one `DepartmentsView`, a `DepartmentView` for each department.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.model.page import Page
from playbook.view import words
from playbook.view.base import Card, Mention, Prose, View
from playbook.view.due import DueItem
from playbook.view.feed import Feed
from playbook.view.finding import FindingView
from playbook.view.index import Index, link_up
from playbook.view.involved import Part
from playbook.view.lane import Lane, TimeAxis, make_lane, span_quarters
from playbook.view.mark import Mark, Month, group_months, list_marks
from playbook.view.plan import PlanCard
from playbook.words import join

SHOWN = 5
"""How many glyphs stand in a row of the list."""

MOST_LANES = 20
"""How many changes are drawn on a department's time axis; the table has all."""


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department in the list: how many changes hit it, the first of them, the next go-live."""

    card: Card
    head: Card | None
    people: int
    changes: int
    plans: tuple[PlanCard, ...]
    next_live: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentsView(View):
    """All departments."""

    departments: tuple[DepartmentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentView(View):
    """One department: which changes hit it, what happens to it month by month, what its people owe."""

    head: Card | None
    calendar: Feed
    people: tuple[Card, ...]
    parts: tuple[Part, ...]
    past: tuple[Part, ...]
    axis: TimeAxis
    lanes: tuple[Lane, ...]
    months: tuple[Month, ...]
    overdue: tuple[DueItem, ...]
    prose: Prose | None
    mentions: tuple[Mention, ...]
    findings: tuple[FindingView, ...]


def build(index: Index) -> Iterator[View]:
    """Build the list of departments and their pages."""
    pages = [each for each in index.site.list_kind("department") if each.url]
    people = _list_people(index)
    rows = tuple(_make_row(index, each, people) for each in pages)
    yield DepartmentsView(
        path="departments.html",
        template="departments.html",
        title="Departments",
        chrome=index.chrome,
        section="departments",
        lead=_say_most(rows),
        departments=tuple(sorted(rows, key=lambda each: (-each.changes, each.card.title))),
    )
    for page in pages:
        yield _build_one(index, page, people.get(page.id, []))


def _list_people(index: Index) -> Mapping[str, list[Card]]:
    people: dict[str, list[Card]] = defaultdict(list)
    for page in index.site.list_kind("person"):
        if page.data.department and not index.site.has_left(page.id, index.today):
            people[page.data.department].append(index.cards.of(page))
    return people


def _make_row(index: Index, page: Page, people: Mapping[str, list[Card]]) -> DepartmentRow:
    parts = [each for each in index.parts.get(page.key, ()) if each.is_active]
    ahead = [each.plan.go_live for each in parts if each.plan.go_live and each.plan.go_live >= index.today]
    return DepartmentRow(
        card=index.cards.of(page),
        head=index.cards.person(page.data.head),
        people=len(people.get(page.id, [])),
        changes=len(parts),
        plans=tuple(each.plan for each in parts[:SHOWN]),
        next_live=min(ahead, default=None),
    )


def _say_most(rows: Sequence[DepartmentRow]) -> str:
    if not any(each.changes for each in rows):
        return "No change under way names a department."
    most = max(each.changes for each in rows)
    names = join(each.card.title for each in rows if each.changes == most)
    return f"Most changes at once: {words.say_number(most)}, in {names}."


def _build_one(index: Index, page: Page, people: Sequence[Card]) -> DepartmentView:
    parts = index.parts.get(page.key, ())
    active = [each for each in parts if each.is_active]
    axis = span_quarters(index.today, 0, 4)
    lanes = tuple(make_lane(index.plans[each.plan.card.key], axis) for each in active)
    months = group_months(_list_days(index, active))
    return DepartmentView(
        path=page.url,
        template="department.html",
        title=page.title,
        chrome=index.chrome,
        section="departments",
        lead=_say_changes(active, index.today),
        crumbs=link_up("Departments", "departments.html"),
        source=page.path,
        edit_url=index.edit_url(page),
        head=index.cards.person(page.data.head),
        calendar=index.calendar(page),
        people=tuple(people),
        parts=tuple(active),
        past=tuple(each for each in parts if not each.is_active),
        axis=axis,
        lanes=tuple(each for each in lanes[:MOST_LANES] if each.marks),
        months=months,
        overdue=tuple(
            each for person in people for each in index.due.get(person.key, ()) if each.group == "overdue"
        ),
        prose=index.prose(page, 1),
        mentions=tuple(each for each in index.mentions(page) if each.sentence),
        findings=index.findings(page),
    )


def _list_days(index: Index, parts: Sequence[Part]) -> Iterator[Mark]:
    """Yield what is ahead in the changes that hit a department; reviews are held by others."""
    for part in parts:
        for mark in list_marks(index.plans[part.plan.card.key]):
            if mark.day >= index.today and mark.kind != "review":
                yield mark


def _say_changes(parts: Sequence[Part], today: date) -> str:
    if not parts:
        return "No change under way hits this department."
    said = f"{words.capitalise(words.say_count(len(parts), 'change'))} under way"
    ahead = sorted(
        (each.plan.go_live, each.plan.card.title)
        for each in parts
        if each.plan.go_live and each.plan.go_live >= today
    )
    if not ahead:
        return f"{said}, no go-live ahead."
    day, title = ahead[0]
    return f"{said}. Next go-live: {title}, {words.say_day(day)}."
