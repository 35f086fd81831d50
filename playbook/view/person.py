"""People: the list, and a page for each with everything that he or she owes, by date.

In: the index. Out: one `PeopleView`, a `PersonView` for each person.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.model.page import Page
from playbook.view import words
from playbook.view.base import Card, Mention, Prose, View
from playbook.view.done import DoneItem, list_done
from playbook.view.due import DueGroup, DueItem, group_due, iter_waiting
from playbook.view.feed import Feed
from playbook.view.finding import FindingView
from playbook.view.index import Index, link_up
from playbook.view.involved import Part


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list; `left` is the day on which he or she left, or leaves."""

    card: Card
    role: str
    department: Card | None
    plans: int
    open: int
    overdue: int
    next_due: DueItem | None
    left: date | None
    left_text: str
    has_left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleView(View):
    """Everybody who may own something; `departments` are those to filter by."""

    departments: tuple[Card, ...]
    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView(View):
    """One person: what is owed, the parts in plans, the load by month."""

    role: str
    email: str
    calendar: Feed
    department: Card | None
    deputy: Card | None
    left: date | None
    left_text: str
    has_left: bool
    groups: tuple[DueGroup, ...]
    load: tuple[tuple[str, int], ...]
    done: tuple[DoneItem, ...]
    parts: tuple[Part, ...]
    past: tuple[Part, ...]
    prose: Prose | None
    mentions: tuple[Mention, ...]
    findings: tuple[FindingView, ...]


def build(index: Index) -> Iterator[View]:
    """Build the list of people and their pages."""
    people = [each for each in index.site.list_kind("person") if each.url]
    rows = [_make_row(index, each) for each in people]
    rows.sort(key=lambda each: (each.has_left, each.card.title))
    late = sum(1 for each in rows if each.overdue)
    yield PeopleView(
        path="people.html",
        template="people.html",
        title="People",
        chrome=index.chrome,
        section="people",
        lead=_say_people(len(rows), late) if rows else "",
        departments=_list_departments(rows),
        people=tuple(rows),
    )
    for page in people:
        yield _build_one(index, page)


def _list_departments(rows: Sequence[PersonRow]) -> tuple[Card, ...]:
    cards = {each.department for each in rows if each.department}
    return tuple(sorted(cards, key=lambda each: each.title))


def _say_people(number: int, late: int) -> str:
    people = words.capitalise(words.say_count(number, "person", "people"))
    owing = f"{words.say_number(late)} with something overdue" if late else "nobody with anything overdue"
    return f"{people}, {owing}."


def _make_row(index: Index, page: Page) -> PersonRow:
    due = sorted(index.due.get(page.key, ()), key=lambda each: each.day or date.max)
    parts = [each for each in index.parts.get(page.key, ()) if each.is_active]
    return PersonRow(
        card=index.cards.of(page),
        role=page.data.role,
        department=index.cards.find("department", page.data.department),
        plans=len(parts),
        open=len(due),
        overdue=sum(1 for each in due if each.group == "overdue"),
        next_due=next(iter_waiting(due), None),
        left=page.data.left,
        left_text=_say_leaving(index, page),
        has_left=index.site.has_left(page.id, index.today),
    )


def _build_one(index: Index, page: Page) -> PersonView:
    due = index.due.get(page.key, ())
    parts = index.parts.get(page.key, ())
    return PersonView(
        path=page.url,
        template="person.html",
        title=page.title,
        chrome=index.chrome,
        section="people",
        lead=say_load(due),
        crumbs=link_up("People", "people.html"),
        source=page.path,
        edit_url=index.edit_url(page),
        role=page.data.role,
        email=page.data.email,
        calendar=index.calendar(page),
        department=index.cards.find("department", page.data.department),
        deputy=index.cards.person(page.data.deputy),
        left=page.data.left,
        left_text=_say_leaving(index, page),
        has_left=index.site.has_left(page.id, index.today),
        groups=group_due(due, index.today),
        load=count_load(due),
        done=list_done(
            (index.plans[each.plan.card.key] for each in parts), index.cards.of(page), index.today
        ),
        parts=tuple(each for each in parts if each.is_active),
        past=tuple(each for each in parts if not each.is_active),
        prose=index.prose(page, 1),
        mentions=index.mentions(page, but="initiative"),
        findings=index.findings(page),
    )


def _say_leaving(index: Index, page: Page) -> str:
    return words.say_leaving(page.data.left, index.today) if page.data.left else ""


def say_load(due: Sequence[DueItem]) -> str:
    """Say what a person owes: eight things, one of them this week. Nothing is overdue."""
    if not due:
        return "Nothing is open."
    week = sum(1 for each in due if each.group == "week")
    late = sum(1 for each in due if each.group == "overdue")
    said = f"{words.capitalise(words.say_count(len(due), 'thing'))} open"
    said += f", {words.say_number(week)} of them this week." if week else "."
    if not late:
        return f"{said} Nothing is overdue."
    return f"{said} {words.capitalise(words.say_number(late))} {'is' if late == 1 else 'are'} overdue."


def count_load(due: Sequence[DueItem]) -> tuple[tuple[str, int], ...]:
    """Count what is owed by month; months without anything are left out."""
    months: dict[tuple[int, int], list[date]] = {}
    for day in sorted(each.day for each in due if each.day and each.group not in ("overdue", "resting")):
        months.setdefault((day.year, day.month), []).append(day)
    return tuple((words.say_month(days[0]), len(days)) for days in months.values())
