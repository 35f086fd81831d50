"""PB004 duplicate-id: two pages or two items with one id, or two pages with one output."""

from collections.abc import Iterable, Iterator
from datetime import date

from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.model.plan import list_reviews
from playbook.model.site import Site
from playbook.rule import ANY_KIND, E, Finding, SiteRule, read_faults

_read = read_faults("duplicate-id")


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find pages that resolve could not tell apart, and items of one plan with one id."""
    yield from _read(page, site, today)
    if page.kind == "initiative":
        plan = page.plan
        yield from _compare([(("milestones", n, "id"), each.id) for n, each in enumerate(plan.milestones)])
        reviews = list_reviews(plan, site.config.shape)
        yield from _compare([((*path, "id"), each.id) for path, each in reviews])


def _compare(ids: list[tuple[KeyPath, str]]) -> Iterator[Finding]:
    first: dict[str, KeyPath] = {}
    for path, name in ids:
        if name and name in first:
            related = ((first[name], "the first one"),)
            yield Finding(path, f"the id `{name}` stands twice", "give one of them its own `id:`", related)
        first.setdefault(name, path)


RULE = SiteRule(
    code="PB004",
    name="duplicate-id",
    level=E,
    why="a name that means two things cannot be linked, waived or followed through its history",
    check=check,
    kinds=ANY_KIND,
    fixed=True,
    locked=True,
    reads_faults=True,
)
