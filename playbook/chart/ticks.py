"""Ticks of a value axis: round numbers that hold everything that is drawn.

In: values. Out: ticks from the lowest to the highest, evenly apart. It writes no label.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

ROUND = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
"""The steps that read well, times any power of ten."""

EXACT = Context(prec=60)
"""Enough digits that no step is lost beside a value of fifteen digits and nine decimals."""


def list_ticks(low: Decimal, high: Decimal, most: int = 5) -> tuple[Decimal, ...]:
    """List ticks at round numbers, the first at or below `low`, the last at or above `high`.

    About `most` of them, at least two; equal ends get room above and below.
    """
    low, high = widen(low, high)
    step = find_step(EXACT.subtract(high, low), most)
    first = EXACT.divide(low, step).to_integral_value(ROUND_FLOOR, EXACT)
    last = EXACT.divide(high, step).to_integral_value(ROUND_CEILING, EXACT)
    return tuple(EXACT.multiply(step, first + n) for n in range(int(last - first) + 1))


def widen(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Give equal ends a tenth of the value above and below, 1 around zero."""
    if low < high:
        return low, high
    room = abs(low) / 10 or Decimal(1)
    return EXACT.subtract(low, room), EXACT.add(low, room)


def find_step(span: Decimal, most: int) -> Decimal:
    """Find the smallest round step by which a span has at most `most` parts."""
    least = EXACT.divide(span, Decimal(most))
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * each for each in ROUND if power * each >= least)


def find_range(fixed: Sequence[Decimal], read: Sequence[Decimal]) -> tuple[Decimal, Decimal]:
    """Give the lowest and highest value that an axis must hold; 0 and 1 for nothing.

    `fixed` (baseline, target, limit) always has its place. A few readings that lie more than four times
    the distance of the fixed values away from them are outliers: they do not flatten all the rest.
    """
    every = [*fixed, *read] or [Decimal(0), Decimal(1)]
    low, high = min(every), max(every)
    span = max(fixed) - min(fixed) if fixed else Decimal(0)
    if not span:
        return low, high
    floor, roof = min(fixed) - 4 * span, max(fixed) + 4 * span
    near = [each for each in read if floor <= each <= roof]
    if (len(read) - len(near)) * 4 > len(read):
        return low, high
    return min([*fixed, *near]), max([*fixed, *near])
