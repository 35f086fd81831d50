"""What a plan's slips and changed figures are about, as a reader knows it.

In: a worked-out plan, the key by which its author names a thing. Out: its title, else the key.
"""

from collections.abc import Mapping

from playbook.view.cards import Cards
from playbook.view.plan import PlanFacts

DAYS: Mapping[str, str] = {
    "starts": "The beginning",
    "go-live": "Go-live",
    "until": "The end of follow-through",
}
"""The days of a whole plan, by their keys."""


def name_moved(facts: PlanFacts, cards: Cards, item: str) -> str:
    """Name a day or a figure of a plan: by its whole key, else by what that ends with."""
    last = item.rpartition(".")[2].partition(" (")[0]
    if item in DAYS:
        return DAYS[item]
    for milestone in facts.milestones:
        if milestone.item in (item, f"milestones.{item}"):
            return milestone.title
    for review in facts.reviews:
        if item in (review.item, review.item.removeprefix(f"stages.{review.stage}.reviews.")):
            return f"Review {review.number} of {review.stage_title}"
    stage = next((each.title for each in facts.case.shape.stages if item == f"stages.{each.id}"), "")
    if stage:
        return stage
    card = cards.find("metric", last)
    return card.title if card and card.url else item
