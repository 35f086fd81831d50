"""Every page that has no kind of its own, and the page for what is not there.

In: the index. Out: a `PageView` for each, one `NotFoundView`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playbook.model.page import Page
from playbook.view.base import Card, Mention, Prose, View
from playbook.view.finding import FindingView
from playbook.view.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView(View):
    """A page of prose, with its neighbours by order."""

    tags: tuple[str, ...]
    prose: Prose | None
    siblings: tuple[Card, ...]
    previous: Card | None
    next: Card | None
    mentions: tuple[Mention, ...]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView(View):
    """The page for an address that leads nowhere; `base` is where the site lies on its host."""

    base: str

    @property
    def root(self) -> str:
        """The way to the site's root: a server shows this page at any depth."""
        return self.base


def build(index: Index) -> Iterator[View]:
    """Build the pages without a kind, and the one for what is not there."""
    folders: dict[str, list[Page]] = {}
    for page in index.site.list_kind("page"):
        if page.url and page.id != "index":
            folders.setdefault(page.id.rpartition("/")[0], []).append(page)
    for pages in folders.values():
        ordered = sorted(pages, key=lambda each: (each.data.order is None, each.data.order or 0, each.title))
        for n in range(len(ordered)):
            yield _build_one(index, ordered, n)
    url = index.site.config.settings.site.url
    path = urlsplit(url).path.rstrip("/") + "/" if url else ""
    yield NotFoundView(
        path="404.html", template="404.html", title="This page is not there", chrome=index.chrome, base=path
    )


def _build_one(index: Index, pages: Sequence[Page], n: int) -> PageView:
    page = pages[n]
    return PageView(
        path=page.url,
        template="page.html",
        title=page.title,
        chrome=index.chrome,
        source=page.path,
        edit_url=index.edit_url(page),
        tags=page.data.tags,
        prose=index.prose(page),
        siblings=tuple(index.cards.of(each) for each in pages),
        previous=index.cards.of(pages[n - 1]) if n else None,
        next=index.cards.of(pages[n + 1]) if n + 1 < len(pages) else None,
        mentions=index.mentions(page),
        findings=index.findings(page),
    )
