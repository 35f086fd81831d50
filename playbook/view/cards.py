"""Cards of pages, and the anchors within them.

In: a site. Out: cards by kind and id, URLs that are safe in an address. Nothing here reads a plan.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from playbook.model.page import Page
from playbook.model.site import COMPUTED_METRICS, Site
from playbook.view.address import quote_path
from playbook.view.base import Card
from playbook.view.course import Point
from playbook.words import slugify


def name_anchor(item: str) -> str:
    """Give the id of an item on its page: at.stages.goals; no heading's id has a dot."""
    return ".".join(["at", *(slugify(part) for part in item.split("."))])


class _Item(Protocol):
    @property
    def item(self) -> str: ...


T = TypeVar("T", bound=_Item)


def tell_apart(some: Iterable[T]) -> tuple[T, ...]:
    """Give parts of a plan of which no two have one name: of twins the first keeps `item` and `anchor`."""
    seen: set[str] = set()
    made: list[T] = []
    for each in some:
        item, times = each.item, 1
        while item in seen:
            times += 1
            item = f"{each.item}.again-{times}"
        seen.add(item)
        twin: Any = each
        made.append(each if times == 1 else replace(twin, item=item, anchor=name_anchor(item)))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Cards:
    """Makes the card of every page once; `points` are those of each metric, for whoever draws them."""

    site: Site
    made: dict[str, Card] = field(default_factory=dict)
    points: dict[str, tuple[Point, ...]] = field(default_factory=dict)

    def of(self, page: Page) -> Card:
        """Give a page's card."""
        card = self.made.get(page.key)
        if card is None:
            summary = str(getattr(page.data, "summary", "") or getattr(page.data, "role", ""))
            card = Card(page.title, quote_path(page.url), page.kind, summary, page.key)
            self.made[page.key] = card
        return card

    def by_key(self, key: str) -> Card:
        """Give the card of a page by its key; one without a URL when there is no such page."""
        page = self.site.pages.get(key)
        kind, _, page_id = key.partition("/")
        return self.of(page) if page else Card(page_id, kind=kind)

    def find(self, kind: str, page_id: str | None) -> Card | None:
        """Give a card by kind and id; one without a URL for an id that nothing bears, None for no id."""
        if not page_id:
            return None
        page = self.site.find(kind, page_id)
        if page:
            return self.of(page)
        title = COMPUTED_METRICS.get(page_id, page_id) if kind == "metric" else page_id
        return Card(title, kind=kind, key=f"{kind}/{page_id}")

    def person(self, page_id: str | None) -> Card | None:
        """Give a person's card."""
        return self.find("person", page_id)

    def several(self, kind: str, ids: tuple[str, ...]) -> tuple[Card, ...]:
        """Give the cards of some ids of a kind, in their order."""
        found = (self.find(kind, each) for each in ids)
        return tuple(each for each in found if each)

    def dependency(self, name: str, page: Page) -> Card:
        """Give the card of what something depends on: an initiative, or `initiative#milestone`."""
        plan_id, _, item = name.partition("#")
        target = self.site.find("initiative", plan_id)
        if target is None:
            target, item = page, name
        title = next((each.title for each in target.plan.milestones if each.id == item), "") if item else ""
        if not item or not title:
            return self.of(target) if not item else Card(name)
        card = self.of(target)
        words = title if target is page else f"{title} ({card.title})"
        return Card(words, f"{card.url}#{name_anchor(f'milestones.{item}')}" if card.url else "")
