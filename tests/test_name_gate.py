"""Whose gate a guard's finding keeps shut, and that a missed review is missing follow-through."""

from pathlib import Path

import pytest

from playbook.config import Config
from playbook.gate import name_gate
from playbook.model.site import Site
from playbook.schema.shape import MethodStage, Shape
from tests.plans import find, judge_plan

GATES = {
    "a review of the vision": (("stages", "vision", "reviews", 0, "due"), "follow-through", "anchor"),
    "a review of follow-through": (("stages", "sustain", "reviews", 0), "follow-through", "sustain"),
    "a milestone": (("milestones", 0), "goals", "goals"),
    "the core rules": (("stages", "vision", "owner"), "stage", "vision"),
    "a part of a step's first stage": (("stages", "urgency", "diagnosis"), "vision", "urgency"),
    "a part of the page": (("targets",), "vision", "vision"),
    "the stages as a whole": (("stages",), "goals", "goals"),
    "a step that the method has not": (("milestones",), "nothing", ""),
}


@pytest.mark.parametrize(("at", "guard", "stage"), GATES.values(), ids=GATES)
def test_a_finding_shuts_the_gate_of(at: tuple[str | int, ...], guard: str, stage: str) -> None:
    steps = {"urgency": "vision", "vision": "vision", "goals": "goals", "sustain": "follow-through"}
    stages = [MethodStage(name, name, step) for name, step in (steps | {"anchor": "follow-through"}).items()]
    site = Site(Config(Path(), shape=Shape(tuple(stages))))
    assert name_gate(site, at, guard) == stage


VISION = """stages:
  vision:
    owner: maya-okafor
    metric: sales-cycle
    diagnosis:
      - finding: A rep types each deal into three tools
        evidence: 11.4 hours per rep and week
        source: Time study, November 2025
    reviews:
      - due: 2026-05-29
        by: erik-lind
"""


@pytest.mark.parametrize(("more", "code"), [("", "PB502"), ("        held: 2026-05-29\n", "PB503")])
def test_a_review_of_the_vision_is_missing_follow_through(tmp_path: Path, more: str, code: str) -> None:
    judgement = judge_plan(tmp_path, VISION + more)
    standing = judgement.checked.standings["initiative/crm"]
    shut = {each.stage.id: [one.code for one in each.blockers] for each in standing.states if each.is_shut}
    assert shut == {"follow-through": [code]}
    assert standing.barrier is None
    assert not find(judgement, "PB601")
