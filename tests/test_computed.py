"""The metrics that need no page: what counts, from which day, in per cent."""

from datetime import date
from decimal import Decimal

import pytest

from playbook.model.computed import compute
from playbook.model.site import COMPUTED_METRICS
from playbook.schema.initiative import Cancelled, Initiative, Member, Milestone, Review, Stage
from playbook.schema.shape import Shape

TODAY = date(2026, 6, 1)
EARLIER, LATER = date(2026, 5, 4), date(2026, 6, 2)

ASKED = Member(ask="Budget", asked=EARLIER)
ACCEPTED = Member(ask="Budget", asked=EARLIER, accepted=TODAY)

ASKS = {
    "nothing asked": ((), None),
    "not asked yet": ((Member(ask="Budget", asked=LATER),), None),
    "no day at all": ((Member(ask="Budget"),), None),
    "a member without an ask": ((Member(asked=EARLIER, accepted=EARLIER),), None),
    "asked": ((ASKED,), 0),
    "asked today": ((Member(ask="Budget", asked=TODAY),), 0),
    "accepted today": ((ACCEPTED,), 100),
    "accepted without the day of the ask": ((Member(ask="Budget", accepted=EARLIER),), 100),
    "accepted tomorrow": ((Member(ask="Budget", asked=EARLIER, accepted=LATER),), 0),
    "declined": ((Member(ask="Budget", declined=EARLIER), ACCEPTED), 50),
    "one of three": ((ACCEPTED, ASKED, ASKED), "33.3"),
    "two of three": ((ACCEPTED, ACCEPTED, ASKED), "66.7"),
}

IN_TIME = Milestone(due=EARLIER, done=EARLIER)
LATE = Milestone(due=EARLIER, done=TODAY)

MILESTONES = {
    "none": ((), None),
    "none due": ((Milestone(due=LATER),), None),
    "without a day": ((Milestone(done=EARLIER),), None),
    "due and open": ((Milestone(due=EARLIER),), 0),
    "due today and open": ((Milestone(due=TODAY),), None),
    "due today and done": ((Milestone(due=TODAY, done=TODAY),), 100),
    "due today and done tomorrow": ((Milestone(due=TODAY, done=LATER),), None),
    "done ahead of its day": ((Milestone(due=LATER, done=EARLIER),), None),
    "in time": ((IN_TIME,), 100),
    "late": ((LATE, IN_TIME), 50),
    "cancelled": ((IN_TIME, Milestone(due=EARLIER, cancelled=Cancelled(date=TODAY))), 100),
    "cancelled tomorrow": ((IN_TIME, Milestone(due=EARLIER, cancelled=Cancelled(date=LATER))), 50),
    "cancelled without a day": ((Milestone(due=EARLIER, cancelled=Cancelled()),), None),
}

REVIEWS = {
    "none": ((), None),
    "none due": ((Review(due=LATER),), None),
    "without a day": ((Review(held=EARLIER),), None),
    "due and not held": ((Review(due=EARLIER),), 0),
    "due today": ((Review(due=TODAY),), None),
    "due and held today": ((Review(due=TODAY, held=TODAY),), 100),
    "held late": ((Review(due=EARLIER, held=TODAY),), 100),
    "held tomorrow": ((Review(due=EARLIER, held=LATER),), 0),
    "one of four": ((Review(due=EARLIER, held=EARLIER), *[Review(due=EARLIER)] * 3), 25),
}


def expect(value: int | str | None) -> Decimal | None:
    """Give the value as it is computed."""
    return None if value is None else Decimal(value)


@pytest.mark.parametrize(("members", "value"), ASKS.values(), ids=ASKS)
def test_asks_accepted(members: tuple[Member, ...], value: int | str | None) -> None:
    plan = Initiative(stages={"coalition": Stage(members=members)})
    assert compute("asks-accepted", plan, Shape(), TODAY) == expect(value)


@pytest.mark.parametrize(("milestones", "value"), MILESTONES.values(), ids=MILESTONES)
def test_milestones_on_time(milestones: tuple[Milestone, ...], value: int | None) -> None:
    assert compute("milestones-on-time", Initiative(milestones=milestones), Shape(), TODAY) == expect(value)


@pytest.mark.parametrize(("reviews", "value"), REVIEWS.values(), ids=REVIEWS)
def test_reviews_held(reviews: tuple[Review, ...], value: int | None) -> None:
    plan = Initiative(stages={"vision": Stage(reviews=reviews), "goals": Stage()})
    assert compute("reviews-held", plan, Shape(), TODAY) == expect(value)


def test_reviews_of_every_stage_count() -> None:
    held, open_ = Review(due=EARLIER, held=EARLIER), Review(due=EARLIER)
    plan = Initiative(stages={"vision": Stage(reviews=(held,)), "follow-through": Stage(reviews=(open_,))})
    assert compute("reviews-held", plan, Shape(), TODAY) == 50


def test_a_past_day_is_judged_by_what_had_happened_then() -> None:
    plan = Initiative(milestones=(LATE, IN_TIME), stages={"coalition": Stage(members=(ACCEPTED,))})
    assert compute("asks-accepted", plan, Shape(), EARLIER) == 0
    assert compute("milestones-on-time", plan, Shape(), EARLIER) == 100


def test_every_computed_metric_is_computed_and_no_other() -> None:
    plan = Initiative(
        milestones=(IN_TIME,),
        stages={"coalition": Stage(members=(ACCEPTED,), reviews=(Review(due=EARLIER, held=EARLIER),))},
    )
    assert [compute(name, plan, Shape(), TODAY) for name in COMPUTED_METRICS] == [100, 100, 100]
    assert compute("sales-cycle", plan, Shape(), TODAY) is None
