"""Pages -> Site: ids, references, links, backlinks.

In: loaded pages. Out: a site whose `faults` say, by page, what does not fit between pages: an id given
twice, a reference or a link to nothing. It types nothing and renders nothing.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from playbook.config import Config
from playbook.diagnostic import Fault
from playbook.load import Loaded
from playbook.model.page import Page
from playbook.model.site import Backlink, GoLive, Site
from playbook.resolve_links import list_targets, resolve_links
from playbook.resolve_references import list_known, list_mentions, resolve_references
from playbook.source import Span
from playbook.store import Store

RESERVED = frozenset(
    f"{name}.html"
    for name in (
        "initiatives", "roadmap", "people", "departments", "metrics", "reviews", "meeting", "check",
        "method", "rules", "search", "404", "changes",
    )
)  # fmt: skip
"""Outputs that playbook writes itself; no page may take their place."""

Faults = dict[str, list[Fault]]


def resolve(config: Config, loaded: Loaded, store: Store) -> Site:
    """Join pages of one id, look up what they name, and turn the links around."""
    faults: Faults = defaultdict(list)
    pages = _take_unique(_join_exports(loaded.pages), faults)
    by_kind: dict[str, list[Page]] = defaultdict(list)
    for page in pages.values():
        by_kind[page.kind].append(page)
    site = Site(
        config=config,
        pages=dict(sorted(pages.items())),
        by_kind={kind: tuple(sorted(some, key=lambda p: p.id)) for kind, some in sorted(by_kind.items())},
        assets=loaded.assets,
        loose=loaded.faults,
    )
    known, targets = list_known(site), list_targets(site)
    for page in site.pages.values():
        faults[page.key].extend(resolve_references(known, page, store))
    links = {page.key: resolve_links(targets, page, faults[page.key]) for page in site.pages.values()}
    return replace(
        site,
        links=links,
        backlinks=_turn_around(replace(site, links=links)),
        go_lives=_list_go_lives(site),
        faults={key: tuple(some) for key, some in faults.items() if some},
    )


def _join_exports(pages: Iterable[Page]) -> list[Page]:
    """Let a Markdown page of an exported person or department keep its prose and add to the row."""
    pages = list(pages)
    rows = {page.key: page for page in pages if page.path.endswith(".csv")}
    joined = [
        page if page.key not in rows or page is rows[page.key] else _join(rows[page.key], page)
        for page in pages
    ]
    written = {page.key for page in joined if not page.path.endswith(".csv")}
    return [page for page in joined if not page.path.endswith(".csv") or page.key not in written]


def _join(row: Page, page: Page) -> Page:
    own = {name: getattr(page.data, name) for name in page.data.__dataclass_fields__}
    data = replace(row.data, **{name: value for name, value in own.items() if value})
    named = bool(getattr(page.data, "title", "") or getattr(page.data, "name", ""))
    title = page.title if named else row.title
    readable = page.readable or not page.has_front_matter
    return replace(page, data=data, title=title, readable=readable, faults=(*page.faults, *row.faults))


def _take_unique(pages: Iterable[Page], faults: Faults) -> dict[str, Page]:
    """Keep the first page of each id and each output; the others are told at their own file."""
    kept: dict[str, Page] = {}
    outputs: dict[str, Page] = {}
    for page in pages:
        folded = unicodedata.normalize("NFC", page.url).casefold()
        first = kept.get(page.key) or outputs.get(folded)
        if first is None and folded not in RESERVED:
            kept[page.key] = outputs[folded] = page
            continue
        double = replace(page, id=f"{page.id} ({page.path})")
        kept[double.key] = replace(double, url="")
        faults[double.key].append(_say_double(page, first))
    return kept


def _say_double(page: Page, first: Page | None) -> Fault:
    place = Span(page.path, 1, 1, 1, 1)
    if first is None:
        words = f"`{page.url}` is a page that playbook writes itself"
        return Fault("duplicate-id", place, words, "give the file another name")
    words = f"the {page.kind} id `{page.id}` is taken by {first.path}"
    return Fault("duplicate-id", place, words, "rename one of the two files: an id is the file's stem")


def _turn_around(site: Site) -> dict[str, tuple[Backlink, ...]]:
    back: dict[str, dict[Backlink, None]] = defaultdict(dict)
    for page in site.pages.values():
        for role, key in list_mentions(site, page):
            back[key][Backlink(page.key, role=role)] = None
        for link, target in zip(page.links, site.links[page.key], strict=True):
            if target.page and target.page != page.key:
                back[target.page][Backlink(page.key, sentence=link.sentence)] = None
    return {key: tuple(some) for key, some in sorted(back.items())}


def _list_go_lives(site: Site) -> dict[str, tuple[GoLive, ...]]:
    days: dict[str, list[GoLive]] = defaultdict(list)
    for page in site.initiatives:
        plan = page.plan
        if plan.go_live and plan.status not in ("draft", "paused", "stopped"):
            for department in dict.fromkeys(plan.affects):
                days[department].append((plan.go_live, page.id))
    return {department: tuple(sorted(some)) for department, some in sorted(days.items())}
