"""A company's own method, Kotter's eight steps or ADKAR's five: core and order of steps hold for any."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from playbook.gate import Standing
from playbook.pipeline import Judgement
from tests.overlay import merge
from tests.plans import CRM, find, list_errors
from tests.sites import judge_files, read_base

KOTTER = {
    "urgency": "vision",
    "guiding-coalition": "coalition",
    "vision": "vision",
    "communicate": "coalition",
    "remove-obstacles": "coalition",
    "short-term-wins": "goals",
    "build-on": "goals",
    "anchor": "follow-through",
}
ADKAR = {
    "awareness": "vision",
    "desire": "coalition",
    "knowledge": "coalition",
    "ability": "goals",
    "reinforcement": "follow-through",
}
METHODS = {"kotter": KOTTER, "adkar": ADKAR}


def cut_stages(base: str) -> dict[str, str]:
    """Give the text of each of the base plan's four stages, without the days on which it began and ended."""
    block = base.partition("\nstages:\n")[2].partition("\nmilestones:")[0]
    parts = [each for each in ("\n" + block).split("\n  ") if each]
    stages: dict[str, str] = {}
    for line in parts:
        if not line.startswith(" "):
            name = line.rstrip(":")
            stages[name] = ""
        elif not line.strip().startswith(("starts:", "done:")):
            stages[name] += f"  {line}\n"
    return stages


def write_plan(method: Mapping[str, str], changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Write the base site for another method: each stage has what the base plan's stage of its step has.

    `changes` replace the text of a stage ("": it is left out).
    """
    files = read_base()
    base = cut_stages(files[CRM])
    texts = {name: base[step] for name, step in method.items()} | dict(changes or {})
    stages = "".join(f"  {name}:\n{text}" for name, text in texts.items() if text)
    text = files[CRM].replace("\nstages:\n", "\nstages-of-the-base:\n")
    head, _, rest = text.partition("\nstages-of-the-base:\n")
    files[CRM] = f"{head}\nstages:\n{stages}milestones:{rest.partition('milestones:')[2]}"
    for name, step in method.items():
        files["playbook.toml"] += f'\n[[method.stages]]\nid = "{name}"\nstep = "{step}"\n'
    return files


def stand(judgement: Judgement) -> Standing:
    """Give how the base plan stands."""
    return judgement.checked.standings["initiative/crm"]


@pytest.mark.parametrize("method", METHODS)
def test_a_complete_plan_of_any_method_has_no_error(method: str, tmp_path: Path) -> None:
    judgement = judge_files(tmp_path, write_plan(METHODS[method]))
    assert list_errors(judgement) == []
    standing = stand(judgement)
    assert [each.stage.id for each in standing.states] == list(METHODS[method])
    assert [each.stage.id for each in standing.states if each.is_shut] == []
    assert standing.barrier is None


@pytest.mark.parametrize(
    ("method", "stage"),
    [(method, stage) for method, stages in METHODS.items() for stage in stages],
    ids=lambda each: each,
)
def test_every_stage_of_any_method_needs_owner_metric_and_review(
    method: str, stage: str, tmp_path: Path
) -> None:
    files = write_plan(METHODS[method], {stage: "    starts: 2026-01-12\n"})
    judgement = judge_files(tmp_path, files)
    for code in ("PB101", "PB102", "PB103"):
        assert [(each.severity.word, each.item) for each in find(judgement, code)] == [
            ("error", f"stages.{stage}")
        ]


@pytest.mark.parametrize("method", METHODS)
def test_one_finding_names_all_stages_that_are_missing(method: str, tmp_path: Path) -> None:
    first, *_, last = METHODS[method]
    judgement = judge_files(tmp_path, write_plan(METHODS[method], {first: "", last: ""}))
    (found,) = find(judgement, "PB104")
    assert found.message == f"the plan lacks the stages `{first}` and `{last}`"
    assert list_errors(judgement).count("PB103") == 0


def test_the_order_of_the_method_decides_where_a_plan_is_stuck(tmp_path: Path) -> None:
    begun = cut_stages(read_base()[CRM])["goals"] + "    starts: 2026-03-09\n"
    files = write_plan(KOTTER, {"vision": "    owner: maya-okafor\n", "build-on": begun})
    standing = stand(judge_files(tmp_path, files))
    assert standing.barrier == standing.state("vision")
    assert standing.later is not None
    assert standing.later.stage.id == "communicate"
    urgency = standing.state("urgency")
    assert urgency is not None
    assert urgency.is_met


def test_a_stage_of_the_four_steps_is_unknown_to_another_method(tmp_path: Path) -> None:
    files = write_plan(ADKAR)
    files[CRM] = merge(files[CRM], "stages:\n  coalition:\n    owner: maya-okafor\n")
    (found,) = find(judge_files(tmp_path, files), "PB002")
    assert found.message == "unknown stage `coalition`"
