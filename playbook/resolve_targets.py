"""Everything that a link may lead to, looked up once for a site.

In: the site's pages, the files that were found, the ids that pages had before. Out: `Targets`. It follows no
link.
"""

import posixpath
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from playbook.file_name import fold_path, show_path
from playbook.load_page import name_page
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.words import find_nearest


@dataclass(frozen=True, slots=True)
class Targets:
    """Pages by file, by id and by key; the other files; all paths relative to the project's root, in NFC.

    `assets` maps to the names below content as they stand on the disk; `former` holds pages by the ids that
    they had before; `twins` paths by their folded form, `by_base` by their last part.
    """

    content: str
    by_path: Mapping[str, Page]
    by_name: Mapping[str, tuple[Page, ...]]
    assets: Mapping[str, str]
    others: frozenset[str]
    folders: frozenset[str]
    former: Mapping[str, Page]
    twins: Mapping[str, str]
    by_base: Mapping[str, str]
    bases: frozenset[str]
    names: frozenset[str]

    def find_twin(self, path: str) -> str:
        """Give the file that differs from a path in capital letters alone; "" for none."""
        return self.twins.get(fold_path(path), "")

    def find_near(self, path: str) -> str:
        """Give the file whose name is that of a path, or nearest to it, beside its ending; "" for none."""
        base = posixpath.basename(path)
        nearest = find_nearest(base, self.bases)
        if not find_nearest(posixpath.splitext(base)[0], (posixpath.splitext(nearest)[0],)):
            return ""
        beside = posixpath.join(posixpath.dirname(path), nearest)
        return beside if beside in self.by_path or beside in self.assets else self.by_base.get(nearest, "")

    def find_former(self, path: str) -> str:
        """Give the file of the page that had this path before its id changed; "" for none."""
        if not path.endswith(".md"):
            return ""
        kind, page_id = name_page(posixpath.relpath(path, self.content))
        page = self.former.get(f"{kind}/{page_id}")
        return page.path if page else ""


def list_targets(site: Site, others: Iterable[str], former: Mapping[str, Page]) -> Targets:
    """Index a site's pages and files; `others` are files that are never published."""
    content = site.config.settings.content
    by_name: dict[str, tuple[Page, ...]] = defaultdict(tuple)
    for each in site.pages.values():
        if each.url:
            by_name[each.id] += (each,)
            by_name[each.key] += (each,)
    by_path = {normalize("NFC", page.path): page for page in site.pages.values() if page.path.endswith(".md")}
    assets = {normalize("NFC", f"{content}/{show_path(each)}"): each for each in site.assets}
    paths = sorted(frozenset(by_path) | frozenset(assets), reverse=True)
    by_base = {posixpath.basename(each): each for each in paths}
    return Targets(
        content=content,
        by_path=by_path,
        by_name=dict(by_name),
        assets=assets,
        others=frozenset(f"{content}/{show_path(each)}" for each in others),
        folders=_list_folders(paths),
        former={name: page for name, page in former.items() if name not in by_name},
        twins={fold_path(each): each for each in paths},
        by_base=by_base,
        bases=frozenset(by_base),
        names=frozenset(by_name),
    )


def _list_folders(paths: Iterable[str]) -> frozenset[str]:
    folders: set[str] = set()
    for path in paths:
        folder = posixpath.dirname(path)
        while folder and folder not in folders:
            folders.add(folder)
            folder = posixpath.dirname(folder)
    return frozenset(folders)
