"""What every view has, and what stands around every page.

In: nothing. Out: `View`, `Chrome`, `Card` and the smaller values that several views share. All frozen:
a page is a pure function of its view.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playbook.html import Html
from playbook.view.address import quote_path
from playbook.view.changed import Changed
from playbook.view.feed import Feed
from playbook.view.paging import Paging

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""The content security policy of every page, as a meta element and in the headers file."""


@dataclass(frozen=True, slots=True)
class Card:
    """Another page, as a view may name it. `url` is relative to the site's root, "" when there is none."""

    title: str
    url: str = ""
    kind: str = ""
    summary: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the site's navigation; `section` is the word by which a page says where it belongs."""

    title: str
    url: str
    section: str


@dataclass(frozen=True, slots=True)
class Chrome:
    """What stands around every page of a site.

    `styles`, `scripts`, `theme_script`, `tables_script`, `icon`, `logo`, `logo_dark` and `preload` (fonts)
    are URLs relative to the site's root. `found` says what the check of a preview found; `feeds` are the
    machine copies of the whole site.
    """

    name: str
    organisation: str
    language: str
    nav: tuple[NavItem, ...]
    foot: tuple[NavItem, ...] = ()
    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()
    theme_script: str = ""
    tables_script: str = ""
    icon: str = ""
    preload: tuple[str, ...] = ()
    search: str = "minisearch"
    is_preview: bool = False
    found: str = ""
    logo: str = ""
    logo_dark: str = ""
    policy: str = POLICY
    feeds: tuple[Feed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """All that one output page shows. `path` is the output, relative to the site's root; `lead` the
    sentence that answers the page's question; `source` the file to edit; `changed` is put in by `dress`.

    `paging` says which page of a list this is, where there are several; `more` leads from each list that the
    page only begins to the pages that hold all of it.
    """

    path: str
    template: str
    title: str
    chrome: Chrome
    section: str = ""
    lead: str = ""
    crumbs: tuple[Card, ...] = ()
    source: str = ""
    edit_url: str = ""
    changed: Changed | None = None
    paging: Paging | None = None
    more: Mapping[str, Card] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """The path as cards and entries of the navigation name it."""
        return quote_path(self.path)

    @property
    def root(self) -> str:
        """The way from this page to the site's root: "", "../", …"""
        return "../" * self.path.count("/")


@dataclass(frozen=True, slots=True)
class Mention:
    """A page that names this one: in a sentence of its prose, or in a role of its front matter."""

    card: Card
    role: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it: words, a day (ISO beside its words) or a page."""

    label: str
    text: str = ""
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Prose:
    """A page's own words, links filled in, and its headings for a list of contents."""

    html: Html
    headings: tuple[Card, ...] = ()
