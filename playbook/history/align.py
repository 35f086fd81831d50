"""Items that have no id of their own, told apart when one is added or taken out before them.

In: the versions of a plan. Out: for each version its items, where a review that is called by its place in the
list (goals-2), or the second target of a metric, bears the name that it has in the end, whatever its place
was. While their number stays, the place tells them apart; when it changes, those whose due day stayed are the
same.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from playbook.history.promises import Promises, Words
from playbook.model.trail import Landing

_NUMBER = re.compile(r" \(\d+\)$")

Items = Mapping[str, Words]
Told = tuple[Landing, Promises | None]
"""One version: by what it landed, and what it promises; None where the page was taken away."""


def align(versions: Sequence[Told]) -> list[tuple[Landing, Items]]:
    """Give each version's items; nothing for one in which the page was taken away."""
    plain: list[tuple[Landing, Items]] = [(landing, each.items if each else {}) for landing, each in versions]
    counted = _list_counted([each for _, each in versions])
    there = [some for some, (_, each) in zip(counted, versions, strict=True) if each]
    if all(some == there[0] for some in there[1:]):
        return plain
    names = _Names()
    numbered = [
        names.meet(each, some) if each else {} for (_, each), some in zip(versions, counted, strict=True)
    ]
    called = names.call()
    return [
        (
            landing,
            {called[numbers[name]] if name in numbers else name: words for name, words in items.items()},
        )
        for (landing, items), numbers in zip(plain, numbered, strict=True)
    ]


def _list_counted(versions: Sequence[Promises | None]) -> list[frozenset[str]]:
    """List each version's items that are told by their place alone: reviews without an id, and the targets of
    a metric that ever had two of them."""
    numbered = (name for each in versions if each for name in each.items if name.startswith("targets."))
    doubled = {_find_list(name) for name in numbered if _NUMBER.search(name)}
    return [
        each.counted | {name for name in each.items if _find_list(name) in doubled} if each else frozenset()
        for each in versions
    ]


class _Names:
    """Gives each counted item a number that stays with it."""

    def __init__(self) -> None:
        self.last: dict[str, list[tuple[int, str]]] = {}
        self.names: dict[int, str] = {}
        self.there: set[int] = set()

    def meet(self, promises: Promises, counted: frozenset[str]) -> dict[str, int]:
        """Give the numbers of a version's counted items by their names."""
        stages: dict[str, list[tuple[str, str]]] = {}
        for name in promises.items:
            if name in counted:
                due = promises.items[name].get("due", "")
                stages.setdefault(_find_list(name), []).append((name, due))
        found: dict[str, int] = {}
        for stage in self.last.keys() | stages.keys():
            found |= self._match(stage, stages.get(stage, []))
        self.names.update({number: name for name, number in found.items()})
        self.there = set(found.values())
        return found

    def _match(self, stage: str, now: Sequence[tuple[str, str]]) -> dict[str, int]:
        last = self.last.get(stage, [])
        pairs = dict(_pair([due for _, due in last], [due for _, due in now]))
        numbers: dict[str, int] = {}
        for n, (name, _) in enumerate(now):
            number = last[pairs[n]][0] if n in pairs else len(self.names)
            numbers[name] = number
            self.names.setdefault(number, name)
        self.last[stage] = [(numbers[name], due) for name, due in now]
        return numbers

    def call(self) -> dict[int, str]:
        """Give the final name of each number; one that is gone may not bear another's name."""
        taken = {self.names[number] for number in self.there}
        called = {number: self.names[number] for number in self.there}
        for number in sorted(self.names.keys() - self.there):
            name, count = self.names[number], 1
            while name in taken:
                count += 1
                name = f"{self.names[number]} ({count})"
            taken.add(name)
            called[number] = name
        return called


def _find_list(name: str) -> str:
    """Give the name of the list in which an item is counted: a stage, or the targets of one metric."""
    return name.rpartition(".reviews.")[0] or _NUMBER.sub("", name)


def _pair(before: Sequence[str], after: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Yield places after and before that belong together."""
    if len(before) == len(after):
        yield from ((n, n) for n in range(len(after)))
        return
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, start, end, other, other_end in matcher.get_opcodes():
        yield from zip(range(other, other_end), range(start, end), strict=False)
