"""A page for each id that a page had before: it leads on to the page as it is called now.

In: the index. Out: a `FormerView` for each id in `formerly`. That no living page has such an id is seen to
by `resolve`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from playbook.load_page import name_url
from playbook.view.base import Card, View
from playbook.view.index import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerView(View):
    """An address that has moved: `target` is the page as it is called now."""

    target: Card


def build(index: Index) -> Iterator[View]:
    """Build a page for each former id."""
    for page in index.site.pages.values():
        for old in page.data.formerly if page.url else ():
            yield FormerView(
                path=name_url(page.kind, old),
                template="former.html",
                title=page.title,
                chrome=index.chrome,
                lead="This page has another address now.",
                target=index.cards.of(page),
            )
