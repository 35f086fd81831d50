"""The files of the search: split by address, written as scripts, equal for equal entries."""

import json
from typing import Any

import pytest

from playbook.picture.steps import draw_step
from playbook.publish import Output
from playbook.search.entry import Entry
from playbook.search.shards import MANIFEST, describe, name_cell, write_shards
from playbook.search.split import count_shards, hash_url
from playbook.view.base import Card
from playbook.view.plan import HealthView, PlanCard
from playbook.view.step import StepCell

STEPS = (
    StepCell("vision", "vision", "Vision", 1, "done", "", 100),
    StepCell("coalition", "coalition", "Coalition", 2, "skipped", "", 0, is_caret=True),
    StepCell("goals", "goals", "Goals", 3, "part", "", 40),
)
PLAN = PlanCard(Card("CRM"), "draft", "Draft", HealthView("stuck", "Stuck", "bad"), STEPS, "Vision done")
HASHES = {"": 0x811C9DC5, "a": 0xE40C292C, "foobar": 0xBF9CF968}
"""Published values of 32-bit FNV-1a."""


def read(output: Output) -> tuple[str, Any]:
    """Read back the name and the value that a script hands over."""
    text = output.body.decode("utf-8")
    assert text.startswith('playbook.take("')
    assert text.endswith(");\n")
    name, _, value = text.removeprefix('playbook.take("').removesuffix(");\n").partition('",')
    return name, json.loads(value)


def read_all(outputs: list[Output]) -> dict[str, Any]:
    return dict(map(read, outputs))


@pytest.mark.parametrize(("text", "number"), HASHES.items(), ids=["nothing", "a letter", "a word"])
def test_the_hash_is_the_known_one(text: str, number: int) -> None:
    assert hash_url(text) == number


@pytest.mark.parametrize(("total", "count"), [(0, 1), (500, 1), (501, 2), (1000, 2), (1001, 4), (9000, 32)])
def test_shards_double(total: int, count: int) -> None:
    assert count_shards(total, 500) == count


def test_every_entry_is_in_the_shard_of_its_address() -> None:
    entries = [
        Entry(f"initiative/p{n}.html", f"Plan {n}", "initiative", text=f"word{n}") for n in range(1200)
    ]
    found = read_all(write_shards(entries, {}))
    count = len(found["index"]["titles"])
    assert count == 4
    for each in entries:
        assert found[f"titles-{hash_url(each.url) % count}"][each.url]["title"] == each.title
    assert sum(len(found[f"titles-{n}"]) for n in range(count)) == len(entries)


def test_the_manifest_names_its_shards_in_their_order() -> None:
    outputs = write_shards([Entry("a.html", "A", "page", text="b" * 400_000)], {"scripts": ["x.js"]})
    found = dict(zip([each.path for each in outputs], map(read, outputs), strict=True))
    manifest = found[MANIFEST][1]
    assert manifest["scripts"] == ["x.js"]
    for kind in ("titles", "texts"):
        assert [found[path][0] for path in manifest[kind]] == [
            f"{kind}-{n}" for n in range(len(manifest[kind]))
        ]
    assert len(manifest["texts"]) == 2


def test_a_shard_is_named_by_what_it_holds_and_the_manifest_is_not() -> None:
    one = {each.path for each in write_shards([Entry("a.html", "A", "page", text="b")], {})}
    two = {each.path for each in write_shards([Entry("a.html", "A", "page", text="c")], {})}
    assert MANIFEST in one & two
    assert [path.partition(".")[0] for path in one ^ two] == ["assets/texts-0"] * 2


def test_what_is_empty_is_left_out() -> None:
    assert describe(Entry("a.html", "A", "page")) == {"title": "A", "kind": "page"}


def test_a_plan_carries_its_steps_and_each_cell_is_drawn_once() -> None:
    found = read_all(write_shards([Entry("a.html", "A", "initiative", plan=PLAN)], {}))
    page = found["titles-0"]["a.html"]
    assert page["steps"] == ["done", "skipped", "part-40"]
    assert page["caret"] == 2
    assert (page["health"], page["word"], page["tone"], page["draft"]) == ("Stuck", "stuck", "bad", True)
    cells = found["index"]["cells"]
    assert set(cells) == {"done", "skipped", "part-40", "caret"}
    assert cells["part-40"] == str(draw_step(STEPS[2]))


def test_a_cell_is_named_by_its_look() -> None:
    assert [name_cell(each) for each in STEPS] == ["done", "skipped", "part-40"]


def test_ends_of_lines_that_scripts_knew_are_written_as_codes() -> None:
    outputs = write_shards([Entry("a.html", "A\u2028B", "page", text="</script>\u2029")], {})
    assert all("\u2028" not in each.body.decode() and "\u2029" not in each.body.decode() for each in outputs)
    assert read_all(outputs)["titles-0"]["a.html"]["title"] == "A\u2028B"
