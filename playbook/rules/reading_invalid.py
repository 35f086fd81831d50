"""PB010 reading-invalid: a row of a metric's CSV that holds no reading."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.site import Site
from playbook.readings import MOST
from playbook.rule import E, Finding, SiteRule, W, read_faults
from playbook.source import Span

_read = read_faults("reading-invalid")


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find the rows that load refused, and readings of a day that has not come."""
    yield from _read(page, site, today)
    future = [each for each in page.readings if each.date > today]
    for n, each in enumerate(future[:MOST]):
        more = f", and {len(future) - MOST:,} more do" if n == MOST - 1 and len(future) > MOST else ""
        span = Span(page.readings_path, each.row, 1, each.row, 11)
        message = f"the reading of {each.date} lies in the future{more}"
        yield Finding(span, message, "check the day", severity=W, timed=True)


RULE = SiteRule(
    code="PB010",
    name="reading-invalid",
    level=E,
    why="a reading that is silently skipped bends the curve by which everybody decides",
    check=check,
    kinds=frozenset({"metric"}),
    fixed=True,
    reads_faults=True,
)
