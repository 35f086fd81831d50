"""Two lists of things -> which is which.

In: what stood in a list before and after. Out: pairs, None where one was added or removed. What has an id is
told by it, what has none by what it says, with the order as a help, never by its position alone.
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

Pair = tuple[int | None, int | None]
"""Positions before and after."""

WEIGHTS = {
    "due": 3.0, "date": 3.0, "held": 2.0, "by": 2.0, "person": 4.0, "ask": 3.0, "risk": 4.0, "message": 4.0,
    "what": 4.0, "finding": 4.0, "title": 4.0, "rule": 2.0, "item": 3.0, "metric": 2.0, "audience": 2.0,
    "verdict": 0.25, "decision": 0.25, "kind": 0.25, "likelihood": 0.25, "impact": 0.25, "guardrail": 0.25,
}  # fmt: skip
"""How much it says that two things share a key; 1 for any other key."""

ENOUGH = 0.39
"""From this share of what both of them say, two things are one."""
ALIKE = 0.6
"""The same for things whose ids differ."""
MOST = 20_000
"""How many pairs are compared; of larger lists only what is equal is matched."""


def match(before: Sequence[Any], after: Sequence[Any], name: str) -> list[Pair]:
    """Match the things of two lists; `name` is the key of their id ("" for none). The order is that of what
    stands there now, what was removed at its old place."""
    pairs: dict[int, int] = {}
    _pair_by_id(before, after, name, pairs)
    _pair_equal(before, after, pairs)
    _pair_near(before, after, name, pairs)
    gone = [n for n in range(len(before)) if n not in pairs]
    back = {now: then for then, now in pairs.items()}
    found: list[Pair] = [(back.get(n), n) for n in range(len(after))]
    for n in gone:
        found.insert(min(n, len(found)), (n, None))
    return found


def _pair_by_id(before: Sequence[Any], after: Sequence[Any], name: str, pairs: dict[int, int]) -> None:
    """Pair what has the same id; of several, as two targets of one metric, first those that say the same."""
    if not name:
        return
    left: dict[str, list[int]] = {}
    for n, each in enumerate(after):
        left.setdefault(str(getattr(each, name) or ""), []).append(n)
    left.pop("", None)
    some = [(n, each, left.get(str(getattr(each, name) or ""), [])) for n, each in enumerate(before)]
    for n, each, places in some:
        same = next((m for m in places if len(places) > 1 and after[m] == each), None)
        if same is not None:
            pairs[n] = same
            places.remove(same)
    for n, _, places in some:
        if n not in pairs and places:
            pairs[n] = places.pop(0)


def _pair_equal(before: Sequence[Any], after: Sequence[Any], pairs: dict[int, int]) -> None:
    taken = set(pairs.values())
    left: dict[Any, list[int]] = {}
    for m, each in enumerate(after):
        if m not in taken:
            left.setdefault(each, []).append(m)
    for n, each in enumerate(before):
        if n not in pairs and left.get(each):
            pairs[n] = left[each].pop(0)


def _pair_near(before: Sequence[Any], after: Sequence[Any], name: str, pairs: dict[int, int]) -> None:
    """Pair what is left by what it says; of all ways the one that keeps the order and shares the most."""
    taken = set(pairs.values())
    first, second = _rank(before), _rank(after)
    olds = sorted((n for n in range(len(before)) if n not in pairs), key=first.__getitem__)
    news = sorted((n for n in range(len(after)) if n not in taken), key=second.__getitem__)
    if not olds or not news or len(olds) * len(news) > MOST:
        return
    lowest, highest = _bound(first, second, pairs)
    shared = [[_weigh(before[n], after[m], name) for m in news] for n in olds]
    for i, n in enumerate(olds):
        for j, m in enumerate(news):
            if not lowest[first[n]] < second[m] < highest[first[n]]:
                shared[i][j] *= 0.5  # on the other side of something that is still there
            least = ENOUGH if not _has_ids(before[n], after[m], name) else ALIKE
            if shared[i][j] < least:
                shared[i][j] = 0.0
    for i, j in _align(shared):
        pairs[olds[i]] = news[j]


def _rank(things: Sequence[Any]) -> list[int]:
    """Give each thing's rank: by its day where all have one, since an author may sort them at any time."""
    days = [getattr(each, "due", None) for each in things]
    order = sorted(range(len(things)), key=lambda n: (days[n], n)) if all(days) else range(len(things))
    ranks = dict(zip(order, range(len(things)), strict=True))
    return [ranks[n] for n in range(len(things))]


def _bound(first: Sequence[int], second: Sequence[int], pairs: dict[int, int]) -> tuple[list[int], list[int]]:
    """Give, for each rank before, the ranks now between which a thing lies that has kept its place."""
    ranks = {first[then]: second[now] for then, now in pairs.items()}
    size, most = len(first), len(second)
    lowest, highest = [-1] * size, [most] * size
    for n in range(1, size):
        lowest[n] = max(lowest[n - 1], ranks.get(n - 1, -1))
    for n in range(size - 2, -1, -1):
        highest[n] = min(highest[n + 1], ranks.get(n + 1, most))
    return lowest, highest


def _has_ids(one: Any, other: Any, name: str) -> bool:
    return bool(name and getattr(one, name) and getattr(other, name))


def _weigh(one: Any, other: Any, name: str) -> float:
    """Give how much of what both things say is the same, from 0 to 1, and a little more for near days."""
    same = whole = 0.0
    for each in fields(one):
        mine, theirs = getattr(one, each.name), getattr(other, each.name)
        if each.name in (name, "id") or not mine or not theirs:
            continue
        weight = WEIGHTS.get(each.name, 1.0)
        whole += weight
        same += weight * (mine == theirs)
    return (same / whole if whole else 0.0) + (_near(one, other) if same else 0.0)


def _near(one: Any, other: Any) -> float:
    mine, theirs = getattr(one, "due", None), getattr(other, "due", None)
    if not (isinstance(mine, date) and isinstance(theirs, date)):
        return 0.0
    return 0.1 / (1 + abs((mine - theirs).days) / 30)


def _align(shared: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Choose pairs that do not cross and share the most (Needleman and Wunsch, gaps at no cost)."""
    rows, columns = len(shared), len(shared[0])
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = shared[i][j] + best[i + 1][j + 1] if shared[i][j] else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found, i, j = [], 0, 0
    while i < rows and j < columns:
        if shared[i][j] and best[i][j] == shared[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found
