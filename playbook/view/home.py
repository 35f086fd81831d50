"""The home page: where are we, where are we going, what do we do next, what is stuck and at which step.

In: the index. Out: one `HomeView`. The words of content/index.md stand below the answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from playbook.check import find_apart
from playbook.diagnostic import Diagnostic
from playbook.view import words
from playbook.view.base import Card, Prose, View
from playbook.view.due import DueGroup, cut_group, group_due
from playbook.view.finding import FindingView
from playbook.view.index import Index
from playbook.view.lane import Lane, TimeAxis, list_legend, make_lane, span_quarters
from playbook.view.mark import Month, group_months
from playbook.view.plan import DiagnosisView, HealthView, PlanCard, PlanFacts
from playbook.view.prose import make_index_prose

NEED_SOMEONE = ("stuck", "regressed", "slipping", "late", "at-risk")
STUCK = ("stuck", "regressed", "slipping")
ASIDE = ("draft", "stopped")
MOST_PLANS, MOST_DUE, MOST_GAPS, MOST_STUCK, MOST_NAMES = 12, 8, 8, 6, 30
"""How much of each kind the home page shows, however many plans there are; lists hold the rest."""
NARROW = 600
"""The narrowest plot of the home page's lanes, in pixels: the question stands beside them."""


@dataclass(frozen=True, slots=True)
class Stuck:
    """A plan that is stuck or loses what it gained, and what its diagnosis says."""

    plan: PlanCard
    diagnosis: DiagnosisView


@dataclass(frozen=True, slots=True)
class Gap:
    """Something without a day that a plan lacks."""

    plan: PlanCard
    finding: FindingView


@dataclass(frozen=True, slots=True)
class Rest:
    """The plans of one health that the home page does not show one by one; `more` are not even named."""

    health: HealthView
    count: int
    cards: tuple[Card, ...]

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.cards)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView(View):
    """Everything on the home page; `headline` is its first sentence, `plans` those with the gravest first.

    Each list is cut to what a page can hold; the numbers beside them count what is left out. `apart` is, in a
    preview, the first finding that stands on no page.
    """

    headline: str
    as_of: date
    as_of_text: str
    plans: tuple[PlanCard, ...]
    more_plans: int
    rest: tuple[Rest, ...]
    targets: tuple[PlanCard, ...]
    more_targets: int
    axis: TimeAxis
    lanes: tuple[Lane, ...]
    more_lanes: int
    months: tuple[Month, ...]
    legend: tuple[tuple[str, str], ...]
    groups: tuple[DueGroup, ...]
    more_due: int
    later: int
    gaps: tuple[Gap, ...]
    more_gaps: int
    stuck: tuple[Stuck, ...]
    more_stuck: int
    prose: Prose | None
    apart: FindingView | None = None


def build(index: Index) -> Iterator[View]:
    """Build the home page."""
    plans = sorted(index.plans.values(), key=lambda each: rank(each.plan_card))
    cards = [each.plan_card for each in plans]
    groups = group_due(index.iter_due(), index.today)
    near = [each for each in groups if each.key in ("overdue", "week", "weeks")]
    targets = [each for each in cards if each.headline and each.status not in ASIDE]
    axis = replace(span_quarters(index.today, 0, 2), narrow=NARROW)
    dated = [each for each in plans if is_open(each) and has_mark(index, each, axis)]
    lanes = [make_lane(each, index.marks[each.page.key], axis) for each in dated[:MOST_PLANS]]
    marks = [mark for each in lanes for mark in each.marks]
    gaps = [(each.plan_card, found) for each in plans for found in _list_gaps(index, each)]
    stuck = list_stuck(plans)
    own = index.site.find("page", "index")
    yield HomeView(
        path="index.html",
        template="home.html",
        title=own.title if own else index.chrome.name,
        chrome=index.chrome,
        section="home",
        lead=say_lead(cards, groups),
        source=own.path if own else "",
        edit_url=index.edit_url(own) if own else "",
        headline=say_headline(cards),
        as_of=index.today,
        as_of_text=say_as_of(index),
        plans=tuple(cards[:MOST_PLANS]),
        more_plans=len(cards[MOST_PLANS:]),
        rest=tuple(_group_rest(cards[MOST_PLANS:])),
        targets=tuple(targets[:MOST_PLANS]),
        more_targets=len(targets[MOST_PLANS:]),
        axis=axis,
        lanes=tuple(lanes),
        more_lanes=len(dated[MOST_PLANS:]),
        months=group_months(marks),
        legend=list_legend(marks),
        groups=tuple(cut_group(each, MOST_DUE) for each in near),
        more_due=sum(len(each.items[MOST_DUE:]) for each in near),
        later=sum(len(each.items) for each in groups if each.key == "later"),
        gaps=tuple(Gap(plan, index.finder.view(found)) for plan, found in gaps[:MOST_GAPS]),
        more_gaps=len(gaps[MOST_GAPS:]),
        stuck=stuck[:MOST_STUCK],
        more_stuck=len(stuck[MOST_STUCK:]),
        prose=make_index_prose(index.cards, index.facts.store),
        apart=_find_apart(index) if index.facts.is_preview else None,
    )


