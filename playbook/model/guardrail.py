"""Guard-rails: whether a value lies beyond the limit that a plan must not cross.

In: a case, a target that is a guard-rail, a value. Out: yes or no. It reads no file and finds nothing.
"""

from decimal import Decimal

from playbook.model.case import Case
from playbook.schema.initiative import Target


def crosses_limit(case: Case, target: Target, value: Decimal) -> bool:
    """Whether a value lies beyond a guard-rail's limit; False where there is no limit.

    The limit lies above what was measured first (the baseline, else the first reading) or below it; the
    metric's direction decides where neither is known.
    """
    if target.limit is None:
        return False
    first = target.baseline.value if target.baseline else None
    readings = case.site.readings(target.metric)
    if first is None and readings:
        first = readings[0].value
    if first is None or first == target.limit:
        is_ceiling = case.site.direction(target.metric) == "down"
    else:
        is_ceiling = target.limit > first
    return value > target.limit if is_ceiling else value < target.limit
