"""Lanes on a time axis: the dated things of a plan within a window of days, and how many lie outside.

In: worked-out plans, days. Out: `TimeAxis` and `Lane`s. Where a mark is drawn is a picture's business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.model.plan import find_until
from playbook.view.due import DueItem
from playbook.view.mark import Mark
from playbook.view.plan import PlanCard, PlanFacts

NARROW = 560
"""The narrowest plot, in pixels, in which labels stand beside the marks."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The days of a picture, both ends included; `narrow` is the narrowest plot with labels, in pixels."""

    since: date
    until: date
    today: date
    narrow: int = NARROW

    def holds(self, day: date) -> bool:
        """Whether a day lies in the window."""
        return self.since <= day <= self.until


@dataclass(frozen=True, slots=True)
class Lane:
    """A plan on a time axis: work from `starts` to `go_live`, follow-through to `until`.

    `marks` are those in the window; `earlier` and `later` count the others.
    """

    plan: PlanCard
    starts: date | None
    go_live: date | None
    until: date | None
    marks: tuple[Mark, ...]
    earlier: int = 0
    later: int = 0

    @property
    def next_due(self) -> DueItem | None:
        """What comes next, or is overdue the longest, in the window or not."""
        return self.plan.next_due

    @property
    def outside_text(self) -> str:
        """Say what lies outside the window: "3 earlier, 2 later", or nothing."""
        counts = ((self.earlier, "earlier"), (self.later, "later"))
        return ", ".join(f"{number} {word}" for number, word in counts if number)


def make_lane(facts: PlanFacts, marks: Sequence[Mark], axis: TimeAxis) -> Lane:
    """Give a plan's lane; `marks` are all of its marks."""
    plan = facts.case.plan
    return Lane(
        plan=facts.plan_card,
        starts=plan.starts,
        go_live=plan.go_live,
        until=find_until(plan),
        marks=tuple(each for each in marks if axis.holds(each.day)),
        earlier=sum(1 for each in marks if each.day < axis.since),
        later=sum(1 for each in marks if each.day > axis.until),
    )


def find_quarter(today: date, ahead: int) -> date:
    """Give the first day of a calendar quarter: 0 is today's, 1 the next, -1 the one before."""
    months = today.year * 12 + (today.month - 1) // 3 * 3 + 3 * ahead
    return date(months // 12, months % 12 + 1, 1)


def span_quarters(today: date, first: int, end: int) -> TimeAxis:
    """Give the axis over whole quarters, from `first` to before `end`, counted from today's."""
    return TimeAxis(find_quarter(today, first), find_quarter(today, end) - timedelta(days=1), today)


def fit_axis(days: Iterable[date | None], today: date) -> TimeAxis:
    """Give the axis in whole months that holds all days; today too, where it is less than a year away."""
    known = sorted(each for each in days if each) or [today]
    if (known[0] - today).days < 365 and (today - known[-1]).days < 365:
        known = sorted([*known, today])
    return TimeAxis(known[0].replace(day=1), _end_month(known[-1]), today)


def _end_month(day: date) -> date:
    if (day.year, day.month) == (date.max.year, date.max.month):
        return date.max
    return date(day.year + day.month // 12, day.month % 12 + 1, 1) - timedelta(days=1)


LEGEND: Mapping[str, str] = {
    "milestone done": "Milestone done",
    "milestone due": "Milestone due",
    "milestone moved": "Milestone, moved",
    "milestone overdue": "Milestone overdue",
    "milestone cancelled": "Milestone cancelled",
    "milestone resting": "Milestone, rests",
    "ghost": "Date first promised",
    "review due": "Review due",
    "review moved": "Review, moved",
    "review overdue": "Review overdue",
    "review resting": "Review, rests",
    "review held": "Review held",
    "review passed": "Review: passed",
    "review holding": "Review: holding",
    "review slipping": "Review: slipping",
    "review regressed": "Review: regressed",
    "review not-passed": "Review: not passed",
    "go-live due": "Go-live",
    "go-live done": "Went live",
    "go-live moved": "Go-live, moved",
    "go-live overdue": "Go-live overdue",
    "go-live resting": "Go-live, rests",
    "start due": "Start",
    "start resting": "Start, rests",
    "start moved": "Start, moved",
    "start done": "Started",
    "target due": "Target date",
    "target moved": "Target date, moved",
    "target resting": "Target date, rests",
    "target reached": "Target reached",
    "target missed": "Target missed",
}
"""What each look of a mark means, in the order of the key."""


def list_legend(marks: Iterable[Mark]) -> tuple[tuple[str, str], ...]:
    """List the looks that some marks have, each with what it means."""
    used = set()
    for each in marks:
        used |= {each.look, "ghost"} if each.moved else {each.look}
    return tuple((look, text) for look, text in LEGEND.items() if look in used)
