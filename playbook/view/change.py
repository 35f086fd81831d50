"""What has changed in the plans: by the days that they tell themselves, and by what git saw beside these.

In: the index. Out: `Change`s up to today, newest first: updates, reviews held, milestones done, moved days,
changed figures, owners and states, pauses and stops, go-lives, lessons carried out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from playbook.model.page import Page
from playbook.model.plan import went_live
from playbook.schema.initiative import Initiative
from playbook.schema.moved import Rebaseline, Slip
from playbook.view import words
from playbook.view.base import Card
from playbook.view.cards import Cards, name_anchor
from playbook.view.index import Index
from playbook.view.landed import Landed, list_landed
from playbook.view.named import name_moved
from playbook.view.plan import PlanFacts

SILENT = "No reason given"
"""What is said of a move that nobody explained."""

LOOKS = {
    "update": "message done",
    "slip": "milestone moved",
    "rebaselined": "target moved",
    "go-live": "go-live done",
    "milestone": "milestone done",
    "cancelled": "milestone cancelled",
    "paused": "pause resting",
    "stopped": "until cancelled",
    "lesson": "lesson done",
    "owner": "ask done",
    "status": "start done",
}
"""How each kind of fact is marked; a review by its verdict."""


@dataclass(frozen=True, slots=True)
class Change:
    """One dated fact: what happened, in words; `name` is its own for ever; `text` what was said of it; `look`
    how it is marked, a kind and a state."""

    name: str
    day: date
    kind: str
    words: str
    text: str
    about: Card
    url: str
    who: Card | None
    look: str

    @property
    def title(self) -> str:
        """What happened, with the plan that it happened to."""
        return f"{self.about.title}: {self.words}"


Told = tuple[date | None, str, str, str, str, Card | None]
"""Day, kind, item, words, what was said, by whom."""


def list_changes(index: Index) -> list[Change]:
    """List the changes of all plans."""
    made = [
        change
        for facts in index.plans.values()
        if facts.page.url
        for change in _make(index, facts)
        if change.day <= index.today
    ]
    made.sort(key=lambda each: each.name)
    made.sort(key=lambda each: each.day, reverse=True)
    return made


def name_first(page: Page) -> str:
    """Give the first id that a page had, with its kind."""
    return f"{page.kind}/{(*page.data.formerly, page.id)[0]}"


def _make(index: Index, facts: PlanFacts) -> Iterator[Change]:
    first, seen = name_first(facts.page), set()
    reviews = {each.item: f"review {each.verdict or 'held'}" for each in facts.reviews}
    for day, kind, item, title, text, who in _tell(index.cards, facts):
        if day is None:
            continue
        name = f"{first}/{kind}/{item}/{day}"
        while name in seen:
            name += "+"
        seen.add(name)
        url = f"{facts.card.url}#{name_anchor(item)}" if item else facts.card.url
        look = reviews[item] if kind == "review" else LOOKS[kind]
        yield Change(name, day, kind, title, text, facts.card, url, who, look)
    for landed in list_landed(facts, index.cards):
        yield _make_landed(landed, facts, first)


def _make_landed(landed: Landed, facts: PlanFacts, first: str) -> Change:
    """Make the change that git saw; its name is what moved, so that no other takes it."""
    name = f"{first}/{landed.kind}/{landed.mark}/{landed.day}"
    url = f"{facts.card.url}#{landed.anchor}" if landed.anchor else facts.card.url
    look = LOOKS[landed.kind]
    return Change(name, landed.day, landed.kind, landed.title, landed.text, facts.card, url, landed.who, look)


def _tell(cards: Cards, facts: PlanFacts) -> Iterator[Told]:
    plan = facts.case.plan
    yield from _tell_parts(facts)
    yield from _tell_ends(cards, plan)
    for update in plan.updates:
        said = words.DECLARED.get(update.health or "", "an update")
        text = "\n".join(filter(None, (update.note, update.way_back)))
        yield update.date, "update", "", said.lower(), text, cards.person(update.by)
    for slip in plan.slips:
        yield slip.date, "slip", "", _say_slip(cards, facts, slip), slip.reason or SILENT, None
    for change in plan.rebaselined:
        title = _say_change(cards, facts, change)
        yield change.date, "rebaselined", "", title, change.reason or SILENT, cards.person(change.by)
    if went_live(plan, facts.case.today):
        yield plan.go_live, "go-live", "go-live", "went live", plan.summary, None


def _tell_parts(facts: PlanFacts) -> Iterator[Told]:
    for review in facts.reviews:
        verdict = review.verdict_text.lower() or "held"
        title = f"review {review.number} of {review.stage_title}, {verdict}"
        yield review.held, "review", review.item, title, review.note, review.by
    for each in facts.milestones:
        yield each.done, "milestone", each.item, f"{each.title}, done", each.evidence, each.owner
    for raw in facts.case.plan.milestones:
        if raw.cancelled:
            title, item = f"{raw.title}, no longer wanted", f"milestones.{raw.id}"
            yield raw.cancelled.date, "cancelled", item, title, raw.cancelled.reason, None


def _tell_ends(cards: Cards, plan: Initiative) -> Iterator[Told]:
    if plan.paused and plan.status == "paused":
        until = f" until {words.say_day(plan.paused.until)}" if plan.paused.until else ""
        by = cards.person(plan.paused.by)
        yield plan.paused.since, "paused", "paused", f"paused{until}", plan.paused.reason, by
    if plan.stopped and plan.status == "stopped":
        by = cards.person(plan.stopped.by)
        yield plan.stopped.date, "stopped", "", "stopped", plan.stopped.reason, by
    for key in ("expected", "actual", "why", "keep", "change"):
        lesson = getattr(plan.lessons, key, None)
        if lesson and lesson.done:
            yield (
                lesson.done,
                "lesson",
                "lessons",
                "a lesson carried out",
                lesson.what,
                cards.person(lesson.owner),
            )


def _say_slip(cards: Cards, facts: PlanFacts, slip: Slip) -> str:
    days = [words.say_day(each) if each else "no day" for each in (slip.from_, slip.to)]
    return f"{name_moved(facts, cards, slip.item)} moved from {days[0]} to {days[1]}"


def _say_change(cards: Cards, facts: PlanFacts, change: Rebaseline) -> str:
    old, new = words.write_days(change.from_), words.write_days(change.to)
    return f"{name_moved(facts, cards, change.item)} changed from {old} to {new}"
