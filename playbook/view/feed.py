"""Where the machine copies of a site lie, for the pages that lead to them.

In: the configuration's address of the site. Out: `Feed`s, and the names of calendars and copies. Nothing is
written here: `exports` makes the files under these names.
"""

from dataclasses import dataclass

ALL_REVIEWS = "calendar.ics"
CHANGES = "changes.atom"
SITE = "site.json"
DUE = "due.json"
TABLES = "data"
"""The folder of the tables."""
LANGUAGE_MODELS = "llms.txt"


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


def list_feeds(base: str) -> tuple[Feed, ...]:
    """List the copies of the whole site, for the foot of every page."""
    named = (
        ("Calendar", ALL_REVIEWS, "text/calendar"),
        ("Changes", CHANGES, "application/atom+xml"),
        ("Data (JSON)", SITE, "application/json"),
        ("Tables (CSV)", f"{TABLES}/initiatives.csv", "text/csv"),
    )
    return tuple(Feed(title, url, join_address(base, url), type_) for title, url, type_ in named)


def name_calendar(url: str) -> str:
    """Give the calendar that lies beside the page of a person or department."""
    return _replace_ending(url, ".ics")


def name_copy(url: str) -> str:
    """Give the Markdown that lies beside a page; "" where there is no page."""
    return _replace_ending(url, ".md")


def _replace_ending(url: str, ending: str) -> str:
    return f"{url.removesuffix('.html')}{ending}" if url else ""
