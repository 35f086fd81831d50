"""Keys that may stand at a place: those of the schema that are not there yet, required ones first.

In: a draft and a spot. Out: offers whose text opens what the key holds.
"""

from dataclasses import replace

from playbook.assist.draft import Draft
from playbook.assist.known_keys import describe_value, find_doc, holds_records, list_allowed
from playbook.assist.offer import Offer, make_offer, put_dash
from playbook.assist.spot import Spot
from playbook.diagnostic import KeyPath


def offer_keys(draft: Draft, spot: Spot) -> list[Offer]:
    """Offer the keys of the mapping at a spot."""
    shape = draft.config.shape
    there = draft.outline.list_keys(spot.path, but=spot.line)
    keys = [each for each in list_allowed(draft.kind, shape, spot.path) if each not in there]
    offers = {key: _offer(draft, spot, key) for key in keys}
    # A plan without a status counts as committed, so the status comes early too.
    first = [
        key for key in keys if "(required: " in offers[key].detail or (not spot.path and key == "status")
    ]
    return [offers[key] for key in (*first, *(each for each in keys if each not in first))]


def offer_page(draft: Draft) -> list[Offer]:
    """Offer the fences of a page that has none yet, with the keys that it needs first between them."""
    shape = draft.config.shape
    docs = ((key, find_doc(draft.kind, shape, (key,))) for key in list_allowed(draft.kind, shape, ()))
    keys = [key for key, doc in docs if doc and doc.required in ("always", "draft")] or ["title"]
    lines = [f"{key}: " for key in keys]
    if draft.kind == "initiative":
        lines.insert(1, "status: draft")  # without it the plan would count as committed
    text = "\n".join(("---", *lines, "---", ""))
    return [Offer("---", text, 0, len(draft.text.rstrip()), "key", "a new page", search="---")]


def offer_item(draft: Draft, spot: Spot) -> list[Offer]:
    """Offer the first key of a list's next item, with its dash; nothing where its items are texts."""
    if not holds_records(draft.kind, spot.path):
        return []
    number = sum(1 for each in draft.outline.entries if each.path[:-1] == spot.path and not each.bare)
    inner = replace(spot, path=(*spot.path, number), column=spot.column + 2)
    return [put_dash(each) for each in offer_keys(draft, inner)]


def _offer(draft: Draft, spot: Spot, key: str) -> Offer:
    path: KeyPath = (*spot.path, key)
    doc = find_doc(draft.kind, draft.config.shape, path)
    required = f" (required: {doc.required})" if doc and doc.required else ""
    made = replace(
        make_offer(spot, key, "key", f"{doc.type}{required}" if doc else ""),
        doc=doc.meaning if doc else "",
        search=key,
    )
    return made if spot.has_colon else replace(made, text=key + _open(draft, path, spot.column))


def _open(draft: Draft, path: KeyPath, column: int) -> str:
    """Give what follows a key before its value."""
    value, below = describe_value(draft.kind, path), "\n" + " " * (column + 2)
    if value is None or value.shape == "scalar" or value.takes_one:
        return ": "
    return f":{below}" if value.shape == "record" else f":{below}- "
