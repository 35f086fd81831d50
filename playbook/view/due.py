"""What is owed: by whom, until when.

In: plans and metrics on a day. Out: `DueItem`s, open things only, and their groups by when. A stopped plan
owes nothing; in a paused one what falls into the pause rests.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from playbook.model.case import Case
from playbook.model.plan import find_until, is_open, rests_on, went_live
from playbook.model.promised import name_targets
from playbook.schema.initiative import Initiative, Stage
from playbook.view import words
from playbook.view.base import Card
from playbook.view.cards import Cards, name_anchor
from playbook.view.moved import Moved, find_moved
from playbook.words import join


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing owed. `kind` is a key of words.DUE, `group` of words.GROUP; `about` the page it stands on."""

    day: date | None
    kind: str
    title: str
    about: Card
    url: str
    who: Card | None
    group: str
    when: str = ""
    moved: Moved | None = None
    is_draft: bool = False

    @property
    def kind_text(self) -> str:
        """The kind in words."""
        return words.DUE[self.kind]


@dataclass(frozen=True, slots=True)
class DueGroup:
    """Due items of one group, by day; `span` says which days."""

    key: str
    title: str
    span: str
    items: tuple[DueItem, ...]


def find_group(day: date | None, today: date, resting: bool) -> str:
    """Give the group of a due day: overdue, week, weeks (the next two), later, undated, resting."""
    if day is None:
        return "undated"
    if resting:
        return "resting"
    if day < today:
        return "overdue"
    after = (day - words.start_of_week(today)).days
    return "week" if after < 7 else "weeks" if after < 21 else "later"


def group_due(items: Iterable[DueItem], today: date) -> tuple[DueGroup, ...]:
    """Sort due items into their groups; empty groups are left out."""
    listed = sorted(items, key=sort_key)
    monday = words.start_of_week(today)
    spans = {
        "week": words.say_span(monday, monday + timedelta(days=6)),
        "weeks": words.say_span(monday + timedelta(days=7), monday + timedelta(days=20)),
        "later": f"from {words.say_day(monday + timedelta(days=21))}",
    }
    groups = []
    for key, title in words.GROUP.items():
        own = tuple(each for each in listed if each.group == key)
        if own:
            groups.append(DueGroup(key, title, spans.get(key, ""), own))
    return tuple(groups)


def iter_waiting(items: Iterable[DueItem]) -> Iterator[DueItem]:
    """Yield what somebody waits for by a day; what rests is not waited for."""
    return (each for each in items if each.day and each.group != "resting")


def cut_group(group: DueGroup, most: int) -> DueGroup:
    """Cut a group to what a page holds; its span says of how many."""
    total = len(group.items)
    said = f"{most} of {total}" if total > most else ""
    if not group.span:
        said = said or words.count(total, "item")
    return replace(group, items=group.items[:most], span=", ".join(filter(None, (group.span, said))))


def cut_groups(groups: Iterable[DueGroup], most: int) -> Iterator[DueGroup]:
    """Yield the first groups as far as a page holds them: so many items of all together."""
    left = most
    for each in groups:
        if left > 0:
            yield cut_group(each, left) if len(each.items) > left else each
        left -= len(each.items)


def sort_key(item: DueItem) -> tuple[date, str, str]:
    """Order due items by day, then by page and words."""
    return item.day or date.max, item.about.title, item.title


@dataclass(frozen=True, slots=True)
class _Owed:
    """A thing owed as the plan has it: `who` is a person's id, `item` its place on the page, `dated` the item
    whose promised day it is, "" for none."""

    kind: str
    day: date | None
    title: str
    who: str | None
    item: str
    dated: str = ""


def _list_owed(case: Case, cards: Cards, hidden: Container[str]) -> Iterator[_Owed]:
    plan = case.plan
    yield from _owe_days(plan, case.today)
    yield from _owe_targets(plan, cards, case.today)
    for each in plan.milestones:
        if is_open(each):
            yield _Owed("milestone", each.due, each.title, each.owner, *[f"milestones.{each.id}"] * 2)
    for name, stage in (plan.stages or {}).items():
        title = next((each.title for each in case.shape.stages if each.id == name), name)
        yield from _owe_reviews(name, title, stage)
        yield from _owe_words(name, stage, cards)
    yield from _owe_ends(plan, hidden)


