"""The stages of one plan in full, for its own page.

In: a worked-out plan, its findings. Out: `StageView`s: the core three, state, gate, what the step adds;
the targets stand at the vision.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from playbook.gate import StageState
from playbook.model.computed import compute
from playbook.model.plan import find_due_state
from playbook.model.site import COMPUTED_METRICS
from playbook.schema.initiative import Initiative, Member, Stage
from playbook.view import words
from playbook.view.base import Card
from playbook.view.cards import Cards, name_anchor, tell_apart
from playbook.view.figure import PERCENT, Figure, measure_of
from playbook.view.finding import FindingView, pick
from playbook.view.part import MilestoneView, ReviewView, find_day
from playbook.view.plan import PlanFacts
from playbook.view.step import StepCell
from playbook.view.target import TargetView
from playbook.words import join


@dataclass(frozen=True, slots=True)
class MemberView:
    """Somebody of the coalition and the ask; `state` is accepted, declined, overdue, open, resting,
    off or member."""

    person: Card | None
    department: Card | None
    ask: str
    state: str
    text: str
    day: date | None
    is_training: bool
    asked: date | None = None
    item: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message to an audience; `state` is done, due, overdue, resting or off."""

    audience: str
    message: str
    channel: str
    by: Card | None
    day: date | None
    state: str
    text: str
    item: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class StageView:
    """One stage. `gate` is passed, waived, shut or ahead; `now` the newest value of its metric.

    `lacks` names which of owner, metric and review is missing.
    """

    cell: StepCell
    anchor: str
    gate: str
    gate_text: str
    owner: Card | None = None
    metric: Card | None = None
    now: Figure | None = None
    keep: Figure | None = None
    began: date | None = None
    done: date | None = None
    until: date | None = None
    next_review: ReviewView | None = None
    reviews: tuple[ReviewView, ...] = ()
    milestones: tuple[MilestoneView, ...] = ()
    diagnosis: tuple[tuple[str, str, str], ...] = ()
    members: tuple[MemberView, ...] = ()
    messages: tuple[MessageView, ...] = ()
    anchors: tuple[tuple[str, str], ...] = ()
    targets: tuple[TargetView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def item(self) -> str:
        """How waivers and findings name the stage."""
        return f"stages.{self.cell.stage}"

    @property
    def last_held(self) -> ReviewView | None:
        """The review that was held last."""
        held = [each for each in self.reviews if each.held]
        return max(held, key=lambda each: each.held or date.min, default=None)

    @property
    def found(self) -> str:
        """How much was found that nobody waived: "1 error, 2 warnings"; "" for nothing."""
        counted = ((tone, sum(1 for each in self.findings if each.tone == tone)) for tone in TONES)
        return ", ".join(words.count(number, TONES[tone]) for tone, number in counted if number)

    @property
    def members_text(self) -> str:
        """How many have accepted: "6 of 8 accepted"."""
        return _say_part(self.members, "accepted", "accepted")

    @property
    def messages_text(self) -> str:
        """How many messages were sent: "5 of 7 sent"."""
        return _say_part(self.messages, "done", "sent")

    @property
    def reviews_text(self) -> str:
        """How many reviews were held: "4 of 5 held"."""
        return _say_part(self.reviews, "held", "held")

    @property
    def milestones_text(self) -> str:
        """How many milestones are done, those cancelled left out: "3 of 7 done"."""
        return _say_part([each for each in self.milestones if each.state != "cancelled"], "done", "done")


TONES = {"error": "error", "warning": "warning"}
"""What is counted of a stage's findings, by tone."""


class _Stated(Protocol):
    @property
    def state(self) -> str: ...


def _say_part(some: Sequence[_Stated], state: str, word: str) -> str:
    return f"{sum(1 for each in some if each.state == state)} of {len(some)} {word}"


def list_stages(facts: PlanFacts, cards: Cards, findings: Sequence[FindingView]) -> tuple[StageView, ...]:
    """Give all stages of the method as the plan has them."""
    pairs = zip(facts.standing.states, facts.plan_card.steps, strict=True)
    return tuple(_Maker(facts, cards, findings).make(state, cell) for state, cell in pairs)


def _find_home(facts: PlanFacts) -> str:
    """Give the stage at which targets are shown: the last of the vision, where their gate is."""
    shape = facts.case.shape
    return next(reversed(shape.stages_of("vision")), shape.stages[0].id)


@dataclass(frozen=True, slots=True)
class _Maker:
    facts: PlanFacts
    cards: Cards
    findings: Sequence[FindingView]

    def make(self, state: StageState, cell: StepCell) -> StageView:
        own = (self.facts.case.plan.stages or {}).get(cell.stage, Stage())
        item = f"stages.{cell.stage}"
        measure = measure_of(self.facts.case.site.find("metric", own.metric))
        here = (each for each in self.facts.reviews if each.stage == cell.stage)
        reviews = tuple(sorted(here, key=find_day))
        milestones = tuple(each for each in self.facts.milestones if each.stage == cell.stage)
        gate, gate_text = say_gate(state, own)
        return StageView(
            cell=cell,
            anchor=name_anchor(item),
            gate=gate,
            gate_text=gate_text,
            owner=self.cards.person(own.owner),
            metric=self.cards.find("metric", own.metric),
            now=self.find_now(own),
            keep=measure.figure(own.keep),
            began=state.began[1] if state.began else own.starts,
            done=state.done,
            until=own.until,
            next_review=_find_next(reviews),
            reviews=reviews,
            milestones=milestones,
            diagnosis=tuple((each.finding, each.evidence, each.source) for each in own.diagnosis),
            members=tell_apart(self.view_member(own, n, item) for n in range(len(own.members))),
            messages=tuple(self.view_message(own, n, item) for n in range(len(own.communication))),
            anchors=tuple((each.what, each.evidence) for each in own.anchors),
            targets=self.facts.targets if cell.stage == _find_home(self.facts) else (),
            findings=pick(self.findings, item),
            lacks=tuple(_list_lacking(own)),
        )

    def find_now(self, own: Stage) -> Figure | None:
        """Give the newest value of a stage's metric, computed from the plan where it needs no page."""
        case = self.facts.case
        if own.metric in COMPUTED_METRICS:
            return PERCENT.figure(compute(own.metric, case.plan, case.shape, case.today))
        value = case.site.reading_at(own.metric, case.today)
        return measure_of(case.site.find("metric", own.metric)).figure(value)

    def view_member(self, stage: Stage, n: int, above: str) -> MemberView:
        member = stage.members[n]
        item = f"{above}.members.{member.person or n + 1}"
        case = self.facts.case
        state, day = _find_answer(case.plan, member, case.today)
        texts = {
            "accepted": "Accepted",
            "declined": "Declined",
            "overdue": "No answer yet, needed",
            "open": "Asked" if not member.needed else "Needed",
            "resting": "Rests, needed" if member.needed else "Rests",
            "off": "Not answered",
            "member": "Not asked yet",
        }
        return MemberView(
            person=self.cards.person(member.person),
            department=self.cards.find("department", case.site.department_of(member.person)),
            ask=member.ask,
            state=state,
            text=texts[state],
            day=day,
            is_training=member.kind == "training",
            asked=member.asked,
            item=item,
            anchor=name_anchor(item),
        )

    def view_message(self, stage: Stage, n: int, above: str) -> MessageView:
        message, item = stage.communication[n], f"{above}.communication.{n + 1}"
        case = self.facts.case
        state = "done" if message.sent else find_due_state(case.plan, message.due, case.today)
        named = (self.cards.find("department", each) for each in message.audience)
        titles = [each.title for each in named if each]
        return MessageView(
            audience=words.capitalise(join(titles)),
            message=message.message,
            channel=message.channel,
            by=self.cards.person(message.by),
            day=message.sent or (None if state == "off" else message.due),
            state=state,
            text=SENT[state],
            item=item,
            anchor=name_anchor(item),
        )


def _find_next(reviews: Sequence[ReviewView]) -> ReviewView | None:
    """Find the review that comes next, or is overdue the longest; none of those called off."""
    open_ = [each for each in reviews if each.state not in ("held", "off")]
    return min(open_, key=lambda each: each.due or date.max, default=None)


SENT = {"done": "Sent", "due": "Due", "overdue": "Overdue", "resting": "Rests, due", "off": "Not sent"}
"""How a message stands, by state."""


def _find_answer(plan: Initiative, member: Member, today: date) -> tuple[str, date | None]:
    if member.accepted:
        return "accepted", member.accepted
    if member.declined:
        return "declined", member.declined
    state = find_due_state(plan, member.needed, today)
    if member.needed:
        return ("open" if state == "due" else state), None if state == "off" else member.needed
    if member.asked:
        return ("off", None) if state == "off" else ("open", member.asked)
    return "member", None


def _list_lacking(own: Stage) -> Iterator[str]:
    if not own.owner:
        yield "owner"
    if not own.metric:
        yield "metric"
    if not any(each.due and each.by for each in own.reviews):
        yield "review"


def say_gate(state: StageState, own: Stage) -> tuple[str, str]:
    """Say how a stage's gate stands."""
    codes = join(dict.fromkeys(each.code for each in state.blockers if not each.suppressed))
    if state.is_shut:
        return "shut", f"Not met: {codes}"
    if state.is_waived:
        return "waived", "Not met, waived"
    if state.done:
        return "passed", f"Passed on {words.say_day(state.done)}"
    if own.until:
        return "ahead", f"Ahead, on {words.say_day(own.until)}"
    return "ahead", "Ahead"
