"""What a plan keeps account of beside its steps: risks, updates, changed figures, waivers, lessons.

In: a plan, the index. Out: frozen records in the order in which a page shows them. Nothing is judged.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from playbook.model.plan import find_due_state
from playbook.schema.initiative import Initiative, Waiver
from playbook.view import words
from playbook.view.base import Card
from playbook.view.cards import Cards, name_anchor
from playbook.view.named import name_moved
from playbook.view.part import ActionView, make_action
from playbook.view.plan import PlanFacts
from playbook.view.rule_text import list_documented

QUESTIONS = {
    "expected": "What we expected",
    "actual": "What happened",
    "why": "Why",
    "keep": "What to keep",
    "change": "What to change",
}


@dataclass(frozen=True, slots=True)
class RiskView:
    """A risk; `state` is done (closed), due, overdue, resting or off."""

    risk: str
    owner: Card | None
    due: date | None
    answer: str
    likelihood: str
    impact: str
    closed: date | None
    anchor: str
    state: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class UpdateView:
    """The owner's word of a day; `tone` is ok, watch, bad or "" where no health is declared."""

    day: date | None
    by: Card | None
    health: str
    health_text: str
    note: str
    way_back: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class WaiverView:
    """A finding that somebody accepts until a day; `item` is named as a reader knows it."""

    rule: str
    rule_url: str
    item: str
    item_anchor: str
    reason: str
    by: Card | None
    until: date | None
    is_over: bool
    left: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A baseline or target that was changed and approved."""

    item: str
    old: str
    new: str
    day: date | None
    reason: str
    by: Card | None


TONES = {"on-track": "ok", "at-risk": "watch", "off-track": "bad"}


def list_updates(plan: Initiative, cards: Cards) -> tuple[UpdateView, ...]:
    """List the updates, newest first."""
    newest = sorted(plan.updates, key=lambda each: each.date or date.min, reverse=True)
    return tuple(
        UpdateView(
            each.date,
            cards.person(each.by),
            each.health or "",
            words.DECLARED.get(each.health or "", ""),
            each.note,
            each.way_back,
            TONES.get(each.health or "", ""),
        )
        for each in newest
    )


def list_risks(plan: Initiative, cards: Cards, today: date) -> tuple[RiskView, ...]:
    """List the risks, as they were written."""
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
            "done" if each.closed else find_due_state(plan, each.due, today),
            f"risks.{n}",
        )
        for n, each in enumerate(plan.risks, 1)
    )


def list_changes(facts: PlanFacts, cards: Cards) -> tuple[ChangeView, ...]:
    """List the changed figures, as they were written."""
    return tuple(
        ChangeView(
            name_moved(facts, cards, each.item),
            each.from_,
            each.to,
            each.date,
            each.reason,
            cards.person(each.by),
        )
        for each in facts.case.plan.rebaselined
    )


def list_waivers(facts: PlanFacts, cards: Cards, hidden: Container[str] = ()) -> tuple[WaiverView, ...]:
    """List the waivers, as they were written; none of the rules `hidden`."""
    shown = (each for each in facts.case.plan.waivers if each.rule not in hidden)
    return tuple(_view_waiver(facts, cards, each) for each in shown)


def _view_waiver(facts: PlanFacts, cards: Cards, waiver: Waiver) -> WaiverView:
    today = facts.case.today
    is_known = waiver.rule in list_documented()
    title, anchor = _name_item(facts, cards, waiver.item)
    return WaiverView(
        rule=waiver.rule,
        rule_url=f"rules/{waiver.rule}.html" if is_known else "",
        item=title,
        item_anchor=anchor,
        reason=waiver.reason,
        by=cards.person(waiver.by),
        until=waiver.until,
        is_over=bool(waiver.until and waiver.until < today),
        left=words.say_left((waiver.until - today).days) if waiver.until else "",
    )


def _name_item(facts: PlanFacts, cards: Cards, item: str) -> tuple[str, str]:
    """Name the item of a waiver by its stage and what it ends with; the place on the page beside it."""
    parts = item.split(".")
    last = parts[-1]
    stage = next((each for each in facts.plan_card.steps if parts[:2] == ["stages", each.stage]), None)
    if stage and len(parts) == 2:
        return stage.title, name_anchor(item)
    milestone = next((each for each in facts.milestones if each.item in (item, f"milestones.{item}")), None)
    if milestone:
        return milestone.title, milestone.anchor
    card = cards.find("metric", last) if parts[0] == "targets" else cards.person(last)
    title = card.title if card and card.url else last
    if stage:
        return f"{stage.title}: {title}", name_anchor(f"stages.{stage.stage}")
    target = next((each for each in facts.targets if each.item == item), None)
    return (title, target.anchor) if target else (item, "")


def list_lessons(plan: Initiative, cards: Cards, today: date) -> Iterator[tuple[str, ActionView]]:
    """Yield the questions of the after-action review that were answered, with their answers."""
    for key, question in QUESTIONS.items():
        answer = getattr(plan.lessons, key, None)
        if answer and answer.what:
            yield question, make_action(plan, cards, answer, today)
