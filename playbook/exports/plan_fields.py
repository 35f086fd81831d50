"""The fields of an initiative that leave the site, its parts among them.

In: a worked-out plan with the index. Out: the list of `Field`s, in the front matter's own words where it has
one. A company's own fields are those that its configuration shows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from playbook.exports.field import Field
from playbook.exports.part_fields import (
    LESSON,
    MILESTONE,
    PAUSED,
    REBASELINED,
    RISK,
    SLIP,
    STOPPED,
    TARGET,
    UPDATE,
    WAIVER,
)
from playbook.exports.shown import find_diagnosis, find_markdown, list_pages, list_waivers
from playbook.exports.stage_fields import STAGE, Own
from playbook.model.plan import find_until
from playbook.schema.choice import STATUSES
from playbook.schema.initiative import Lessons
from playbook.schema.shape import Shape
from playbook.view import Index, words
from playbook.view.cards import Cards
from playbook.view.plan import PlanFacts
from playbook.view.stage import StageView, list_stages


@dataclass(frozen=True)
class Plan:
    """A plan, and the index in which its names are looked up."""

    index: Index
    facts: PlanFacts

    @property
    def own(self) -> Any:
        """The front matter, typed."""
        return self.facts.case.plan

    @cached_property
    def stages(self) -> list[tuple[StageView, Own]]:
        """Every stage of the method, beside what the plan says of it; several lists are made of them."""
        own = self.own.stages or {}
        views = list_stages(self.facts, self.cards, ())
        return [(each, Own(self.cards, own.get(each.cell.stage))) for each in views]

    @property
    def cards(self) -> Cards:
        """The cards of all pages."""
        return self.index.cards


def make_plan(index: Index, key: str) -> Plan:
    """Give a plan by its key."""
    return Plan(index, index.plans[key])


def list_plans(index: Index) -> Iterator[Plan]:
    """Yield every plan that has a page."""
    for page in list_pages(index, "initiative"):
        yield make_plan(index, page.key)


def _list_own(plan: Plan, key: str) -> Iterator[Own]:
    yield from (Own(plan.cards, each) for each in getattr(plan.own, key))


def _read_own_field(name: str, kind: str) -> Any:
    """Give what reads a company's own field: numbers as numbers, days as days."""

    def read(plan: Plan) -> Any:
        text = (plan.own.fields or {}).get(name)
        if text is None or kind == "text":
            return text
        if kind == "flag":
            return text == "true"
        try:
            return Decimal(text) if kind == "number" else date.fromisoformat(text)
        except (ArithmeticError, ValueError):
            return None

    return read


HEALTH = (
    Field("word", "word", "The health computed from the plan", lambda it: it.word, tuple(words.HEALTH)),
    Field(
        "declared",
        "word",
        "The owner's word in the newest update",
        lambda it: it.declared,
        tuple(words.DECLARED),
    ),
    Field("differs", "flag", "Whether the two contradict each other", lambda it: it.differs),
    Field("reasons", "texts", "Why, the strongest reason first", lambda it: it.reasons),
)
DIAGNOSIS = (
    Field("kind", "word", "What is said of it", lambda it: it.kind, ("stuck", "lost", "next", "none")),
    Field("text", "text", "At which stage it is most likely stuck, in a sentence", lambda it: it.text),
    Field("first", "text", "What to do first", lambda it: it.first),
    Field("stage", "text", "The stage to look at, by its id", lambda it: it.stage),
)


def _list_lessons(plan: Plan) -> Iterator[tuple[str, Own]]:
    for key in Lessons.__dataclass_fields__:
        lesson = getattr(plan.own.lessons, key, None)
        if lesson and lesson.what:
            yield key, Own(plan.cards, lesson)


def list_plan_fields(shape: Shape) -> tuple[Field, ...]:
    """List the fields of an initiative; `shape` names a company's own."""
    return (*_list_head(), *_list_days(shape), *_list_parts())


