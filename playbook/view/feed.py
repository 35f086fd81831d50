"""Where the machine copies of a site lie, for the pages that lead to them.

In: the site's address by the configuration, which copies are made. Out: `Feed`s, the names of calendars and
copies. Nothing is written here: `exports` makes the files under these names.
"""

from collections.abc import Collection
from dataclasses import dataclass

from playbook.config_schema import SiteSettings

ALL_REVIEWS = "calendar.ics"
CHANGES = "changes.atom"
SITE = "site.json"
DUE = "due.json"
TABLES = "data"
"""The folder of the tables."""
LANGUAGE_MODELS = "llms.txt"
BADGE = "badge.svg"


SUBSCRIBED = frozenset({"ics", "atom", "due", "badge", "sitemap"})
"""What calendars, readers, bots, a README and search engines fetch again and again: only a site has it."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A machine copy: `url` is relative to the site's root, `address` the whole one to type or to subscribe
    to ("" when the configuration does not say where the site lies), `type` its media type."""

    title: str
    url: str
    address: str
    type: str


def make_calendar(base: str, url: str, title: str) -> Feed:
    """Give the calendar at a URL relative to the site's root; `base` is the site's own address or ""."""
    return Feed(title, url, join_address(base, url), "text/calendar")


def join_address(base: str, url: str) -> str:
    """Give the whole address of an output; "" when the site's own is not known."""
    return f"{base.rstrip('/')}/{url}" if base else ""


def list_copies(settings: SiteSettings, *, is_preview: bool) -> frozenset[str]:
    """Give the names of the copies that a site has; a preview has none that somebody subscribes to."""
    return frozenset(settings.copies) - (SUBSCRIBED if is_preview else frozenset())


def list_feeds(base: str, copies: Collection[str]) -> tuple[Feed, ...]:
    """List those of the copies that are about the whole site, for the foot of every page."""
    named = {
        "ics": ("Calendar", ALL_REVIEWS, "text/calendar"),
        "atom": ("Changes", CHANGES, "application/atom+xml"),
        "json": ("Data (JSON)", SITE, "application/json"),
        "csv": ("Tables (CSV)", f"{TABLES}/initiatives.csv", "text/csv"),
    }
    made = (each for name, each in named.items() if name in copies)
    return tuple(Feed(title, url, join_address(base, url), type_) for title, url, type_ in made)


def name_calendar(url: str) -> str:
    """Give the calendar that lies beside the page of a person or department."""
    return _replace_ending(url, ".ics")


def name_copy(url: str) -> str:
    """Give the Markdown that lies beside a page; "" where there is no page."""
    return _replace_ending(url, ".md")


def _replace_ending(url: str, ending: str) -> str:
    return f"{url.removesuffix('.html')}{ending}" if url else ""
