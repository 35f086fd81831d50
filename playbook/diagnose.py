"""From a plan's standing to words: the step at which it is most likely stuck, and what to do first.

In: a case, its standing, its diagnostics. Out: `Diagnosis`. It speaks of likelihood, about the plan and
never about a person; when no later step has begun it only names the step to complete next.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from playbook.diagnostic import Diagnostic, KeyPath
from playbook.gate import StageState, Standing
from playbook.health import Health
from playbook.model.case import Case
from playbook.schema.shape import STEP_TITLES
from playbook.source import Span
from playbook.symptom import Symptom, list_symptoms

SayDay = Callable[[date], str]
"""Writes a day: ISO at the command line, in the site's words on a page."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Where a plan stands and what to look at first.

    `kind` is "stuck" (a barrier stands), "lost" (what was reached is being lost), "next" (a step to
    complete), or "none" (nothing left to complete).
    `step` is one of the four, `stage` the method's stage; `place` is where the first open finding lies,
    `day` the day on which the later step began, `rules` the codes that keep the gate shut, `next` what to
    do first, and `about` what that is about where the headline does not say it.
    """

    kind: str
    headline: str
    step: str = ""
    stage: str = ""
    place: Span | None = None
    day: date | None = None
    rules: tuple[str, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    next: str = ""
    about: str = ""
    health: Health = field(default_factory=Health)
    declared: str = ""


def diagnose(
    case: Case, standing: Standing, found: Sequence[Diagnostic], say_day: SayDay = date.isoformat
) -> Diagnosis:
    """Say where a plan is most likely stuck, or what is next to complete. `found` are its diagnostics."""
    state = standing.barrier or (
        None if case.plan.status in ("stopped", "sustained") else standing.next_stage
    )
    open_ = [each for each in state.blockers if not each.suppressed] if state else []
    began = standing.later.began if standing.barrier and standing.later else None
    about, remedy = _say_next(open_, found)
    return Diagnosis(
        kind=_find_kind(standing, state),
        headline=_say(case, standing, state, say_day),
        step=state.stage.step if state else "",
        stage=state.stage.id if state else "",
        place=open_[0].span if open_ else None,
        day=began[1] if began else None,
        rules=tuple(dict.fromkeys(each.code for each in open_)),
        symptoms=list_symptoms(case),
        next=remedy,
        about=about,
        health=standing.health,
        declared=standing.declared,
    )


LOSSES = {"regressed": "follow-through has regressed", "slipping": "follow-through is slipping"}
"""How a loss is said, by the computed health."""


def _find_kind(standing: Standing, state: StageState | None) -> str:
    if standing.barrier:
        return "stuck"
    if standing.health.word in LOSSES:
        return "lost"
    return "next" if state else "none"


def _say_loss(standing: Standing, state: StageState | None) -> str:
    """Say what is being lost, and which step before follow-through was never completed."""
    said = ": ".join([LOSSES[standing.health.word], *standing.health.reasons[:1]])
    if state is None or state.stage.step == "follow-through":
        return said
    return f"{said}; an earlier step, {name_stage(state)}, is not complete"


def _say(case: Case, standing: Standing, state: StageState | None, say_day: SayDay) -> str:
    if not standing.barrier and standing.health.word in LOSSES:
        return _say_loss(standing, state)
    if state is None:
        return "nothing is left to complete"
    name = name_stage(state)
    if standing.barrier and standing.later and standing.later.began:
        path, day = standing.later.began
        began = f"{say_beginning(case, path, standing.later)} on {say_day(day)}"
        return f"most likely stuck at {name}: {began}; {_say_blockers(state)}"
    return f"next to complete: {name}" + (f"; {_say_blockers(state)}" if state.is_shut else "")


def name_stage(state: StageState) -> str:
    """Name a stage within a sentence: "the coalition", "follow-through"."""
    title = state.stage.title
    if title == STEP_TITLES.get(state.stage.id):
        title = title.lower()
    return title if state.stage.step == "follow-through" else f"the {title.removeprefix('The ')}"


def _say_blockers(state: StageState) -> str:
    open_ = [each for each in state.blockers if not each.suppressed]
    first, *rest = open_
    return _say_finding(first, f", and {len(rest)} more" if rest else "")


def _say_finding(found: Diagnostic, more: str = "") -> str:
    """Say what was found, by which rule and where: the plan has no target (PB201, crm.md:1)."""
    file = PurePosixPath(found.span.path).name
    place = f"{file}:{found.span.line}" if found.span.line else file
    return f"{found.message} ({found.code}, {place}{more})"


def _say_next(open_: Sequence[Diagnostic], found: Sequence[Diagnostic]) -> tuple[str, str]:
    """Give the remedy of what keeps the gate shut, else that of the gravest open finding, behind what was
    found."""
    grave = sorted((each for each in found if not each.suppressed and each.help), key=lambda d: -d.severity)
    shutting = next((each for each in open_ if each.help), None)
    if shutting:
        return "", _shorten(shutting.help)
    return (_say_finding(grave[0]), _shorten(grave[0].help)) if grave else ("", "")


def _shorten(remedy: str) -> str:
    """Give the first line of a remedy, with a sign that it goes on."""
    first, _, more = remedy.partition("\n")
    return first.strip() + (" …" if more else "")


def say_beginning(case: Case, path: KeyPath, later: StageState) -> str:
    """Say what began a stage, from the key path of the earliest event: "the pilot was done"."""
    words: dict[str, str] = {
        "starts": f"{name_stage(later)} began",
        "done": f"{name_stage(later)} ended",
        "accepted": "an ask was accepted",
        "sent": "a message was sent",
        "held": f"a review of {name_stage(later)} was held",
    }
    if path[:1] == ("milestones",):
        item: Any = case.plan.milestones[int(path[1])]
        return f"the milestone “{item.title}” was done"
    return words.get(str(path[-1]), f"{name_stage(later)} began")
