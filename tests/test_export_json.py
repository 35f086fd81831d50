"""site.json and due.json: valid by their published schemas for any content; figures as they were written."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from playbook.check import Options
from playbook.config import read_config
from playbook.exports import EXPORTS
from playbook.pipeline import judge_playbook
from playbook.view import Index, make_index
from tests.overlay import merge
from tests.plans import CRM
from tests.rendered import make_facts
from tests.sites import TODAY, judge_files, read_base
from tests.test_method import METHODS, write_plan
from tests.variants import VARIANTS, make_variant
from tests.views import look_up

ROOT = Path(__file__).parent.parent


def read(index: Index, format_: str) -> tuple[Any, Any]:
    """Give a copy and its schema; every number is a Decimal."""
    body, schema = (each.body for each in EXPORTS[format_](index))
    return json.loads(body, parse_float=Decimal), json.loads(schema)


def list_faults(index: Index, format_: str) -> list[str]:
    """List what the schema finds wrong with a copy."""
    body, schema = (json.loads(each.body) for each in EXPORTS[format_](index))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{each.json_path}: {each.message}" for each in validator.iter_errors(body)]


def look_up_showcase() -> Index:
    config, faults = read_config(ROOT)
    assert not faults
    day = config.settings.today or TODAY
    return make_index(make_facts(judge_playbook(config, day, Options())))


@pytest.mark.parametrize("format_", ["json", "due"])
@pytest.mark.parametrize("name", [*VARIANTS, *METHODS, "showcase"])
def test_a_copy_is_valid_for_any_content(tmp_path: Path, name: str, format_: str) -> None:
    if name == "showcase":
        index = look_up_showcase()
    else:
        files = write_plan(METHODS[name]) if name in METHODS else make_variant(name)
        index = make_index(make_facts(judge_files(tmp_path, files)))
    assert list_faults(index, format_) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("initiatives", 0, "status"), "imlpemented"),
        (("initiatives", 0, "email"), "x@example.com"),
        (("initiatives", 0, "targets", 0, "baseline"), "62 days"),
        (("initiatives", 0, "stages", 0, "reviews", 0, "verdict"), "fine"),
        (("initiatives", 0, "go-live"), "1 July"),
        (("metrics", 0, "readings", 0, "value"), "71"),
        (("version",), 2),
    ],
    ids=lambda each: ".".join(map(str, each)) if isinstance(each, tuple) else None,
)
def test_the_schema_is_closed(tmp_path: Path, path: tuple[Any, ...], value: Any) -> None:
    body, schema = (json.loads(each.body) for each in EXPORTS["json"](look_up(tmp_path)))
    node = body
    for part in path[:-1]:
        node = node[part]
    node[path[-1]] = value
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [each.json_path for each in validator.iter_errors(body)], path


def test_the_model_tells_the_plan_with_all_its_parts(tmp_path: Path) -> None:
    data, _ = read(look_up(tmp_path), "json")
    assert (data["$schema"], data["version"], data["as-of"]) == ("site.schema.json", 1, "2026-06-01")
    assert [each["id"] for each in data["method"]] == ["vision", "coalition", "goals", "follow-through"]
    plan = data["initiatives"][0]
    assert (plan["url"], plan["markdown"]) == ("initiative/crm.html", "initiative/crm.md")
    assert (plan["owner"], plan["sponsor"], plan["affects"]) == (
        "maya-okafor",
        "erik-lind",
        ["sales", "finance"],
    )
    assert [each["state"] for each in plan["stages"]] == ["done", "done", "part", "none"]
    target = plan["targets"][0]
    assert (target["metric"], target["headline"]) == ("sales-cycle", True)
    assert target["baseline"] == {"value": 62, "text": "62\xa0days"}
    assert [each["id"] for each in plan["milestones"]] == ["pilot", "second-team", "all-teams"]
    review = plan["stages"][2]["reviews"][0]
    assert (review["state"], review["held"], review["verdict"]) == ("held", "2026-04-27", "passed")
    assert plan["stages"][1]["members"][0]["ask"] == "Budget for 40 seats"
    assert plan["risks"][0]["owner"] == "tom-hale"
    assert plan["updates"][0]["health"] == "on-track"
    assert {each["kind"] for each in data["due"]} >= {"review", "milestone", "message", "risk"}
    assert {"from": "initiative/crm", "to": "metric/sales-cycle", "role": None} in data["links"]
    assert data["people"][0]["calendar"] == "person/ana-ruiz.ics"


MOVED = """slips:
  - item: milestones.all-teams
    from: 2026-06-12
    to: 2026-06-26
    date: 2026-05-20
    reason: The vendor was late
