"""The vision's rules beside their examples: words, thresholds, other methods, thin drafts."""

from pathlib import Path

import pytest

from playbook.rules.diagnosis_repeats_summary import measure_likeness
from playbook.rules.goal_vague import is_vague
from tests.plans import CRM, DRAFT, find, judge_plan
from tests.sites import judge_files, read_base

MEASURED = {"sale", "cycle", "quote"}

TEXTS = {
    "improves a thing that nobody measures": ("Improve the canteen", True),
    "improves nothing in particular": ("We will continuously improve", True),
    "after a filler": ("Our goal is to further enhance agility", True),
    "a noun at the end": ("Customer experience transformation", True),
    "two promises": ("Streamline and boost operations", True),
    "a second promise": ("Improve efficiency by leveraging digital tools", True),
    "American spelling": ("Optimize business processes", True),
    "better": ("Better collaboration", True),
    "a dash first": ("– improve collaboration", True),
    "a word of the company's own": ("Synergise the value chain", True),
    "an object that is measured": ("Improve the sales cycles", False),
    "a measured word in the rest": ("Improve efficiency: every quote in time", False),
    "a number": ("Improve delivery to 48 hours", False),
    "a number in words": ("Improve delivery to two days", False),
    "a concrete rest": ("Improve delivery: every parcel leaves before noon", False),
    "concrete from the start": ("Every parcel leaves before noon, which improves delivery", False),
    "a thing that transforms": ("Transformers leave the works tested", False),
    "an empty word alone": ("Digital business", False),
    "a dash alone": ("–", False),
    "nothing": ("", False),
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_a_text_is_vague_when_it_only_promises(text: str, expected: bool) -> None:
    assert is_vague(text, MEASURED, {"synergise"}) is expected


LIKENESS = {
    "the same words": ({"a", "b"}, {"b", "a"}, 100),
    "half of them": ({"a", "b"}, {"b", "c"}, 50),
    "some of many": ({"a"}, {"a", "b", "c"}, 50),
    "none": ({"a"}, {"b"}, 0),
    "no words": (set(), {"b"}, 0),
    "nothing to repeat": ({"a"}, set(), 0),
    "nothing at all": (set(), set(), 0),
}


@pytest.mark.parametrize(("some", "others", "expected"), LIKENESS.values(), ids=LIKENESS)
def test_measure_likeness(some: set[str], others: set[str], expected: float) -> None:
    assert measure_likeness(some, others) == expected


@pytest.mark.parametrize(("same", "expected"), [(7, 0), (8, 1)], ids=["below", "at the threshold"])
def test_a_diagnosis_repeats_from_eighty_per_cent_on(same: int, expected: int, tmp_path: Path) -> None:
    words = [f"word{n}" for n in range(10)]
    finding = words[:same] + [f"other{n}" for n in range(10 - same)]
    fragment = f"""summary: {" ".join(words)}
stages:
  vision:
    owner: maya-okafor
    metric: sales-cycle
    diagnosis:
      - finding: {" ".join(finding)}
        evidence: A count
"""
    assert len(find(judge_plan(tmp_path, fragment), "PB211")) == expected


@pytest.mark.parametrize(("words", "expected"), [(700, 0), (701, 1)], ids=["five minutes", "a word more"])
def test_a_vision_is_too_long_from_701_words_on(words: int, expected: int, tmp_path: Path) -> None:
    files = read_base()
    files[CRM] = files[CRM].partition("\n## Vision")[0] + "\n## Vision\n\n" + "deal " * words + "\n"
    found = find(judge_files(tmp_path, files), "PB206")
    assert [each.message for each in found] == [
        "the vision has 701 words, and 700 are five minutes"
    ] * expected


KOTTER = """
[[method.stages]]
id = "urgency"
title = "Why now"
step = "vision"

[[method.stages]]
id = "picture"
step = "vision"

[[method.stages]]
id = "allies"
step = "coalition"

[[method.stages]]
id = "wins"
step = "goals"

[[method.stages]]
id = "culture"
step = "follow-through"

[rules.vision-too-long]
words = 2
"""
STAGES = """stages:
  urgency:
    owner: maya-okafor{urgency}
  picture:
    owner: maya-okafor{picture}
  vision: ~
  coalition: ~
  goals: ~
  follow-through: ~
"""
FOUND = "\n    diagnosis:\n      - finding: Three tools"
SHOWN = FOUND + "\n        evidence: A time study"

DIAGNOSES = {
    "none: at the last stage of the step": ("", "", ["stages.picture"]),
    "no evidence: at the first diagnosis": (FOUND, FOUND, ["stages.urgency.diagnosis.1"]),
    "evidence in one of the stages": (SHOWN, "", []),
}


@pytest.mark.parametrize(("urgency", "picture", "items"), DIAGNOSES.values(), ids=DIAGNOSES)
def test_a_step_of_several_stages_needs_one_diagnosis(
    urgency: str, picture: str, items: list[str], tmp_path: Path
) -> None:
    judgement = judge_plan(tmp_path, STAGES.format(urgency=urgency, picture=picture), config=KOTTER)
    assert [each.item for each in find(judgement, "PB204")] == items


def test_the_vision_is_headed_as_the_method_calls_it(tmp_path: Path) -> None:
    files = read_base()
    files["playbook.toml"] += KOTTER
    heads = ("Vision", "Why now", "picture", "Allies")
    files[CRM] = files[CRM].partition("\n## Vision")[0] + "".join(f"\n## {each}\n\na b c\n" for each in heads)
    lines = files[CRM].splitlines()
    found = [each.span.line for each in find(judge_files(tmp_path, files), "PB206")]
    assert found == [lines.index("## Why now") + 1, lines.index("## picture") + 1]


MESSAGES = {
    "no target": ("targets: ~\n", "the plan has no target"),
    "only guard-rails": (
        "targets:\n  - metric: sales-cycle\n    guardrail: true\n    limit: 70\n",
        "the plan has guard-rails and no target",
    ),
    "no number": ("targets:\n  - metric: sales-cycle\n", "the target for `sales-cycle` has no number"),
    "no metric": ("targets:\n  - target:\n      value: 45\n", "the first target has no metric"),
    "neither": ("targets:\n  - headline: true\n", "the first target has no metric and no number"),
}


@pytest.mark.parametrize(("fragment", "message"), MESSAGES.values(), ids=MESSAGES)
def test_what_a_goal_lacks_is_named(fragment: str, message: str, tmp_path: Path) -> None:
    assert [each.message for each in find(judge_plan(tmp_path, fragment), "PB201")] == [message]


def test_a_metric_that_does_not_exist_silences_what_depends_on_it(tmp_path: Path) -> None:
    fragment = "targets:\n  - metric: sales-cicle\n    target:\n      value: 45\n      due: 2026-12-18\n"
    report = judge_plan(tmp_path, fragment).checked.report
    told = ("PB005", "PB203", "PB207", "PB209", "PB210", "PB900")
    assert [each.code for each in report.diagnostics if each.code in told] == ["PB005"]


def test_title_and_summary_are_one_finding_with_two_places(tmp_path: Path) -> None:
    judgement = judge_plan(tmp_path, "title: Improve collaboration\nsummary: We boost synergies.\n")
    (found,) = find(judgement, "PB210")
    assert found.message == "the title only promises that something gets better: `Improve collaboration`"
    assert [(each.span.line - found.span.line, each.message) for each in found.related] == [(1, "and here")]


def test_a_thin_draft_is_told_only_what_a_plan_must_have(tmp_path: Path) -> None:
    files = read_base() | {"content/initiatives/draft.md": DRAFT}
    report = judge_files(tmp_path, files).checked.report
    found = [
        (each.code, each.severity.word) for each in report.diagnostics if each.page == "initiative/draft"
    ]
    assert [each for each in found if each[0][:3] in ("PB2", "PB3")] == [("PB201", "warning")]
