"""The page of one plan.

In: the index. Out: an `InitiativeView` for each plan: the goal, the steps with owner, metric, review and
state, the figures, what was found in place, the prose, what it waits for and what names it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from playbook.model.page import Page
from playbook.model.plan import find_until
from playbook.schema.initiative import Initiative
from playbook.view import account, words
from playbook.view.account import ChangeView, RiskView, UpdateView, WaiverView
from playbook.view.base import Card, Fact, Mention, Prose, View
from playbook.view.due import DueItem, iter_waiting
from playbook.view.finding import FindingView, place
from playbook.view.index import Index, link_up
from playbook.view.lane import TimeAxis, fit_axis
from playbook.view.listing import Lists, Wanted
from playbook.view.moved import Moved, find_moved
from playbook.view.part import ActionView
from playbook.view.plan import DiagnosisView, HealthView, PlanCard, PlanFacts
from playbook.view.stage import StageView, list_stages
from playbook.view.target import TargetView
from playbook.view.trend import TrendView, make_trend

NEXT = 3
"""How many of the things owed are shown at the top of the page."""


class Placed(Protocol):
    """What has a place of its own on the page."""

    @property
    def item(self) -> str:
        """How waivers and findings name it."""


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of the whole plan, with what moved it."""

    label: str
    anchor: str
    day: date
    moved: Moved | None


