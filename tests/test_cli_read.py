"""`list`, `show`, `schema`, `explain`, `diagnose`, `doctor`: what a person or a program reads."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from playbook.rules import RULES
from playbook.schema.validate import KINDS
from tests.cli import Commands
from tests.sites import read_base, write_site

CRM = "content/initiatives/crm.md"


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path, read_base()), capsys)


def test_list_is_a_table_under_its_names(base: Commands) -> None:
    lines = base("list").out.splitlines()
    assert lines[0].split() == ["id", "title", "status", "health", "stuck", "at", "owner", "go-live"]
    assert lines[1].startswith("crm  One CRM for every deal  running")


LISTS = {
    "metrics": ("crm-weekly-active", "last", "75"),
    "people": ("ana-ruiz", "department", "sales"),
    "departments": ("board", "path", "content/departments.csv"),
}


@pytest.mark.parametrize(("kind", "expected"), LISTS.items(), ids=LISTS)
def test_list_as_json(base: Commands, kind: str, expected: tuple[str, str, str]) -> None:
    first = json.loads(base("list", kind, "--format", "json").out)[0]
    assert (first["id"], first[expected[1]]) == (expected[0], expected[2])


def test_list_by_status_and_of_nothing(base: Commands) -> None:
    assert base("list", "--status", "draft").out == ""
    assert "crm" in base("list", "--status", "running").out
    assert base("list", "pages").out == ""
    assert base("list", "metric").out == base("list", "metrics").out != ""
    assert base("list", "person").out == base("list", "people").out != ""
    ended = base("list", "metrisc")
    assert (ended.code, "did you mean `metrics`?" in ended.err) == (2, True)


def test_show_tells_what_is_known(base: Commands) -> None:
    known = json.loads(base("show", "crm", "--format", "json").out)
    assert known["front matter"]["targets"][0]["baseline"]["value"] == "62"
    assert known["gates"]["vision"] == "met; begun 2026-01-12"
    assert known["findings"] == []
    metric = json.loads(base("show", "metric/sales-cycle", "--format", "json").out)
    assert metric["readings"][-1] == {"date": "2026-05-29", "value": "54"}
    assert metric["linked from"] == ["initiative/crm"]


def test_show_keeps_a_figure_of_0_and_the_note_of_a_reading(base: Commands) -> None:
    base.edit("content/metrics/sales-cycle.csv", "2026-05-29,54", '2026-05-29,0,"Easter, closed"')
    known = json.loads(base("show", "sales-cycle", "--format", "json").out)
    assert known["front matter"]["decimals"] == "0"
    assert known["readings"][-1] == {"date": "2026-05-29", "value": "0", "note": "Easter, closed"}
    assert (
        "headline"
        not in json.loads(base("show", "crm", "--format", "json").out)["front matter"]["targets"][1]
    )


def test_show_as_text_is_inert(base: Commands) -> None:
    base.edit(CRM, "title: One CRM for every deal", 'title: "One \\u202e CRM \\e[31m deal"')
    out = base("show", "crm").out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_show_names_the_nearest_and_the_candidates(base: Commands) -> None:
    assert "did you mean `crm`?" in base("show", "crn").err
    (base.folder / "content/metrics/crm.md").write_text(
        "---\ntitle: X\nunit: count\ndirection: up\nkind: outcome\n---\n"
    )
    ended = base("show", "crm")
    assert ended.code == 2
    assert "initiative/crm or metric/crm" in ended.err


@pytest.mark.parametrize("kind", [*KINDS, "config"])
def test_schemas_are_valid_and_closed(base: Commands, kind: str) -> None:
    schema = json.loads(base("schema", kind).out)
    Draft202012Validator.check_schema(schema)
    assert not Draft202012Validator(schema).is_valid({"no-such-key": 1})


def test_the_schema_of_an_initiative_knows_the_method_and_own_fields(base: Commands) -> None:
    base.edit(
        "playbook.toml", 'name = "Base"', 'name = "Base"\n[[fields]]\nname = "budget"\ntype = "number"\n'
    )
    schema = json.loads(base("schema", "initiative").out)
    validator = Draft202012Validator(schema)
    plan = {"title": "X", "fields": {"budget": 3}, "stages": {"vision": {"owner": "a", "diagnosis": []}}}
    assert validator.is_valid(plan)
    assert not validator.is_valid({"fields": {"budget": "much"}})
    assert not validator.is_valid({"stages": {"vision": {"members": []}}})
    assert not validator.is_valid({"stages": {"visoin": {}}})


@pytest.mark.parametrize("rule", RULES, ids=lambda each: each.name)
def test_every_rule_is_explained_by_name_and_code(base: Commands, rule: object) -> None:
    by_code = base("explain", rule.code)  # type: ignore[attr-defined]
    assert by_code.out.startswith(f"# {rule.code} {rule.name}\n")  # type: ignore[attr-defined]
    assert base("explain", rule.name).out == by_code.out  # type: ignore[attr-defined]


def test_explain_lists_all_and_names_the_nearest(base: Commands) -> None:
    assert len(base("explain").out.splitlines()) == len(RULES)
    assert "no rule is called `zzz`: playbook explain lists all" in base("explain", "zzz").err
    ended = base("explain", "stage-reviw-missing")
    assert ended.code == 2
    assert "did you mean `stage-review-missing`?" in ended.err


def test_diagnose_one_all_and_an_unknown_one(base: Commands) -> None:
    assert "One CRM for every deal (crm)" in base("diagnose", "crm").out
    base.edit(CRM, "        accepted: 2026-01-20\n", "")
    stuck = base("diagnose").out
    assert "coalition" in stuck
    assert "health: stuck" in stuck.lower()
    assert "did you mean `crm`?" in base("diagnose", "crn").err


def test_diagnose_says_when_a_page_cannot_be_read(base: Commands) -> None:
    (base.folder / CRM).write_text("---\ntitle: X\n")
    assert "cannot be read" in base("diagnose", "crm").out


def test_doctor_is_content_and_says_what_to_mend(base: Commands) -> None:
    ended = base("doctor")
    assert ended.code == 0
    assert all(line.startswith("ok ") for line in ended.out.splitlines())
    (base.folder / "build").mkdir()
    (base.folder / "build" / "mine.txt").write_text("x")
    ended = base("doctor")
    assert ended.code == 1
    assert "was not made by playbook" in ended.out


def test_doctor_without_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = Commands(tmp_path, capsys)("doctor")
    assert ended.code == 1
    assert "playbook init makes one" in ended.out
