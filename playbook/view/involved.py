"""Who and what is named in a plan, and in which part.

In: a worked-out plan. Out: a `Part` for each person, department and metric that it names. One pass over
a plan serves the pages of all of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from playbook.schema.initiative import Initiative
from playbook.view.plan import PlanCard, PlanFacts
from playbook.view.words import count
from playbook.words import join


@dataclass(frozen=True, slots=True)
class Part:
    """The part that somebody or something plays in a plan: "Owner, reviewer", "Target"."""

    plan: PlanCard
    text: str
    is_active: bool = True


Named = Iterator[tuple[str, str]]
"""The key of a page, and its part in a word."""


def list_parts(facts: PlanFacts) -> Iterator[tuple[str, Part]]:
    """Yield (key, part) for each page that a plan names, once each."""
    plan = facts.case.plan
    named: dict[str, dict[str, int]] = defaultdict(dict)
    for key, word in (*_name_people(plan), *_name_departments(plan), *_name_metrics(plan)):
        named[key][word] = named[key].get(word, 0) + 1
    for key, some in named.items():
        yield key, Part(facts.plan_card, say_parts(some), facts.is_active)


def say_parts(some: Mapping[str, int]) -> str:
    """Say parts with their counts: "owner, owner of vision and goals, 2 reviews"."""
    of: dict[str, list[str]] = defaultdict(list)
    for word in some:
        part, _, stage = word.partition(" of ")
        if stage:
            of[part].append(stage)
    said = [word if times == 1 else count(times, word) for word, times in some.items() if " of " not in word]
    said[1:1] = [f"{part} of {join(stages)}" for part, stages in of.items()]
    return ", ".join(said)


def _name_people(plan: Initiative) -> Named:
    named: list[tuple[str | None, str]] = [(plan.owner, "owner"), (plan.sponsor, "sponsor")]
    for name, stage in (plan.stages or {}).items():
        named.append((stage.owner, f"owner of {name}"))
        named += [(each.by, "review") for each in stage.reviews]
        named += [(each.person, "ask") for each in stage.members]
        named += [(each.by, "message") for each in stage.communication]
    named += [(each.owner, "milestone") for each in plan.milestones]
    named += [(each.owner, "risk") for each in plan.risks]
    yield from ((f"person/{who}", word) for who, word in named if who)


def _name_departments(plan: Initiative) -> Named:
    if plan.department:
        yield f"department/{plan.department}", "carries it"
    for each in plan.affects:
        if each != plan.department:
            yield f"department/{each}", "works differently"


def _name_metrics(plan: Initiative) -> Named:
    for target in plan.targets:
        if target.metric:
            yield f"metric/{target.metric}", "guard-rail" if target.guardrail else "target"
    for name, stage in (plan.stages or {}).items():
        if stage.metric:
            yield f"metric/{stage.metric}", f"metric of {name}"
    for milestone in plan.milestones:
        if milestone.metric:
            yield f"metric/{milestone.metric}", "milestone"
