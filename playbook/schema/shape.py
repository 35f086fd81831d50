"""The shape that the configuration gives to a plan: the method's stages and a company's own fields.

In: a typed plan (or metric) and the shape. Out: what does not fit, and the plan without such stages.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from playbook.diagnostic import KeyPath
from playbook.schema.fill import Problem
from playbook.schema.initiative import Initiative, Stage
from playbook.schema.pages import MetricPage
from playbook.schema.scalar import (
    RefusedError,
    explain,
    find_fix,
    read_day,
    read_flag,
    read_number,
    read_text,
)
from playbook.words import find_nearest, is_spelling, quote, suggest

STEPS = ("vision", "coalition", "goals", "follow-through")
"""The four steps of the method, in order; every stage of any method belongs to one."""

STEP_TITLES = dict(zip(STEPS, ("Vision", "Coalition", "Goals", "Follow-through"), strict=True))

STEP_KEYS = {
    "diagnosis": "vision",
    "members": "coalition",
    "communication": "coalition",
    "until": "follow-through",
    "anchors": "follow-through",
}
"""The keys of a stage that only the stages of one step may have."""

UNITS = ("days", "hours", "weeks", "months", "%", "points", "€", "k€", "count")
"""Units that need no declaration; `points` are percentage points."""

FIELD_TYPES: dict[str, Callable[[object], object]] = {
    "text": read_text,
    "number": read_number,
    "day": read_day,
    "flag": read_flag,
}


@dataclass(frozen=True, slots=True)
class MethodStage:
    """One stage of a company's method and which of the four steps it belongs to."""

    id: str
    title: str
    step: str


@dataclass(frozen=True, slots=True)
class OwnField:
    """A company's own key under `fields:`; type is a key of FIELD_TYPES."""

    name: str
    type: str = "text"
    label: str = ""
    show: bool = True


FOUR_STEPS = tuple(MethodStage(step, STEP_TITLES[step], step) for step in STEPS)


@dataclass(frozen=True, slots=True)
class Shape:
    """What the configuration adds to the schema."""

    stages: tuple[MethodStage, ...] = FOUR_STEPS
    own_fields: tuple[OwnField, ...] = ()
    units: tuple[str, ...] = UNITS

    def step_of(self, stage_id: str) -> str:
        """Give the step of a stage; "" for a stage that the method does not have."""
        return next((each.step for each in self.stages if each.id == stage_id), "")

    def stages_of(self, step: str) -> tuple[str, ...]:
        """Give the ids of a step's stages, in the method's order."""
        return tuple(each.id for each in self.stages if each.step == step)


def check_unit(metric: MetricPage, shape: Shape) -> list[Problem]:
    """Hold a metric's unit against the closed list: two spellings would be two units."""
    if not metric.unit or metric.unit in shape.units:
        return []
    help_ = suggest(metric.unit, shape.units, limit=30) + "; or add it to `units` in the configuration"
    words, nearest = f"`unit`: {quote(metric.unit)} is no known unit", find_nearest(metric.unit, shape.units)
    is_safe = is_spelling(metric.unit, nearest, shape.units)
    return [Problem("invalid-value", ("unit",), words, help_, fix=nearest, is_safe=is_safe)]


def fit(plan: Initiative, shape: Shape) -> tuple[Initiative, list[Problem]]:
    """Hold a plan against the shape; stages that the method does not have are taken out."""
    problems = [*_check_stages(plan, shape), *_check_fields(plan, shape)]
    known = {name: each for name, each in (plan.stages or {}).items() if shape.step_of(name)}
    is_whole = plan.stages is not None and len(known) == len(plan.stages)
    return plan if is_whole else replace(plan, stages=known), problems


def _check_stages(plan: Initiative, shape: Shape) -> Iterator[Problem]:
    known = [each.id for each in shape.stages]
    for name, stage in (plan.stages or {}).items():
        path: KeyPath = ("stages", name)
        if name in known:
            yield from _check_keys(stage, path, shape.step_of(name))
        else:
            nearest = find_nearest(name, known)
            meant = ("stages", nearest) if nearest else ()
            words, help_ = f"unknown stage {quote(name)}", suggest(name, known)
            is_safe = is_spelling(name, nearest, known)
            yield Problem("unknown-key", path, words, help_, meant, fix=nearest, is_safe=is_safe)


def _check_keys(stage: Stage, path: KeyPath, step: str) -> Iterator[Problem]:
    for key, home in STEP_KEYS.items():
        if home != step and getattr(stage, key):
            message = f"`{key}` belongs to the step {home}, not to {step}"
            yield Problem("unknown-key", (*path, key), message, f"move it to a stage of the step {home}")


def _check_fields(plan: Initiative, shape: Shape) -> Iterator[Problem]:
    known = {each.name: each for each in shape.own_fields}
    for name, text in (plan.fields or {}).items():
        path: KeyPath = ("fields", name)
        if name not in known:
            help_ = suggest(name, known) + "; declare it in the configuration under [[fields]]"
            words, nearest = f"unknown field {quote(name)}", find_nearest(name, known)
            is_safe = is_spelling(name, nearest, known)
            meant = ("fields", nearest) if nearest else ()
            yield Problem("unknown-key", path, words, help_, meant, fix=nearest, is_safe=is_safe)
            continue
        try:
            FIELD_TYPES[known[name].type](text)
        except RefusedError as error:
            (message, help_), (fix, is_safe) = explain(error), find_fix(error)
            yield Problem("invalid-value", path, f"`{name}`: {message}", help_, fix=fix, is_safe=is_safe)
