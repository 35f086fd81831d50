"""Two reports -> the findings that only one of them has.

In: what a check found before and now, how pages were called before. Out: new findings, those that are gone,
how many both have. A finding is told by rule, page and item, and never by its line; one that was only a
warning before, or that somebody had waived, is new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from playbook.baseline import Key, identify
from playbook.diagnostic import Diagnostic, Report


@dataclass(frozen=True, slots=True)
class Fresh:
    """Findings that are new, that are gone, and how many are neither."""

    new: tuple[Diagnostic, ...] = ()
    gone: tuple[Diagnostic, ...] = ()
    known: int = 0


@dataclass(frozen=True, slots=True)
class Renamed:
    """What is called otherwise now: pages by the keys that they had, things by that key and their names."""

    keys: Mapping[str, str]
    items: Mapping[str, Mapping[str, str]]

    def apply(self, found: Diagnostic) -> Diagnostic:
        """Give a finding of before with the names of now."""
        names = self.items.get(found.page, {})
        item = next(
            (names[each] + found.item[len(each) :] for each in _list_heads(found.item) if each in names), ""
        )
        return replace(found, page=self.keys.get(found.page, found.page), item=item or found.item)


def _list_heads(item: str) -> Iterator[str]:
    """List an item's name and those of what it stands in, from inside out."""
    while item:
        yield item
        item = item.rpartition(".")[0]


def find_fresh(before: Report, after: Report, renamed: Renamed) -> Fresh:
    """Find what is new and what is gone."""
    old = [renamed.apply(each) for each in before.diagnostics]
    new, known = _subtract(after.diagnostics, old)
    is_there = Counter(identify(each) for each in after.diagnostics)
    gone = []
    for then, each in zip(before.diagnostics, old, strict=True):
        key = identify(each)
        if is_there[key] > 0:
            is_there[key] -= 1
        else:
            gone.append(then)
    return Fresh(tuple(new), tuple(gone), known)


def _subtract(found: Sequence[Diagnostic], known: Iterable[Diagnostic]) -> tuple[list[Diagnostic], int]:
    """Leave out as many findings of each rule, page and item as were known, none worse than those."""
    left: dict[Key, list[int]] = {}
    for each in known:
        left.setdefault(identify(each), []).append(each.severity)
    kept = []
    for each in found:
        severities = left.get(identify(each), [])
        match = min((one for one in severities if one >= each.severity), default=None)
        if match is None:
            kept.append(each)
        else:
            severities.remove(match)
    return kept, len(found) - len(kept)