def _list_head() -> Iterator[Field]:
    yield Field("id", "text", "Its id", lambda it: it.facts.page.id)
    yield Field("title", "text", "The goal in a few words", lambda it: it.facts.page.title)
    yield Field("url", "url", "Its page", lambda it: it.facts.card.url)
    yield Field("markdown", "url", "Its page as Markdown", lambda it: find_markdown(it.index, it.facts.card))
    yield Field("summary", "text", "What will be different, for whom", lambda it: it.own.summary)
    yield Field("status", "word", "What the plan claims", lambda it: it.own.status, STATUSES)
    yield Field("health", "record", "How it stands", lambda it: it.facts.plan_card.health, parts=HEALTH)
    yield Field(
        "diagnosis",
        "record",
        "The step that is most likely unfinished",
        lambda it: find_diagnosis(it.index, it.facts.diagnosis),
        parts=DIAGNOSIS,
    )
    yield Field("owner", "page", "The accountable person", lambda it: it.facts.plan_card.owner)
    yield Field("sponsor", "page", "Who clears the way", lambda it: it.cards.person(it.own.sponsor))
    yield Field("department", "page", "Whose change it is", lambda it: it.facts.plan_card.department)
    yield Field(
        "affects",
        "pages",
        "The departments that must work differently",
        lambda it: it.cards.several("department", it.own.affects),
    )


def _list_days(shape: Shape) -> Iterator[Field]:
    yield Field("theme", "text", "What it belongs to", lambda it: it.own.theme)
    yield Field("tags", "texts", "Words for it", lambda it: it.own.tags)
    yield Field("starts", "day", "When work begins", lambda it: it.own.starts)
    yield Field("go-live", "day", "When people must work the new way", lambda it: it.own.go_live)
    yield Field("until", "day", "How long it is watched", lambda it: find_until(it.own))
    yield Field(
        "depends-on", "texts", "Initiatives and milestones that it needs", lambda it: it.own.depends_on
    )
    yield Field("formerly", "texts", "The ids that it had before", lambda it: it.own.formerly)
    shown = [each for each in shape.own_fields if each.show]
    own = (
        Field(each.name, each.type, each.label or each.name, _read_own_field(each.name, each.type))
        for each in shown
    )
    yield Field("fields", "record", "The company's own fields", lambda it: it, parts=tuple(own))


def _list_parts() -> Iterator[Field]:
    paused = "Since when its deadlines rest"
    yield Field("paused", "record", paused, lambda it: _own(it, it.own.paused), parts=PAUSED)
    yield Field("stopped", "record", "Its honest end", lambda it: _own(it, it.own.stopped), parts=STOPPED)
    yield Field("targets", "records", "The goal in figures", lambda it: it.facts.targets, parts=TARGET)
    stages = "The stages of the method"
    yield Field("stages", "records", stages, lambda it: it.stages, parts=STAGE, one="stage")
    yield Field(
        "milestones", "records", "The parts of the way", lambda it: it.facts.milestones, parts=MILESTONE
    )
    yield Field("risks", "records", "What may go wrong", lambda it: _list_own(it, "risks"), parts=RISK)
    yield Field("updates", "records", "The owner's words", lambda it: _list_own(it, "updates"), parts=UPDATE)
    yield Field("slips", "records", "Days that moved", lambda it: _list_own(it, "slips"), parts=SLIP)
    yield Field(
        "rebaselined",
        "records",
        "Figures that were changed",
        lambda it: _list_own(it, "rebaselined"),
        parts=REBASELINED,
    )
    yield Field("lessons", "records", "What was learned", _list_lessons, parts=LESSON)
    yield Field("waivers", "records", "Findings accepted until a day", _list_accepted, parts=WAIVER)


def _own(plan: Plan, value: Any) -> Own | None:
    return Own(plan.cards, value) if value else None


def _list_accepted(plan: Plan) -> Iterator[Own]:
    yield from (Own(plan.cards, each) for each in list_waivers(plan.index, plan.own))