"""


def test_moved_days_are_told_with_the_day_first_promised(tmp_path: Path) -> None:
    plan = read(look_up(tmp_path, MOVED), "json")[0]["initiatives"][0]
    last = plan["milestones"][-1]
    assert (last["due"], last["first-due"], last["moves"]) == ("2026-06-26", "2026-06-12", 1)
    assert plan["slips"] == [
        {
            "item": "milestones.all-teams",
            "from": "2026-06-12",
            "to": "2026-06-26",
            "date": "2026-05-20",
            "reason": "The vendor was late",
        }
    ]


def test_numbers_stand_as_they_were_written(tmp_path: Path) -> None:
    csv = "date,value\n2026-01-31,61.50\n2026-02-28,123456789012345.123456789\n2026-03-31,-0.10\n"
    index = look_up(tmp_path, files={"content/metrics/sales-cycle.csv": csv})
    body = next(EXPORTS["json"](index)).body.decode()
    assert '"value":61.50,' in body
    assert '"value":123456789012345.123456789,' in body
    assert '"value":-0.10,' in body


OWN = """
[[fields]]
name = "budget"
type = "number"
[[fields]]
name = "begun"
type = "day"
[[fields]]
name = "pilot"
type = "flag"
[[fields]]
name = "hidden"
show = false
"""


def test_own_fields_have_their_types_and_hidden_ones_stay(tmp_path: Path) -> None:
    fragment = 'fields:\n  budget: "40.5"\n  begun: 2026-01-02\n  pilot: "true"\n  hidden: word\n'
    data, schema = read(look_up(tmp_path, fragment, config=OWN), "json")
    assert data["initiatives"][0]["fields"] == {
        "budget": Decimal("40.5"),
        "begun": "2026-01-02",
        "pilot": True,
    }
    described = schema["properties"]["initiatives"]["items"]["properties"]["fields"]["properties"]
    assert list(described) == ["budget", "begun", "pilot"]


def test_own_fields_that_are_not_there_or_not_of_their_type_are_null(tmp_path: Path) -> None:
    data, _ = read(look_up(tmp_path, "fields:\n  budget: many\n", config=OWN), "json")
    assert data["initiatives"][0]["fields"] == {"budget": None, "begun": None, "pilot": None}


def test_due_json_sorts_by_person_and_by_day(tmp_path: Path) -> None:
    data, _ = read(look_up(tmp_path, today=date(2026, 6, 20)), "due")
    assert (data["as-of"], data["until"]) == ("2026-06-20", "2026-07-20")
    people = {each["id"]: each["due"] for each in data["people"]}
    assert [(each["kind"], each["due"], each["days"]) for each in people["tom-hale"]][:2] == [
        ("risk", "2026-06-15", -5),
        ("milestone", "2026-06-26", 6),
    ]
    assert all(-20 <= each["days"] <= 30 for some in people.values() for each in some)
    assert data["nobody"] == []


def test_what_nobody_is_named_for_is_told_apart(tmp_path: Path) -> None:
    fragment = "risks:\n  - risk: Nobody watches it\n    due: 2026-06-10\n"
    data, _ = read(look_up(tmp_path, fragment), "due")
    assert [each["title"] for each in data["nobody"]] == ["Risk: Nobody watches it"]


def test_what_rests_with_a_paused_plan_reminds_nobody(tmp_path: Path) -> None:
    files = make_variant("paused")
    index = make_index(make_facts(judge_files(tmp_path, files, date(2026, 7, 10))))
    days = [item["days"] for each in read(index, "due")[0]["people"] for item in each["due"]]
    assert days
    assert min(days) >= 0


def test_a_page_that_cannot_be_read_is_there_all_the_same(tmp_path: Path) -> None:
    files = read_base() | {
        "content/initiatives/open.md": "---\ntitle: x\n",
        CRM: merge(read_base()[CRM], "owner: nobody\n"),
    }
    data, _ = read(make_index(make_facts(judge_files(tmp_path, files))), "json")
    assert [each["id"] for each in data["initiatives"]] == ["crm", "open"]
    assert {each["code"] for each in data["findings"]} >= {"PB001"}
