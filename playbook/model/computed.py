"""The metrics that need no page: computed from one plan, as of a day, in per cent.

In: a plan, the method's shape, the name, today. Out: the value, rounded to one decimal, or None while there
is nothing to count. What has not happened by that day counts as not happened, so that a past day can be
asked for; a due day is the one that stands on the page now. Nothing here reads a CSV.

- `asks-accepted`: asks accepted, of the asks made. An ask is made on its `asked` day, or at the latest when
  it is answered; a declined one was made and is not accepted.
- `milestones-on-time`: milestones done by their due day, of those due and not cancelled. One that is due
  today and still open is not counted yet.
- `reviews-held`: reviews held, late ones too, of those due, in every stage. One that is due today and not
  yet held is not counted.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal

from playbook.model.plan import list_members, list_reviews
from playbook.schema.initiative import Initiative, Milestone
from playbook.schema.shape import Shape

TENTH = Decimal("0.1")


def compute(name: str, plan: Initiative, shape: Shape, today: date) -> Decimal | None:
    """Compute a metric of a plan; None for a name that is not computed, or while nothing counts."""
    count = COUNTS.get(name)
    marks = list(count(plan, shape, today)) if count else []
    if not marks:
        return None
    return (Decimal(100 * sum(marks)) / len(marks)).quantize(TENTH)


def _has_come(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _count_asks(plan: Initiative, _shape: Shape, today: date) -> Iterable[bool]:
    """Yield for each ask made whether it is accepted."""
    for _, each in list_members(plan):
        days = (each.asked, each.accepted, each.declined)
        if each.ask and any(_has_come(day, today) for day in days):
            yield _has_come(each.accepted, today)


def _count_milestones(plan: Initiative, _shape: Shape, today: date) -> Iterable[bool]:
    """Yield for each milestone due whether it was done by its day."""
    for each in plan.milestones:
        done = each.done if _has_come(each.done, today) else None
        if each.due and not _is_cancelled(each, today) and (each.due < today or (done and each.due == today)):
            yield done is not None and done <= each.due


def _is_cancelled(milestone: Milestone, today: date) -> bool:
    """Whether a milestone is cancelled by a day; without a day of its own it always was."""
    return milestone.cancelled is not None and (milestone.cancelled.date or today) <= today


def _count_reviews(plan: Initiative, shape: Shape, today: date) -> Iterable[bool]:
    """Yield for each review due whether it is held."""
    for _, each in list_reviews(plan, shape):
        is_held = _has_come(each.held, today)
        if each.due and (each.due < today or (is_held and each.due == today)):
            yield is_held


COUNTS: dict[str, Callable[[Initiative, Shape, date], Iterable[bool]]] = {
    "asks-accepted": _count_asks,
    "milestones-on-time": _count_milestones,
    "reviews-held": _count_reviews,
}
"""What each computed metric counts: a mark for each thing, true where it is as it should be."""
