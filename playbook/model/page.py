"""A page as a summary: typed front matter, headings, links, faults.

Text, HTML and spans are not here: they stay in the store under the page's digest, fetched for a finding
or a render.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from playbook.diagnostic import Fault, KeyPath
from playbook.markdown import Heading, Link, Term
from playbook.schema.initiative import Initiative
from playbook.schema.references import Reference
from playbook.schema.validate import HOMES
from playbook.source import Span

FOLDERS = {folder: kind for kind, folder in HOMES.items()}
"""The folders of content whose pages have a kind of their own; every other page is of kind "page"."""


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """One measured value: its day, the value in the metric's unit, a note, and its row in the CSV."""

    date: date
    value: Decimal
    note: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A left-over placeholder: where and the word.

    `whole` says that a paragraph of prose holds nothing else; `path` is its key in front matter.
    """

    span: Span
    word: str
    in_prose: bool
    whole: bool
    path: KeyPath = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `key` ("initiative/crm") is unique in a site, `id` within its kind.

    `data` is the record of its kind (playbook.schema); `path` its file and `url` its output, both POSIX,
    relative to the project's and the site's root. `readings` are a metric's, oldest first; `terms` those
    that a glossary defines; `references` what its front matter names. `record` is the digest of what was read
    that is neither words nor places: `data`, `readings`, whether it could be read.
    """

    id: str
    kind: str
    path: str
    url: str
    digest: str
    title: str
    data: Any
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    faults: tuple[Fault, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    readings: tuple[Reading, ...] = ()
    readings_path: str = ""
    has_front_matter: bool = True
    words: int = 0
    terms: tuple[Term, ...] = ()
    readable: bool = field(default=True)
    references: tuple[Reference, ...] = ()
    record: bytes = b""

    @property
    def key(self) -> str:
        """The page's name in a site: kind and id."""
        return f"{self.kind}/{self.id}"

    @property
    def plan(self) -> Initiative:
        """The plan of an initiative's page."""
        assert isinstance(self.data, Initiative), f"{self.key} is no initiative"
        return self.data
