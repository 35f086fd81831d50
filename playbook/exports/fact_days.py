"""The days on which something is known to have happened in a plan.

In: a plan. Out: the newest of its dated facts. It never asks which day it is, so that a copy does not change
because a night has passed.
"""

from collections.abc import Iterator
from datetime import date

from playbook.model.plan import list_signs
from playbook.schema.initiative import Initiative
from playbook.schema.shape import Shape

EPOCH = date(1970, 1, 1)
"""The day of a copy in which nothing has happened yet."""


def find_newest(plan: Initiative, shape: Shape) -> date:
    """Give the newest day on which the page says that something happened; its start for a new plan."""
    return max(_list_days(plan, shape), default=plan.starts or EPOCH)


def _list_days(plan: Initiative, shape: Shape) -> Iterator[date]:
    yield from list_signs(plan, shape)
    dated = (*plan.updates, *plan.slips, *plan.rebaselined, plan.stopped)
    days = [each.date for each in dated if each]
    days += [each.cancelled.date for each in plan.milestones if each.cancelled]
    days += [plan.paused.since if plan.paused else None]
    yield from (each for each in days if each)
