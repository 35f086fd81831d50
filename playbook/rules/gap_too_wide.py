"""PB405 gap-too-wide: a long time in which nothing is due and nobody looks."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import At, list_reviews
from playbook.rule import OPEN_STATUSES, Finding, PageRule, W
from playbook.schema.initiative import Initiative
from playbook.schema.shape import Shape
from playbook.words import count

Gap = tuple[int, At, At]
"""Its days, what is due before it and what after it."""


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find the widest gap before go-live and the widest after it, where they are too wide.

    How soon after go-live the first review follows is asked by another rule.
    """
    plan = page.plan
    if plan.go_live is None:
        return
    points = list_points(plan, config.shape, plan.go_live)
    before = [each for each in points if each[1] <= plan.go_live]
    after = [each for each in points if each[1] >= plan.go_live]
    if len(after) > 1 and _is_watch(after[1], config.shape):
        after = after[1:]
    if plan.starts is None or (plan.go_live - plan.starts).days > RULE.number(config, "short"):
        yield from _judge(plan, before, RULE.number(config, "before"), "before go-live")
    yield from _judge(plan, after, RULE.number(config, "after"), "after go-live")


def list_points(plan: Initiative, shape: Shape, go_live: date) -> list[At]:
    """List the milestones and reviews that have a day, and go-live, in order."""
    points: list[At] = [(("go-live",), go_live)]
    points += [((*path, "due"), each.due) for path, each in list_reviews(plan, shape) if each.due]
    points += [
        (("milestones", n, "due"), each.due)
        for n, each in enumerate(plan.milestones)
        if each.due and each.cancelled is None
    ]
    return sorted(points, key=lambda each: each[1])


def _is_watch(point: At, shape: Shape) -> bool:
    """Whether what is due is a review of follow-through."""
    path = point[0]
    return path[0] == "stages" and shape.step_of(str(path[1])) == "follow-through"


def count_days(plan: Initiative, since: date, until: date) -> int:
    """Count the days between two that do not rest in a pause."""
    days, pause = (until - since).days, plan.paused
    if plan.status != "paused" or pause is None or pause.since is None:
        return days
    rests = (min(pause.until or until, until) - max(pause.since, since)).days
    return days - max(rests, 0)


def _judge(plan: Initiative, points: list[At], most: float, when: str) -> Iterable[Finding]:
    counted: list[Gap] = [(count_days(plan, a[1], b[1]), a, b) for a, b in pairwise(points)]
    gaps = [each for each in counted if each[0] > most]
    if not gaps:
        return
    days, first, last = max(gaps, key=lambda each: each[0])
    more = f"; {count(len(gaps) - 1, 'more gap')} {when} too" if len(gaps) > 1 else ""
    message = f"{days} days {when} without a milestone or a review, from {first[1]} to {last[1]}{more}"
    related = tuple((gap[1][0], f"{gap[0]} days from here to the next") for gap in gaps)
    yield Finding(last[0], message, f"put milestones and reviews at most {most:g} days apart", related)


RULE = PageRule(
    code="PB405",
    name="gap-too-wide",
    level=W,
    why="a drift that begins the day after a review is found at the next one",
    check=check,
    statuses=OPEN_STATUSES - {"sustained"},
    thresholds={"before": 56, "after": 100, "short": 120},
)
