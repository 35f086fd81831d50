"""Marks on a time axis: milestones, reviews, go-live, target days of a plan.

In: a worked-out plan. Out: `Mark`s by day, past and future, each with the day first promised where it has
moved. Where a mark is drawn is a picture's business.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from playbook.model.plan import find_due_state, went_live
from playbook.view import words
from playbook.view.base import Card
from playbook.view.moved import Moved, find_moved
from playbook.view.plan import PlanFacts


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark. `kind` is milestone, review, go-live, target or start; `state` a key of words.MARK_STATE
    or of words.VERDICT; `short` stands beside the mark of a plan that is known."""

    day: date
    kind: str
    title: str
    state: str
    state_text: str
    about: Card
    url: str
    who: Card | None = None
    moved: Moved | None = None
    short: str = ""

    @property
    def kind_text(self) -> str:
        """The kind in words."""
        return words.DUE[self.kind]

    @property
    def look(self) -> str:
        """How it is drawn: its kind and state, "moved" where it is due on another day than promised."""
        return f"{self.kind} {'moved' if self.state == 'due' and self.moved else self.state}"


@dataclass(frozen=True, slots=True)
class Month:
    """The marks of one month."""

    title: str
    marks: tuple[Mark, ...]


def list_marks(facts: PlanFacts) -> tuple[Mark, ...]:
    """List a plan's marks by day."""
    marks = (*_mark_milestones(facts), *_mark_reviews(facts), *_mark_days(facts))
    return tuple(sorted(marks, key=lambda each: (each.day, each.title)))


def _mark_milestones(facts: PlanFacts) -> Iterator[Mark]:
    for each in facts.milestones:
        if each.due:
            day = each.done if each.state == "done" and each.done else each.due
            url = f"{facts.card.url}#{each.anchor}"
            yield Mark(day, "milestone", each.title, each.state, each.state_text, facts.card, url,
                       each.owner, each.moved)  # fmt: skip


def _mark_reviews(facts: PlanFacts) -> Iterator[Mark]:
    for each in facts.reviews:
        day = each.held or each.due
        if day:
            title = f"Review {each.number} of {each.stage_title}"
            state = each.verdict or each.state
            text = each.verdict_text or words.MARK_STATE[each.state]
            url = f"{facts.card.url}#{each.anchor}"
            is_last = each.stage == facts.case.shape.stages[-1].id
            short = f"Review {each.number}" if is_last else f"{each.stage_title}, review {each.number}"
            yield Mark(day, "review", title, state, text, facts.card, url, each.by, each.moved, short)


def _mark_days(facts: PlanFacts) -> Iterator[Mark]:
    plan, today = facts.case.plan, facts.case.today
    if plan.starts:
        begun = "done" if plan.starts < today else find_due_state(plan, plan.starts, today)
        yield _mark_day(facts, "start", plan.starts, begun)
    if plan.go_live:
        live = "done" if went_live(plan, today) else find_due_state(plan, plan.go_live, today)
        yield _mark_day(facts, "go-live", plan.go_live, live)
    for each in facts.targets:
        if each.due and each.goal and not each.is_guardrail:
            state = each.state if each.state in ("reached", "missed") else _find_target_state(facts, each.due)
            title, url = f"{each.metric.title}: {each.goal.text}", f"{facts.card.url}#{each.anchor}"
            text, who = words.MARK_STATE[state], facts.plan_card.owner
            yield Mark(each.due, "target", title, state, text, facts.card, url, who, each.moved,
                       each.goal.text)  # fmt: skip


def _find_target_state(facts: PlanFacts, due: date) -> str:
    """Say how a target stands whose end is open; one that nobody can judge is not called overdue."""
    state = find_due_state(facts.case.plan, due, facts.case.today)
    return "due" if state == "overdue" else state


DAYS = {"start": ("The work begins", "starts", "Start"), "go-live": ("Go-live", "go-live", "Go-live")}
"""The title of a plan's own days, their keys in its front matter, and the short title."""


def _mark_day(facts: PlanFacts, kind: str, day: date, state: str) -> Mark:
    title, key, short = DAYS[kind]
    return Mark(
        day=day,
        kind=kind,
        title=title,
        state=state,
        state_text=words.MARK_STATE[state],
        about=facts.card,
        url=f"{facts.card.url}#at.{kind}",
        who=facts.plan_card.owner,
        moved=find_moved(facts.case, day, key),
        short=short,
    )


def sort_key(mark: Mark) -> tuple[date, str, str]:
    """Order marks by day, then by plan and words."""
    return mark.day, mark.about.title, mark.title


def group_months(marks: Iterable[Mark]) -> tuple[Month, ...]:
    """Group marks by month."""
    months: dict[tuple[int, int], list[Mark]] = {}
    for mark in sorted(marks, key=sort_key):
        months.setdefault((mark.day.year, mark.day.month), []).append(mark)
    return tuple(Month(words.say_month(some[0].day), tuple(some)) for some in months.values())
