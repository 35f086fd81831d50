"""A page that notes when somebody reads its words or where they stand.

In: a page, where to note. Out: the same page. What most others want of it, its title, its record, its
readings, goes unnoted: that is a fact of the table in which it was found. Its words are one of their own, so
that a sentence more makes nothing anew that does not show it.
"""

from collections.abc import Mapping
from dataclasses import fields

from playbook.diagnostic import Fault
from playbook.markdown import Heading, Link, Term
from playbook.model.page import Page, Placeholder
from playbook.trace import Noted, Trace, encode, hash_bytes, hash_ordered

WORDS = "words"
"""The table of what a file holds: its digest, and with it all that was read of it."""

WORDY = frozenset({"digest", "headings", "links", "faults", "placeholders", "words", "terms"})
"""What of a page depends on its words, and on the lines on which they and its keys stand."""

PLAIN = tuple(each.name for each in fields(Page) if each.name not in WORDY)


class NotedPage(Page):
    """A page whose words are a fact of their own; `digest` leads to its text, and so is a part of them."""

    __slots__ = ("_trace", "_whole")

    _trace: Trace
    _whole: Page

    def __init__(self, page: Page, trace: Trace) -> None:
        """Take a page, and where to note."""
        put = object.__setattr__
        for name in PLAIN:
            put(self, name, getattr(page, name))
        put(self, "_whole", page)
        put(self, "_trace", trace)

    def __reduce__(self) -> tuple[type["NotedPage"], tuple[Page, Trace]]:
        """Send the page and where to note."""
        return NotedPage, (self._whole, self._trace)

    def _read(self) -> Page:
        self._trace.note(f"{WORDS}:{self.key}")
        return self._whole

    @property
    def digest(self) -> str:
        """The digest of its file."""
        return self._read().digest

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Its headings."""
        return self._read().headings

    @property
    def links(self) -> tuple[Link, ...]:
        """Its links."""
        return self._read().links

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Its faults, each with its place."""
        return self._read().faults

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """Its placeholders, each with its place."""
        return self._read().placeholders

    @property
    def words(self) -> int:
        """How many words it has."""
        return self._read().words

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms that it defines."""
        return self._read().terms


class NotedPages(Noted[Page]):
    """The pages by key, each a page that notes; one page is one object, whichever table gives it."""

    def __init__(self, name: str, values: Mapping[str, Page], trace: Trace) -> None:
        """Take the table's name, the pages, and where to note."""
        super().__init__(name, values, trace)
        self._made: dict[str, NotedPage] = {}

    def __getitem__(self, key: str) -> Page:
        """Give a page."""
        self.trace.note(f"{self.name}:{key}")
        return self.wrap(self.values_unnoted[key])

    def wrap(self, page: Page) -> Page:
        """Give the page that notes."""
        key = page.key
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = NotedPage(page, self.trace)
        return found


class NotedKinds(Noted[tuple[Page, ...]]):
    """The pages by kind, each a page that notes."""

    def __init__(self, name: str, values: Mapping[str, tuple[Page, ...]], pages: NotedPages) -> None:
        """Take the table's name, the pages by kind, and the table that gives those that note."""
        super().__init__(name, values, pages.trace)
        self._pages = pages

    def __getitem__(self, key: str) -> tuple[Page, ...]:
        """Give the pages of a kind."""
        return tuple(map(self._pages.wrap, super().__getitem__(key)))


def hash_record(page: Page) -> bytes:
    """Give the digest of a page without its words: what was read, and what came when the site was resolved.

    A page that was joined with a row of an export has a record of its own.
    """
    own = (page.key, page.url, page.title, page.path)
    joined = hash_ordered((page.data, page.readable)) if page.kind in ("person", "department") else b""
    return hash_bytes(*map(encode, own), page.record, joined)


def hash_words(page: Page) -> bytes:
    """Give the digest of a page with its words, and with what was wrong with both of its files."""
    joined = hash_ordered(page.faults) if page.kind in ("person", "department") else b""
    return hash_bytes(encode(page.digest), hash_record(page), joined)
