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
from playbook.view.due import DueGroup, DueItem, cut_groups, group_due, iter_waiting
from playbook.view.feed import Feed
from playbook.view.finding import FindingView
from playbook.view.index import Index, link_up
from playbook.view.involved import Part
from playbook.view.listing import Lists, Wanted
from playbook.view.paging import split
from playbook.view.parts import begin_parts
from playbook.view.table import TableView, choose_cards


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
class PeopleView(TableView):
    """Everybody who may own something, or a page of them."""

    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView(View):
    """One person: what is owed, the parts in plans, the load by month."""

    role: str
    email: str
    calendar: Feed | None
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


UP = link_up("People", "people.html")


def build(index: Index, key: str) -> Iterator[View]:
    """Build the page of a person."""
    yield from _build_one(index, index.site.pages[key])


def build_list(index: Index) -> Iterator[View]:
    """Build the list of people."""
    people = [each for each in index.site.list_kind("person") if each.url]
    rows = [_make_row(index, each) for each in people]
    rows.sort(key=lambda each: (each.has_left, each.card.title))
    late = sum(1 for each in rows if each.overdue)
    choices = (choose_cards("department", "Department", (each.department for each in rows)),)
    for leaf in split("people.html", rows, index.sizes["people"].each):
        yield PeopleView(
            path=leaf.path,
            template="people.html",
            title=leaf.name("People"),
            chrome=index.chrome,
            section="people",
            lead=_say_people(len(rows), late) if rows else "",
            crumbs=UP if leaf.number > 1 else (),
            paging=leaf.paging,
            table="people",
            total=len(rows),
            total_text=words.count(len(rows), "person", "people"),
            choices=choices,
            people=leaf.rows,
        )


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


def _build_one(index: Index, page: Page) -> Iterator[View]:
    due = index.due.get(page.key, ())
    lists = Lists(index, page.url, page.title, "people")
    parts, past = begin_parts(lists, index.parts.get(page.key, ()))
    yield PersonView(
        path=page.url,
        template="person.html",
        title=page.title,
        chrome=index.chrome,
        section="people",
        lead=say_load(due),
        crumbs=UP,
        source=page.path,
        edit_url=index.edit_url(page),
        role=page.data.role,
        email=page.data.email,
        calendar=index.calendar_of(page),
        department=index.cards.find("department", page.data.department),
        deputy=index.cards.person(page.data.deputy),
        left=page.data.left,
        left_text=_say_leaving(index, page),
        has_left=index.site.has_left(page.id, index.today),
        groups=_begin_due(lists, group_due(due, index.today)),
        load=count_load(due),
        done=_begin_done(lists, page),
        parts=parts,
        past=past,
        prose=index.prose(page, 1),
        mentions=lists.begin_mentions(index.mentions(page, but="initiative")),
        findings=index.findings(page),
        more=lists.more,
    )
    yield from lists.build()


def _begin_due(lists: Lists, groups: Sequence[DueGroup]) -> tuple[DueGroup, ...]:
    """Give what is owed, as far as the page shows it: what is overdue and near before all else."""
    wanted = Wanted("due", "due", f"What {lists.title} owes, by date", "All {} things owed")
    rows = [(group.title, item) for group in groups for item in group.items]
    return tuple(cut_groups(groups, len(lists.begin_titled(wanted, rows))))


def _begin_done(lists: Lists, page: Page) -> tuple[DoneItem, ...]:
    index = lists.index
    plans = (index.plans[each.plan.card.key] for each in index.parts.get(page.key, ()))
    wanted = Wanted("done", "done", f"What {lists.title} did in the last quarter", "All {} things done")
    return lists.begin(wanted, list_done(plans, index.cards.of(page), index.today))


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
