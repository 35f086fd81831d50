"""References in front matter: every person, metric, department, initiative, milestone or stage named.

In: the site and one page. Out: a fault for each name that nothing bears, with the nearest known one; and
the mentions, for backlinks. Prose is not looked at here.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from playbook.diagnostic import Fault, Fix, KeyPath
from playbook.frontmatter import Tree
from playbook.model.page import Page
from playbook.model.site import COMPUTED_METRICS, Site
from playbook.schema.initiative import Initiative
from playbook.source import Span
from playbook.store import Store
from playbook.words import find_nearest, is_spelling, quote, suggest

_BETWEEN = re.compile(r"[,;&/+]|\band\b")
EVERYONE = "everyone"
MADE = frozenset({"person", "metric", "department"})
"""The kinds that `playbook new` makes beside a plan."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a reference may bear anywhere in a site: ids by kind, ids that pages had before (by key), the
    initiatives whose milestones nobody can know, because their page has a fault there, and the kinds whose
    ids nobody can know, because their export cannot be read."""

    ids: Mapping[str, frozenset[str]]
    former: Mapping[str, Page]
    vague: frozenset[str]
    lost: frozenset[str] = frozenset()

    def has(self, name: str, kinds: tuple[str, ...]) -> bool:
        """Whether something of one of these kinds bears the name."""
        for kind in kinds:  # not any(): most of the time of a large playbook's resolving would go there
            if name in self.ids[kind]:
                return True
        if "milestone" in kinds and "#" in name and name.partition("#")[0] in self.vague:
            return True
        return not self.lost.isdisjoint(kinds)


def list_known(site: Site, former: Mapping[str, Page], lost: frozenset[str]) -> Known:
    """List, by kind, the ids that a reference may bear; of the kinds that are lost it may bear any."""
    known: dict[str, set[str]] = defaultdict(set)
    for page in site.pages.values():
        known[page.kind].add(page.id)
    known["metric"] |= set(COMPUTED_METRICS)
    known["everyone"] = {EVERYONE}
    known["stage"] = {each.id for each in site.config.stages}
    for page in site.initiatives:
        known["milestone"].update(f"{page.id}#{each.id}" for each in page.plan.milestones)
    vague = frozenset(page.id for page in site.initiatives if is_vague(page))
    frozen = {
        kind: frozenset(known[kind]) for kind in (*known, "person", "department", "initiative", "milestone")
    }
    return Known(frozen, former, vague, lost)


def is_vague(page: Page) -> bool:
    """Whether nobody can know the milestones of an initiative: its page has a fault there."""
    return not page.readable or any(each.path[:1] == ("milestones",) for each in page.faults)


def resolve_references(known: Known, page: Page, store: Store) -> Iterator[Fault]:
    """Yield a fault for each reference of a page that leads nowhere."""
    own = (
        frozenset(each.id for each in page.data.milestones)
        if isinstance(page.data, Initiative)
        else frozenset()
    )
    for path, kinds, name in page.references:
        if known.has(name, kinds) or ("milestone" in kinds and (name in own or is_vague(page))):
            continue
        stored = store.fetch(page.digest)
        tree = stored.tree if stored else None
        at = settle_path(tree, path, name)
        span = tree.locate_value(at) if tree else Span(page.path, 1, 1, 1, 1)
        message = f"no {kinds[0]} has the id {quote(name)}"
        help_, nearest, is_safe = _help(known, kinds, name, own)
        fix = Fix(span, nearest, is_safe) if nearest and tree and at in tree.values else None
        yield Fault("unknown-reference", span, message, help_, at, fix=fix)


def settle_path(tree: Tree | None, path: KeyPath, name: str) -> KeyPath:
    """Give the place of a name in its list: faulty items before it were taken out of the value."""
    if tree is None or not isinstance(path[-1], int):
        return path
    node: Any = tree.data
    for part in path[:-1]:
        node = node[part] if isinstance(node, dict) and part in node else _get_item(node, part)
    if not isinstance(node, list):
        return path[:-1]
    later = enumerate(islice(node, path[-1], None), path[-1])
    places = (n for n, each in later if isinstance(each, str) and each.strip() == name)
    return (*path[:-1], next(places, path[-1]))


def _get_item(node: Any, part: str | int) -> Any:
    return node[part] if isinstance(node, list) and isinstance(part, int) and part < len(node) else None


def _help(known: Known, kinds: tuple[str, ...], name: str, own: frozenset[str]) -> tuple[str, str, bool]:
    """Say what would satisfy, what to write instead, and whether nothing else can be meant."""
    kind = kinds[0]
    renamed = known.former.get(f"{kind}/{name}")
    if renamed:
        return f"it was renamed: write {renamed.id}", renamed.id, True
    if "#" in name:
        nearest = find_nearest(name, known.ids["milestone"])
        is_safe = is_spelling(name, nearest, known.ids["milestone"])
        return suggest(name, known.ids["milestone"]), nearest, is_safe
    several = [each.strip() for each in _BETWEEN.split(name)]
    if len(several) > 1 and all(each in known.ids[kind] for each in several):
        return f"these are several: write one id only, for example `{several[0]}`", "", False
    nearest = find_nearest(name, own) or find_nearest(name, known.ids[kind])
    if nearest:
        is_safe = is_spelling(name, nearest, own if nearest in own else known.ids[kind])
        return f"did you mean `{nearest}`?", nearest, is_safe
    made = f"; playbook new {kind} adds one" if kind in MADE else ""
    return suggest(name, known.ids[kind] or own) + made, "", False


def list_mentions(site: Site, page: Page) -> Iterator[tuple[str, str]]:
    """Yield (role, key of the page) for every reference of a page that leads to a page."""
    for path, kinds, name in page.references:
        for kind in kinds:
            key = f"{'initiative' if kind == 'milestone' else kind}/{name.partition('#')[0]}"
            if key in site.pages and key != page.key:
                yield _say_role(path), key
                break


@cache
def _say_role(path: KeyPath) -> str:
    words = [each for each in path if isinstance(each, str)]
    return " ".join(words[-3:] if words[0] == "stages" else words[-2:])
