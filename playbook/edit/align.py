"""Which item of a list has become which.

In: a list as it is and as it shall be. Out: pairs of positions, both rising. Items that are equal, or tell by
their key that they are the same thing, find each other; of the rest those with most in common. Items that are
equal and would cross such a pair have moved.
"""

import json
from collections import defaultdict, deque

from playbook.frontmatter import Node

Pairs = list[tuple[int, int]]

IDENTITIES = ("id", "metric", "person", "title", "due", "date", "finding", "what", "risk", "item", "rule")
"""The keys that name an item, the surest first."""

EQUAL, NAMED, SHARED = 1000, 50, 4
"""How much it counts that two items are equal, are named alike, have a key with the same value."""

LIMIT = 40_000
"""Beyond so many comparisons what is left is paired in order."""


def align(old: list[Node], new: list[Node]) -> Pairs:
    """Pair the positions of what stays or is changed; what is in no pair goes, or comes. Takes tidy data."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    inner = _pair(old[head : len(old) - tail], new[head : len(new) - tail])
    return [
        *((place, place) for place in range(head)),
        *((one + head, other + head) for one, other in inner),
        *((len(old) - place, len(new) - place) for place in range(tail, 0, -1)),
    ]


def find_moves(old: list[Node], new: list[Node]) -> tuple[Pairs, dict[int, int]]:
    """Give pairs as `align` does, and where each item that has moved unchanged stood: new positions to old.

    An item that could only be changed into another one, while itself it stands elsewhere, has moved.
    """
    pairs = align(old, new)
    equal = [(one, other) for one, other in pairs if old[one] == new[other]]
    stays, filled = {one for one, _ in equal}, {other for _, other in equal}
    free: dict[str, deque[int]] = defaultdict(deque)
    for one, value in enumerate(old):
        if one not in stays:
            free[_say(value)].append(one)
    moves = {
        other: places.popleft()
        for other, value in enumerate(new)
        if other not in filled and (places := free.get(_say(value)))
    }
    gone = set(moves.values())
    return [(one, other) for one, other in pairs if one not in gone and other not in moves], moves


def _say(value: Node) -> str:
    return json.dumps(value, sort_keys=True)


def _pair(old: list[Node], new: list[Node]) -> Pairs:
    """Pair so that most is in common: `best[i][j]` is how much can be from `old[i]` and `new[j]` on."""
    if len(old) * len(new) > LIMIT:
        return [(place, place) for place in range(min(len(old), len(new)))]
    likes = [[_weigh(one, other) for other in new] for one in old]
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = likes[i][j] + best[i + 1][j + 1] if likes[i][j] else 0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if likes[i][j] and best[i][j] == likes[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            i += 1
    return pairs


def _weigh(one: Node, other: Node) -> int:
    """Tell how much two items have in common; 0 where one cannot become the other by changing it."""
    if one == other:
        return EQUAL
    if not isinstance(one, dict) or not isinstance(other, dict):
        return int(type(one) is type(other))
    shared = sum(value == other.get(key) for key, value in one.items())
    named = next((key for key in IDENTITIES if key in one and key in other), "")
    return 1 + SHARED * shared + (NAMED if named and one[named] == other[named] else 0)
