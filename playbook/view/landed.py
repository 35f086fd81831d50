"""What git saw change in a plan, where the plan itself does not tell of it: days, figures, owners, states.

In: a worked-out plan, the cards. Out: `Landed`s up to today. A move that an entry of `slips` or `rebaselined`
with a day explains is left to the plan's own word; what is not committed has not landed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from playbook.model.plan import went_live
from playbook.model.promised import Promised, name_targets, recall
from playbook.model.trail import DAYS, FIGURES, Move, Trail, name_ways, read_iso
from playbook.schema.initiative import Initiative
from playbook.view import words
from playbook.view.base import Card
from playbook.view.cards import Cards, name_anchor
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
    """One change: `name` is what changed, in words, `anchor` its place on the page, "" for none; `mark` tells
    it from all others of the plan. `reason` is the plan's own, `said` the commit's, `who` its author,
    None where no author is shown; `late` says how late a day was moved."""

    day: date
    kind: str
    mark: str
    anchor: str
    name: str
    old: str
    new: str
    reason: str
    said: str
    who: Card | None
    late: str = ""

    @property
    def title(self) -> str:
        """What happened, in words."""
        verb = "moved" if self.kind == "slip" else "changed"
        return f"{words.capitalise(self.name)} {verb} from {self.old} to {self.new}"

    @property
    def why(self) -> str:
        """Why it was moved, as the plan says, and whether that was late; "" for what asks for no reason."""
        if self.kind not in ("slip", "rebaselined"):
            return ""
        return ", ".join(filter(None, (self.reason or "no reason given", self.late)))

    @property
    def text(self) -> str:
        """What is to be said of it."""
        note = f"Note with the change: {self.said}" if self.said else ""
        return ". ".join(filter(None, (words.capitalise(self.why), note)))


def list_landed(facts: PlanFacts, cards: Cards) -> Iterator[Landed]:
    """List what git saw of a plan."""
    promised = recall(facts.page, facts.case.site)
    for trail in promised.history.trails if promised else ():
        if promised and trail.key in KINDS:
            told = _list_told(facts, trail)
            for move in _list_moves(promised, trail):
                if move.by.day and move.by.day <= facts.case.today and not _is_told(facts, trail, move, told):
                    yield _make(facts, cards, trail, move)


def _list_moves(promised: Promised, trail: Trail) -> tuple[Move, ...]:
    """List the moves that are committed; a draft's status alone counts."""
    moves = trail.moves if trail.key == "status" else promised.list_moves(trail)
    return tuple(each for each in moves if not each.is_open)


def _list_told(facts: PlanFacts, trail: Trail) -> list[tuple[str, str]]:
    """List from what to what the plan tells by today that this moved."""
    plan, names = facts.case.plan, name_ways(trail.item, trail.key)
    told = [(each.item, str(each.from_ or ""), str(each.to or ""), each.date) for each in plan.slips]
    told += [(each.item, each.from_, each.to, each.date) for each in plan.rebaselined]
    return [(old, new) for item, old, new, day in told if item in names and day and day <= facts.case.today]


def _is_told(facts: PlanFacts, trail: Trail, move: Move, told: list[tuple[str, str]]) -> bool:
    """Whether the plan tells of a move itself; an entry, which is taken out, tells of one."""
    if trail.key == "status":
        return _tells_status(facts, move, is_last=move is trail.moves[-1])
    fit = [each for each in told if _names(each[1], move.new)]
    if fit:
        told.remove(next((each for each in fit if _names(each[0], move.old)), fit[0]))
    return bool(fit)


def _names(told: str, value: str) -> bool:
    """Whether an entry names a value, alone or with its day, however its figure is written."""
    return any(_is_same(each, value) for each in (told, *told.split()))


def _is_same(told: str, value: str) -> bool:
    try:
        return told == value or Decimal(told) == Decimal(value)
    except ArithmeticError:
        return False


def _tells_status(facts: PlanFacts, move: Move, *, is_last: bool) -> bool:
    """Whether the plan tells of its status: of the pause or the stop in which it is, and of its go-live."""
    plan: Initiative = facts.case.plan
    ends = {"paused": plan.paused and plan.paused.since, "stopped": plan.stopped and plan.stopped.date}
    if move.new == "live":
        return move.old in ("draft", "committed", "running") and went_live(plan, facts.case.today)
    return is_last and move.new == plan.status and bool(ends.get(move.new))


def _make(facts: PlanFacts, cards: Cards, trail: Trail, move: Move) -> Landed:
    assert move.by.day is not None
    shows = facts.case.site.config.settings.site.last_changed
    old, new = (_write(facts, cards, trail, each) for each in (move.old, move.new))
    return Landed(
        day=move.by.day,
        kind=KINDS[trail.key],
        mark=f"{trail.item}/{trail.key}/{move.old}/{move.new}",
        anchor=_find_anchor(facts, trail),
        name=_name(facts, cards, trail),
        old=old,
        new=new,
        reason=move.reason,
        said=move.by.subject if shows else "",
        who=Card(move.by.author) if shows and move.by.author else None,
        late=_say_late(move),
    )


def _say_late(move: Move) -> str:
    old = read_iso(move.old)
    if not (move.is_late and old and move.by.day):
        return ""
    return f"{count((move.by.day - old).days, 'day')} after it was due"


PLACES = {"go-live": "at.go-live", "starts": "at.start"}
"""Where the days of a whole plan stand on its page."""


def _find_anchor(facts: PlanFacts, trail: Trail) -> str:
    """Give where a thing stands on the plan's page; "" where it does not."""
    if trail.gone or not trail.item:
        return PLACES.get(trail.key, "") if not trail.gone else ""
    targets = name_targets(facts.case.plan)
    if trail.item in targets:
        return facts.targets[targets.index(trail.item)].anchor
    return name_anchor(trail.item)


TAKEN_OUT = {"milestones": "a milestone", "targets": "a target"}
"""How a thing is called that the plan has no more."""


def _name(facts: PlanFacts, cards: Cards, trail: Trail) -> str:
    """Name what changed: Go-live, the milestone's title, the target of its metric."""
    if not trail.item:
        own = {"status": "the status", "owner": "the owner"}
        return own.get(trail.key) or name_moved(facts, cards, trail.key)
    kind, _, short = trail.item.partition(".")
    number = f" {trail.item[trail.item.index(' (') :].strip(' ()')}" if " (" in trail.item else ""
    named = name_moved(facts, cards, trail.item) + (f", target{number}" if number else "")
    if trail.gone:
        named = f"{TAKEN_OUT.get(kind, 'a part')} that was taken out since ({short})"
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
