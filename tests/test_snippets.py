"""Snippets for editors: left as they are, they are read without a fault; what was not filled in is found."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from playbook.frontmatter import read
from playbook.schema.shape import STEP_TITLES, STEPS, MethodStage, Shape
from playbook.schema.validate import KINDS, validate
from playbook.snippets import compose_snippets
from playbook.snippets.table import list_snippets
from tests.cli import Commands
from tests.overlay import merge
from tests.sites import TODAY, judge_files, read_base, write_site

SNIPPETS = compose_snippets(Shape(), TODAY)
PAGES = {"draft": "initiative", "initiative": "initiative", "metric": "metric", "person": "person"}
HOMES = {
    "stages": "stages:\n{}",
    "reviews": "stages:\n  goals:\n    reviews:\n{}",
    "actions": "stages:\n  goals:\n    reviews:\n      - due: 2026-07-01\n        actions:\n{}",
    "diagnosis": "stages:\n  vision:\n    diagnosis:\n{}",
    "members": "stages:\n  coalition:\n    members:\n{}",
    "communication": "stages:\n  coalition:\n    communication:\n{}",
    **{each: f"{each}:\n{{}}" for each in ("milestones", "targets", "risks", "updates", "waivers")},
}
"""What stands above a snippet, by the key below which it belongs."""

_STOP = re.compile(r"\$\{(\d+)(?::((?:[^\\}]|\\.)*)|\|((?:[^\\|]|\\.)*)\|)\}|\$0")


def leave(body: list[str]) -> str:
    """Give what a snippet writes when nobody fills it in: the words of a stop, the first of its choices."""

    def take(found: re.Match[str]) -> str:
        text = found[2] if found[2] is not None else re.split(r"(?<!\\),", found[3] or "")[0]
        return re.sub(r"\\(.)", r"\1", text)

    return "".join(f"{_STOP.sub(take, line)}\n" for line in body)


def indent(text: str, above: str) -> str:
    """Put a text two signs further in than the last key above it."""
    last = above.rstrip("\n{}").split("\n")[-1]
    pad = " " * (len(last) - len(last.lstrip()) + 2)
    return "".join(f"{pad}{line}\n" for line in text.splitlines())


def put(name: str) -> tuple[str, str]:
    """Put a snippet, left as it is, where it belongs: the kind of page, its text."""
    text = leave(list(SNIPPETS[name]["body"]))
    if name in PAGES:
        return PAGES[name], text
    above = HOMES[next(each.home for each in list_snippets(Shape()) if each.name == name)]
    fragment = above.format(indent(text, above))
    return "initiative", merge(read_base()["content/initiatives/crm.md"], fragment)


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_left_as_it_is_is_read_without_a_fault(name: str) -> None:
    kind, text = put(name)
    document = read("x.md", text.encode())
    assert document.faults == ()
    assert document.tree is not None
    assert validate(kind, document.tree, Shape())[1] == ()


@pytest.mark.parametrize("name", SNIPPETS)
def test_what_was_not_filled_in_is_found(name: str, tmp_path: Path) -> None:
    kind, text = put(name)
    path = {"initiative": "initiatives/crm", "metric": "metrics/x", "person": "people/x"}[kind]
    judged = judge_files(tmp_path, read_base() | {f"content/{path}.md": text})
    found = [each for each in judged.checked.report.diagnostics if each.span.path == f"content/{path}.md"]
    left = {each.message for each in found if each.code in ("PB005", "PB008")}
    assert left
    assert not {each.code for each in found} & {"PB001", "PB002", "PB003", "PB004", "PB007"}


def test_the_plan_in_the_snippet_lacks_nothing_but_its_words(tmp_path: Path) -> None:
    text = put("initiative")[1]
    for old, new in (("person-id", "maya-okafor"), ("department-id", "sales"), ("metric-id", "sales-cycle")):
        text = text.replace(old, new)
    text = text.replace("sponsor: maya-okafor", "sponsor: erik-lind")
    text = text.replace("by: maya-okafor", "by: erik-lind")
    text = re.sub(r"person: maya-okafor", "person: tom-hale", re.sub(r"<(.*?)>", r"The \1 is 12", text))
    text = text.replace("      value: 0\n      due", "      value: 40\n      due").replace(
        "keep: 0", "keep: 41"
    )
    text = text.replace("value: 0\n      date", "value: 62\n      date").replace("target: 0", "target: 50")
    judged = judge_files(tmp_path, read_base() | {"content/initiatives/new.md": text})
    found = judged.checked.report.diagnostics
    mine = [each for each in found if each.span.path == "content/initiatives/new.md"]
    assert {each.code: each.severity.word for each in mine} == {
        "PB209": "info",  # a guard-rail is a snippet of its own
        "PB302": "warning",  # the only member is of another department, as it is filled in here
        "PB304": "warning",  # and has not answered yet
    }


def test_every_snippet_has_its_own_letters_and_its_stops_in_order() -> None:
    assert len({each["prefix"] for each in SNIPPETS.values()}) == len(SNIPPETS)
    for each in SNIPPETS.values():
        numbers = [int(found[1]) for found in _STOP.finditer("\n".join(each["body"])) if found[1]]
        assert numbers == list(range(1, len(numbers) + 1))


def test_what_belongs_into_front_matter_is_offered_there_where_an_editor_takes_it_for_yaml() -> None:
    scopes = {name: each["scope"] for name, each in SNIPPETS.items()}
    assert scopes == {name: "markdown" if name in PAGES else "markdown,yaml" for name in SNIPPETS}


def test_every_record_that_stands_in_a_list_has_a_snippet() -> None:
    made = {each.record.__name__ for each in list_snippets(Shape())}
    asked = "Initiative Stage Review Action Diagnosis Member Message Milestone Target Risk Update Waiver"
    assert set(asked.split()) < made
    assert set(PAGES.values()) < set(KINDS)


def test_days_are_counted_from_today_and_stages_are_the_methods() -> None:
    stages = tuple(MethodStage(f"own-{each}", STEP_TITLES[each], each) for each in STEPS)
    own = compose_snippets(Shape(stages=stages), date(2027, 1, 1))
    assert own["stage"]["body"][0] == "${1|own-vision,own-coalition,own-goals,own-follow-through|}:"
    assert own["review"]["body"][0] == "- due: ${1:2027-01-31}"
    text = leave(list(own["initiative"]["body"]))
    tree = read("x.md", text.encode()).tree
    assert tree is not None
    assert validate("initiative", tree, Shape(stages=stages))[1] == ()


def test_the_command_prints_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = Commands(write_site(tmp_path, read_base()), capsys)("snippets", "--today", str(TODAY))
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out) == SNIPPETS
