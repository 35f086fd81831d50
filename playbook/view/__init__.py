"""A checked site becomes views: all that a template may see, one value for each page.

In: `Facts`. Out: `View`s, frozen, in a time linear in the size of the site. It renders and writes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from playbook.view import (
    changes,
    checked,
    department,
    former,
    home,
    initiative,
    initiatives,
    meeting,
    method,
    metric,
    metrics,
    page,
    person,
    reviews,
    roadmap,
    rule_page,
    titles,
)
from playbook.view.base import View
from playbook.view.dress import dress
from playbook.view.facts import Facts
from playbook.view.index import Index, make_index

__all__ = ["BUILDERS", "Builder", "Facts", "Index", "View", "build_pages", "build_views", "make_index"]


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds the pages of one kind: all at once, or where `list_keys` lists keys those of one at a time."""

    name: str
    make: Callable[..., Iterator[View]]
    list_keys: Callable[[Index], Iterable[str]] | None = None

    def keys(self, index: Index) -> Iterable[str]:
        """Give the keys to build by; "" alone builds everything."""
        return self.list_keys(index) if self.list_keys else ("",)

    def build_all(self, index: Index) -> Iterator[View]:
        """Yield the views of all keys."""
        for key in self.keys(index):
            yield from self.build(index, key)

    def build(self, index: Index, key: str = "") -> Iterator[View]:
        """Yield the views of a key, completed."""
        views = self.make(index, key) if self.list_keys else self.make(index)
        return dress(index, views)


def _list_kind(kind: str, index: Index) -> list[str]:
    return [each.key for each in index.site.list_kind(kind) if each.url]


BUILDERS: tuple[Builder, ...] = (
    Builder("home", home.build),
    Builder("initiatives", initiatives.build),
    Builder("initiative", initiative.build, partial(_list_kind, "initiative")),
    Builder("roadmap", roadmap.build),
    Builder("reviews", reviews.build),
    Builder("meeting", meeting.build),
    Builder("changes", changes.build),
    Builder("metrics", metrics.build),
    Builder("metric", metric.build, partial(_list_kind, "metric")),
    Builder("people", person.build_list),
    Builder("person", person.build, partial(_list_kind, "person")),
    Builder("departments", department.build_list),
    Builder("department", department.build, partial(_list_kind, "department")),
    Builder("method", method.build),
    Builder("page", page.build, page.list_keys),
    Builder("lost", page.build_lost),
    Builder("former", former.build),
    Builder("check", checked.build),
    Builder("rules", rule_page.build),
    Builder("titles", titles.build),
)
"""Every kind of page, listed by hand."""


def build_views(facts: Facts) -> Iterator[View]:
    """Yield the view of every page of a site."""
    yield from build_pages(make_index(facts))


def build_pages(index: Index) -> Iterator[View]:
    """Yield the view of every page of a site that is looked up already."""
    for builder in BUILDERS:
        yield from builder.build_all(index)