@dataclass(frozen=True, slots=True)
class Tie:
    """Another plan that this one waits for, or that waits for it, and how that one stands."""

    card: Card
    health: HealthView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeView(View):
    """Everything on a plan's page. `placed` are the findings by the item at which they stand;
    `next_due` the nearest things owed."""

    plan: PlanCard
    summary: str
    sponsor: Card | None
    affects: tuple[Card, ...]
    days: tuple[DayView, ...]
    facts: tuple[Fact, ...]
    notice: str
    update: UpdateView | None
    diagnosis: DiagnosisView
    targets: tuple[TargetView, ...]
    stages: tuple[StageView, ...]
    axis: TimeAxis
    trend: TrendView | None
    due: tuple[DueItem, ...]
    next_due: tuple[DueItem, ...]
    risks: tuple[RiskView, ...]
    updates: tuple[UpdateView, ...]
    changes: tuple[ChangeView, ...]
    waivers: tuple[WaiverView, ...]
    lessons: tuple[tuple[str, ActionView], ...]
    depends_on: tuple[Tie, ...]
    blocks: tuple[Tie, ...]
    mentions: tuple[Mention, ...]
    prose: Prose | None
    findings: tuple[FindingView, ...]
    placed: Mapping[str, tuple[FindingView, ...]]
    today: date

    def at(self, item: str) -> tuple[FindingView, ...]:
        """Give the findings at an item of the page, but not those at an item inside it."""
        return self.placed.get(item, ())

    def any_at(self, some: Iterable[Placed]) -> bool:
        """Whether something was found at one of several items."""
        return any(self.at(each.item) for each in some)

    @property
    def loose(self) -> tuple[FindingView, ...]:
        """The findings at nothing that has a place of its own."""
        return self.placed.get("", ())

    @property
    def columns(self) -> int:
        """How many stages stand in a row of the tracker, at most five, so that its rows are even."""
        number = len(self.stages)
        rows = -(-number // (5 if number in (5, 9, 10) else 4)) or 1
        return -(-number // rows)


def build(index: Index, key: str) -> Iterator[View]:
    """Build the page of a plan."""
    facts = index.plans[key]
    lists = Lists(index, facts.page.url, facts.page.title, "initiatives")
    yield build_one(lists, facts)
    yield from lists.build()


def build_one(lists: Lists, facts: PlanFacts) -> InitiativeView:
    """Build the page of one plan; `lists` are its own."""
    index = lists.index
    page, plan, cards = facts.page, facts.case.plan, index.cards
    findings = index.findings(page)
    stages = list_stages(facts, cards, findings)
    risks = account.list_risks(plan, cards, index.today)
    updates = account.list_updates(plan, cards)
    return InitiativeView(
        path=page.url,
        template="initiative.html",
        title=page.title,
        chrome=index.chrome,
        section="initiatives",
        lead=plan.summary,
        crumbs=link_up("Initiatives", "initiatives.html"),
        source=page.path,
        edit_url=index.edit_url(page),
        plan=facts.plan_card,
        summary=plan.summary,
        sponsor=cards.person(plan.sponsor),
        affects=cards.several("department", plan.affects),
        days=tuple(_list_days(facts)),
        facts=tuple(_list_facts(index, plan)),
        notice=_say_notice(plan),
        update=next((each for each in updates if each.health and each.day and each.day <= index.today), None),
        diagnosis=facts.diagnosis,
        targets=facts.targets,
        stages=stages,
        axis=fit_axis(_list_milestone_days(facts), index.today),
        trend=make_trend(facts),
        due=facts.due,
        next_due=tuple(iter_waiting(facts.due))[:NEXT],
        risks=risks,
        updates=updates,
        changes=account.list_changes(facts, cards),
        waivers=account.list_waivers(facts, cards, index.facts.hidden_names),
        lessons=tuple(account.list_lessons(plan, cards, index.today)),
        depends_on=tuple(_tie(index, cards.dependency(each, page), each) for each in plan.depends_on),
        blocks=lists.begin(
            Wanted("waiting", "ties", f"What waits for {page.title}"), list(_list_blocks(index, page.key))
        ),
        mentions=lists.begin_mentions(_list_mentions(index, page)),
        prose=index.prose(page, 1),
        findings=findings,
        placed=place(findings, _list_items(facts, stages, risks)),
        today=index.today,
        more=lists.more,
    )


def _list_items(facts: PlanFacts, stages: Iterable[StageView], risks: Iterable[RiskView]) -> Iterator[str]:
    """List what has a place of its own on the page: a finding about it stands there."""
    for stage in stages:
        yield stage.item
        inside: Iterable[Placed] = (*stage.reviews, *stage.members, *stage.messages)
        yield from (each.item for each in inside)
    others: Iterable[Placed] = (*facts.targets, *facts.milestones, *risks)
    yield from (each.item for each in others)


def _list_days(facts: PlanFacts) -> Iterator[DayView]:
    plan, headline = facts.case.plan, facts.plan_card.headline
    for label, key, day in (("Begins", "starts", plan.starts), ("Go-live", "go-live", plan.go_live)):
        if day:
            yield DayView(
                label, f"at.{'start' if key == 'starts' else key}", day, find_moved(facts.case, day, key)
            )
    if headline and headline.due:
        yield DayView("Target date", "at.target-date", headline.due, headline.moved)
    until = find_until(plan)
    if until:
        yield DayView("Watched until", "at.until", until, find_moved(facts.case, until, "until"))


def _list_milestone_days(facts: PlanFacts) -> Iterator[date | None]:
    for each in facts.milestones:
        yield from (each.due, each.done)
        yield from (move.old for move in (each.moved.moves if each.moved else ()))


def _list_facts(index: Index, plan: Initiative) -> Iterator[Fact]:
    """Yield a company's own fields, the theme and the tags."""
    if plan.theme:
        yield Fact("Theme", plan.theme)
    if plan.tags:
        yield Fact("Tags", ", ".join(plan.tags))
    for own in index.site.config.shape.own_fields:
        value = (plan.fields or {}).get(own.name)
        if own.show and value:
            yield Fact(own.label or own.name, words.say_field(own.type, str(value)))


def _say_notice(plan: Initiative) -> str:
    """Say what the reader must know before anything else: a draft, a pause, a stop."""
    if plan.status == "draft":
        return "Draft: not agreed yet, and not held to the bar of a committed plan."
    if plan.status == "paused" and plan.paused:
        since = f" since {words.say_day(plan.paused.since)}" if plan.paused.since else ""
        until = f" until {words.say_day(plan.paused.until)}" if plan.paused.until else ""
        return f"Paused{since}{until}: {plan.paused.reason or 'no reason given'}"
    if plan.status == "stopped" and plan.stopped:
        when = f" on {words.say_day(plan.stopped.date)}" if plan.stopped.date else ""
        return f"Stopped{when}: {plan.stopped.reason or 'no reason given'}"
    return ""


def _list_blocks(index: Index, key: str) -> Iterator[Tie]:
    """Yield the plans that depend on this one, each once."""
    back = (each.page for each in index.site.backlinks.get(key, ()) if "depends-on" in each.role)
    yield from (_tie(index, index.cards.by_key(each), each) for each in dict.fromkeys(back))


def _list_mentions(index: Index, page: Page) -> list[Mention]:
    """List what names a plan, but for the plans that wait for it: these stand apart."""
    return [each for each in index.mentions(page) if "depends-on" not in each.role]


def _tie(index: Index, card: Card, name: str) -> Tie:
    """Give another plan, or a milestone of it, with its health; `name` may end in `#milestone`."""
    page_id = name.partition("#")[0].removeprefix("initiative/")
    facts = index.plans.get(f"initiative/{page_id}")
    return Tie(card, facts.plan_card.health if facts else None)
