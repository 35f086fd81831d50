"""`[[levels]]`: levels of rules on some pages; nothing loosens a core rule, nothing is known too long."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from playbook.config import read_config
from playbook.json_schema import describe_config
from playbook.path_pattern import matches
from tests.cli import Commands
from tests.plans import CRM
from tests.sites import read_base, write_site

OLD = "content/initiatives/old/past.md"
BARE = read_base()[CRM].replace("  - metric: discount-rate\n    guardrail: true\n    limit: 12\n", "")
"""A plan without a guard-rail: PB209."""


def make(tmp_path: Path, capsys: pytest.CaptureFixture[str], levels: str) -> Commands:
    config = read_base()["playbook.toml"] + levels
    return Commands(
        write_site(tmp_path, {**read_base(), CRM: BARE, OLD: BARE, "playbook.toml": config}), capsys
    )


def list_severities(base: Commands, code: str, *options: str) -> dict[str, str]:
    """Give the severity of a rule's findings by the file they are in."""
    report = json.loads(base("check", "--output-format", "json", "--quiet", *options).out)
    return {each["span"]["path"]: each["severity"] for each in report["diagnostics"] if each["code"] == code}


def write_levels(paths: list[str], **rules: str) -> str:
    named = ", ".join(f'{name.replace("_", "-")} = "{level}"' for name, level in rules.items())
    return f"\n[[levels]]\npaths = {json.dumps(paths)}\nrules = {{ {named} }}\n"


PLAIN = '\n[rules.no-guardrail]\nlevel = "info"\n'
SET = {
    "nothing": ("", {CRM: "warning", OLD: "warning"}),
    "off below a folder": (write_levels(["initiatives/old/*"], no_guardrail="off"), {CRM: "warning"}),
    "an error on some": (
        write_levels(["initiatives/old/"], no_guardrail="error"),
        {CRM: "warning", OLD: "error"},
    ),
    "before the rule's own": (
        PLAIN + write_levels(["initiatives/old/**"], no_guardrail="error"),
        {CRM: "info", OLD: "error"},
    ),
    "the last holds": (
        write_levels(["initiatives/**"], no_guardrail="error")
        + write_levels(["initiatives/old/*"], no_guardrail="info"),
        {CRM: "error", OLD: "info"},
    ),
    "one that is silent of it": (
        write_levels(["initiatives/**"], no_guardrail="error")
        + write_levels(["initiatives/old/*"], goal_vague="off"),
        {CRM: "error", OLD: "error"},
    ),
    "another file": (
        write_levels(["initiatives/past.md", "old/*"], no_guardrail="off"),
        {CRM: "warning", OLD: "warning"},
    ),
}


@pytest.mark.parametrize(("levels", "expected"), SET.values(), ids=SET)
def test_a_level_holds_on_the_pages_it_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], levels: str, expected: dict[str, str]
) -> None:
    found = list_severities(make(tmp_path, capsys, levels), "PB209")
    base = list_severities(make(tmp_path / "plain", capsys, ""), "PB209")
    expected = {path: base[path] if level == "warning" else level for path, level in expected.items()}
    assert found == expected


def test_a_core_rule_of_a_committed_plan_is_not_loosened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = make(tmp_path, capsys, "")
    for name in (CRM, OLD):
        base.edit(name, "  goals:\n    owner: tom-hale\n", "  goals:\n")
    found = list_severities(base, "PB101")
    assert found == {CRM: "error", OLD: "error"}
    config = read_base()["playbook.toml"] + write_levels(["**"], stage_owner_missing="off")
    write_site(base.folder, {"playbook.toml": config})
    assert list_severities(base, "PB101") == found
    base.edit(OLD, "status: running", "status: draft")
    assert list_severities(base, "PB101") == {CRM: "error"}


def test_a_deadline_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = make(tmp_path, capsys, write_levels(["**"], milestone_overdue="error"))
    found = list_severities(base, "PB408", "--today", "2027-06-01")
    assert set(found.values()) == {"warning"}


