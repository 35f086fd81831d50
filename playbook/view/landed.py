"""What git saw change in a plan, where the plan itself does not tell of it: days, figures, owners, states.

In: a worked-out plan, the cards. Out: `Landed`s up to today. A move that an entry of `slips` or `rebaselined`
with a day explains is left to the plan's own word; what is not committed has not landed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from playbook.model.plan import went_live
from playbook.model.promised import Promised, recall
from playbook.model.trail import DAYS, FIGURES, Move, Trail, name_ways, read_iso
from playbook.schema.initiative import Initiative
from playbook.view import words
from playbook.view.base import Card
from playbook.view.cards import Cards
from playbook.view.figure import measure_of
from playbook.view.named import name_moved
from playbook.view.plan import PlanFacts
from playbook.words import count

KINDS = {
    **dict.fromkeys(DAYS, "slip"),
    **dict.fromkeys(FIGURES, "rebaselined"),
    "owner": "owner",
    "status": "status",
}
"""What each key tells of."""

NAMES = {
    "target": "the target of {}",
    "baseline": "the baseline of {}",
    "limit": "the limit of {}",
    "keep": "what is to be kept in {}",
    "starts": "the beginning of {}",
    "until": "the end of {}",
}
"""How a key is named with its item."""


@dataclass(frozen=True, slots=True)
class Landed:
    """One change: `name` is what changed, in words, `item` as waivers call it. `said` is what the commit
    says, `who` its author, None where no author is shown; `late` says how late a day was moved."""

    day: date
    kind: str
    item: str
    key: str
    name: str
    old: str
    new: str
    said: str
    who: Card | None
    late: str = ""

    @property
    def title(self) -> str:
        """What happened, in words."""
        verb = "moved" if self.kind == "slip" else "changed"
        return f"{words.capitalise(self.name)} {verb} from {self.old} to {self.new}"

    @property
    def text(self) -> str:
        """What is to be said of it: that nobody said why, that it was late, what the commit says."""
        silent = "No reason given" if self.kind in ("slip", "rebaselined") else ""
        told = ", ".join(filter(None, (silent, self.late)))
        commit = f"The commit says: {self.said}" if self.said else ""
        return ". ".join(filter(None, (told, commit)))


def list_landed(facts: PlanFacts, cards: Cards) -> Iterator[Landed]:
    """List what git saw of a plan."""
    promised = recall(facts.page, facts.case.site)
    for trail in promised.history.trails if promised else ():
        if promised and trail.key in KINDS:
            for move in _list_moves(promised, trail):
                if move.by.day and move.by.day <= facts.case.today and not _is_told(facts, trail, move):
                    yield _make(facts, cards, trail, move)


def _list_moves(promised: Promised, trail: Trail) -> tuple[Move, ...]:
    """List the moves that are committed; a draft's status alone counts."""
    moves = trail.moves if trail.key == "status" else promised.list_moves(trail)
    return tuple(each for each in moves if not each.is_open)


def _is_told(facts: PlanFacts, trail: Trail, move: Move) -> bool:
    """Whether the plan tells of a move itself, with a day."""
    plan = facts.case.plan
    if trail.key == "status":
        return _tells_status(facts, move.new)
    names = name_ways(trail.item, trail.key)
    days = [(each.item, str(each.to or ""), each.date) for each in plan.slips]
    figures = [(each.item, each.to, each.date) for each in plan.rebaselined]
    told = {to for item, to, day in (*days, *figures) if day and item in names}
    return any(_is_same(each, move.new) for text in told for each in (text, *text.split()))


def _is_same(told: str, new: str) -> bool:
    """Whether an entry speaks of a value, however its figure is written."""
    try:
        return told == new or Decimal(told) == Decimal(new)
    except ArithmeticError:
        return False


def _tells_status(facts: PlanFacts, status: str) -> bool:
    plan: Initiative = facts.case.plan
    ends = {"paused": plan.paused and plan.paused.since, "stopped": plan.stopped and plan.stopped.date}
    is_now = status == plan.status and bool(ends.get(status))
    return is_now or (status == "live" and went_live(plan, facts.case.today))


def _make(facts: PlanFacts, cards: Cards, trail: Trail, move: Move) -> Landed:
    assert move.by.day is not None
    shows = facts.case.site.config.settings.site.last_changed
    who = Card(move.by.author) if shows and move.by.author else None
    old, new = (_write(facts, cards, trail, each) for each in (move.old, move.new))
    return Landed(
        move.by.day,
        KINDS[trail.key],
        trail.item,
        trail.key,
        _name(facts, cards, trail),
        old,
        new,
        move.by.subject,
        who,
        _say_late(move),
    )


def _say_late(move: Move) -> str:
    old = read_iso(move.old)
    if not (move.is_late and old and move.by.day):
        return ""
    return f"written down {count((move.by.day - old).days, 'day')} after it was due"


def _name(facts: PlanFacts, cards: Cards, trail: Trail) -> str:
    """Name what changed: Go-live, the milestone's title, the target of its metric."""
    if trail.key == "status":
        return "the status"
    if not trail.item:
        return "the owner" if trail.key == "owner" else name_moved(facts, cards, trail.key)
    named = name_moved(facts, cards, trail.item)
    if trail.key == "owner":
        return f"the owner of {named}"
    return NAMES.get(trail.key, "{}").format(named)


def _write(facts: PlanFacts, cards: Cards, trail: Trail, text: str) -> str:
    """Write a value as a reader knows it."""
    if trail.key in DAYS:
        day = read_iso(text)
        return words.say_day(day) if day else text
    if trail.key == "owner":
        card = cards.person(text)
        return card.title if card else text
    if trail.key == "status":
        return words.STATUS.get(text, text).lower()
    return _write_figure(facts, trail, text)


def _write_figure(facts: PlanFacts, trail: Trail, text: str) -> str:
    stage = (facts.case.plan.stages or {}).get(trail.item.removeprefix("stages."))
    metric = (stage.metric if stage else None) or trail.metric
    figure = measure_of(facts.case.site.find("metric", metric)).figure(Decimal(text))
    return figure.text if figure else text
