"""A site whose tables note what is read of them, and the digests of what stands in them.

In: a resolved site. Out: the same with noting tables; what tells the digest of each of its facts. What has no
table (the configuration, the terms, the files beside pages) is no fact: it belongs in the salt of whatever is
worked out from it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from playbook.model.page import Page
from playbook.model.site import Site
from playbook.model.trail import PlanHistory, PlanRows
from playbook.trace import Noted, Trace, hash_bytes, hash_value, list_digests
from playbook.traced_page import WORDS, NotedKinds, NotedPages, hash_record, hash_words

Tell = Callable[[str], bytes]
"""Tells the digest of a key of a table, or of all of it."""


def trace_site(site: Site, trace: Trace) -> Site:
    """Give the site with tables that note what is looked up."""
    pages = NotedPages("page", site.pages, trace)
    return replace(
        site,
        pages=pages,
        by_kind=NotedKinds("kind", site.by_kind, pages),
        links=Noted("link", site.links, trace),
        backlinks=Noted("backlink", site.backlinks, trace),
        go_lives=Noted("go-live", site.go_lives, trace),
        running=Noted("running", site.running, trace),
        faults=Noted("fault", site.faults, trace),
        trails=Noted("trail", site.trails, trace),
    )


def _tell_trails(trails: Mapping[str, PlanHistory]) -> Tell:
    """Tell the digests of histories: by their bytes, which nobody need read."""
    if isinstance(trails, PlanRows):
        return list_digests(trails.rows, hash_bytes)
    return list_digests(trails, hash_value)


def list_site_tables(site: Site) -> Mapping[str, Tell]:
    """Give what tells the digests of a site that notes nothing."""
    known: dict[str, bytes] = {}

    def digest_record(page: Page) -> bytes:
        found = known.get(page.key)
        if found is None:
            found = known[page.key] = hash_record(page)
        return found

    return {
        "page": list_digests(site.pages, digest_record),
        "kind": list_digests(site.by_kind, lambda some: hash_bytes(*map(digest_record, some))),
        WORDS: list_digests(site.pages, hash_words),
        "link": list_digests(site.links, hash_value),
        "backlink": list_digests(site.backlinks, hash_value),
        "go-live": list_digests(site.go_lives, hash_value),
        "running": list_digests(site.running, hash_value),
        "fault": list_digests(site.faults, hash_value),
        "trail": _tell_trails(site.trails),
    }
