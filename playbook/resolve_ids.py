"""Who bears which id: pages of exports joined with their prose, ids and outputs taken once, old ids.

In: loaded pages. Out: the pages of a site by key, and a fault for each that takes another's place, at its own
file or row.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from playbook.diagnostic import Fault, KeyPath
from playbook.file_name import fold_path
from playbook.load_page import name_url
from playbook.model.page import Page
from playbook.schema.references import list_references
from playbook.source import Span
from playbook.store import Store
from playbook.words import quote

RESERVED = frozenset(
    f"{name}.html"
    for name in (
        "initiatives", "roadmap", "people", "departments", "metrics", "reviews", "meeting", "check",
        "method", "rules", "search", "404", "changes",
    )
)  # fmt: skip
"""Outputs that playbook writes itself; no page may take their place."""

RESERVED_FOLDERS = ("rules/", "lists/", "assets/", "files/", "data/")
"""Folders of the site that playbook fills itself."""

Faults = dict[str, list[Fault]]


def is_reserved(url: str) -> bool:
    """Whether playbook writes an output itself."""
    return url in RESERVED or url.startswith(RESERVED_FOLDERS)


@dataclass(slots=True)
class Ids:
    """The pages of a site by key; `rows` are those of exports that a page adds prose to; `former` leads from
    an old id, alone and by key, to the page that has another one now."""

    pages: dict[str, Page] = field(default_factory=dict)
    rows: dict[str, Page] = field(default_factory=dict)
    former: dict[str, Page] = field(default_factory=dict)
    faults: Faults = field(default_factory=lambda: defaultdict(list))
    _disputed: set[str] = field(default_factory=set)
    _outputs: dict[str, Page] = field(default_factory=dict)
    _folders: dict[str, tuple[str, Page]] = field(default_factory=dict)

    def take(self, page: Page) -> None:
        """Keep a page, or say what stands in its way; one that came too late stays in the report."""
        fault = self.find_clash(page)
        if fault is None:
            self.pages[page.key] = self._outputs[fold_path(page.url)] = page
            for folder in _list_folders(page.url):
                self._folders.setdefault(fold_path(folder), (folder, page))
            return
        line = f":{fault.span.line}" if page.path.endswith(".csv") else ""
        double = replace(page, id=f"{page.id} ({page.path}{line})", url="")
        self.pages[double.key] = double
        self.faults[double.key].append(fault)

    def find_clash(self, page: Page) -> Fault | None:
        """Say why a page cannot have its id or its output."""
        place = locate_page(page)
        folded = fold_path(page.url)
        if is_reserved(folded):
            words = f"`{page.url}` is a page that playbook writes itself"
            return Fault("duplicate-id", place, words, "give the file another name")
        first = self.pages.get(page.key) or self._outputs.get(folded)
        if first:
            words = f"the {page.kind} id {quote(page.id)} is taken by {_say_place(first)}"
            help_ = "rename one of the two files: an id is the file's stem"
            return Fault("duplicate-id", place, words, help_ if page.path.endswith(".md") else "take one out")
        for folder in _list_folders(page.url):
            spelled, other = self._folders.get(fold_path(folder), (folder, page))
            if spelled != folder:
                words = f"some systems cannot tell the folder of this page from that of {other.path}"
                return Fault("duplicate-id", place, words, "write both folders alike")
        return None

    def take_former(self, page: Page, store: Store) -> None:
        """Note the ids that a page had before; none of them may live again, here or elsewhere."""
        for n, old in enumerate(page.data.formerly):
            path: KeyPath = ("formerly", n)
            key, url = f"{page.kind}/{old}", fold_path(name_url(page.kind, old))
            other = self.pages.get(key) or self._outputs.get(url) or self.former.get(key)
            if self.former.get(old, page) is not page:
                self._disputed.add(old)
            if other is None and not is_reserved(url):
                self.former[key] = page
                self.former.setdefault(old, page)
                continue
            if key in self.former:
                self._disputed.add(key)
            stored = store.fetch(page.digest)
            tree = stored.tree if stored else None
            span = tree.locate_value(path) if tree else locate_page(page)
            words = _say_living(old, page, other)
            self.faults[page.key].append(
                Fault("duplicate-id", span, words, "take it out of `formerly`", path)
            )

    def drop_disputed(self) -> None:
        """Forget the old ids that several pages claim: nobody can tell which of them is meant."""
        for each in self._disputed:
            self.former.pop(each, None)


def _say_living(old: str, page: Page, other: Page | None) -> str:
    if other is None:
        return f"{quote(old)} is a page that playbook writes itself"
    if other is page:
        return f"{quote(old)} is the id of this page" if other.id == old else f"{quote(old)} stands twice"
    if other.id == old:
        return f"{quote(old)} is the id of {other.path}"
    return f"{other.path} says that it was called {quote(old)} too"


def locate_page(page: Page) -> Span:
    """Give where a page's id stands: at its row in an export, else at its file."""
    if page.path.endswith(".csv"):
        line = int(page.digest.removeprefix(page.path + ":").partition(":")[0])
        return Span(page.path, line, 1, line, 1)
    return Span(page.path, 1, 1, 1, 1)


def _say_place(page: Page) -> str:
    return f"{page.path}:{locate_page(page).line}" if page.path.endswith(".csv") else page.path


def _list_folders(url: str) -> list[str]:
    return [url[:end] for end, sign in enumerate(url) if sign == "/"]


def settle_ids(pages: Iterable[Page], store: Store) -> Ids:
    """Join the pages of exports with their prose, and give each id to one page.

    Pages of a kind of their own come first, so that a page in a stray folder breaks itself and nobody else.
    """
    ids = Ids()
    for page in sorted(_join_exports(list(pages), ids.rows), key=lambda each: each.kind == "page"):
        ids.take(page)
    for page in list(ids.pages.values()):
        if page.url:
            ids.take_former(page, store)
    ids.drop_disputed()
    return ids


def _join_exports(pages: list[Page], joined: dict[str, Page]) -> list[Page]:
    """Let a Markdown page of an exported person or department keep its prose and add to the row."""
    written = {page.key for page in pages if page.path.endswith(".md")}
    rows: Mapping[str, Page] = {
        page.key: page for page in reversed(pages) if page.path.endswith(".csv") and page.key in written
    }
    kept: list[Page] = []
    spare: list[Page] = []
    for page in pages:
        row = rows.get(page.key)
        if row is None or page is row:
            kept += [page] if row is None else []
        elif page.path.endswith(".md") and page.key not in joined:
            joined[page.key] = row
            kept.append(_join(row, page))
        else:
            spare.append(page)
    return kept + spare


def _join(row: Page, page: Page) -> Page:
    own = {name: getattr(page.data, name) for name in page.data.__dataclass_fields__}
    data = replace(row.data, **{name: value for name, value in own.items() if value})
    named = bool(getattr(page.data, "title", "") or getattr(page.data, "name", ""))
    title = page.title if named else row.title
    readable = page.readable or not (page.has_front_matter or page.faults)
    faults, references = (*page.faults, *row.faults), tuple(list_references(data))
    return replace(page, data=data, title=title, readable=readable, faults=faults, references=references)
