"""One thing that may be written: its words, and what it replaces."""

from dataclasses import dataclass, replace

from playbook.assist.spot import Spot


@dataclass(frozen=True, slots=True)
class Offer:
    """A completion: `text` instead of what stands from `start` to `end`, in code points.

    `kind` is "key", "word", "id", "day", "link" or "heading"; `detail` is a few words beside the label,
    `doc` Markdown; `search` is what typing is compared with.
    """

    label: str
    text: str
    start: int
    end: int
    kind: str
    detail: str = ""
    doc: str = ""
    search: str = ""


def make_offer(spot: Spot, text: str, kind: str, detail: str = "") -> Offer:
    """Offer a text for the word at a spot."""
    return Offer(text, text, spot.start, spot.end, kind, detail, search=f"{text} {detail}".strip())


def put_dash(offer: Offer) -> Offer:
    """Offer the same as an item of a list that has no dash yet."""
    return replace(offer, text=f"- {offer.text}", label=f"- {offer.label}")