def test_what_is_known_from_before_is_not_said_of_other_levels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = make(tmp_path, capsys, "")
    before = list_severities(base, "PB209")
    config = (base.folder / "playbook.toml").read_text()
    write_site(
        base.folder, {"playbook.toml": config + write_levels(["initiatives/old/*"], no_guardrail="off")}
    )
    assert list_severities(base, "PB209") == {CRM: before[CRM]}
    moved = base.folder / "content/initiatives/new/past.md"
    moved.parent.mkdir()
    (base.folder / OLD).rename(moved)
    assert set(list_severities(base, "PB209")) == {CRM, "content/initiatives/new/past.md"}
    moved.rename(base.folder / OLD)
    assert list_severities(base, "PB209") == {CRM: before[CRM]}
    assert list_severities(base, "PB209") == list_severities(base, "PB209", "--no-cache")


WRONG = {
    "unknown rule": (write_levels(["a/*"], no_gardrail="off"), "did you mean `no-guardrail`?"),
    "a code": (
        '\n[[levels]]\npaths = ["a"]\nrules = { PB209 = "off" }\n',
        "rules are set by name: no-guardrail",
    ),
    "locked": (write_levels(["a/*"], unknown_key="off"), "PB002 unknown-key always keeps its level"),
    "unknown level": (write_levels(["a/*"], no_guardrail="of"), "`of` is no known word here"),
    "no paths": ('\n[[levels]]\nrules = { no-guardrail = "off" }\n', "levels 1 name no paths"),
    "no rules": ('\n[[levels]]\npaths = ["a"]\n', "levels 1 name no rules"),
    "an absolute path": (
        write_levels(["/a/*"], no_guardrail="off"),
        "is no pattern of paths below `content`",
    ),
    "out of the folder": (write_levels(["../a/*"], no_guardrail="off"), "is no pattern of paths"),
    "another key": (write_levels(["a"], no_guardrail="off") + "path = 1\n", "did you mean `paths`?"),
}


@pytest.mark.parametrize(("levels", "words"), WRONG.values(), ids=WRONG)
def test_what_would_loosen_nothing_unseen_is_a_fault_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], levels: str, words: str
) -> None:
    ended = make(tmp_path, capsys, levels)("check")
    assert ended.code == 2
    assert words in ended.err
    assert ended.err.startswith("playbook.toml:")


def test_the_schema_of_the_configuration_knows_levels(tmp_path: Path) -> None:
    validator = Draft202012Validator(describe_config())
    entry = {"paths": ["a/*"], "rules": {"no-guardrail": "off"}}
    assert list(validator.iter_errors({"levels": [entry]})) == []
    faulty: list[dict[str, object]] = [
        {"paths": ["a"]},
        {"rules": {}},
        {**entry, "rules": {"no-guardrail": "of"}},
    ]
    for wrong in faulty:
        assert list(validator.iter_errors({"levels": [wrong]}))
    (tmp_path / "playbook.toml").write_text(write_levels(["a/*"], no_guardrail="off"))
    assert read_config(tmp_path)[1] == ()


@pytest.mark.parametrize(
    ("pattern", "path", "means"),
    [
        ("initiatives/old/*", "initiatives/old/a.md", True),
        ("initiatives/old/*", "initiatives/old/deep/a.md", False),
        ("initiatives/old/**", "initiatives/old/deep/a.md", True),
        ("initiatives/old/", "initiatives/old/deep/a.md", True),
        ("initiatives/old/", "initiatives/older/a.md", False),
        ("**/a.md", "a.md", True),
        ("**/a.md", "x/y/a.md", True),
        ("**/a.md", "x/ba.md", False),
        ("a?.md", "ab.md", True),
        ("a?.md", "a/.md", False),
        ("a.md", "axmd", False),
        ("[a].md", "a.md", False),
        ("[a].md", "[a].md", True),
        ("A.md", "a.md", False),
        ("*", "a.md\n", True),
        ("initiatives", "initiatives/a.md", False),
    ],
)
def test_a_pattern(pattern: str, path: str, means: bool) -> None:
    assert matches(pattern, path) == means