def _owe_days(plan: Initiative, today: date) -> Iterator[_Owed]:
    if plan.starts and plan.starts >= today:
        yield _Owed("start", plan.starts, "The work begins", plan.owner, "start", "starts")
    if plan.go_live and not went_live(plan, today):
        yield _Owed("go-live", plan.go_live, "Go-live", plan.owner, "go-live", "go-live")
    if plan.paused and plan.status == "paused" and plan.paused.until:
        yield _Owed("pause", plan.paused.until, "The pause ends", plan.owner, "paused")
    until = find_until(plan)
    if until and until >= today:
        yield _Owed("until", until, "Follow-through ends", plan.owner, "until", "until")


def _owe_targets(plan: Initiative, cards: Cards, today: date) -> Iterator[_Owed]:
    for each, dated in zip(plan.targets, name_targets(plan), strict=True):
        goal, metric = each.target, cards.find("metric", each.metric)
        if goal and goal.due and goal.due >= today and metric and not each.guardrail:
            item = f"targets.{each.metric}"
            yield _Owed("target", goal.due, f"Target: {metric.title}", plan.owner, item, dated)


def _owe_reviews(name: str, title: str, stage: Stage) -> Iterator[_Owed]:
    for n, each in enumerate(stage.reviews, 1):
        item = f"stages.{name}.reviews.{each.id or n}"
        if not each.held:
            yield _Owed("review", each.due, f"Hold review {n} of {title}", each.by, item, item)
        for action in each.actions:
            if not action.done:
                yield _Owed("action", action.due, action.what, action.owner, item)


def _owe_words(name: str, stage: Stage, cards: Cards) -> Iterator[_Owed]:
    """Yield answers to asks, and messages to be sent."""
    for each in stage.members:
        if each.ask and not (each.accepted or each.declined):
            yield _Owed("ask", each.needed, f"Answer: {each.ask}", each.person, f"stages.{name}.members")
    for told in stage.communication:
        if not told.sent:
            named = (cards.find("department", each) for each in told.audience)
            whom = join(each.title for each in named if each)
            title = f"Tell {whom}: {told.message}" if whom else f"Tell: {told.message}"
            yield _Owed("message", told.due, title, told.by, f"stages.{name}.communication")


def _owe_ends(plan: Initiative, hidden: Container[str]) -> Iterator[_Owed]:
    """Yield what is to be answered in the end: risks, waivers, lessons."""
    for n, risk in enumerate(plan.risks, 1):
        if not risk.closed:
            yield _Owed("risk", risk.due, f"Risk: {risk.risk}", risk.owner, f"risks.{n}")
    for waiver in (each for each in plan.waivers if each.rule not in hidden):
        yield _Owed("waiver", waiver.until, f"Waiver of {waiver.rule} ends", plan.owner, "waivers")
    for answer in ("expected", "actual", "why", "keep", "change"):
        lesson = getattr(plan.lessons, answer, None)
        if lesson and lesson.owner and not lesson.done:
            yield _Owed("lesson", lesson.due, lesson.what, lesson.owner, "lessons")


LASTING = frozenset({"pause", "waiver"})
"""The kinds of owed things that a pause does not put off."""


def _make(case: Case, cards: Cards, owed: _Owed) -> DueItem:
    about = cards.of(case.page)
    rests = owed.kind not in LASTING and owed.day is not None and rests_on(case.plan, owed.day, case.today)
    group = find_group(owed.day, case.today, rests)
    is_near = owed.day is not None and group != "resting"
    return DueItem(
        day=owed.day,
        kind=owed.kind,
        title=owed.title,
        about=about,
        url=f"{about.url}#{name_anchor(owed.item)}" if about.url else "",
        who=cards.person(owed.who),
        group=group,
        when=words.say_distance(owed.day, case.today) if owed.day and is_near else "",
        moved=find_moved(case, owed.day, owed.dated) if owed.dated else None,
        is_draft=case.plan.status == "draft",
    )


def list_due(case: Case, cards: Cards, hidden: Container[str] = ()) -> tuple[DueItem, ...]:
    """List everything that a plan owes, by day; nothing of waivers of the rules `hidden`."""
    if case.plan.status == "stopped":
        return ()
    return tuple(sorted((_make(case, cards, each) for each in _list_owed(case, cards, hidden)), key=sort_key))
