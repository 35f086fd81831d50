"""Per stage: begun, met, waived; then the barrier and the computed health.

In: a plan, the findings that stand in its gates' way, today. Out: its `Standing`. It runs no rule: the
checker hands it the diagnostics of the rules marked as guards. A gate is met when none of its guards
has a finding, and never for a stage that is not there; a waived or baselined finding leaves it "not met,
waived".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from playbook.diagnostic import Diagnostic, KeyPath
from playbook.health import Health, judge_health
from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.plan import At, find_last_update, list_events
from playbook.model.site import Site
from playbook.schema.shape import MethodStage


@dataclass(frozen=True, slots=True)
class StageState:
    """How one stage stands. `began` is the earliest thing that happened in it, up to today."""

    stage: MethodStage
    began: At | None
    done: date | None
    blockers: tuple[Diagnostic, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether nothing stands in the way of its gate."""
        return not self.blockers

    @property
    def is_waived(self) -> bool:
        """Whether the gate is not met, and everything in its way was waived."""
        return bool(self.blockers) and all(each.suppressed for each in self.blockers)

    @property
    def is_shut(self) -> bool:
        """Whether something that nobody waived stands in the way."""
        return any(not each.suppressed for each in self.blockers)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a plan stands on a day: its stages, the barrier, the health computed and declared.

    `barrier` is the first stage whose gate is shut while a later one has begun, `later` the first such
    later stage; `next_stage` the one to complete next where there is no barrier.
    """

    today: date
    states: tuple[StageState, ...] = ()
    barrier: StageState | None = None
    later: StageState | None = None
    next_stage: StageState | None = None
    health: Health = field(default_factory=Health)
    declared: str = ""

    def state(self, stage_id: str) -> StageState | None:
        """Give the state of a stage by its id."""
        return next((each for each in self.states if each.stage.id == stage_id), None)


def find_start(case: Case, stage_id: str) -> At | None:
    """Find the earliest thing that happened in a stage up to today, its `starts` among them."""
    events = list(list_events(case.plan, case.shape, stage_id))
    stage = (case.plan.stages or {}).get(stage_id)
    if stage and stage.starts:
        events.append((("stages", stage_id, "starts"), stage.starts))
    past = [each for each in events if each[1] <= case.today]
    return min(past, key=lambda each: each[1], default=None)


Guards = Mapping[str, Sequence[Diagnostic]]
"""The diagnostics that keep each stage's gate shut, by the stage's id."""


def assess(case: Case, found: Sequence[Diagnostic], guards: Guards) -> Standing:
    """Say how a plan stands: `found` are all its diagnostics, `guards` those of each stage's gate."""
    gaps = [each for each in found if each.name == "stage-missing"]
    has = case.plan.stages or {}
    states = tuple(
        _assess_stage(case, each, guards.get(each.id, ()) if each.id in has else gaps)
        for each in case.shape.stages
    )
    barrier, later = _find_barrier(states)
    return Standing(
        today=case.today,
        states=states,
        barrier=barrier,
        later=later,
        next_stage=next((each for each in states if each.is_shut or not each.done), None),
        health=judge_health(case, found, barrier is not None),
        declared=find_declared(case.page, case.today),
    )


def _assess_stage(case: Case, stage: MethodStage, blockers: Sequence[Diagnostic]) -> StageState:
    own = (case.plan.stages or {}).get(stage.id)
    done = own.done if own and own.done and own.done <= case.today else None
    return StageState(stage, find_start(case, stage.id), done, tuple(blockers))


def _find_barrier(states: Sequence[StageState]) -> tuple[StageState | None, StageState | None]:
    for n, state in enumerate(states):
        later = next((each for each in states[n + 1 :] if each.began), None)
        if state.is_shut and later:
            return state, later
    return None, None


def find_declared(page: Page, today: date) -> str:
    """Give the health that the newest update up to today declares; "" when none does."""
    newest = find_last_update(page.plan, today)
    return (newest[1].health or "") if newest else ""


def name_gate(site: Site, at: KeyPath, guard: str) -> str:
    """Give the stage whose gate a guard's finding keeps shut.

    A finding inside a stage of the guard's own step shuts that stage's gate, and so does one of a guard of
    every stage. Anything else is asked of the last stage of the guard's step: a milestone, or an overdue
    review of the vision, which is missing follow-through and not an unfinished vision.
    """
    shape = site.config.shape
    inside = str(at[1]) if at[:1] == ("stages",) and len(at) > 1 else ""
    if inside and guard in ("stage", shape.step_of(inside)):
        return inside
    stages = shape.stages_of(guard)
    return stages[-1] if stages else ""
