"""Questions about one plan that several phases ask.

In: a typed plan, and the method's shape where stages matter. Out: its parts by step, the days and the
figures that follow from them. Nothing here knows another page.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from playbook.diagnostic import KeyPath
from playbook.schema.initiative import Initiative, Member, Message, Milestone, Review, Stage, Target, Update
from playbook.schema.shape import Shape

At = tuple[KeyPath, date]
"""A key path and the day on which something happened there."""


def list_stages(plan: Initiative, shape: Shape, step: str) -> list[tuple[str, Stage]]:
    """List a step's stages that the plan has, in the method's order."""
    stages = plan.stages or {}
    return [(name, stages[name]) for name in shape.stages_of(step) if name in stages]


def find_last_stage(plan: Initiative, shape: Shape, step: str) -> str:
    """Give the last of a step's stages that the plan has, where its questions are asked; "" for none."""
    return next((name for name, _ in reversed(list_stages(plan, shape, step))), "")


def list_reviews(plan: Initiative, shape: Shape, step: str = "") -> list[tuple[KeyPath, Review]]:
    """List the reviews of a step's stages ("": of all), each with its key path."""
    steps = (step,) if step else ("vision", "coalition", "goals", "follow-through")
    return [
        (("stages", name, "reviews", n), each)
        for one in steps
        for name, stage in list_stages(plan, shape, one)
        for n, each in enumerate(stage.reviews)
    ]


def list_members(plan: Initiative) -> list[tuple[KeyPath, Member]]:
    """List the members of the coalition, each with its key path."""
    return [
        (("stages", name, "members", n), each)
        for name, stage in (plan.stages or {}).items()
        for n, each in enumerate(stage.members)
    ]


def list_messages(plan: Initiative) -> list[tuple[KeyPath, Message]]:
    """List the messages of the communication, each with its key path."""
    return [
        (("stages", name, "communication", n), each)
        for name, stage in (plan.stages or {}).items()
        for n, each in enumerate(stage.communication)
    ]


def list_goals(plan: Initiative) -> list[tuple[int, Target]]:
    """List the targets that are no guard-rails, each with its position."""
    return [(n, each) for n, each in enumerate(plan.targets) if not each.guardrail]


def looks_like_guardrail(target: Target) -> bool:
    """Whether a target has the limit of a guard-rail and no goal, and does not say that it is one."""
    return target.limit is not None and target.target is None and not target.guardrail


def find_until(plan: Initiative) -> date | None:
    """Give the day until which the change is watched: the latest `until` of its stages."""
    days = [each.until for each in (plan.stages or {}).values() if each.until]
    return max(days, default=None)


def went_live(plan: Initiative, today: date) -> bool:
    """Whether people have worked the new way up to today: the go-live is past, and the status bears it out.

    A live or sustained plan went live; one that was paused or stopped only if it went live before. A draft
    and a plan that is still committed or running did not, whatever day was promised.
    """
    if plan.go_live is None or plan.go_live > today:
        return False
    ends = {
        "paused": plan.paused.since if plan.paused else None,
        "stopped": plan.stopped.date if plan.stopped else None,
    }
    end = ends.get(plan.status)
    return plan.status in ("live", "sustained") or (end is not None and plan.go_live < end)


def rests_on(plan: Initiative, day: date, today: date) -> bool:
    """Whether a deadline rests: the plan is paused today, and its pause reaches to that day."""
    if plan.status != "paused":
        return False
    until = plan.paused.until if plan.paused else None
    return until is None or (today <= until and day <= until)


def find_due_state(plan: Initiative, due: date | None, today: date) -> str:
    """Say how an open thing of a plan stands: due, overdue, resting in a pause, off where it was stopped."""
    if plan.status == "stopped":
        return "off"
    if due is None:
        return "due"
    if rests_on(plan, due, today):
        return "resting"
    return "due" if due >= today else "overdue"


def find_keep(plan: Initiative, shape: Shape) -> tuple[str, Decimal] | None:
    """Give the metric and the value that follow-through must keep; None when none is set."""
    for _, stage in list_stages(plan, shape, "follow-through"):
        if stage.keep is not None and stage.metric:
            return stage.metric, stage.keep
    return None


