"""The parts of a plan that have days: milestones and reviews.

In: a case. Out: `MilestoneView`s and `ReviewView`s with state, words and what moved. Findings are put in
place by the page.
"""

from dataclasses import dataclass
from datetime import date

from playbook.model.case import Case
from playbook.model.plan import (
    find_due_state,
    is_measurable,
    measure_change,
    name_item,
    place_milestone,
)
from playbook.rules import no_early_win
from playbook.schema.initiative import Action, Initiative, Lesson, Milestone, Review
from playbook.view import words
from playbook.view.base import Card
from playbook.view.cards import Cards, name_anchor, tell_apart
from playbook.view.figure import Figure, measure_of
from playbook.view.moved import Moved, find_moved


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """A milestone. `state` is done, cancelled, due, overdue, resting or off; `when` says how far off it is.

    `is_early_win` marks the first that can be measured, where it comes soon enough to be seen.
    """

    title: str
    item: str
    anchor: str
    stage: str
    state: str
    state_text: str
    when: str
    owner: Card | None = None
    due: date | None = None
    moved: Moved | None = None
    metric: Card | None = None
    target: Figure | None = None
    reached: Figure | None = None
    acceptance: str = ""
    evidence: str = ""
    done: date | None = None
    cancelled: str = ""
    is_training: bool = False
    is_early_win: bool = False
    depends_on: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionView:
    """What somebody promised in a review or a lesson; `state` is done, due, overdue, resting or off."""

    what: str
    owner: Card | None
    due: date | None
    done: date | None
    state: str

    @property
    def text(self) -> str:
        """The state in words, before its day."""
        return {"done": "done", "resting": "rests, due", "off": "open, due"}.get(self.state, "due")


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A review. `state` is held, due, overdue, resting or off; `verdict` a key of words.VERDICT or "";
    `when` how far off it is, "" where nobody waits for it."""

    number: int
    stage: str
    stage_title: str
    item: str
    anchor: str
    state: str
    when: str
    due: date | None
    by: Card | None
    held: date | None = None
    verdict: str = ""
    verdict_text: str = ""
    reading: Figure | None = None
    note: str = ""
    decision: str = ""
    moved: Moved | None = None
    actions: tuple[ActionView, ...] = ()

    @property
    def state_text(self) -> str:
        """How it stands: what it found, how far off it is, or that nobody waits for it."""
        return self.verdict_text or self.when or words.MARK_STATE[self.state]


def find_early_win(case: Case) -> Milestone | None:
    """Find the first milestone that can be measured, where it lies as early as the rule wants it."""
    plan, rule, config = case.plan, no_early_win.RULE, case.site.config
    wins = [each for each in plan.milestones if each.due and not each.cancelled and is_measurable(each)]
    first = min(wins, key=_find_day, default=None)
    if not (first and plan.starts):
        return None
    most = rule.number(config, "days"), rule.number(config, "share") * (measure_change(plan) or 0)
    return first if (_find_day(first) - plan.starts).days <= max(most) else None


def _find_day(milestone: Milestone) -> date:
    """Give the day on which a milestone was reached, or is wanted, whichever is first."""
    return min(filter(None, (milestone.due, milestone.done)))


def make_milestone(
    case: Case, cards: Cards, milestone: Milestone, is_early_win: bool = False
) -> MilestoneView:
    """Give one milestone as it stands today."""
    number = next(n for n, each in enumerate(case.plan.milestones) if each is milestone)
    item = name_item(case.plan, ("milestones", number))
    measure = measure_of(case.site.find("metric", milestone.metric))
    state = _find_milestone_state(case, milestone)
    return MilestoneView(
        title=milestone.title or milestone.id or "A milestone without a title",
        item=item,
        anchor=name_anchor(item),
        stage=_find_stage(case, milestone),
        state=state,
        state_text=words.MARK_STATE[state],
        when=_say_when(state, milestone.due, case.today),
        owner=cards.person(milestone.owner),
        due=milestone.due,
        moved=find_moved(case, milestone.due, item),
        metric=cards.find("metric", milestone.metric),
        target=measure.figure(milestone.target),
        reached=measure.figure(milestone.reached),
        acceptance=milestone.acceptance,
        evidence=milestone.evidence,
        done=milestone.done,
        cancelled=milestone.cancelled.reason or "no reason given" if milestone.cancelled else "",
        is_training=milestone.kind == "training",
        is_early_win=is_early_win,
        depends_on=tuple(cards.dependency(each, case.page) for each in milestone.depends_on),
    )


def _find_stage(case: Case, milestone: Milestone) -> str:
    """Give the stage at which a milestone is shown; one that the method does not have is not lost."""
    placed = place_milestone(milestone, case.shape)
    return placed if case.shape.step_of(placed) else case.shape.stages_of("goals")[-1]


def _find_milestone_state(case: Case, milestone: Milestone) -> str:
    if milestone.cancelled:
        return "cancelled"
    if milestone.done:
        return "done"
    return find_due_state(case.plan, milestone.due, case.today)


def make_review(case: Case, cards: Cards, stage_id: str, n: int) -> ReviewView:
    """Give the n-th review (from 0) of a stage."""
    stage = (case.plan.stages or {})[stage_id]
    review = stage.reviews[n]
    item = f"stages.{stage_id}.reviews.{review.id or n + 1}"
    state = "held" if review.held else find_due_state(case.plan, review.due, case.today)
    title = next((each.title for each in case.shape.stages if each.id == stage_id), stage_id)
    return ReviewView(
        number=n + 1,
        stage=stage_id,
        stage_title=title,
        item=item,
        anchor=name_anchor(item),
        state=state,
        when=_say_when(state, review.due, case.today),
        due=review.due,
        by=cards.person(review.by),
        held=review.held,
        verdict=review.verdict or "",
        verdict_text=words.VERDICT.get(review.verdict or "", ""),
        reading=_find_reading(case, stage.metric, review),
        note=review.note,
        decision=words.DECISION.get(review.decision or "", ""),
        moved=find_moved(case, review.due, item),
        actions=tuple(make_action(case.plan, cards, each, case.today) for each in review.actions),
    )


def _say_when(state: str, due: date | None, today: date) -> str:
    """Say how far off a thing is that somebody waits for."""
    return words.say_distance(due, today) if due and state in ("due", "overdue") else ""


def _find_reading(case: Case, metric: str | None, review: Review) -> Figure | None:
    """Give the reading of a held review: its own, else the metric's at that day."""
    value = review.reading
    if value is None and review.held:
        value = case.site.reading_at(metric, review.held)
    return measure_of(case.site.find("metric", metric)).figure(value)


def make_action(plan: Initiative, cards: Cards, action: Action | Lesson, today: date) -> ActionView:
    """Give one action of a review."""
    state = "done" if action.done else find_due_state(plan, action.due, today)
    return ActionView(action.what, cards.person(action.owner), action.due, action.done, state)


def list_milestones(case: Case, cards: Cards) -> tuple[MilestoneView, ...]:
    """Give all milestones by due day."""
    win = find_early_win(case)
    made = [make_milestone(case, cards, each, each is win) for each in case.plan.milestones]
    return tuple(sorted(tell_apart(made), key=lambda each: (each.due or date.max, each.title)))


def find_day(review: ReviewView) -> date:
    """Give the day by which reviews are put in order: when it was held, else when it is due."""
    return review.held or review.due or date.max


def list_reviews(case: Case, cards: Cards) -> tuple[ReviewView, ...]:
    """Give all reviews of all stages, in the method's order."""
    stages = case.plan.stages or {}
    return tell_apart(
        make_review(case, cards, each.id, n)
        for each in case.shape.stages
        for n in range(len(stages[each.id].reviews) if each.id in stages else 0)
    )
