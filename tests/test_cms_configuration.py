"""What the forms are made of: the schema, the guide, the site, and nothing that is told twice."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from playbook.cms.carried import LICENCES, SCRIPT, VERSION, list_hosted, read_script
from playbook.cms.configuration import Storage, make_configuration, store_elsewhere, write_configuration
from playbook.cms.guide import TABLES, find_meaning, read_meanings
from playbook.frontmatter import write_plain
from playbook.model.site import Site
from playbook.schema.record import list_keys
from playbook.schema.validate import KINDS
from tests.cli import Commands
from tests.sites import judge_files, read_base, write_site

OWN = """
[[fields]]
name = "budget"
type = "number"
label = "Budget (€)"

[[method.stages]]
id = "why"
step = "vision"

[[method.stages]]
id = "who"
step = "coalition"

[[method.stages]]
id = "do"
title = "Do it"
step = "goals"

[[method.stages]]
id = "after"
step = "follow-through"
"""
PUBLISHED = "7c1efd6b616b4786e279aeef194dd21649a72058d3bc8d1f78901b574610dfb8"
"""The SHA-256 of dist/decap-cms.js as its makers have published it."""

HERE = Storage({"name": "proxy"}, "content", is_here=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return judge_files(tmp_path_factory.mktemp("site"), read_base()).site


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path / "site", read_base()), capsys)


def find(fields: list[dict[str, Any]], *names: str) -> dict[str, Any]:
    """Give a field by the names of those that hold it."""
    found = next(each for each in fields if each["name"] == names[0])
    return find(found["fields"], *names[1:]) if names[1:] else found


def list_forms(site: Site, storage: Storage = HERE) -> dict[str, list[dict[str, Any]]]:
    return {each["name"]: each["fields"] for each in make_configuration(site, storage)["collections"]}


def walk(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in fields:
        yield each
        yield from walk(each.get("fields", []))


@pytest.mark.parametrize("record", TABLES, ids=lambda each: each.__name__)
def test_the_guide_says_what_each_key_means(record: type) -> None:
    assert set(read_meanings()[TABLES[record]]) == set(list_keys(record))


def test_a_meaning_is_a_plain_sentence() -> None:
    assert find_meaning(KINDS["initiative"], "go-live").hint == (
        "The first day on which people must work the new way. Needed: from committed on."
    )
    assert find_meaning(KINDS["person"], "email").hint == ""
    assert "[" not in "".join(each.hint for table in read_meanings().values() for each in table.values())
    assert find_meaning(KINDS["initiative"], "status").hint == "What the plan claims; the claim sets the bar."


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_has_a_field_in_the_order_of_the_schema(site: Site, kind: str) -> None:
    names = dict(
        zip(KINDS, ("initiatives", "metrics", "people", "departments", "method", "pages"), strict=True)
    )
    told = [each["name"] for each in list_forms(site)[names[kind]]]
    without = {"fields"} if kind == "initiative" else set()  # this company has none of its own
    assert told == [*(key for key in list_keys(KINDS[kind]) if key not in without), "body", "playbook-seen"]


def test_each_type_has_its_widget(site: Site) -> None:
    plan = list_forms(site)["initiatives"]
    assert find(plan, "starts") | {"hint": ""} == {
        "name": "starts", "label": "Starts", "required": False, "widget": "datetime", "hint": "",
        "format": "YYYY-MM-DD", "date_format": "YYYY-MM-DD", "time_format": False,
    }  # fmt: skip
    assert find(plan, "status")["options"][:2] == ["draft", "committed"]
    assert {"label": "Maya Okafor", "value": "maya-okafor"} in find(plan, "owner")["options"]
    assert find(plan, "affects")["multiple"]
    assert find(plan, "tags")["widget"] == "list"
    assert "fields" not in find(plan, "tags")
    assert find(plan, "targets", "headline")["widget"] == "boolean"
    assert find(plan, "targets", "baseline", "value")["pattern"][0] == "^-?[0-9]+([.][0-9]+)?$"
    review = find(plan, "stages", "goals", "reviews")
    assert (review["widget"], review["label_singular"]) == ("list", "review")
    assert [each["name"] for each in review["fields"]][:: len(review["fields"]) - 1] == ["due", "id"]
    assert find(plan, "lessons", "keep", "what")["widget"] == "string"
    audience = find(plan, "stages", "coalition", "communication", "audience")
    assert audience["options"][-1] == {"label": "Everyone", "value": "everyone"}
    assert find(plan, "body")["widget"] == "text"


def test_only_what_a_page_cannot_do_without_is_required(site: Site) -> None:
    forms = list_forms(site)
    told = {name: [each["name"] for each in walk(form) if each["required"]] for name, form in forms.items()}
    assert told == {
        "initiatives": ["title", "owner"],
        "metrics": ["title", "unit", "direction", "kind"],
        "people": ["name"],
        "departments": ["title"],
        "method": ["stage"],
        "pages": [],
    }


def test_a_stage_has_the_keys_of_its_step_alone(site: Site) -> None:
    stages = find(list_forms(site)["initiatives"], "stages")["fields"]
    keys = {each["name"]: {field["name"] for field in each["fields"]} for each in stages}
    assert {name: "members" in each for name, each in keys.items()} == {
        "vision": False, "coalition": True, "goals": False, "follow-through": False
    }  # fmt: skip
    assert "until" in keys["follow-through"]


def test_own_stages_and_own_fields_are_there(tmp_path: Path) -> None:
    base = read_base()
    site = judge_files(tmp_path, {**base, "playbook.toml": base.get("playbook.toml", "") + OWN}).site
    plan = list_forms(site)["initiatives"]
    assert [each["label"] for each in find(plan, "stages")["fields"]] == ["why", "who", "Do it", "after"]
    budget = find(plan, "fields", "budget")
    assert (budget["label"], budget["widget"], "pattern" in budget) == ("Budget (€)", "string", True)


def test_a_list_that_many_fields_share_is_written_once(site: Site) -> None:
    text = write_configuration(site, store_elsewhere(site, {"name": "github", "repo": "a/b"}))
    assert text.count("value: maya-okafor") == 1
    assert (
        yaml.safe_load(text)["collections"]
        == make_configuration(site, store_elsewhere(site, {"name": "github", "repo": "a/b"}))["collections"]
    )
    assert "playbook-seen" not in text


def test_plain_data_reads_the_same_by_both_versions_of_yaml() -> None:
    data = {"a": ["1e3", "0o17", "no", "2026-01-01", "+1"], "b": True, "c": 3}
    text = write_plain(data)
    assert yaml.safe_load(text) == data
    assert "'1e3'" in text
    assert "'0o17'" in text


def test_the_command_prints_it_and_writes_a_folder(commands: Commands, tmp_path: Path) -> None:
    printed = commands(
        "cms", "--backend", "gitlab", "--repo", "change/playbook", "--base-url", "https://git.x"
    )
    assert printed.code == 0
    told = yaml.safe_load(printed.out)
    assert told["backend"] == {
        "name": "gitlab", "repo": "change/playbook", "branch": "main", "base_url": "https://git.x"
    }  # fmt: skip
    folder = tmp_path / "admin"
    assert commands("cms", "--into", str(folder)).code == 0
    assert {each.name for each in folder.iterdir()} == {"index.html", "config.yml", SCRIPT, *LICENCES}
    assert (folder / "config.yml").read_text(encoding="utf-8").count("git-gateway") == 1
    assert b"<script>" not in (folder / "index.html").read_bytes()
    refused = commands("cms", "--backend", "github")
    assert (refused.code, "needs --repo OWNER/NAME" in refused.err) == (2, True)


def test_decap_is_carried_whole_with_its_licences() -> None:
    files = list_hosted("x: 1\n")
    assert files[SCRIPT].rstrip().endswith(b"})());")
    assert b"sourceMappingURL" not in files[SCRIPT][-200:]
    whole = files[SCRIPT].rstrip(b"\n") + b"\n//# sourceMappingURL=decap-cms.js.map"
    assert sha256(whole).hexdigest() == PUBLISHED
    assert VERSION.encode() in files[SCRIPT][-400:]
    assert len(read_script()) < 1_600_000
    assert b"MIT License" in files[LICENCES[0]]
    assert b"MIT" in files[LICENCES[1]]