def _find_apart(index: Index) -> FindingView | None:
    found = find_apart(index.facts.checked)
    return index.finder.view(found) if found else None


def list_stuck(plans: Iterable[PlanFacts]) -> tuple[Stuck, ...]:
    """List the plans that are stuck or lose what they gained, in their order."""
    stuck = (each for each in plans if each.plan_card.health.word in STUCK)
    return tuple(Stuck(each.plan_card, each.diagnosis) for each in stuck)


def is_open(facts: PlanFacts) -> bool:
    """Whether a plan has dates to come: it was not stopped."""
    return facts.case.plan.status != "stopped"


def has_mark(index: Index, facts: PlanFacts, axis: TimeAxis) -> bool:
    """Whether a plan has a date within a time axis."""
    return any(axis.holds(each.day) for each in index.marks[facts.page.key])


def _group_rest(cards: Sequence[PlanCard]) -> Iterator[Rest]:
    """Group plans in the order of their rank by health."""
    for _, group in groupby(cards, key=lambda each: each.health.word):
        some = list(group)
        health = HealthView(some[0].health.word, some[0].health.text, some[0].health.tone)
        yield Rest(health, len(some), tuple(each.card for each in some[:MOST_NAMES]))


def rank(card: PlanCard) -> tuple[int, str]:
    """Order plans: those that need attention first, then by title."""
    order = tuple(words.HEALTH)
    return order.index(card.health.word), card.card.title


def say_as_of(index: Index) -> str:
    """Say as of which day the site was built, and whether the configuration pins it."""
    pinned = index.site.config.settings.today == index.today
    return words.say_long_day(index.today) + (", pinned in the configuration" if pinned else "")


def say_headline(plans: Sequence[PlanCard]) -> str:
    """Say in one line how the portfolio stands: ten initiatives, four hold or move as planned, …"""
    if not plans:
        return "No initiative yet."
    words_of = [each.health.word for each in plans]
    aside = {word: words_of.count(word) for word in ("draft", "paused", "stopped")}
    need = sum(map(words_of.count, NEED_SOMEONE))
    well = len(plans) - need - sum(aside.values())
    parts = [
        _say_part(well, "holds or moves as planned", "hold or move as planned"),
        _say_part(need, "needs attention", "need attention"),
        _say_part(aside["draft"], "is a draft", "are drafts"),
        _say_part(aside["paused"], "is paused", "are paused"),
        _say_part(aside["stopped"], "is stopped", "are stopped"),
    ]
    if len(plans) == 1:
        return f"One initiative. {''.join(parts).replace('one', 'It', 1)}."
    total = words.capitalise(words.say_count(len(plans), "initiative"))
    return f"{total}. {words.capitalise(', '.join(filter(None, parts)))}."


def _say_part(number: int, one: str, many: str) -> str:
    return f"{words.say_number(number)} {one if number == 1 else many}" if number else ""


def _say_figures(good: int, known: int) -> str:
    if known == 1:
        return f"The headline figure is {'' if good else 'not '}where the plan wants it."
    number = words.capitalise(words.say_number(good)) if good else "None"
    are, it = ("is", "it") if good < 2 else ("are", "them")
    return f"{number} of the {words.say_number(known)} headline figures {are} where the plan wants {it}."


def say_lead(plans: Sequence[PlanCard], groups: Sequence[DueGroup]) -> str:
    """Say how the headline figures stand and what is overdue."""
    shown = [each.headline for each in plans if each.headline and each.status not in ASIDE]
    known = [each for each in shown if each.share is not None]
    good = sum(1 for each in known if each.state in ("reached", "on-plan"))
    overdue = sum(len(each.items) for each in groups if each.key == "overdue")
    said = [_say_figures(good, len(known))] if known else []
    late = f"{words.say_count(overdue, 'item')} {'is' if overdue == 1 else 'are'} overdue"
    said.append(f"{words.capitalise(late)}." if overdue else "Nothing is overdue.")
    return " ".join(said) if plans else "The first page in content/initiatives appears here."


def _list_gaps(index: Index, plan: PlanFacts) -> Sequence[Diagnostic]:
    """List what keeps the plan's present step from being complete and has no day of its own."""
    if plan.case.plan.status in ("stopped", "sustained"):
        return ()
    state = plan.standing.barrier or plan.standing.next_stage
    open_ = [each for each in state.blockers if not each.suppressed] if state else []
    return [each for each in open_ if each.code not in index.finder.hidden]
