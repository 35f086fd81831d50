"""Where a thing is named: in the front matter of pages and in their prose.

In: a key ("person/maya-okafor", "initiative/crm#pilot"), the judged playbook. Out: `Use`s with exact
places. The places of a page are looked up once and held by its digest.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field

from playbook.assist.items import find_part
from playbook.assist.named import settle
from playbook.diagnostic import KeyPath
from playbook.judgement import Judgement
from playbook.model.page import Page
from playbook.resolve_again import Resolved
from playbook.resolve_references import settle_path
from playbook.schema.initiative import Initiative
from playbook.source import Span

ITEMS = ("slips", "rebaselined", "waivers")
"""Lists whose `item` may name a milestone."""

Placed = tuple[tuple[KeyPath, tuple[str, ...], str, Span], ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A place that names something: `name` is what is written there; `how` is "id", "milestone", "item",
    "part", "wiki" or "link"."""

    page: Page
    span: Span
    name: str
    how: str


@dataclass(slots=True)
class Uses:
    """Looks for uses; `placed` holds the references of pages with their places, by digest."""

    placed: MutableMapping[str, Placed] = field(default_factory=dict)
    _index: tuple[Judgement | None, Mapping[str, Mapping[str, Page]]] = (None, {})

    def find(self, key: str, judgement: Judgement) -> Iterator[Use]:
        """Yield each use of what has a key, in the order of pages."""
        page_key, _, item = key.partition("#")
        page_id = page_key.partition("/")[2]
        names = {item, f"{page_id}#{item}"} if item else {page_id, *self._list_parts(key, judgement)}
        index = self.index(judgement)
        named = {page.digest: page for name in names for page in index.get(name, {}).values()}
        if item and page_key in judgement.site.pages:
            own = judgement.site.pages[page_key]
            named.setdefault(own.digest, own)
        for page in sorted(named.values(), key=lambda each: each.path):
            yield from self._find_in_front_matter(page, key, judgement)
            if item and page.key == page_key:
                yield from _find_items(page, item, judgement)
        for page in judgement.site.initiatives if not item else ():
            yield from _find_parts(page, key, judgement)
        for page in index.get(f"link:{key}", {}).values():
            yield from _find_links(page, key, judgement)

    def index(self, judgement: Judgement) -> Mapping[str, Mapping[str, Page]]:
        """Give the pages that name an id, or link to a key, by it; made once for each judgement."""
        known, index = self._index
        if known is not judgement:
            index = _index(judgement)
            self._index = (judgement, index)
        return index

    def _list_parts(self, key: str, judgement: Judgement) -> Iterator[str]:
        page = judgement.site.pages.get(key)
        if page and isinstance(page.data, Initiative):
            yield from (f"{page.id}#{each.id}" for each in page.data.milestones)

    def _find_in_front_matter(self, page: Page, key: str, judgement: Judgement) -> Iterator[Use]:
        for _, kinds, name, span in self.place(page, judgement):
            _, found = settle(judgement.site, page, kinds, name)
            if found == key:
                yield Use(page, span, name, "milestone" if "#" in key else "id")
            elif found.partition("#")[0] == key and "#" in name:
                yield Use(page, span, name, "id")

    def place(self, page: Page, judgement: Judgement) -> Placed:
        """Give a page's references with their places; those of a page that is gone are forgotten in time."""
        known = self.placed.get(page.digest)
        if known is None:
            known = self.placed[page.digest] = tuple(_place(page, judgement))
        return known

    def keep_only(self, judgement: Judgement) -> None:
        """Forget what no page is any more."""
        digests = {each.digest for each in judgement.site.pages.values()}
        self.placed = {digest: each for digest, each in self.placed.items() if digest in digests}


def _index(judgement: Judgement) -> Mapping[str, Mapping[str, Page]]:
    """Turn around what pages name and link to."""
    index: dict[str, dict[str, Page]] = defaultdict(dict)
    for page in (*judgement.site.pages.values(), *_list_joined_rows(judgement)):
        for _, _, name in page.references:
            index[name][page.digest] = page
        for link in judgement.site.links.get(page.key, ()) if page.path.endswith(".md") else ():
            if link.page:
                index[f"link:{link.page}"][page.digest] = page
    return index


def _list_joined_rows(judgement: Judgement) -> Iterator[Page]:
    """Yield the rows of exports whose pages are those that add prose to them."""
    resolved, pages = judgement.store.resolved, judgement.site.pages
    for page in resolved.loaded.pages if isinstance(resolved, Resolved) else ():
        if page.path.endswith(".csv") and pages.get(page.key) is not page:
            yield page


def _place(page: Page, judgement: Judgement) -> Iterator[tuple[KeyPath, tuple[str, ...], str, Span]]:
    stored = judgement.store.fetch(page.digest)
    tree = stored.tree if stored else None
    for path, kinds, name in page.references if tree else ():
        span = tree.values.get(settle_path(tree, path, name)) if tree else None
        if span is None and tree and isinstance(path[-1], int):
            span = tree.values.get(path[:-1])  # one text that stands for a list
        if span:
            yield path, kinds, name, span


def _find_items(page: Page, item: str, judgement: Judgement) -> Iterator[Use]:
    """Yield where moved days, changed figures and waivers of a plan name its milestone."""
    stored = judgement.store.fetch(page.digest)
    tree = stored.tree if stored else None
    for key in ITEMS:
        for n, each in enumerate(getattr(page.plan, key)):
            span = tree.values.get((key, n, "item")) if tree else None
            if span and (each.item == item or item in each.item.split(".")[:2]):
                yield Use(page, span, each.item, "item")


def _find_parts(page: Page, key: str, judgement: Judgement) -> Iterator[Use]:
    """Yield where changed figures and waivers of a plan name a person, a metric or a department."""
    kind, _, name = key.partition("/")
    for list_ in ITEMS:
        for n, each in enumerate(getattr(page.plan, list_)):
            if name in each.item and find_part(each.item, kind, name, alone=list_ != "slips") is not None:
                stored = judgement.store.fetch(page.digest)
                span = stored.tree.values.get((list_, n, "item")) if stored and stored.tree else None
                if span:
                    yield Use(page, span, each.item, "part")


def _find_links(page: Page, key: str, judgement: Judgement) -> Iterator[Use]:
    for link, found in zip(page.links, judgement.site.links.get(page.key, ()), strict=False):
        if found.page == key and (page.key != key or not link.href.strip().startswith("#")):
            yield Use(page, link.span, link.href, "wiki" if link.kind == "wiki" else "link")
