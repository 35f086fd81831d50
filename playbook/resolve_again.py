"""A site resolved again after a few pages have changed of which the others see nothing else than before.

In: what the site was resolved by the last time, the pages as they are now. Out: the site that resolving
everything would give; None in any doubt. What others see of a page is its face: nobody's links, references
or ids depend on anything else of it.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import normalize

from playbook.config import Config
from playbook.diagnostic import Fault
from playbook.load import Loaded
from playbook.model.page import Page
from playbook.model.site import Backlink, ResolvedLink, Site
from playbook.resolve_links import resolve_links
from playbook.resolve_references import Known, is_vague, resolve_references
from playbook.resolve_targets import Targets
from playbook.resolve_turned import Turned, turn_page
from playbook.store import Store

MOST = 200
"""From how many changed pages on everything is resolved."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A site with what it was resolved by; `order` holds the keys that may have faults, in their order."""

    loaded: Loaded
    site: Site
    known: Known
    targets: Targets
    order: tuple[str, ...]


def resolve_again(last: Resolved, config: Config, loaded: Loaded, store: Store) -> Resolved | None:
    """Resolve the pages that have changed, where nothing else can be another than the last time."""
    changed = _list_changed(last, config, loaded)
    if changed is None:
        return None
    if not changed:
        return replace(last, loaded=loaded, site=replace(last.site, config=config))
    site = replace(
        last.site,
        config=config,
        pages={**last.site.pages, **changed},
        by_kind=_replace_in_kinds(last.site.by_kind, changed),
    )
    targets = _aim_at(last.targets, changed)
    links: dict[str, tuple[ResolvedLink, ...]] = {}
    faults: dict[str, tuple[Fault, ...]] = {}
    for key, page in changed.items():
        found = list(resolve_references(last.known, page, store))
        links[key] = resolve_links(targets, page, found)
        faults[key] = tuple(found)
    linked = replace(site, links=_update(last.site.links, links))
    done = replace(
        linked,
        backlinks=_turn_again(linked, last.site.backlinks, changed, store),
        faults=_order_faults(last, faults),
    )
    return Resolved(loaded, done, last.known, targets, last.order)


def _list_changed(last: Resolved, config: Config, loaded: Loaded) -> dict[str, Page] | None:
    """Map the keys of the pages that have changed to what they are now; None where more has changed."""
    before = last.loaded
    if len(loaded.pages) != len(before.pages) or config != last.site.config:
        return None
    if (loaded.assets, loaded.others, loaded.faults) != (before.assets, before.others, before.faults):
        return None
    pairs = [(old, new) for old, new in zip(before.pages, loaded.pages, strict=True) if old is not new]
    if len(pairs) > MOST or not all(_is_alike(last.site, old, new) for old, new in pairs):
        return None
    return {new.key: new for _, new in pairs}


def _is_alike(site: Site, old: Page, new: Page) -> bool:
    """Whether a page has the face it had, and is one that has its id for itself: not joined with a row of an
    export, no second one of its id, none that had another id before or defines terms."""
    if site.pages.get(old.key) is not old or not old.path.endswith(".md") or not old.url:
        return False
    if any(each.data.formerly or each.terms for each in (old, new)):
        return False
    return _list_face(old) == _list_face(new)


def _list_face(page: Page) -> tuple[Any, ...]:
    """List what other pages may see of a page."""
    own = (page.key, page.path, page.url, page.title, page.readable)
    anchors = tuple(each.id for each in page.headings)
    if page.kind != "initiative":
        return (*own, anchors)
    plan = page.plan
    milestones = tuple(each.id for each in plan.milestones)
    days = (plan.status, plan.go_live, plan.affects, plan.owner, plan.starts)
    return (*own, anchors, milestones, is_vague(page), days)


def _replace_in_kinds(
    by_kind: Mapping[str, tuple[Page, ...]], changed: Mapping[str, Page]
) -> dict[str, tuple[Page, ...]]:
    kinds = {each.kind for each in changed.values()}
    own = {kind: {page.id: page for page in changed.values() if page.kind == kind} for kind in kinds}
    return {
        kind: tuple([own[kind].get(each.id, each) for each in some]) if kind in kinds else some
        for kind, some in by_kind.items()
    }


def _aim_at(targets: Targets, changed: Mapping[str, Page]) -> Targets:
    """Let links lead to the pages as they are now."""
    by_name = dict(targets.by_name)
    for page in changed.values():
        for name in (page.id, page.key):
            by_name[name] = tuple(changed.get(each.key, each) for each in by_name[name])
    by_path = dict(targets.by_path)
    for page in changed.values():
        path = normalize("NFC", page.path)
        by_path[path] = changed.get(by_path[path].key, by_path[path])
    return replace(targets, by_name=by_name, by_path=by_path)


def _update(values: Mapping[str, Any], changed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give a table with changed values; the same one where they are equal, which is then known by sight."""
    others = {key: value for key, value in changed.items() if values.get(key) != value}
    return {**values, **others} if others else values


def _turn_again(
    site: Site, backlinks: Mapping[str, tuple[Backlink, ...]], changed: Mapping[str, Page], store: Store
) -> Mapping[str, tuple[Backlink, ...]]:
    """Give what names each page; pages stand in the order of their keys."""
    back: dict[str, tuple[Backlink, ...]] = {}
    turned: dict[str, Turned] = {}
    for key, page in changed.items():
        turned[key] = turn_page(site, page)
        old, new = store.turned[key][1], turned[key][1]
        for other in dict.fromkeys(name for name, _ in (*old, *new)) if old != new else ():
            kept = [each for each in back.get(other, backlinks.get(other, ())) if each.page != key]
            at = bisect_left(kept, key, key=lambda each: each.page)
            back[other] = (*kept[:at], *(each for name, each in new if name == other), *kept[at:])
    store.turned = {**store.turned, **turned}
    if not back:
        return backlinks
    return {key: some for key, some in sorted({**backlinks, **back}.items()) if some}


def _order_faults(last: Resolved, found: Mapping[str, tuple[Fault, ...]]) -> Mapping[str, tuple[Fault, ...]]:
    faults = last.site.faults
    if all(faults.get(key, ()) == some for key, some in found.items()):
        return faults
    return dict(_iter_faults({**faults, **found}, last.order))


def _iter_faults(
    faults: Mapping[str, tuple[Fault, ...]], order: tuple[str, ...]
) -> Iterator[tuple[str, tuple[Fault, ...]]]:
    for key in order:
        if some := faults.get(key):
            yield key, some
