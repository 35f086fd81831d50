"""content/ -> pages, each file alone.

In: the configuration and a store. Out: pages in the order of their paths, and the paths of assets. Bad
content never raises: what is wrong with a page is among its faults. Links and references are not
looked at here.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from playbook.config import Config
from playbook.contents import hash_contents
from playbook.diagnostic import Fault, Severity
from playbook.file_name import fold_path, show_path
from playbook.load_cached import forget_others, load_pages
from playbook.load_files import Scanned, Unread, add_files, scan_files
from playbook.load_looks import Looks, find_place
from playbook.load_page import load_page
from playbook.load_people import load_people
from playbook.memo import Tools
from playbook.model.page import FOLDERS, Page
from playbook.page_file import EXPORTS, read_export, read_page_file
from playbook.source import Span
from playbook.store import Store, Stored

ASSETS = frozenset(
    ".svg .png .jpg .jpeg .gif .webp .avif .pdf .csv .xlsx .docx .pptx .txt".split()  # noqa: SIM905
)
"""The endings of files that are published as they are when a page links to them."""

ALMOST_PAGES = re.compile(r"(.+)\.(?:md\.txt|md|markdown|mdown|mkd|mdx)", re.IGNORECASE | re.DOTALL)
"""Files that an editor or a system named so, and that were very likely meant to be pages."""

RULE = "front-matter-invalid"
AT_ONCE = 2000
"""How many files are read before they are loaded: no more bytes than theirs are held."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that was read: pages, the assets' paths relative to content, faults of no page.

    `others` are the paths of files that are there and never published; `lost` are the kinds of pages of which
    nobody knows all, since their export cannot be read.
    """

    pages: tuple[Page, ...] = ()
    assets: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    others: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()


def load(config: Config, store: Store, tools: Tools | None = None) -> Loaded:
    """Read every file below the content folder. Raises WorkerDied."""
    tools = tools or Tools()
    scanned = add_files(scan_files(config.content), tools.overlay)
    listed = _list_known(config, scanned, store)
    loader = _Loader(config, store, listed.names, tools, listed.pages)
    for name in listed.tables:
        loader.take(name)
    faults = (*loader.faults, *listed.faults, *_say_empty(config, scanned.files))
    loaded = Loaded(loader.load_all(), listed.assets, faults, listed.others, frozenset(loader.lost))
    store.contents = hash_contents(find_place(config), scanned, loader.list_read())
    return loaded


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the names of files tell: pages, tables of persons and readings of no page, assets, all others."""

    folder: str
    scanned: Scanned
    names: frozenset[str]
    pages: tuple[str, ...]
    tables: tuple[str, ...]
    assets: tuple[str, ...]
    others: tuple[str, ...]
    faults: tuple[Fault, ...]


def _list_known(config: Config, scanned: Scanned, store: Store) -> _Listed:
    """Sort files by their names, anew only where they are not those of the last time."""
    last, folder = store.listed, config.settings.content
    if isinstance(last, _Listed) and last.folder == folder and last.scanned == scanned:
        return last
    listed = store.listed = _list_names(folder, scanned)
    return listed


def _list_names(folder: str, scanned: Scanned) -> _Listed:
    files, names = scanned.files, frozenset(scanned.files)
    assets = tuple(each for each in files if _is_asset(each))
    faults = (
        *(_say_unread(folder, each) for each in scanned.unread),
        *_find_twins(folder, assets),
        *_find_stray_folders(folder, files),
        *_find_almost_pages(folder, files),
    )
    return _Listed(
        folder,
        scanned,
        names,
        pages=tuple(each for each in files if each.endswith(".md")),
        tables=tuple(each for each in files if each in EXPORTS or _is_lone(each, names)),
        assets=assets,
        others=tuple(each for each in files if not _is_asset(each) and not each.endswith(".md")),
        faults=faults,
    )


def _is_lone(name: str, names: frozenset[str]) -> bool:
    """Whether a file holds readings, and there is no page beside it."""
    is_table = name.startswith("metrics/") and name.endswith(".csv")
    return is_table and name.removesuffix(".csv") + ".md" not in names


def list_files(folder: Path) -> Iterator[str]:
    """Yield the POSIX paths of files below a folder; hidden ones and links out of it are passed over."""
    yield from scan_files(folder).files


def _is_asset(name: str) -> bool:
    base = name.rpartition("/")[2]
    dot = base.rfind(".")  # not PurePosixPath: thousands of files are asked
    return dot > 0 and base[dot:].lower() in ASSETS


def _say_unread(folder: str, each: Unread) -> Fault:
    severity = None if each.is_error else Severity.WARNING
    return Fault(RULE, Span(f"{folder}/{show_path(each.path)}"), each.message, each.help, severity=severity)


def _find_twins(folder: str, assets: tuple[str, ...]) -> Iterator[Fault]:
    """Find assets that some systems cannot tell apart (pages are compared by their outputs)."""
    first: dict[str, str] = {}
    for name in assets:
        other = first.setdefault(fold_path(show_path(name)), name)
        if other != name:
            words = f"some systems cannot tell this name from {folder}/{show_path(other)}"
            span = Span(f"{folder}/{show_path(name)}")
            yield Fault("duplicate-id", span, words, "rename one of the two files")


