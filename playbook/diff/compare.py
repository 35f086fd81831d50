"""Two sides -> all that changed between them, the most serious first.

In: two sites with how their plans stand. Out: `Change`s. Findings are compared elsewhere.
"""

from collections.abc import Iterator

from playbook.diff.change import GRAVE, NOTABLE, QUIET, Change, sort_key
from playbook.diff.edit import list_edits
from playbook.diff.label import PAGES
from playbook.diff.pages import Pairing, pair_pages
from playbook.diff.readings import compare_readings
from playbook.diff.say import say_edits
from playbook.diff.settings import compare_settings
from playbook.diff.side import Names, Side
from playbook.diff.speech import Speech
from playbook.diff.standing import compare_standings
from playbook.model.page import Page

PROMISING = frozenset({"initiative", "metric"})
"""Kinds whose pages promise something, or measure it."""


def compare_sites(before: Side, after: Side, pairing: Pairing | None = None) -> tuple[Change, ...]:
    """Give everything that changed, the most serious first, pages in the order of the site."""
    pairing = pairing or pair_pages(before.site, after.site)
    names = Names(before.site, after.site)
    changes = [*compare_settings(before.site.config, after.site.config)]
    changes += [_say_page("page-removed", each, GRAVE) for each in pairing.removed]
    changes += [_say_page("page-added", each, NOTABLE) for each in pairing.added]
    for key, (old, new) in pairing.both.items():
        if old.key != key:
            changes.append(_say_renamed(old, new, is_told=key in pairing.renamed))
        if old.digest != new.digest:
            changes += _compare_pages(old, new, names)
            if before.read_prose(old) != after.read_prose(new):
                changes.append(_say_page("text-edited", new, QUIET))
        if new.kind == "initiative":
            states = before.standings.get(old.key), after.standings.get(key)
            changes += compare_standings(new, *states)
    return tuple(sorted(changes, key=sort_key))


def _compare_pages(old: Page, new: Page, names: Names) -> Iterator[Change]:
    """Compare what two pages of one kind say; of one that cannot be read that alone is said."""
    if old.readable != new.readable:
        words = "The page can be read again" if new.readable else "The page cannot be read any more"
        title = new.title if new.readable else old.title
        yield Change("value-changed", new.key, title, words, weight=NOTABLE if new.readable else GRAVE)
    elif new.readable:
        yield from say_edits(Speech(old, new, names), list(list_edits(old.data, new.data)))
    if new.kind == "metric":
        yield from compare_readings(old, new, names)


VERBS = {
    "page-removed": "The {} “{}” was removed",
    "page-added": "The {} “{}” was added",
    "text-edited": "The text was edited",
}


def _say_page(kind: str, page: Page, weight: int) -> Change:
    words = VERBS[kind].format(PAGES[page.kind], page.title)
    if kind != "text-edited" and page.kind == "initiative" and page.readable:
        words += f" ({page.plan.status})"
    if weight == GRAVE and page.kind not in PROMISING:
        weight = NOTABLE
    return Change(kind, page.key, page.title, words, weight=weight)


def _say_renamed(old: Page, new: Page, *, is_told: bool) -> Change:
    words = f"The {PAGES[new.kind]} has another id: `{new.id}` instead of `{old.id}`"
    words += "" if is_told else ", and `formerly` does not say so: links to it break"
    kind = "page-renamed" if is_told else "id-changed"
    weight = QUIET if is_told else GRAVE
    return Change(kind, new.key, new.title, words, key="id", before=old.id, after=new.id, weight=weight)
