"""The list of all plans.

In: the index. Out: one `InitiativesView`, plans that need attention first.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from playbook.view import words
from playbook.view.base import View
from playbook.view.home import rank, say_headline
from playbook.view.index import Index, link_up
from playbook.view.paging import split
from playbook.view.plan import PlanCard
from playbook.view.table import Choice, TableView, choose_cards
from playbook.words import join

PATH = "initiatives.html"
WEAK = ("skipped", "blocked", "slipping", "regressed")
"""The states of a stage at which somebody has to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativesView(TableView):
    """All plans, or a page of them; `stages` are the columns of the steps, `legend` explains their states."""

    plans: tuple[PlanCard, ...]
    stages: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]


def build(index: Index) -> Iterator[View]:
    """Build the list of plans."""
    plans = tuple(sorted((each.plan_card for each in index.plans.values()), key=rank))
    choices = tuple(list_choices(plans))
    for leaf in split(PATH, plans, index.sizes["initiatives"].each):
        yield InitiativesView(
            path=leaf.path,
            template="initiatives.html",
            title=leaf.name("Initiatives"),
            chrome=index.chrome,
            section="initiatives",
            lead=f"{say_headline(plans)} {say_weak(plans)}".strip(),
            crumbs=link_up("Initiatives", PATH) if leaf.number > 1 else (),
            paging=leaf.paging,
            table="initiatives",
            total=len(plans),
            total_text=words.count(len(plans), "initiative"),
            choices=choices,
            plans=leaf.rows,
            stages=tuple(each.title for each in index.site.config.stages),
            legend=tuple(words.STATE.items()),
        )


def list_choices(plans: Sequence[PlanCard]) -> Iterator[Choice]:
    """Yield what plans can be filtered by: every value that some plan has."""
    healths = dict.fromkeys((each.health.word, each.health.text) for each in plans)
    yield Choice("health", "Health", tuple(healths))
    hit = (card for each in plans for card in each.departments)
    departments = choose_cards("department", "Department", hit, is_many=True)
    themes = Choice(
        "theme", "Theme", tuple((each, each) for each in sorted({it.theme for it in plans if it.theme}))
    )
    yield from (each for each in (departments, themes) if each.values)
    yield choose_cards("owner", "Owner", (each.owner for each in plans))


def say_weak(plans: Sequence[PlanCard]) -> str:
    """Say at which stages of the method the portfolio is weak: step 2 is weak in one plan."""
    cells = (cell for each in plans for cell in each.steps if cell.state in WEAK)
    weak = Counter((cell.number, cell.title) for cell in cells)
    said = [
        f"step {number} ({title}) is weak in {words.say_count(weak[number, title], 'plan')}"
        for number, title in sorted(weak)
    ]
    return f"{words.capitalise(join(said))}." if said else ""
