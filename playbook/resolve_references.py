"""References in front matter: every person, metric, department, initiative, milestone or stage named.

In: the site and one page. Out: a fault for each name that nothing bears, with the nearest known one; and
the mentions, for backlinks. Prose is not looked at here.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from playbook.diagnostic import Fault, KeyPath
from playbook.model.page import Page
from playbook.model.site import COMPUTED_METRICS, Site
from playbook.schema.initiative import Initiative
from playbook.schema.record import list_keys, strip_none
from playbook.schema.scalar import Refers
from playbook.schema.validate import get_field, walk_records
from playbook.source import Span
from playbook.store import Store
from playbook.words import find_nearest, suggest

EVERYONE = "everyone"


def list_references(value: Any) -> Iterator[tuple[KeyPath, tuple[str, ...], str]]:
    """Yield the key path, the kinds allowed and the id of every reference in a value."""
    for path, record in walk_records(value):
        for key, kinds in _list_keys_that_refer(type(record)).items():
            found = getattr(record, get_field(type(record), key))
            for n, name in enumerate(found if isinstance(found, tuple) else (found,)):
                if name:
                    yield ((*path, key, n) if isinstance(found, tuple) else (*path, key)), kinds, name


@cache
def _list_keys_that_refer(cls: type) -> dict[str, tuple[str, ...]]:
    kinds = {key: _find_kinds(hint) for key, hint in list_keys(cls).items()}
    return {key: some for key, some in kinds.items() if some}


def _find_kinds(hint: Any) -> tuple[str, ...]:
    """Look through Annotated and tuple for the mark of a reference."""
    hint = strip_none(hint)
    for each in getattr(hint, "__metadata__", ()):
        if isinstance(each, Refers):
            return each.kinds
    inner = hint.__origin__ if hasattr(hint, "__metadata__") else hint
    return _find_kinds(get_args(inner)[0]) if get_origin(inner) is tuple else ()


Known = dict[str, set[str]]


def list_known(site: Site) -> Known:
    """List, by kind, the ids that a reference may bear anywhere in a site."""
    known: Known = defaultdict(set)
    for page in site.pages.values():
        known[page.kind].add(page.id)
    known["metric"] |= set(COMPUTED_METRICS)
    known["everyone"] = {EVERYONE}
    known["stage"] = {each.id for each in site.config.stages}
    for page in site.initiatives:
        known["milestone"].update(f"{page.id}#{each.id}" for each in page.plan.milestones)
    return known


def resolve_references(known: Known, page: Page, store: Store) -> Iterator[Fault]:
    """Yield a fault for each reference of a page that leads nowhere."""
    own = {each.id for each in page.data.milestones} if isinstance(page.data, Initiative) else set()
    for path, kinds, name in list_references(page.data):
        if any(name in known[kind] for kind in kinds) or ("milestone" in kinds and name in own):
            continue
        stored = store.fetch(page.digest)
        tree = stored.tree if stored else None
        span = tree.locate_value(path) if tree else Span(page.path, 1, 1, 1, 1)
        names = known["milestone"] | own if "#" in name else known[kinds[0]] | own
        yield Fault(
            "unknown-reference",
            span,
            f"no {kinds[0]} has the id `{name}`",
            _help(kinds[0], name, names),
            path,
        )


def _help(kind: str, name: str, known: set[str]) -> str:
    if find_nearest(name, known):
        return suggest(name, known)
    made = f"; playbook new {kind} adds one" if kind in {"person", "metric", "department"} else ""
    return suggest(name, known) + made


def list_mentions(site: Site, page: Page) -> Iterator[tuple[str, str]]:
    """Yield (role, key of the page) for every reference of a page that leads to a page."""
    for path, kinds, name in list_references(page.data):
        for kind in kinds:
            key = f"{'initiative' if kind == 'milestone' else kind}/{name.partition('#')[0]}"
            if key in site.pages and key != page.key:
                yield _say_role(path), key
                break


def _say_role(path: KeyPath) -> str:
    words = [each for each in path if isinstance(each, str)]
    return " ".join(words[-3:] if words[0] == "stages" else words[-2:])
