"""The page of one plan.

In: the index. Out: an `InitiativeView` for each plan: the goal, the steps with owner, metric, review and
state, the figures, what was found in place and in a list, the prose, what names it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from playbook.schema.initiative import Initiative, Lessons
from playbook.view import words
from playbook.view.base import Card, Fact, Mention, Prose, View
from playbook.view.cards import Cards
from playbook.view.due import DueItem
from playbook.view.finding import FindingView, pick
from playbook.view.index import Index, link_up
from playbook.view.moved import Moved, find_moved
from playbook.view.part import ActionView, make_action
from playbook.view.plan import DiagnosisView, PlanCard, PlanFacts
from playbook.view.stage import StageView, list_stages
from playbook.view.target import TargetView

QUESTIONS = {
    "expected": "What we expected",
    "actual": "What happened",
    "why": "Why",
    "keep": "What to keep",
    "change": "What to change",
}


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk; `state` is closed, due or overdue."""

    risk: str
    owner: Card | None
    due: date | None
    answer: str
    likelihood: str
    impact: str
    closed: date | None
    anchor: str


@dataclass(frozen=True, slots=True)
class UpdateView:
    """The owner's word of a day."""

    day: date | None
    by: Card | None
    health: str
    health_text: str
    note: str
    way_back: str


@dataclass(frozen=True, slots=True)
class WaiverView:
    """A finding that somebody accepts until a day."""

    rule: str
    item: str
    reason: str
    by: Card | None
    until: date | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A baseline or target that was changed and approved."""

    item: str
    old: str
    new: str
    day: date | None
    reason: str
    by: Card | None


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of the whole plan, with what moved it."""

    label: str
    anchor: str
    day: date
    moved: Moved | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeView(View):
    """Everything on a plan's page. `loose` are findings that belong to no stage, target or milestone."""

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
    due: tuple[DueItem, ...]
    risks: tuple[RiskView, ...]
    updates: tuple[UpdateView, ...]
    changes: tuple[ChangeView, ...]
    waivers: tuple[WaiverView, ...]
    lessons: tuple[tuple[str, ActionView], ...]
    depends_on: tuple[Card, ...]
    blocks: tuple[Card, ...]
    mentions: tuple[Mention, ...]
    prose: Prose | None
    findings: tuple[FindingView, ...]
    loose: tuple[FindingView, ...]
    today: date

    def at(self, item: str) -> tuple[FindingView, ...]:
        """Give the findings at an item of the page."""
        return pick(self.findings, item)


def build(index: Index) -> Iterator[View]:
    """Build the page of every plan."""
    for facts in index.plans.values():
        if facts.page.url:
            yield build_one(index, facts)


def build_one(index: Index, facts: PlanFacts) -> InitiativeView:
    """Build the page of one plan."""
    page, plan, cards = facts.page, facts.case.plan, index.cards
    findings = index.findings(page)
    stages = list_stages(facts, cards, findings)
    placed = {each for stage in stages for each in stage.findings}
    items = [*(each.item for each in facts.targets), *(each.item for each in facts.milestones)]
    placed |= set(pick(findings, *items))
    updates = _list_updates(plan, cards)
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
        days=tuple(_list_days(plan)),
        facts=tuple(_list_facts(index, plan)),
        notice=_say_notice(plan),
        update=next((each for each in updates if each.health), None),
        diagnosis=facts.diagnosis,
        targets=facts.targets,
        stages=stages,
        due=facts.due,
        risks=_list_risks(plan, cards),
        updates=updates,
        changes=_list_changes(plan, cards),
        waivers=_list_waivers(plan, cards, index.today),
        lessons=tuple(_list_lessons(plan.lessons, cards, index.today)),
        depends_on=tuple(cards.dependency(each, page) for each in plan.depends_on),
        blocks=_list_blocks(index, page.key),
        mentions=tuple(each for each in index.mentions(page) if "depends-on" not in each.role),
        prose=index.prose(page, 1),
        findings=findings,
        loose=tuple(each for each in findings if each not in placed),
        today=index.today,
    )


def _list_days(plan: Initiative) -> Iterator[DayView]:
    for label, key, day in (("Begins", "starts", plan.starts), ("Go-live", "go-live", plan.go_live)):
        if day:
            yield DayView(label, f"at.{'start' if key == 'starts' else key}", day, find_moved(plan, day, key))
    untils = [each.until for each in (plan.stages or {}).values() if each.until]
    if untils:
        yield DayView("Watched until", "at.until", max(untils), find_moved(plan, max(untils), "until"))


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


def _list_updates(plan: Initiative, cards: Cards) -> tuple[UpdateView, ...]:
    newest = sorted(plan.updates, key=lambda each: each.date or date.min, reverse=True)
    return tuple(
        UpdateView(
            each.date,
            cards.person(each.by),
            each.health or "",
            words.DECLARED.get(each.health or "", ""),
            each.note,
            each.way_back,
        )
        for each in newest
    )


def _list_risks(plan: Initiative, cards: Cards) -> tuple[RiskView, ...]:
    return tuple(
        RiskView(
            each.risk,
            cards.person(each.owner),
            each.due,
            each.answer,
            words.capitalise(each.likelihood or ""),
            words.capitalise(each.impact or ""),
            each.closed,
            f"at.risks.{n}",
        )
        for n, each in enumerate(plan.risks, 1)
    )


def _list_changes(plan: Initiative, cards: Cards) -> tuple[ChangeView, ...]:
    return tuple(
        ChangeView(
            _name_figure(each.item, cards), each.from_, each.to, each.date, each.reason, cards.person(each.by)
        )
        for each in plan.rebaselined
    )


def _name_figure(item: str, cards: Cards) -> str:
    """Name a changed figure by its metric's title, where its item is a metric."""
    card = cards.find("metric", item.rpartition(".")[2])
    return card.title if card and card.url else item


def _list_waivers(plan: Initiative, cards: Cards, today: date) -> tuple[WaiverView, ...]:
    return tuple(
        WaiverView(
            each.rule,
            each.item,
            each.reason,
            cards.person(each.by),
            each.until,
            bool(each.until and each.until < today),
        )
        for each in plan.waivers
    )


def _list_lessons(lessons: Lessons | None, cards: Cards, today: date) -> Iterator[tuple[str, ActionView]]:
    for key, question in QUESTIONS.items():
        answer = getattr(lessons, key, None)
        if answer and answer.what:
            yield question, make_action(cards, answer, today)


def _list_blocks(index: Index, key: str) -> tuple[Card, ...]:
    """List the plans that depend on this one."""
    back: Sequence[Mention] = [
        Mention(index.cards.by_key(each.page), each.role)
        for each in index.site.backlinks.get(key, ())
        if "depends-on" in each.role
    ]
    return tuple(dict.fromkeys(each.card for each in back))
