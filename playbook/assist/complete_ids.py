"""Ids that may stand at a place: of persons, metrics, departments, plans, milestones, stages.

In: a draft, a spot, the kinds that its key may name, the judged playbook. Out: offers, with who or what
each id is.
"""

from collections.abc import Callable, Iterator

from playbook.assist.draft import Draft
from playbook.assist.offer import Offer, make_offer
from playbook.assist.spot import Spot
from playbook.judgement import Judgement
from playbook.model.page import Page
from playbook.model.site import COMPUTED_METRICS
from playbook.resolve_references import EVERYONE
from playbook.schema.initiative import Initiative

Named = tuple[str, str]
"""An id, and who or what it is."""


def offer_ids(draft: Draft, spot: Spot, kinds: tuple[str, ...], judgement: Judgement) -> list[Offer]:
    """Offer the ids of some kinds, the likeliest kind first."""
    found = [each for kind in kinds for each in _list_named(kind)(draft, spot, judgement)]
    return [make_offer(spot, name, "id", told) for name, told in dict(found).items()]


def _list_named(kind: str) -> Callable[[Draft, Spot, Judgement], Iterator[Named]]:
    own = {"milestone": _list_milestones, "stage": _list_stages, EVERYONE: _list_everyone}
    return own.get(kind) or (lambda _draft, _spot, judgement: _list_pages(kind, judgement))


def _list_pages(kind: str, judgement: Judgement) -> Iterator[Named]:
    pages = [each for each in judgement.site.list_kind(kind) if each.url]
    gone = [each for each in pages if kind == "person" and judgement.site.has_left(each.id, judgement.today)]
    for page in (*(each for each in pages if each not in gone), *gone):
        yield page.id, say_page(page)
    if kind == "metric":
        yield from ((name, f"{title}, computed from the plan") for name, title in COMPUTED_METRICS.items())


def say_page(page: Page) -> str:
    """Say in a few words who or what a page is."""
    data = page.data
    if page.kind == "person":
        left = f"left {data.left}" if data.left else ""
        return ", ".join(filter(None, (page.title, data.role, left)))
    if page.kind == "metric":
        return ", ".join(filter(None, (page.title, data.unit, data.direction or "")))
    if page.kind == "initiative":
        return f"{page.title} ({data.status})"
    return page.title


def _list_milestones(draft: Draft, spot: Spot, judgement: Judgement) -> Iterator[Named]:
    """Yield the plan's own milestones, and those of the plan that is named before a `#`."""
    if isinstance(draft.page.data, Initiative) and spot.path[:1] == ("milestones",):
        yield from ((each.id, each.title) for each in draft.page.data.milestones if each.id)
    name, sign, _ = spot.word.partition("#")
    page = judgement.site.find("initiative", name) if sign else None
    for each in page.plan.milestones if page else ():
        yield f"{name}#{each.id}", each.title


def _list_stages(draft: Draft, _spot: Spot, _judgement: Judgement) -> Iterator[Named]:
    yield from ((each.id, each.title) for each in draft.config.stages)


def _list_everyone(_draft: Draft, _spot: Spot, _judgement: Judgement) -> Iterator[Named]:
    yield EVERYONE, "the whole company"
