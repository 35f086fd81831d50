"""content/ -> pages, each file alone.

In: the configuration and a store. Out: pages in the order of their paths, and the paths of assets. Bad
content never raises: what is wrong with a page is among its faults. Links and references are not
looked at here.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from playbook.config import Config
from playbook.diagnostic import Fault
from playbook.load_page import load_page
from playbook.load_people import load_people
from playbook.model.page import Page
from playbook.source import Span
from playbook.store import Store

ASSETS = frozenset(
    {
        ".svg",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".webp",
        ".avif",
        ".pdf",
        ".csv",
        ".xlsx",
        ".docx",
        ".pptx",
        ".txt",
    }
)
"""The endings of files that are published as they are when a page links to them."""

EXPORTS = {"people.csv": "person", "departments.csv": "department"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything that was read: pages, the assets' paths relative to content, faults of no page."""

    pages: tuple[Page, ...] = ()
    assets: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


def load(config: Config, store: Store) -> Loaded:
    """Read every file below the content folder."""
    names = sorted(list_files(config.content), key=os.fsencode)
    loader = _Loader(config, store, frozenset(names))
    for name in names:
        loader.take(name)
    assets = tuple(each for each in names if PurePosixPath(each).suffix.lower() in ASSETS)
    faults = (*loader.faults, *_say_empty(config, names))
    return Loaded(tuple(loader.pages), assets, faults)


def _say_empty(config: Config, names: list[str]) -> Iterator[Fault]:
    if not any(each.endswith(".md") for each in names):
        folder = config.settings.content
        words = f"the folder `{folder}` holds no page"
        yield Fault("front-matter-invalid", Span(folder), words, "`playbook init` makes a first one")


@dataclass(frozen=True, slots=True)
class _Loader:
    config: Config
    store: Store
    names: frozenset[str]
    pages: list[Page] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def take(self, name: str) -> None:
        path = f"{self.config.settings.content}/{name}"
        if name in EXPORTS:
            found, faults = load_people(path, self.read(name), EXPORTS[name], self.store)
            self.pages.extend(found)
            self.faults.extend(faults)
        elif name.endswith(".md"):
            self.pages.append(self.load_one(name))
        elif name.startswith("metrics/") and name.endswith(".csv"):
            self.look_for_metric(path, name)

    def read(self, name: str) -> bytes:
        try:
            return (self.config.content / name).read_bytes()
        except OSError as error:
            span = Span(f"{self.config.settings.content}/{name}")
            words = f"cannot be read: {error.strerror}"
            self.faults.append(Fault("front-matter-invalid", span, words, "check the file's rights"))
            return b""

    def load_one(self, name: str) -> Page:
        raw = self.read(name)
        beside = name.removesuffix(".md") + ".csv"
        has_readings = name.startswith("metrics/") and beside in self.names
        readings = self.read(beside) if has_readings else None
        digest = hashlib.sha256(raw + b"\0" + (readings or b"")).hexdigest()
        page, stored = load_page(self.config, name, (raw, readings), f"{digest}:{name}")
        self.store.keep(page.digest, stored)
        return page

    def look_for_metric(self, path: str, name: str) -> None:
        page = name.removesuffix(".csv") + ".md"
        if page not in self.names:
            words = f"there is no page beside these readings: {path.removesuffix('.csv')}.md"
            help_ = f"playbook new metric writes one; the id is the stem, {PurePosixPath(name).stem}"
            self.faults.append(Fault("reading-invalid", Span(path, 1, 1, 1, 1), words, help_))


def list_files(folder: Path) -> Iterator[str]:
    """Yield the POSIX paths of files below a folder; hidden ones and links out of it are passed over."""
    root = folder.resolve()
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in files:
            path = Path(here) / name
            if name.startswith(".") or not path.resolve().is_relative_to(root):
                continue
            yield path.relative_to(folder).as_posix()
