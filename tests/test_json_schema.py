"""The JSON Schemas say what is accepted: no more, and no less than they can."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from playbook.config import read_config
from playbook.frontmatter import read
from playbook.json_schema import describe_config, describe_kind
from playbook.schema.record import list_keys
from playbook.schema.shape import MethodStage, OwnField, Shape
from playbook.schema.validate import KINDS, validate
from tests.sites import read_base
from tests.test_config import FULL

SHAPE = Shape(own_fields=(OwnField("budget", "number"), OwnField("begun", "day")))
ROOT = Path(__file__).parent.parent


class Plain(yaml.SafeLoader):
    """Reads a page's days as texts, as JSON has them."""


Plain.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for sign, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def judge_by_schema(schema: dict[str, Any], data: object) -> list[str]:
    Draft202012Validator.check_schema(schema)
    return [each.message for each in Draft202012Validator(schema).iter_errors(data)]


def judge_by_checker(kind: str, text: str) -> bool:
    tree = read("page.md", f"---\n{text}\n---\n".encode()).tree
    return tree is not None and not validate(kind, tree, SHAPE)[1]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described(kind: str) -> None:
    schema = describe_kind(kind, SHAPE)
    assert set(schema["properties"]) == set(list_keys(KINDS[kind]))
    assert schema["additionalProperties"] is False
    assert judge_by_schema(schema, {}) == []


def list_pages() -> list[Path]:
    folders = {"initiatives": "initiative", "metrics": "metric"}
    return [each for folder in folders for each in sorted((ROOT / "content" / folder).glob("*.md"))]


@pytest.mark.parametrize("path", list_pages(), ids=lambda each: each.stem)
def test_the_pages_of_the_example_company_fit(path: Path) -> None:
    kind = path.parent.name.removesuffix("s")
    config, _ = read_config(ROOT)
    front = path.read_text(encoding="utf-8").split("\n---\n")[0].removeprefix("---\n")
    data = yaml.load(front, Plain)
    assert judge_by_schema(describe_kind(kind, config.shape), data) == []


BOTH_REFUSE = {
    "unknown key": ("initiative", "zzz: 1"),
    "unknown word": ("initiative", "status: none"),
    "text for a number": ("initiative", "targets:\n  - limit: many"),
    "text for a list": ("initiative", "affects: sales"),
    "text for keys": ("initiative", "paused: yesterday"),
    "list for a text": ("initiative", "title: [a]"),
    "unknown stage": ("initiative", "stages:\n  goal: {}"),
    "a key of another step": ("initiative", "stages:\n  goals:\n    members:\n      - person: a"),
    "unknown field": ("initiative", "fields:\n  colour: red"),
    "a field's value": ("initiative", "fields:\n  budget: lots"),
    "an id with blanks": ("initiative", "milestones:\n  - id: a b"),
    "decimals beyond": ("metric", "decimals: 7"),
    "decimals broken": ("metric", "decimals: 1.5"),
    "an unknown unit": ("metric", "unit: kg"),
    "unknown direction": ("metric", "direction: sideways"),
}
BOTH_TAKE = {
    "an audience alone": ("initiative", "stages:\n  coalition:\n    communication:\n      - audience: sales"),
    "audiences": ("initiative", "stages:\n  coalition:\n    communication:\n      - audience: [a, b]"),
    "a lesson alone": ("initiative", "lessons:\n  why: It held"),
    "a lesson in full": ("initiative", "lessons:\n  why:\n    what: It held\n    owner: a"),
    "fields": ("initiative", "fields:\n  budget: 3.5\n  begun: '2026-01-01'"),
    "a unit": ("metric", "unit: points"),
    "another key of a stage": ("initiative", "stages:\n  coalition:\n    members:\n      - person: a"),
    "a changed figure": ("initiative", "rebaselined:\n  - from: 3\n    to: 4"),
}


@pytest.mark.parametrize(("kind", "text"), BOTH_REFUSE.values(), ids=BOTH_REFUSE)
def test_both_refuse(kind: str, text: str) -> None:
    assert not judge_by_checker(kind, text)
    assert judge_by_schema(describe_kind(kind, SHAPE), yaml.load(text, Plain))


@pytest.mark.parametrize(("kind", "text"), BOTH_TAKE.values(), ids=BOTH_TAKE)
def test_both_take(kind: str, text: str) -> None:
    assert judge_by_checker(kind, text)
    assert judge_by_schema(describe_kind(kind, SHAPE), yaml.load(text, Plain)) == []


def test_a_companys_own_method_is_described() -> None:
    shape = Shape(stages=(MethodStage("why", "Why", "vision"),))
    stages = describe_kind("initiative", shape)["properties"]["stages"]
    assert list(stages["properties"]) == ["why"]
    assert "diagnosis" in stages["properties"]["why"]["properties"]
    assert "members" not in stages["properties"]["why"]["properties"]


CONFIGURATIONS = {
    "everything": (FULL.replace("today = 2026-11-23", 'today = "2026-11-23"'), True),
    "nothing": ("", True),
    "the base": (read_base()["playbook.toml"].replace("2026-06-01", '"2026-06-01"'), True),
    "unknown setting": ("colour = 1", False),
    "unknown word": ('[check]\nprofile = "none"', False),
    "text for a number": ('schema = "1"', False),
    "number for a text": ("[site]\nname = 1", False),
    "month 13": ("[site]\nfiscal-year-start = 13", False),
    "no web address": ('[site]\nurl = "forge"', False),
    "empty folder": ('content = ""', False),
    "text for a list": ('units = "kg"', False),
    "field without name": ('[[fields]]\ntype = "text"', False),
    "stage without step": ('[[method.stages]]\nid = "a"', False),
    "level a list": ("[rules.goal-vague]\nlevel = []", False),
}


@pytest.mark.parametrize(("text", "fits"), CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_the_configurations_schema_agrees_with_its_reader(tmp_path: Path, text: str, fits: bool) -> None:
    (tmp_path / "playbook.toml").write_text(text, encoding="utf-8")
    assert (read_config(tmp_path)[1] == ()) == fits
    assert (judge_by_schema(describe_config(), tomllib.loads(text)) == []) == fits
