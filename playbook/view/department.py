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
from playbook.view.due import DueItem, sort_key
from playbook.view.feed import Feed
from playbook.view.finding import FindingView
from playbook.view.index import Index, link_up
from playbook.view.involved import Part
from playbook.view.lane import Lane, TimeAxis, list_legend, span_quarters
from playbook.view.listing import Lists, Wanted
from playbook.view.mark import Mark, Month, group_months
from playbook.view.mark import sort_key as order_marks
from playbook.view.paging import split
from playbook.view.parts import begin_parts
from playbook.view.plan import PlanCard
from playbook.view.roadmap import link_roadmap, make_lanes
from playbook.view.table import TableView
from playbook.words import join

MOST_NAMED = 8
"""How many departments a sentence names."""

SHOWN = 5
"""How many glyphs stand in a row of the list."""


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
class DepartmentsView(TableView):
    """All departments, or a page of them."""

    departments: tuple[DepartmentRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentView(View):
    """One department: which changes hit it, what happens to it month by month, what its people owe.

    `legend` explains the marks of the lanes; `months` hold the nearest dates, `more_dates` counts the others;
    `roadmap` is its own, where it has one.
    """

    head: Card | None
    calendar: Feed | None
    people: tuple[Card, ...]
    parts: tuple[Part, ...]
    past: tuple[Part, ...]
    axis: TimeAxis
    lanes: tuple[Lane, ...]
    legend: tuple[tuple[str, str], ...]
    roadmap: Card | None
    months: tuple[Month, ...]
    more_dates: int
    overdue: tuple[DueItem, ...]
    prose: Prose | None
    mentions: tuple[Mention, ...]
    findings: tuple[FindingView, ...]


UP = link_up("Departments", "departments.html")


def build(index: Index, key: str) -> Iterator[View]:
    """Build the page of a department."""
    page = index.site.pages[key]
    people = index.once("people", _list_people).get(page.id, [])
    roadmap = link_roadmap(page) if page.key in index.roadmaps else None
    yield from _build_one(index, page, people, roadmap)


def build_list(index: Index) -> Iterator[View]:
    """Build the list of departments."""
    pages = [each for each in index.site.list_kind("department") if each.url]
    people = index.once("people", _list_people)
    rows = [_make_row(index, each, people) for each in pages]
    rows.sort(key=lambda each: (-each.changes, each.card.title))
    for leaf in split("departments.html", rows, index.sizes["departments"].each):
        yield DepartmentsView(
            path=leaf.path,
            template="departments.html",
            title=leaf.name("Departments"),
            chrome=index.chrome,
            section="departments",
            lead=_say_most(rows),
            crumbs=UP if leaf.number > 1 else (),
            paging=leaf.paging,
            table="departments",
            total=len(rows),
            total_text=words.count(len(rows), "department"),
            departments=leaf.rows,
        )


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
    first = [each.card.title for each in rows if each.changes == most]
    rest = [words.say_count(len(first) - MOST_NAMED, "more", "more")] if len(first) > MOST_NAMED else []
    names = join([*first[:MOST_NAMED], *rest])
    return f"Most changes at once: {words.say_number(most)}, in {names}."


def _build_one(index: Index, page: Page, people: Sequence[Card], roadmap: Card | None) -> Iterator[View]:
    parts = index.parts.get(page.key, ())
    active = [each for each in parts if each.is_active]
    axis = span_quarters(index.today, 0, 4)
    days, nearest = index.sizes["days"], sorted(_list_days(index, active), key=order_marks)
    dates = nearest[: days.few] if len(nearest) > days.most else nearest
    lists = Lists(index, page.url, page.title, "departments")
    shown, past = begin_parts(lists, parts)
    lanes = tuple(_draw_lanes(index, shown, axis))
    yield DepartmentView(
        path=page.url,
        template="department.html",
        title=page.title,
        chrome=index.chrome,
        section="departments",
        lead=_say_changes(active, index.today),
        crumbs=UP,
        source=page.path,
        edit_url=index.edit_url(page),
        head=index.cards.person(page.data.head),
        calendar=index.calendar_of(page),
        people=lists.begin(Wanted("people", "cards", f"People of {page.title}", "all {}"), people),
        parts=shown,
        past=past,
        axis=axis,
        lanes=lanes,
        legend=list_legend(mark for lane in lanes for mark in lane.marks),
        roadmap=roadmap,
        months=group_months(dates),
        more_dates=len(nearest) - len(dates),
        overdue=_begin_overdue(lists, people),
        prose=index.prose(page, 1),
        mentions=lists.begin_mentions([each for each in index.mentions(page) if each.sentence]),
        findings=index.findings(page),
        more=lists.more,
    )
    yield from lists.build()


def _draw_lanes(index: Index, parts: Sequence[Part], axis: TimeAxis) -> Iterator[Lane]:
    """Yield the lanes of the changes that the page shows, as far as they have a date."""
    plans = [index.plans[each.plan.card.key] for each in parts[: index.sizes["lanes"].most]]
    yield from (each for each in make_lanes(index, plans, axis) if each.marks)


def _begin_overdue(lists: Lists, people: Sequence[Card]) -> tuple[DueItem, ...]:
    due = (each for person in people for each in lists.index.due.get(person.key, ()))
    late = [each for each in due if each.group == "overdue"]
    if len(late) > lists.index.sizes["due"].most:
        late.sort(key=sort_key)
    return lists.begin(Wanted("overdue", "due", f"Overdue in {lists.title}", "All {} that are overdue"), late)


def _list_days(index: Index, parts: Sequence[Part]) -> Iterator[Mark]:
    """Yield what is ahead in the changes that hit a department; reviews are held by others."""
    for part in parts:
        for mark in index.marks[part.plan.card.key]:
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
