"""The configuration: every fault at its line and column, in plain words, all of them in one run."""

from datetime import date
from pathlib import Path

import pytest

from playbook.config import Config, read_config
from playbook.config_check import check_settings
from playbook.config_schema import Settings
from playbook.diagnostic import Fault
from playbook.schema.shape import FOUR_STEPS, UNITS

PYDANTIC = ("Input should", "input_", "pydantic", "Field required", "type=", "validation error")


def read(folder: Path, text: str | bytes, name: str = "playbook.toml") -> tuple[Config, tuple[Fault, ...]]:
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_config(folder)


WRONG: dict[str, tuple[str | bytes, int, int, str, str]] = {
    "schema of another age": ("schema = 2", 1, 1, "schema 2 is not known", "schema = 1"),
    "schema a text": ('schema = "1"', 1, 1, "`schema`: must be a whole number, not `1`", "without quotes"),
    "schema true": ("schema = true", 1, 1, "must be a whole number, not true or false", "digits"),
    "schema with decimals": ("schema = 1.0", 1, 1, "must be a whole number, not a number", "digits"),
    "schema beyond all": (f"schema = {'9' * 300}", 1, 1, "must be a whole number", "digits"),
    "requires no range": ('\nrequires = "new"', 2, 1, "`new` is no version range", ">=0.1"),
    "requires beyond all": (f'requires = ">={"9" * 5000}"', 1, 1, "is no version range", ">=0.1"),
    "requires another": ('requires = ">=99"', 1, 1, "the project requires >=99", "install"),
    "requires a number": ("requires = 1", 1, 1, "`requires`: must be a text, not a number", "quotes"),
    "today a word": ('today = "tomorrow"', 1, 1, "`tomorrow` is not a day", "YYYY-MM-DD"),
    "today with a time": ("today = 2026-07-03T10:00:00", 1, 1, "a day without a time", "2026-07-03"),
    "today a number": ("today = 20260703", 1, 1, "must be a day, not a number", "2026-07-03"),
    "today a time": ("today = 10:00:00", 1, 1, "must be a day, not a day or time", "2026-07-03"),
    "today impossible": ('today = "2026-13-45"', 1, 1, "is not a day of the calendar", "month"),
    "today too far": ("today = 9999-12-31", 1, 1, "`9999-12-31` is too far ahead", "1900 to 2199"),
    "today a text too far": ('today = "0001-01-01"', 1, 1, "`0001-01-01` is too far back", "1900 to 2199"),
    "content the root": ('content = "."', 1, 1, "must be inside the project, not `.`", "project's folder"),
    "content empty": ('content = ""', 1, 1, "must be inside the project", "project's folder"),
    "content above": ('content = "../x"', 1, 1, "must be inside the project", "project's folder"),
    "content from the root": ('content = "/etc"', 1, 1, "must be inside the project", "project's folder"),
    "content on a drive": ('content = "C:/x"', 1, 1, "must be inside the project", "project's folder"),
    "content at home": ('content = "~/x"', 1, 1, "must be inside the project", "project's folder"),
    "content with backslashes": ("content = 'a\\b'", 1, 1, "holds a backslash", "write a/b"),
    "content with NUL": (r'content = "a\u0000"', 1, 1, "must be inside the project", "project's folder"),
    "content a list": ('content = ["a"]', 1, 1, "`content`: must be a text, not a list", "quotes"),
    "output is content": ('output = "content"', 1, 1, "`output` is the same folder as `content`", "own"),
    "output by case": ('output = "Content"', 1, 1, "`output` is the same folder as `content`", "own"),
    "output in content": ('output = "content/build"', 1, 1, "`content/build` lies in `content`", "own"),
    "content in output": ('content = "build/x/"', 0, 0, "`build/x` lies in `build`", "own"),
    "templates in content": ('templates = "content/t"', 1, 1, "`content/t` lies in `content`", "own"),
    "site a text": (
        'site = "x"',
        1,
        1,
        "`site` must be keys and values",
        "make it a table with one of: name",
    ),
    "site a list": ("site = []", 1, 1, "`site` must be keys and values, not a list", "make it a table"),
    "name a number": ("[site]\nname = 3", 2, 1, "`name`: must be a text, not a number", "quotes"),
    "name a day": ("[site]\nname = 2026-01-01", 2, 1, "must be a text, not a day or time", "quotes"),
    "name a table": ("[site]\nname = {a = 1}", 2, 1, "must be a text, not a table", "quotes"),
    "copies unknown": ('[site]\ncopies = ["csv", "jsn"]', 2, 18, "`jsn` is no known word here", "`json`?"),
    "copies no list": ('[site]\ncopies = "json"', 2, 1, "must be a list", '["…", "…"]'),
    "copies with the policy": (
        '[site]\ncopies = ["headers"]',
        2,
        11,
        "`headers` is no known",
        "one of: json",
    ),
    "language unknown": ('[site]\nlanguage = "xx"', 2, 1, "`xx` is no known word here", "one of: en"),
    "zone unknown": ('[site]\ntimezone = "Europe/Osloo"', 2, 1, "is no known time zone", "Europe/Oslo"),
    "zone above": ('[site]\ntimezone = "../../etc/passwd"', 2, 1, "is no known time zone", "IANA"),
    "url of a script": ('[site]\nurl = "javascript:x"', 2, 1, "is no web address", "https://"),
    "edit url bare": ('[site]\nedit-url = "forge/x"', 2, 1, "is no web address", "https://"),
    "month 13": ("[site]\nfiscal-year-start = 13", 2, 1, "a month from 1 to 12, not 13", "January"),
    "month a word": ('[site]\nfiscal-year-start = "May"', 2, 1, "a whole number, not `May`", "digits"),
    "switch a word": (
        '[site]\nrules-about-persons = "no"',
        2,
        1,
        "must be true or false, not `no`",
        "quotes",
    ),
    "profile unknown": ('[check]\nprofile = "metod"', 2, 1, "no known word", "did you mean `method`?"),
    "threshold unknown": ('[check]\nfail-on = "fatal"', 2, 1, "no known word", "error, warning, info"),
    "ignore a text": ('[check]\nignore = "PB103"', 2, 1, "`ignore` must be a list", "brackets"),
    "ignore a number in it": (
        '[check]\nignore = [\n  "PB103",\n  3,\n]',
        4,
        3,
        "must be a text, not a number",
        "quotes",
    ),
    "require a table": ("[check]\nrequire = {a = 1}", 2, 1, "`require` must be a list", "brackets"),
    "baseline outside": ('[check]\nbaseline = "../b.json"', 2, 1, "must be inside the project", "project"),
    "method a list": ("method = []", 1, 1, "`method` must be keys and values, not a list", "stages"),
    "stages a table": ("[method.stages]\nid = 1", 1, 1, "`stages` must be a list", "brackets"),
    "a stage a text": ('[method]\nstages = ["x"]', 2, 11, "this item must be keys and values", "id, title"),
    "stage without id": (
        '[[method.stages]]\nstep = "vision"\n'
        + "".join(f'[[method.stages]]\nid = "{n}"\nstep = "{n}"\n' for n in ("coalition", "goals"))
        + '[[method.stages]]\nid = "f"\nstep = "follow-through"',
        1,
        1,
        "stage 1 of the method has no id",
        "add  id",
    ),
    "stage without step": (
        '[[method.stages]]\nid = "a"',
        1,
        1,
        "stage 1 of the method has no step",
        "vision",
    ),
    "step unknown": (
        '[[method.stages]]\nid = "a"\nstep = "visoin"',
        3,
        1,
        "`visoin` is no known word here",
        "did you mean `vision`?",
    ),
    "steps missing": (
        '[[method.stages]]\nid = "a"\nstep = "vision"',
        1,
        1,
        "the steps `coalition`, `goals` and `follow-through`",
        "needs a stage",
    ),
    "stage twice": (
        "".join(
            f'[[method.stages]]\nid = "{"f" if each == "goals" else each[0]}"\nstep = "{each}"\n'
            for each in ("vision", "coalition", "goals", "follow-through")
        ),
        11,
        1,
        "stage `f` stands twice",
        "another id",
    ),
    "words a text": ('[words]\nvague = "better"', 2, 1, "`vague` must be a list", "brackets"),
    "unit a number": ("units = [1]", 1, 10, "must be a text, not a number", "quotes"),
    "unit without a sign": ('units = ["kg", " "]', 1, 16, "1 unit without a sign", "kg"),
    "fields a table": ("[fields]\nx = 1", 1, 1, "`fields` must be a list", "brackets"),
    "field without name": ('[[fields]]\ntype = "text"', 1, 1, "field 1 has no name", "add  name"),
    "field type": (
        '[[fields]]\nname = "b"\ntype = "money"',
        3,
        1,
        "no known word",
        "text, number, day, flag",
    ),
    "field name": ('[[fields]]\nname = "a b"', 2, 1, "`a b` cannot be an id", "a-b"),
    "field twice": (
        '[[fields]]\nname = "b"\n[[fields]]\nname = "b"',
        4,
        1,
        "field `b` stands twice",
        "take one",
    ),
    "rules a number": ("rules = 3", 1, 1, "`rules` must be keys and values", "`key = value` lines"),
    "rule a level": ('[rules]\ngoal-vague = "off"', 2, 1, "`goal-vague` must be keys and values", "table"),
    "level a list": ("[rules.goal-vague]\nlevel = []", 2, 1, "a text or a number, not a list", "level"),
    "level true": (
        "[rules.goal-vague]\nlevel = true",
        2,
        1,
        "a text or a number, not true or false",
        "level",
    ),
    "unknown setting": ('contents = "x"', 1, 1, "unknown setting `contents`", "did you mean `content`?"),
    "underscore": ('[check]\nfail_on = "error"', 2, 1, "unknown setting `fail_on` in `check`", "`fail-on`?"),
    "unknown table": ("\n[sites]\nx = 1", 2, 1, "unknown setting `sites`", "did you mean `site`?"),
    "unknown in a list": ('[[fields]]\nname = "b"\nkind = "text"', 3, 1, "`kind` in `fields`", "known: "),
    "not TOML": ("schema = 1\nname = ", 2, 1, "not valid TOML: Invalid value", "quotes"),
    "not TOML to the end": ('name = """', 1, 1, "not valid TOML", "quotes"),
    "set twice": ("schema = 1\nschema = 1", 2, 1, "not valid TOML: Cannot overwrite a value", "quotes"),
    "not UTF-8": (b'schema = 1\nname = "\xff"', 2, 1, "is not UTF-8", "UTF-8"),
    "too many brackets": ("a = " + "[" * 20_000, 0, 0, "nested too deep", "take it out"),
    "too long a number": ("a = " + "9" * 5_000, 0, 0, "a number is too long", "take it out"),
    "too large": (b"#" * ((1 << 20) + 1), 0, 0, "larger than 1 MiB", "data"),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_wrong_setting(tmp_path: Path, wrong: tuple[str | bytes, int, int, str, str]) -> None:
    text, line, column, message, help_ = wrong
    _, faults = read(tmp_path, text)
    assert len(faults) == 1, faults
    fault = faults[0]
    assert (fault.rule, fault.span.path) == ("configuration", "playbook.toml")
    assert (fault.span.line, fault.span.column) == (line, column)
    assert message in fault.message
    assert help_ in fault.help
    assert not any(each in fault.message + fault.help for each in PYDANTIC)


def test_every_fault_of_a_file_in_one_run_each_at_its_line(tmp_path: Path) -> None:
    text = """schema = 2
requires = "new"
output = "content"
colour = "red"

[site]
timezone = "Mars/Base"
fiscal-year-start = 0

[check]
profile = "none"

[[fields]]
name = "budget"
type = "euro"

[[fields]]
name = "budget"
"""
    _, faults = read(tmp_path, text)
    assert sorted(each.span.line for each in faults) == [1, 2, 3, 4, 7, 8, 11, 15, 18]
    assert all(each.help for each in faults)


def test_the_same_in_pyproject(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.playbook]\nschema = 1\n\n[tool.playbook.site]\nnmae = "y"\n'
    _, faults = read(tmp_path, text, "pyproject.toml")
    assert [(each.span.path, each.span.line, each.span.column, each.message) for each in faults] == [
        ("pyproject.toml", 8, 1, "unknown setting `nmae` in `site`")
    ]
    assert faults[0].help == "did you mean `name`?"


OTHER_PROJECTS = {
    "no table of ours": '[project]\nname = "x"\n',
    "in a comment": "# tool.playbook\n",
    "broken, but not ours": "[project\n",
}


@pytest.mark.parametrize("text", OTHER_PROJECTS.values(), ids=OTHER_PROJECTS)
def test_a_pyproject_of_something_else_is_left_alone(tmp_path: Path, text: str) -> None:
    config, faults = read(tmp_path, text, "pyproject.toml")
    assert (config.path, faults, config.settings) == ("", (), Settings())


def test_a_table_of_ours_that_is_none(tmp_path: Path) -> None:
    for text in ("[[tool.playbook]]\nschema = 1\n", "[[tool]]\n[tool.playbook]\nschema = 1\n"):
        _, faults = read(tmp_path, text, "pyproject.toml")
        assert [each.message for each in faults] == ["`tool.playbook` must be a table"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "playbook.toml").mkdir()
    _, faults = read_config(tmp_path)
    assert ["cannot be read" in each.message for each in faults] == [True]


def test_a_file_elsewhere_is_named_as_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("schema = 2\n", encoding="utf-8")
    (tmp_path / "root").mkdir()
    _, faults = read_config(tmp_path / "root", tmp_path / "other.toml")
    assert [each.span.path for each in faults] == [(tmp_path / "other.toml").as_posix()]


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    config, faults = read_config(tmp_path)
    assert faults == ()
    assert (config.content, config.output) == (tmp_path / "content", tmp_path / "build")
    assert config.templates == tmp_path / "templates"
    assert config.stages == FOUR_STEPS
    assert config.level("goal-vague", "content/a.md") == ""
    assert config.number("goal-vague", "words", 3) == 3


FULL = """schema = 1
requires = ">=0.1,<99"
today = 2026-11-23
content = "./pages/"
output = "site"
templates = "look"
units = ["kg"]

[site]
name = "A"
organisation = "B"
language = "en"
timezone = "Europe/Oslo"
url = "https://a.example"
edit-url = "https://a.example/edit/{path}"
fiscal-year-start = 4
rules-about-persons = false

[check]
profile = "core"
fail-on = "warning"
ignore = ["PB3"]
require = ["readings"]
baseline = "known.json"

[words]
placeholders = ["xyz"]
vague = ["synergy"]

[[fields]]
name = "budget"
type = "number"
label = "Budget"
show = false

[[method.stages]]
id = "v"
title = "Why"
step = "vision"

[[method.stages]]
id = "c"
step = "coalition"

[[method.stages]]
id = "g"
step = "goals"

[[method.stages]]
id = "f"
step = "follow-through"

[rules.owner-overloaded]
level = "info"
most = 5
"""


def test_every_setting_is_taken(tmp_path: Path) -> None:
    config, faults = read(tmp_path, "\ufeff" + FULL)
    assert faults == ()
    assert config.settings.today == date(2026, 11, 23)
    assert config.content == tmp_path / "pages"
    assert [(each.id, each.title, each.step) for each in config.stages][:2] == [
        ("v", "Why", "vision"),
        ("c", "c", "coalition"),
    ]
    assert config.shape.units == (*UNITS, "kg")
    assert [(each.name, each.label, each.show) for each in config.shape.own_fields] == [
        ("budget", "Budget", False)
    ]
    assert (
        config.level("owner-overloaded", "content/a.md"),
        config.number("owner-overloaded", "most", 3),
    ) == ("info", 5)
    assert config.number("owner-overloaded", "level", 3) == 3


def test_a_day_may_stand_in_quotes(tmp_path: Path) -> None:
    config, faults = read(tmp_path, 'today = "2026-11-23"')
    assert (config.settings.today, faults) == (date(2026, 11, 23), ())


@pytest.mark.parametrize("key", ["content", "output", "templates"])
def test_a_folder_that_is_a_link_out_of_the_project(tmp_path: Path, key: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside").mkdir()
    (root / "there").symlink_to(tmp_path / "outside", target_is_directory=True)
    _, faults = read(root, f'{key} = "there/x"')
    assert [(each.span.line, each.message) for each in faults] == [
        (1, f"`{key}` leads out of the project: `there/x` is or lies in a link")
    ]


def test_a_folder_that_is_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "content").symlink_to(tmp_path / "content")
    _, faults = read(tmp_path, "schema = 1")
    assert len(faults) == 1
    assert "`content` leads out of the project" in faults[0].message


def test_a_version_that_is_newer_is_welcome() -> None:
    assert check_settings(Settings(requires=">=0.1"), Path(), "0.2.dev1") == []
