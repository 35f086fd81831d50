"""Every page that has no kind of its own, and the page for what is not there.

In: the index. Out: a `PageView` for each, one `NotFoundView`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playbook.model.page import Page
from playbook.view.base import Card, Mention, Prose, View
from playbook.view.finding import FindingView
from playbook.view.guidance import (
    HOME,
    METHOD,
    Folders,
    Group,
    list_aside,
    list_folders,
    name_folder,
    name_place,
)
from playbook.view.index import Index
from playbook.view.listing import Lists


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView(View):
    """A page of prose, with its neighbours by order; `groups` are the pages that stand at its side."""

    tags: tuple[str, ...]
    prose: Prose | None
    groups: tuple[Group, ...]
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


def build(index: Index, key: str) -> Iterator[View]:
    """Build a page without a kind, in its place among its neighbours."""
    folders = index.once("folders", list_folders)
    place = index.once("places", _list_places)[key]
    yield from _build_one(index, folders, folders[place[0]], place[1])


def list_keys(index: Index) -> Iterator[str]:
    """Yield the keys of the pages without a kind that have an output."""
    return iter(_list_places(index))


def _list_places(index: Index) -> Mapping[str, tuple[str, int]]:
    """Give the folder of each page, and its number there."""
    folders = index.once("folders", list_folders)
    return {page.key: (name, n) for name, pages in folders.items() for n, page in enumerate(pages)}


def build_lost(index: Index) -> Iterator[View]:
    """Build the page for what is not there."""
    yield NotFoundView(
        path="404.html",
        template="404.html",
        title="Page not found",
        chrome=index.chrome,
        lead="The address is mistyped, or the page was renamed or taken away. Pages that say what they were "
        "called before are still found under their old names.",
        base=find_base(index.site.config.settings.site.url),
    )


def find_base(url: str) -> str:
    """Give the path at which a site lies on its host; at the top where nobody says."""
    return urlsplit(url).path.rstrip("/") + "/"


def _build_one(index: Index, folders: Folders, pages: Sequence[Page], n: int) -> Iterator[View]:
    page = pages[n]
    lists = Lists(index, page.url, page.title, "method")
    in_nav = any(each.section == page.key for each in (*index.chrome.nav, *index.chrome.foot))
    yield PageView(
        path=page.url,
        template="page.html",
        title=page.title,
        chrome=index.chrome,
        section="" if in_nav else "method",
        crumbs=_list_crumbs(index, page),
        source=page.path,
        edit_url=index.edit_url(page),
        tags=page.data.tags,
        prose=index.prose(page),
        groups=list_aside(index, folders, page, n),
        previous=index.cards.of(pages[n - 1]) if n else None,
        next=index.cards.of(pages[n + 1]) if n + 1 < len(pages) else None,
        mentions=lists.begin_mentions(index.mentions(page)),
        findings=index.findings(page),
        more=lists.more,
    )
    yield from lists.build()


def _list_crumbs(index: Index, page: Page) -> tuple[Card, ...]:
    """Give the way up: the method, then each folder, by its own page or its place among the guidance."""
    crumbs = [Card(METHOD, HOME)]
    parts = page.id.split("/")[:-1]
    for n in range(len(parts)):
        folder = "/".join(parts[: n + 1])
        own = index.site.find("page", folder)
        if own and own.url:
            crumbs.append(index.cards.of(own))
        else:
            crumbs.append(Card(name_folder(index, folder), f"{HOME}#{name_place(folder)}"))
    return tuple(crumbs)
