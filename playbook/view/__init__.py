"""A checked site becomes views: all that a template may see, one value for each page.

In: `Facts`. Out: `View`s, frozen, in a time linear in the size of the site. It renders and writes nothing.
"""

from collections.abc import Callable, Iterator

from playbook.view import (
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

__all__ = ["BUILDERS", "Facts", "Index", "View", "build_pages", "build_views", "make_index"]

Builder = Callable[[Index], Iterator[View]]

BUILDERS: tuple[Builder, ...] = (
    home.build,
    initiatives.build,
    initiative.build,
    roadmap.build,
    reviews.build,
    meeting.build,
    metrics.build,
    metric.build,
    person.build,
    department.build,
    method.build,
    page.build,
    former.build,
    checked.build,
    rule_page.build,
    titles.build,
)
"""Every kind of page, listed by hand."""


def build_views(facts: Facts) -> Iterator[View]:
    """Yield the view of every page of a site."""
    yield from build_pages(make_index(facts))


def build_pages(index: Index) -> Iterator[View]:
    """Yield the view of every page of a site that is looked up already."""
    for build in BUILDERS:
        yield from dress(index, build(index))