def find_last_update(plan: Initiative, today: date) -> tuple[KeyPath, Update] | None:
    """Give the newest update up to today that declares a health, with its key path."""
    found = [
        (each.date, n, each)
        for n, each in enumerate(plan.updates)
        if each.date and each.date <= today and each.health
    ]
    if not found:
        return None
    _, n, newest = max(found, key=lambda each: each[:2])
    return ("updates", n), newest


def is_open(milestone: Milestone) -> bool:
    """Whether a milestone is still to be done."""
    return milestone.done is None and milestone.cancelled is None


def is_measurable(milestone: Milestone) -> bool:
    """Whether a milestone says how one sees that it is reached: a metric's value, or an acceptance."""
    return bool((milestone.metric and milestone.target is not None) or milestone.acceptance)


def label_milestone(n: int, milestone: Milestone) -> str:
    """Name a milestone in a sentence, by its id, else by its place in the list."""
    return f"milestone `{milestone.id}`" if milestone.id else f"milestone {n + 1}"


def measure_change(plan: Initiative) -> int | None:
    """Count the days of the change: from `starts` to the last target's day, else to go-live."""
    due = [each.target.due for each in plan.targets if each.target and each.target.due]
    end = max(due, default=plan.go_live)
    return (end - plan.starts).days if plan.starts and end else None


def is_on_target(target: Target, value: Decimal, direction: str) -> bool | None:
    """Whether a value reaches a target; None where nobody can say which way is good.

    The way from baseline to target tells the direction; without a baseline the metric's own does.
    """
    goal = target.target.value if target.target else None
    base = target.baseline.value if target.baseline else None
    if goal is None:
        return None
    if base is not None and base != goal:
        return value >= goal if goal > base else value <= goal
    if direction in ("up", "down"):
        return value >= goal if direction == "up" else value <= goal
    return None


def list_events(plan: Initiative, shape: Shape, stage_id: str) -> Iterator[At]:
    """Yield what has happened in a stage: asks accepted, messages sent, reviews held, milestones done."""
    stage = (plan.stages or {}).get(stage_id)
    if stage is None:
        return
    here: KeyPath = ("stages", stage_id)
    days: list[tuple[KeyPath, date | None]] = [((*here, "done"), stage.done)]
    days += [((*here, "members", n, "accepted"), each.accepted) for n, each in enumerate(stage.members)]
    days += [((*here, "communication", n, "sent"), each.sent) for n, each in enumerate(stage.communication)]
    days += [((*here, "reviews", n, "held"), each.held) for n, each in enumerate(stage.reviews)]
    days += [
        (("milestones", n, "done"), each.done)
        for n, each in enumerate(plan.milestones)
        if place_milestone(each, shape) == stage_id
    ]
    yield from ((path, day) for path, day in days if day)


def list_signs(plan: Initiative, shape: Shape) -> list[date]:
    """List the days on which the page says that something happened: asked, accepted, sent, held, done."""
    signs = [day for each in shape.stages for _, day in list_events(plan, shape, each.id)]
    signs += [each.done for each in plan.milestones if each.done]
    signs += [day for _, each in list_members(plan) for day in (each.asked, each.declined) if day]
    return signs


def place_milestone(milestone: Milestone, shape: Shape) -> str:
    """Give the stage in which a milestone lies: its own key, else the last stage of the step goals."""
    return milestone.stage or shape.stages_of("goals")[-1]


def name_item(plan: object, path: KeyPath) -> str:
    """Name the thing at a key path as waivers and baselines do: stages.goals, milestones.pilot, …"""
    parts: list[str] = []
    node: object = plan
    for part in _cut_to_item(path):
        if isinstance(part, int):
            node = node[part] if isinstance(node, tuple) and part < len(node) else None
            parts.append(_name_record(node) or str(part + 1))
        else:
            node = node.get(part) if isinstance(node, dict) else getattr(node, part.replace("-", "_"), None)
            parts.append(part)
    return ".".join(parts)


def _cut_to_item(path: KeyPath) -> KeyPath:
    """Cut a key path after its last list position, else after its stage, else after its first key."""
    last = max((n for n, part in enumerate(path) if isinstance(part, int)), default=-1)
    if last >= 0:
        return path[: last + 1]
    return path[:2] if path[:1] == ("stages",) else path[:1]


def _name_record(node: object) -> str:
    for name in ("id", "metric", "person"):
        found = getattr(node, name, "")
        if found:
            return str(found)
    return ""
