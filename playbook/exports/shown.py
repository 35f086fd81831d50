"""What of a site may be copied: nothing that its configuration keeps off its pages.

In: the index. Out: due items, findings and waivers without those about persons where the configuration says
so, and the switch for addresses of persons. It judges nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from playbook.model.page import Page
from playbook.schema.initiative import Initiative, Waiver
from playbook.view import Index
from playbook.view.base import Card
from playbook.view.due import DueItem
from playbook.view.feed import name_calendar, name_copy
from playbook.view.finding import FindingView
from playbook.view.plan import DiagnosisView


@dataclass(frozen=True, slots=True)
class Found:
    """A finding and the page that it is on; a card without a URL for a file of no page."""

    card: Card
    finding: FindingView


def shows_email(index: Index) -> bool:
    """Whether the addresses of persons may stand in machine copies."""
    return index.site.config.settings.site.publish_email


def find_markdown(index: Index, card: Card) -> str:
    """Give the Markdown that lies beside a page; "" where none is made."""
    return name_copy(card.url) if "markdown" in index.copies else ""


def find_calendar(index: Index, card: Card) -> str:
    """Give the calendar that lies beside the page of a person or department; "" where none is made."""
    return name_calendar(card.url) if "ics" in index.copies else ""


def list_hidden(index: Index) -> frozenset[str]:
    """List the codes and names of the rules that the site does not speak of."""
    codes = index.finder.hidden
    return codes | {each.name for each in index.facts.rules if each.code in codes}


def list_waivers(index: Index, plan: Initiative) -> tuple[Waiver, ...]:
    """List a plan's waivers, those of hidden rules left out."""
    hidden = list_hidden(index)
    return tuple(each for each in plan.waivers if each.rule not in hidden)


def pick_due(index: Index, items: tuple[DueItem, ...]) -> tuple[DueItem, ...]:
    """Leave out the ends of waivers of hidden rules."""
    hidden = {f"Waiver of {name} ends" for name in list_hidden(index)}
    return tuple(each for each in items if each.kind != "waiver" or each.title not in hidden)


def list_due(index: Index) -> tuple[DueItem, ...]:
    """List everything that is owed."""
    return pick_due(index, tuple(index.iter_due()))


def list_findings(index: Index) -> Iterator[Found]:
    """Yield every finding that the site shows, by page."""
    for key, some in sorted(index.facts.checked.by_page.items()):
        card = index.cards.by_key(key)
        for finding in index.finder.show(some):
            yield Found(card, finding)


def find_diagnosis(index: Index, diagnosis: DiagnosisView) -> DiagnosisView | None:
    """Give a plan's diagnosis; None where a hidden rule has a part in it."""
    return None if index.finder.hidden.intersection(diagnosis.codes) else diagnosis


def list_pages(index: Index, kind: str) -> tuple[Page, ...]:
    """List the pages of a kind that are published."""
    return tuple(each for each in index.site.list_kind(kind) if each.url)
