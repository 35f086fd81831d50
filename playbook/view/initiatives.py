"""The list of all plans.

In: the index. Out: one `InitiativesView`, plans that need attention first.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from playbook.view import words
from playbook.view.base import Card, View
from playbook.view.home import rank, say_headline
from playbook.view.index import Index
from playbook.view.plan import PlanCard
from playbook.words import join

WEAK = ("skipped", "blocked", "slipping", "regressed")
"""The states of a stage at which somebody has to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativesView(View):
    """All plans; `stages` are the columns of the steps, `legend` explains their states.

    The other lists hold what can be filtered by: every value that some plan has, healths with their words.
    """

    plans: tuple[PlanCard, ...]
    stages: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    healths: tuple[tuple[str, str], ...]
    departments: tuple[Card, ...]
    owners: tuple[Card, ...]
    themes: tuple[str, ...]


def build(index: Index) -> Iterator[View]:
    """Build the list of plans."""
    plans = tuple(sorted((each.plan_card for each in index.plans.values()), key=rank))
    yield InitiativesView(
        path="initiatives.html",
        template="initiatives.html",
        title="Initiatives",
        chrome=index.chrome,
        section="initiatives",
        lead=f"{say_headline(plans)} {say_weak(plans)}".strip(),
        plans=plans,
        stages=tuple(each.title for each in index.site.config.stages),
        legend=tuple(words.STATE.items()),
        healths=tuple(dict.fromkeys((each.health.word, each.health.text) for each in plans)),
        departments=list_cards(each.department for each in plans),
        owners=list_cards(each.owner for each in plans),
        themes=tuple(sorted({each.theme for each in plans if each.theme})),
    )


def list_cards(cards: Iterable[Card | None]) -> tuple[Card, ...]:
    """List each card once, by title."""
    found = {each.key: each for each in cards if each}
    return tuple(sorted(found.values(), key=lambda each: (each.title, each.key)))


def say_weak(plans: Sequence[PlanCard]) -> str:
    """Say at which stages of the method the portfolio is weak: step 2 is weak in one plan."""
    cells = (cell for each in plans for cell in each.steps if cell.state in WEAK)
    weak = Counter((cell.number, cell.title) for cell in cells)
    said = [
        f"step {number} ({title}) is weak in {words.say_count(weak[number, title], 'plan')}"
        for number, title in sorted(weak)
    ]
    return f"{words.capitalise(join(said))}." if said else ""