def _find_stray_folders(folder: str, names: list[str]) -> Iterator[Fault]:
    """Find folders that are very likely meant to be those of a kind of page."""
    meant = {**{kind: name for name, kind in FOLDERS.items()}, **{name: name for name in FOLDERS}}
    for top in dict.fromkeys(each.partition("/")[0] for each in names if "/" in each):
        right = meant.get(top.casefold(), top)
        if right != top and top not in FOLDERS:
            words = f"the pages in `{top}` are ordinary pages: the folder of this kind is called `{right}`"
            help_ = f"rename the folder to `{right}`, or to something else if they are ordinary"
            yield Fault("invalid-value", Span(f"{folder}/{top}"), words, help_, severity=Severity.WARNING)


def _find_almost_pages(folder: str, names: list[str]) -> Iterator[Fault]:
    """Find files that nobody would know to be passed over: `plan.md.txt`, `plan.MD`, `plan.markdown`."""
    for name in names:
        almost = None if name.endswith(".md") else ALMOST_PAGES.fullmatch(name.rpartition("/")[2])
        if almost:
            span = Span(f"{folder}/{show_path(name)}")
            help_ = f"rename it to {show_path(almost[1])}.md"
            words = "this file is not read: the name of a page ends in `.md`"
            yield Fault("invalid-value", span, words, help_, severity=Severity.WARNING)


def _say_empty(config: Config, names: list[str]) -> Iterator[Fault]:
    folder = config.settings.content
    if not config.content.is_dir():
        words = f"there is no folder `{folder}` here"
        yield Fault(RULE, Span(folder), words, "start in the folder that holds it; `playbook init` makes one")
    elif not any(each.endswith(".md") for each in names):
        words = f"the folder `{folder}` holds no page"
        yield Fault(RULE, Span(folder), words, "`playbook init` makes a first one")


@dataclass(frozen=True, slots=True)
class _Loader:
    config: Config
    store: Store
    names: frozenset[str]
    tools: Tools
    files: tuple[str, ...]
    exports: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    rows: list[Page] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def take(self, name: str) -> None:
        """Read an export of persons, or say that there are readings of no page."""
        path = f"{self.config.settings.content}/{show_path(name)}"
        if name in EXPORTS:
            raw, digest, (words, help_) = read_export(find_place(self.config, self.tools.overlay), name)
            if words:
                self.faults.append(Fault(RULE, Span(path), words, help_))
            key = f"{digest}:{path}"  # its rows say where they stand
            if key not in self.store.pages:
                self.store.pages[key] = load_people(path, raw, EXPORTS[name], self.store)
            found, faults = self.store.pages[key]
            self.exports.append(digest)
            self.tables.append(key)
            self.rows.extend(found)
            self.faults.extend(faults)
            if words or (faults and not found):
                self.lost.append(EXPORTS[name])
        else:
            self.say_lone(path)

    def load_all(self) -> tuple[Page, ...]:
        """Load the pages that were taken, with the rows of exports, in the order of their files."""
        looks = Looks(self.config, self.names, self.store, self.tools.overlay)
        looks.look(self.files)
        self.tools.progress.begin("load", len(self.files))
        found = {name: looks.find_known(name) for name in self.files}
        missing = [name for name, digest in found.items() if not digest]
        self.tools.progress.skip(len(found) - len(missing))
        loaded = {name: self.store.pages[digest] for name, digest in found.items() if digest}
        for start in range(0, len(missing), AT_ONCE):
            names = missing[start : start + AT_ONCE]
            files = [looks.read(name) for name in names]
            found.update(zip(names, (each.digest for each in files), strict=True))
            loaded.update(zip(names, load_pages(files, self.config, self.store, self.tools), strict=True))
        digests = {digest: name for name, digest in found.items()}
        self.read.extend(digests)
        self.store.lost = _Again(self.config, digests, self.names)
        self.store.keep_only({*digests, *self.tables, *(each.digest for each in self.rows)})
        forget_others(self.store.cache, digests)
        pages = (*(loaded[name] for name in self.files), *self.rows)
        return tuple(sorted(pages, key=lambda each: os.fsencode(each.path)))

    def list_read(self) -> tuple[str, ...]:
        """List the digests of what was read: of the exports, and of the pages."""
        return (*self.exports, *self.read)

    def say_lone(self, path: str) -> None:
        """Say that readings have no metric's page."""
        words = f"there is no page beside these readings: {path.removesuffix('.csv')}.md"
        help_ = f"playbook new metric writes one; the id is the stem, {PurePosixPath(path).stem}"
        self.faults.append(Fault("reading-invalid", Span(path, 1, 1, 1, 1), words, help_))


@dataclass(frozen=True, slots=True)
class _Again:
    """Reads a file again whose text the cache has lost; None where it has changed since."""

    config: Config
    names: Mapping[str, str]
    files: frozenset[str]

    def __call__(self, digest: str) -> Stored | None:
        name = self.names.get(digest)
        file = read_page_file(find_place(self.config), name, self.files) if name else None
        return load_page(self.config, file)[1] if file and file.digest == digest else None
