"""What a person has done lately, as the plans tell it.

In: the plans that name a person, a day. Out: `DoneItem`s of the last quarter, newest first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.view.base import Card
from playbook.view.plan import PlanFacts

BACK = timedelta(days=92)
"""A quarter."""


@dataclass(frozen=True, slots=True)
class DoneItem:
    """Something done: `kind` is a key of words.DUE, `state` one of a mark."""

    day: date
    kind: str
    state: str
    title: str
    about: Card
    url: str


def list_done(plans: Iterable[PlanFacts], person: Card, today: date) -> tuple[DoneItem, ...]:
    """List what a person has done in a quarter; `person` is his or her card."""
    done = [each for facts in plans for each in _list_of(facts, person)]
    recent = (each for each in done if today - BACK <= each.day <= today)
    return tuple(sorted(recent, key=lambda each: (-each.day.toordinal(), each.about.title, each.title)))


def _list_of(facts: PlanFacts, person: Card) -> Iterator[DoneItem]:
    card = facts.card
    for each in facts.milestones:
        if each.done and each.owner == person:
            url = f"{card.url}#{each.anchor}"
            yield DoneItem(each.done, "milestone", "done", each.title, card, url)
    for review in facts.reviews:
        if review.held and review.by == person:
            title = f"Held review {review.number} of {review.stage_title}"
            state, url = review.verdict or "held", f"{card.url}#{review.anchor}"
            yield DoneItem(review.held, "review", state, title, card, url)
    yield from _list_words(facts, person)


def _list_words(facts: PlanFacts, person: Card) -> Iterator[DoneItem]:
    """Yield answers given, messages sent and the owner's updates."""
    card, id_ = facts.card, person.key.partition("/")[2]
    for name, stage in (facts.case.plan.stages or {}).items():
        for member in stage.members:
            if member.person == id_ and member.accepted:
                url = f"{card.url}#at.stages.{name}.members"
                yield DoneItem(member.accepted, "ask", "done", f"Accepted: {member.ask}", card, url)
        for told in stage.communication:
            if told.by == id_ and told.sent:
                url = f"{card.url}#at.stages.{name}.communication"
                yield DoneItem(told.sent, "message", "done", f"Told: {told.message}", card, url)
    for update in facts.case.plan.updates:
        if update.by == id_ and update.date:
            yield DoneItem(update.date, "message", "done", update.note or "Gave an update", card, card.url)
