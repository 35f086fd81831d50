"""The versions of one plan -> its trails.

In: what each version promises and by what it landed, oldest first. Out: a `Trail` for each key of each item.
A version that says the same as the one before adds nothing, so what was moved and moved back within one
commit of the main line never happened. What is said no more goes on with its trail when it comes back.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

from playbook.history.align import Told, align
from playbook.history.promises import Note, Words
from playbook.model.trail import DAYS, FIGURES, Landing, Move, Trail, name_ways

NOTED = DAYS | FIGURES | {"metric"}
"""The keys whose moves a plan explains."""


@dataclass(slots=True)
class _Trail:
    """A trail while it is followed; with each move the number of its version."""

    first: str
    since: Landing
    now: str
    moves: list[tuple[int, Move]] = field(default_factory=list)
    gone: Landing | None = None
    again: Landing | None = None


class _Follower:
    """Goes from version to version."""

    def __init__(self) -> None:
        self.trails: dict[tuple[str, str], _Trail] = {}
        self.before: Words | None = None

    def meet(self, item: str, before: Words, now: Words, at: tuple[int, Landing]) -> None:
        """Note what became of an item: what is said for the first time, otherwise, again or no more."""
        n, landing = at
        for key in before.keys() - now.keys():
            self.trails[item, key].gone = landing
        for key, text in now.items():
            trail = self.trails.get((item, key))
            if trail is None:
                self.trails[item, key] = _Trail(text, landing, text)
                continue
            trail.again = landing if trail.gone else trail.again
            trail.gone = None
            if text != trail.now:
                trail.moves.append((n, Move(trail.now, text, landing)))
                trail.now = text


def make_trails(versions: Sequence[Told]) -> tuple[Trail, ...]:
    """Follow every key of every item, in the order of their names."""
    follower = _Follower()
    before: dict[str, Words] = {}
    for n, (landing, items) in enumerate(align(versions)):
        for item in before.keys() | items.keys():
            last, now = before.get(item, {}), items.get(item, {})
            if last is not now and last != now:
                follower.meet(item, last, now, (n, landing))
        before = dict(items)
    notes = _Notes(versions)
    return tuple(
        Trail(item, key, each.first, each.since, notes.explain(item, key, each.moves), each.gone, each.again)
        for (item, key), each in sorted(follower.trails.items())
    )


class _Notes:
    """The entries by which a plan explains its moves, each with the last version in which it stands."""

    def __init__(self, versions: Sequence[Told]) -> None:
        self.last: dict[Note, int] = {}
        for n, (_, promises) in enumerate(versions):
            if promises and promises.notes:
                self.last.update(dict.fromkeys(promises.notes, n))

    def explain(self, item: str, key: str, moves: Sequence[tuple[int, Move]]) -> tuple[Move, ...]:
        """Give the moves with their reasons; each entry explains one move, the first that it fits."""
        names = name_ways(item, key) if self.last and key in NOTED else frozenset[str]()
        fit = sorted((each for each in self.last if each.item in names), key=attrgetter("day"))
        told = []
        for n, bare in moves:
            move = bare
            some = [each for each in fit if move.new in each.values and self.last[each] >= n]
            best = next((each for each in some if each.old == move.old), next(iter(some), None))
            if best:
                fit.remove(best)
                is_approved = any(not each.is_slip for each in some)
                move = replace(move, reason=best.reason, is_approved=is_approved)
            told.append(move)
        return tuple(told)
