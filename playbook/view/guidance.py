"""The pages of guidance as a tree: what stands at the side of each, and on the page of the method.

In: the index. Out: groups of cards, one for the method and one for each folder, and the order within them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from playbook.model.page import Page
from playbook.view.base import Card
from playbook.view.index import Index
from playbook.words import slugify

FEW = 60
"""So many pages without a kind stand at the side of each; with more, only those of its own top folder do."""

MOST = 40
"""How many pages of one folder stand at the side: those around the page itself."""

MANY = 400
"""So many pages without a kind stand on the page of the method; of more, only the first of each folder."""

METHOD = "The method"
HOME = "method.html"


@dataclass(frozen=True, slots=True)
class Group:
    """The pages of a folder in their order; `home` is the page of the folder itself, `more` counts those
    that are left out, `anchor` is the folder's place on the page of the method."""

    title: str
    cards: tuple[Card, ...]
    home: Card | None = None
    more: int = 0
    anchor: str = ""


T = TypeVar("T")
Folders = Mapping[str, tuple[Page, ...]]


def list_folders(index: Index) -> Folders:
    """List the pages without a kind by their folders, each in its order; a folder's own page is its first."""
    folders: dict[str, list[Page]] = {}
    pages = [each for each in index.site.list_kind("page") if each.url and each.id != "index"]
    parents = {each.id.rpartition("/")[0] for each in pages}
    for page in pages:
        folders.setdefault(page.id if page.id in parents else page.id.rpartition("/")[0], []).append(page)
    return {
        folder: tuple(sorted(some, key=lambda each: (each.id != folder, *sort_key(each))))
        for folder, some in sorted(folders.items())
    }


def sort_key(page: Page) -> tuple[bool, float, str]:
    """Give what a page is ordered by among its siblings: its own order, then its title."""
    return page.data.order is None, page.data.order or 0, page.title


def order_method(index: Index) -> list[Page]:
    """Order the pages of the method: by their own order, then by their stages, then by title."""
    ids = [each.id for each in index.site.config.stages]

    def key(page: Page) -> tuple[bool, float, int, str]:
        missing, order, title = sort_key(page)
        place = ids.index(page.data.stage) if page.data.stage in ids else len(ids)
        return missing, order, place, title

    return sorted((each for each in index.site.list_kind("method") if each.url), key=key)


def list_groups(index: Index, folders: Folders) -> tuple[Group, ...]:
    """Give every folder as a group; of very many pages the first folders, and the first pages of each."""
    if sum(map(len, folders.values())) <= MANY:
        return tuple(_make_group(index, folder, pages) for folder, pages in folders.items())
    first = list(folders.items())[:MOST]
    return tuple(_make_group(index, folder, *_cut(pages, 0)) for folder, pages in first)


def list_aside(index: Index, folders: Folders, page: Page | None = None, place: int = 0) -> tuple[Group, ...]:
    """Give what stands at the side of a page: the method, and the folders near the page; `place` is the
    page's own in its folder."""
    method = Group(METHOD, _link(index, order_method(index)), Card(METHOD, HOME))
    is_below = page is not None and ("/" in page.id or page.id in folders)
    top = page.id.partition("/")[0] if page and is_below else ""
    few = sum(len(some) for some in folders.values()) <= FEW
    near = {
        folder: some for folder, some in folders.items() if few or (page and folder.partition("/")[0] == top)
    }
    own = find_folder(folders, page) if page else ""
    names = list(near)
    around, _ = _cut(names, names.index(own) if own in near else 0)
    cut = ((each, _cut(near[each], place if each == own else 0)) for each in around)
    return (method, *(_make_group(index, folder, *some) for folder, some in cut))


def find_folder(folders: Folders, page: Page) -> str:
    """Give the folder that a page stands in: its own, where it is the page of one."""
    return page.id if page.id in folders else page.id.rpartition("/")[0]


def name_folder(index: Index, folder: str) -> str:
    """Name a folder: by its own page, else by its name in words."""
    own = index.site.find("page", folder)
    if own:
        return own.title
    words = folder.rpartition("/")[2].replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] if words else "More pages"


def name_place(folder: str) -> str:
    """Give the id of a folder's place on the page of the method."""
    return ".".join(["at.folder", *(slugify(part) for part in folder.split("/") if part)])


def _cut(some: Sequence[T], place: int) -> tuple[Sequence[T], int]:
    """Keep those around a place, where there are too many, and count the others."""
    start = max(0, min(place - MOST // 2, len(some) - MOST))
    return some[start : start + MOST], max(0, len(some) - MOST)


def _make_group(index: Index, folder: str, pages: Sequence[Page], more: int = 0) -> Group:
    own = index.site.find("page", folder)
    rest = [each for each in pages if each is not own]
    home = index.cards.of(own) if own and own.url else None
    return Group(name_folder(index, folder), _link(index, rest), home, more, name_place(folder))


def _link(index: Index, pages: Iterable[Page]) -> tuple[Card, ...]:
    return tuple(index.cards.of(each) for each in pages)
