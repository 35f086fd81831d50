"""The machine copies of a site: one module for each format.

In: the index of a checked site on a day. Out: outputs. Fields that are not listed here do not leave the
site; nothing asks the clock, and what does not depend on today is the same tomorrow.
"""

from collections.abc import Callable, Iterator, Mapping

from playbook.exports.atom import export_atom
from playbook.exports.badge import export_badge
from playbook.exports.calendar import export_calendars
from playbook.exports.due_json import export_due
from playbook.exports.headers import export_headers
from playbook.exports.llms import export_llms
from playbook.exports.markdown_page import export_pages
from playbook.exports.site_json import export_site
from playbook.exports.sitemap import export_sitemap
from playbook.exports.tables import export_tables
from playbook.publish import Output
from playbook.view import Index

__all__ = ["EXPORTS", "Export", "list_made"]

Export = Callable[[Index], Iterator[Output]]

EXPORTS: Mapping[str, Export] = {
    "json": export_site,
    "csv": export_tables,
    "ics": export_calendars,
    "atom": export_atom,
    "due": export_due,
    "llms": export_llms,
    "markdown": export_pages,
    "badge": export_badge,
    "sitemap": export_sitemap,
    "headers": export_headers,
}
"""Every format, listed by hand; the first output of each is the one that speaks for the whole site."""

ALWAYS = frozenset({"headers"})
"""What every site has: it holds the security policy."""


def list_made(index: Index) -> Iterator[str]:
    """Yield the names of what is made for this site: what every site has, and what its settings name."""
    yield from (name for name in EXPORTS if name in ALWAYS or name in index.copies)
