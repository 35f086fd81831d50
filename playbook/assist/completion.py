"""What may be written at a place of a page.

In: a draft, an offset, the playbook as it was judged last. Out: `Completions`, the likeliest first. Nothing
here needs the page to be readable.
"""

from dataclasses import dataclass, field, replace

from playbook.assist.complete_ids import offer_ids
from playbook.assist.complete_keys import offer_item, offer_keys, offer_page
from playbook.assist.complete_links import offer_links
from playbook.assist.complete_words import offer_words
from playbook.assist.draft import Draft
from playbook.assist.known_keys import Value, describe_value
from playbook.assist.offer import Offer, put_dash
from playbook.assist.spot import Spot, find_spot
from playbook.judgement import Judgement

MOST = 100
"""How many offers are made at once: of more, those alone that begin with, or hold, what is typed."""


@dataclass(frozen=True, slots=True)
class Completions:
    """Offers in order; `is_whole` is false where typing on brings others."""

    offers: tuple[Offer, ...] = field(default=())
    is_whole: bool = True


def complete(draft: Draft, at: int, judgement: Judgement) -> Completions:
    """Offer what may stand at an offset."""
    begun = draft.text.rstrip()
    if begun in ("", "-", "--", "---") and at == len(begun) and draft.name.endswith(".md"):
        return Completions(tuple(offer_page(draft)))
    spot = find_spot(draft.text, draft.outline, at)
    if spot.role == "key":
        return choose(offer_at_key(draft, spot, judgement), spot.typed)
    if spot.role == "value":
        return choose(offer_at_value(draft, spot, judgement), spot.typed)
    if at >= draft.outline.body:
        offers, typed = offer_links(draft, at, judgement)
        return choose(offers, typed)
    return Completions()


def choose(offers: list[Offer], typed: str) -> Completions:
    """Choose of many offers those that fit what is typed, words that begin so first."""
    if len(offers) <= MOST:
        return Completions(tuple(offers))
    wanted = typed.casefold()
    begin = [each for each in offers if each.label.casefold().startswith(wanted)]
    if len(begin) < MOST:
        others = (each for each in offers if not each.label.casefold().startswith(wanted))
        begin += [each for each in others if wanted in each.search.casefold()]
    return Completions(tuple(begin[:MOST]), is_whole=False)


def offer_at_key(draft: Draft, spot: Spot, judgement: Judgement) -> list[Offer]:
    """Offer keys, or with a dash the items of a list."""
    value = describe_value(draft.kind, spot.path)
    if value and value.shape == "list":
        return offer_item(draft, spot) or offer_values(draft, spot, value, judgement)
    return offer_keys(draft, spot)


def offer_at_value(draft: Draft, spot: Spot, judgement: Judgement) -> list[Offer]:
    """Offer values, or after a dash the keys of an item."""
    value = describe_value(draft.kind, spot.path)
    if value and value.shape == "record":
        return offer_keys(draft, spot) if spot.is_item else []
    if value and value.shape == "list" and not value.takes_one:
        return []
    found = offer_values(draft, spot, value, judgement)
    is_tight = draft.text[spot.start - 1 : spot.start] == ":"
    return [replace(each, text=f" {each.text}") for each in found] if is_tight else found


def offer_values(draft: Draft, spot: Spot, value: Value | None, judgement: Judgement) -> list[Offer]:
    """Offer the texts that may stand there."""
    if value and value.kinds:
        found = offer_ids(draft, spot, value.kinds, judgement)
    else:
        found = offer_words(draft, spot, value, judgement)
    return [put_dash(each) for each in found] if spot.role == "key" else found
