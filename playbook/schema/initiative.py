"""An initiative's page: every key that a plan may have.

In: nothing. Out: the frozen records of a plan. Everything is optional here: what a status requires is
asked by the rules, so that a gap is a finding with a remedy and not a failure to read.
"""

from typing import Annotated

from playbook.schema.choice import (
    Audience,
    Decision,
    Dependency,
    Health,
    Likelihood,
    Status,
    Training,
    Verdict,
    name_what,
)
from playbook.schema.moved import Pause, Rebaseline, Slip
from playbook.schema.record import record
from playbook.schema.scalar import (
    Day,
    Department,
    Flag,
    Id,
    Metric,
    Number,
    OldId,
    Person,
    Refers,
    Shorthand,
    Text,
)


@record
class Baseline:
    """Where the metric stood: its value in the metric's unit, the day, and where it was read."""

    value: Number | None = None
    date: Day | None = None
    source: Text = ""


@record
class Goal:
    """Where the metric shall stand, and by which day."""

    value: Number | None = None
    due: Day | None = None


@record
class Target:
    """The goal in a figure. A guard-rail has a `limit` instead: a value that must not be crossed."""

    metric: Metric = ""
    headline: Flag = False
    guardrail: Flag = False
    limit: Number | None = None
    baseline: Baseline | None = None
    target: Goal | None = None


@record
class Action:
    """What somebody promised in a review or a lesson."""

    what: Text = ""
    owner: Person | None = None
    due: Day | None = None
    done: Day | None = None


@record
class Review:
    """A follow-through review: due, and once held its verdict."""

    id: Id = ""
    due: Day | None = None
    by: Person | None = None
    held: Day | None = None
    verdict: Verdict | None = None
    reading: Number | None = None
    note: Text = ""
    decision: Decision | None = None
    actions: tuple[Action, ...] = ()


@record
class Diagnosis:
    """What causes the inefficiency, and the evidence."""

    finding: Text = ""
    evidence: Text = ""
    source: Text = ""


@record
class Member:
    """A person of the coalition with what is asked of them."""

    person: Person | None = None
    ask: Text = ""
    kind: Training | None = None
    asked: Day | None = None
    needed: Day | None = None
    accepted: Day | None = None
    declined: Day | None = None


@record
class Message:
    """One communication of the value: to whom, what, how, by whom, when."""

    audience: Audience = ()
    message: Text = ""
    channel: Text = ""
    by: Person | None = None
    due: Day | None = None
    sent: Day | None = None


@record
class Anchor:
    """What was changed so that the new way stays."""

    what: Text = ""
    evidence: Text = ""


@record
class Stage:
    """A stage: the core three (owner, metric, reviews), its days, and what its step adds."""

    owner: Person | None = None
    metric: Metric | None = None
    starts: Day | None = None
    done: Day | None = None
    keep: Number | None = None
    until: Day | None = None
    diagnosis: tuple[Diagnosis, ...] = ()
    members: tuple[Member, ...] = ()
    communication: tuple[Message, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    reviews: tuple[Review, ...] = ()


@record
class Cancelled:
    """Why a milestone is no longer wanted."""

    date: Day | None = None
    reason: Text = ""


@record
class Milestone:
    """A measurable part of the way. `id` is the slug of the title where none is written."""

    id: Id = ""
    title: Text = ""
    kind: Training | None = None
    stage: Annotated[str, Refers("stage")] | None = None
    owner: Person | None = None
    due: Day | None = None
    metric: Metric | None = None
    target: Number | None = None
    acceptance: Text = ""
    depends_on: tuple[Dependency, ...] = ()
    done: Day | None = None
    reached: Number | None = None
    evidence: Text = ""
    cancelled: Cancelled | None = None


@record
class Risk:
    """What may go wrong, who watches it, and the answer."""

    risk: Text = ""
    owner: Person | None = None
    due: Day | None = None
    likelihood: Likelihood | None = None
    impact: Likelihood | None = None
    answer: Text = ""
    closed: Day | None = None


@record
class Update:
    """The owner's word on how it stands; the newest is the declared health."""

    date: Day | None = None
    by: Person | None = None
    health: Health | None = None
    note: Text = ""
    way_back: Text = ""


@record
class Stop:
    """An honest end."""

    date: Day | None = None
    by: Person | None = None
    reason: Text = ""


@record
class Lesson:
    """One answer of the after-action review, with who carries it on."""

    what: Text = ""
    owner: Person | None = None
    due: Day | None = None
    done: Day | None = None


Answer = Annotated[Lesson, Shorthand(name_what)]


@record
class Lessons:
    """The after-action review: what we expected, what happened, why, what to keep and to change."""

    expected: Answer | None = None
    actual: Answer | None = None
    why: Answer | None = None
    keep: Answer | None = None
    change: Answer | None = None


@record
class Waiver:
    """A finding that somebody other than the owner accepts until a day."""

    rule: Text = ""
    item: Text = ""
    reason: Text = ""
    by: Person | None = None
    until: Day | None = None


@record
class Initiative:
    """A plan as its author wrote it, typed; keys that were absent or invalid hold the default."""

    title: Text = ""
    summary: Text = ""
    status: Status = "committed"
    owner: Person | None = None
    sponsor: Person | None = None
    department: Department | None = None
    affects: tuple[Department, ...] = ()
    theme: Text = ""
    tags: tuple[Text, ...] = ()
    starts: Day | None = None
    go_live: Day | None = None
    depends_on: tuple[Dependency, ...] = ()
    targets: tuple[Target, ...] = ()
    stages: dict[str, Stage] | None = None
    milestones: tuple[Milestone, ...] = ()
    risks: tuple[Risk, ...] = ()
    updates: tuple[Update, ...] = ()
    slips: tuple[Slip, ...] = ()
    rebaselined: tuple[Rebaseline, ...] = ()
    paused: Pause | None = None
    stopped: Stop | None = None
    lessons: Lessons | None = None
    waivers: tuple[Waiver, ...] = ()
    formerly: tuple[OldId, ...] = ()
    fields: dict[str, Text] | None = None
