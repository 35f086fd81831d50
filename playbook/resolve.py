"""Pages -> Site: ids, references, links, backlinks.

In: loaded pages. Out: a site whose `faults` say, by page, what does not fit between pages: an id given
twice, a reference or a link to nothing. It types nothing and renders nothing.
"""

from collections import defaultdict
from dataclasses import replace

from playbook.config import Config
from playbook.load import Loaded
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.resolve_again import Resolved, resolve_again
from playbook.resolve_agenda import list_go_lives, list_running
from playbook.resolve_ids import Ids, settle_ids
from playbook.resolve_links import resolve_links
from playbook.resolve_navigation import check_navigation
from playbook.resolve_references import Known, list_known, resolve_references
from playbook.resolve_targets import list_targets
from playbook.resolve_terms import settle_terms
from playbook.resolve_turned import turn_around
from playbook.store import Store


def resolve(config: Config, loaded: Loaded, store: Store) -> Site:
    """Join pages of one id, look up what they name, and turn the links around: of all pages, or of those
    alone that have changed since the last time, where nothing else can have."""
    last, store.resolved = store.resolved, None
    again = resolve_again(last, config, loaded, store) if isinstance(last, Resolved) else None
    resolved = store.resolved = again or _resolve_all(config, loaded, store)
    return resolved.site


def _resolve_all(config: Config, loaded: Loaded, store: Store) -> Resolved:
    ids = settle_ids(loaded.pages, store)
    by_kind: dict[str, list[Page]] = defaultdict(list)
    for page in ids.pages.values():
        by_kind[page.kind].append(page)
    site = Site(
        config=config,
        pages=dict(sorted(ids.pages.items())),
        by_kind={kind: tuple(sorted(some, key=lambda p: p.id)) for kind, some in sorted(by_kind.items())},
        assets=loaded.assets,
        loose=(*loaded.faults, *check_navigation(config, ids.pages)),
    )
    known = list_known(site, ids.former, loaded.lost)
    _refer(site, ids, known, store)
    targets = list_targets(site, loaded.others, ids.former)
    links = {page.key: resolve_links(targets, page, ids.faults[page.key]) for page in site.pages.values()}
    linked = replace(site, links=links)
    done = replace(
        linked,
        backlinks=turn_around(linked, store),
        terms=settle_terms(linked, ids.faults),
        go_lives=list_go_lives(site),
        running=list_running(site),
        faults={key: tuple(some) for key, some in ids.faults.items() if some},
    )
    return Resolved(loaded, done, known, targets, tuple(ids.faults))


def _refer(site: Site, ids: Ids, known: Known, store: Store) -> None:
    """Look up what front matter names; what comes from a row of an export is located there."""
    for page in site.pages.values():
        row = ids.rows.get(page.key)
        found = list(resolve_references(known, page, store))
        if row:
            own = [each for each in found if each.span.line > 1]
            found = [*own, *resolve_references(known, row, store)]
        ids.faults[page.key].extend(found)
