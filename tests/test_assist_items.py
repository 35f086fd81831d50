"""Renames on the example: what was waived and what was known stays so, and nothing new is found."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from playbook.assist.items import find_part
from playbook.assist.rename_checks import RenameError
from playbook.assist.renaming import Rename
from playbook.assist.uses import Uses
from playbook.baseline import format_baseline, read_baseline, shrink
from playbook.check import Options
from playbook.config import read_config
from playbook.diagnostic import Diagnostic
from playbook.edit import apply_edits
from playbook.judgement import Judgement, judge_playbook
from playbook.memo import Tools
from tests.editor import copy_example

TODAY = date(2026, 11, 23)


def judge(root: Path) -> Judgement:
    """Judge a copy of the example by the baseline that lies there."""
    config, faults = read_config(root)
    assert not faults
    known = root / "known.json"
    return judge_playbook(
        config, TODAY, Options(baseline=read_baseline(known) if known.exists() else None), Tools()
    )


def list_all(judgement: Judgement) -> Iterable[Diagnostic]:
    report = judgement.checked.report
    return (*report.diagnostics, *report.suppressed)


def count(judgement: Judgement) -> Counter[tuple[str, str, bool, bool]]:
    """Count what was found by rule, severity, and whether it is waived or known."""
    return Counter(
        (each.code, each.severity.word, bool(each.waived), each.baselined) for each in list_all(judgement)
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the example, and let a baseline know all that is found in it."""
    root = copy_example(tmp_path)
    with (root / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tool.playbook.check]\nbaseline = "known.json"\n')
    known = shrink(None, list_all(judge(root)))
    (root / "known.json").write_text(format_baseline(known), encoding="utf-8")
    return root


def rename(root: Path, judgement: Judgement, key: str, new: str) -> None:
    """Rename in the files."""

    def read(path: str) -> str:
        file = root / path
        return file.read_bytes().decode() if file.exists() else ""

    done = Rename(key, new, judgement, Uses(), read).run()
    for path, edits in done.edits.items():
        (root / path).write_bytes(apply_edits(read(path), edits).encode())
    for old, moved in done.files:
        (root / old).rename(root / moved)


RENAMED = [
    pytest.param("person/joris-van-acker", "joris-acker", id="a person"),
    pytest.param("department/operations", "ops", id="a department"),
    pytest.param("metric/crm-weekly-active", "crm-use", id="a metric"),
    pytest.param("initiative/quote-turnaround", "quicker-quotes", id="an initiative"),
    pytest.param("initiative/crm-weekly-use#retire-spreadsheets", "retire-lists", id="a milestone"),
]


@pytest.mark.parametrize(("key", "new"), RENAMED)
def test_nothing_new_is_found_after_a_rename(root: Path, key: str, new: str) -> None:
    before = judge(root)
    assert {each.baselined or bool(each.waived) for each in list_all(before)} == {True}
    rename(root, before, key, new)
    assert count(judge(root)) == count(before)


def test_every_metric_and_department_can_be_renamed_alike(root: Path) -> None:
    judgement = judge(root)
    wanted = count(judgement)
    for kind in ("metric", "department"):
        for page in list(judgement.site.list_kind(kind)):
            rename(root, judgement, page.key, f"x-{page.id}")
            judgement = judge(root)
    assert count(judgement) == wanted


def test_waivers_name_the_new_id(root: Path) -> None:
    judgement = judge(root)
    rename(root, judgement, "person/joris-van-acker", "joris-acker")
    text = (root / "content/initiatives/sales-cycle.md").read_text(encoding="utf-8")
    assert "    item: stages.coalition.members.joris-acker\n" in text
    rename(root, judge(root), "department/operations", "ops")
    text = (root / "content/initiatives/quote-turnaround.md").read_text(encoding="utf-8")
    assert "    item: ops\n" in text


def test_an_item_that_may_name_something_else_refuses_the_rename(root: Path) -> None:
    (root / "content/metrics/operations.md").write_text(
        "---\ntitle: Operations\nunit: count\ndirection: up\nkind: outcome\n---\n", encoding="utf-8"
    )
    with pytest.raises(RenameError, match=r"quote-turnaround\.md:270: the item `operations` may name"):
        rename(root, judge(root), "department/operations", "ops")


PARTS = [
    pytest.param("targets.calls", "metric", 8, id="after its list"),
    pytest.param("targets.calls 2", "metric", 8, id="the second of that name"),
    pytest.param("targets.calls-lost", "metric", None, id="a longer id"),
    pytest.param("members.calls", "metric", None, id="in another list"),
    pytest.param("stages.coalition.members.calls", "person", 25, id="deep down"),
    pytest.param("calls", "department", 0, id="alone"),
    pytest.param("calls", "initiative", None, id="a kind that no item names"),
]


@pytest.mark.parametrize(("item", "kind", "at"), PARTS)
def test_an_id_is_found_in_an_item_where_it_stands_for_its_kind(item: str, kind: str, at: int | None) -> None:
    assert find_part(item, kind, "calls") == at
