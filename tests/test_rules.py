"""Every example on a rule's page is run: the docs are the test."""

from pathlib import Path

import pytest

from playbook.comparison import Comparison
from playbook.rules import RULES
from tests.overlay import Example, read_examples
from tests.repositories import DAY, NOON, Repository, make_repository
from tests.sites import TODAY, judge_files, list_found, read_base

FOLDER = Path(__file__).parent.parent / "playbook" / "rules"
PAGES = sorted(FOLDER.glob("*.md"))
EXAMPLES = [each for page in PAGES for each in read_examples(page)]

NO_EXAMPLE = {"internal-fault"}
"""No content can make a rule crash: tests/test_check.py adds a rule that does."""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_example(example: Example, tmp_path: Path) -> None:
    rule = example.name.split("-")[0].replace("_", "-")
    if example.versions:
        commit_versions(make_repository(tmp_path / "after"), example)
    judgement = judge_files(tmp_path / "after", example.files, example.today)
    report = judgement.checked.report
    if example.before:
        before = judge_files(tmp_path / "before", example.before, example.today)
        report = Comparison(before, judgement).report
    found = report.diagnostics + report.suppressed
    assert [each.message for each in found if each.name == "internal-fault"] == []
    mine = {(each.span.path, each.span.line, each.severity.word) for each in found if each.name == rule}
    assert mine == example.expected
    assert bool(mine) == example.is_bad


def commit_versions(repository: Repository, example: Example) -> None:
    """Commit what an example says was there before, each version at noon of its day."""
    for day, files in example.versions:
        repository.time = NOON + (day - TODAY).days * DAY - DAY
        repository.commit(files)


def test_base_site_is_clean(tmp_path: Path) -> None:
    judgement = judge_files(tmp_path, read_base(), TODAY)
    assert list_found(judgement) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda each: each.name)
def test_every_rule_has_a_page_with_a_bad_and_a_good_example(rule: object) -> None:
    name = rule.name.replace("-", "_")  # type: ignore[attr-defined]
    text = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {rule.code} {rule.name}\n")  # type: ignore[attr-defined]
    assert "## Why it matters" in text
    assert "## How to waive" in text
    kinds = {each.is_bad for each in EXAMPLES if each.name.startswith(name + "-")}
    assert kinds == (set() if rule.name in NO_EXAMPLE else {True, False})  # type: ignore[attr-defined]


def test_rules_are_listed_in_the_order_of_their_codes_without_gaps_in_files() -> None:
    codes = [each.code for each in RULES]
    assert codes == sorted(set(codes))
    modules = {page.stem for page in FOLDER.glob("*.py")} - {"__init__"}
    assert modules == {each.name.replace("-", "_") for each in RULES} == {page.stem for page in PAGES}
