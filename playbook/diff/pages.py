"""The pages of two sites -> which is which.

In: both sites. Out: `Pairing`: pages of both by their keys, those that came, went or have another id. A page
that says in `formerly` what it was called is known by that; one that says nothing, by what it holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from playbook.diff.edit import map_names
from playbook.model.page import Page
from playbook.model.site import Site

ALIKE = 0.75
"""From this share of what both pages say, one that went and one that came are the same."""
TELLING = 6
"""So much must pages of different titles say before it is looked at how alike they are."""
MOST = 2_500
"""How many pages that went and came are compared with each other; of more none is."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """`both` are pages that are there before and after, by their key now; of them `renamed` are those with
    another id that say so, `lost` those that do not; `added` and `removed` have no counterpart."""

    both: Mapping[str, tuple[Page, Page]]
    renamed: frozenset[str]
    lost: frozenset[str]
    added: tuple[Page, ...]
    removed: tuple[Page, ...]

    def map_keys(self) -> dict[str, str]:
        """Map the keys that pages had to those that they have."""
        return {old.key: key for key, (old, _) in self.both.items()}

    def map_items(self) -> dict[str, dict[str, str]]:
        """Map, by the keys that pages had, the names of things to those that they have, where they differ."""
        changed = {
            old.key: (old, new)
            for old, new in self.both.values()
            if old.digest != new.digest and old.readable and new.readable
        }
        return {key: dict(map_names(old.data, new.data)) for key, (old, new) in changed.items()}


def pair_pages(before: Site, after: Site) -> Pairing:
    """Find each page's counterpart."""
    both = {key: (before.pages[key], page) for key, page in after.pages.items() if key in before.pages}
    gone = {key: page for key, page in before.pages.items() if key not in after.pages}
    came = {key: page for key, page in after.pages.items() if key not in before.pages}
    renamed = dict(_find_renamed(gone, came))
    lost = dict(_find_lost({k: p for k, p in gone.items() if k not in renamed.values()}, renamed, came))
    pairs = {**renamed, **lost}
    both |= {new: (gone[old], came[new]) for new, old in pairs.items()}
    taken = set(pairs.values())
    return Pairing(
        both={key: both[key] for key in after.pages if key in both},
        renamed=frozenset(renamed),
        lost=frozenset(lost),
        added=tuple(page for key, page in came.items() if key not in pairs),
        removed=tuple(page for key, page in gone.items() if key not in taken),
    )


def _find_renamed(gone: Mapping[str, Page], came: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    """Yield pages that say what they were called, by their key now and before."""
    for key, page in came.items():
        old = next(
            (f"{page.kind}/{each}" for each in page.data.formerly if f"{page.kind}/{each}" in gone), ""
        )
        if old:
            yield key, old


def _find_lost(
    gone: Mapping[str, Page], renamed: Mapping[str, str], came: Mapping[str, Page]
) -> Iterator[tuple[str, str]]:
    """Yield pages that were very likely renamed without a word, the likeliest first."""
    new = {key: page for key, page in came.items() if key not in renamed}
    if len(gone) * len(new) > MOST:
        return
    likely = sorted(
        (-measure_likeness(old, page), key, then)
        for then, old in gone.items()
        for key, page in new.items()
        if old.kind == page.kind and old.readable and page.readable
    )
    taken: set[str] = set()
    for likeness, key, then in likely:
        if -likeness >= ALIKE and not taken & {key, then}:
            taken |= {key, then}
            yield key, then


def measure_likeness(one: Page, other: Page) -> float:
    """Give how much of what either page's front matter says is the same, from 0 to 1; of a page that says
    nothing but its title the title and the headings."""
    same = whole = 0
    for each in fields(one.data):
        mine, theirs = getattr(one.data, each.name), getattr(other.data, each.name)
        if _is_said(mine) or _is_said(theirs):
            whole += 1
            same += mine == theirs
    mine, theirs = ([each.text for each in page.headings] for page in (one, other))
    if mine or theirs:
        whole += 1
        same += mine == theirs
    is_told = whole > 1 if one.title == other.title else whole >= TELLING
    return same / whole if is_told else 0.0


def _is_said(value: Any) -> bool:
    return value not in (None, "", (), False)
