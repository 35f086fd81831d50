"""Bytes and trees at random never raise through load, resolve and check; every finding has its place."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from playbook.check import Options
from playbook.config import Config, read_config
from playbook.pipeline import Judgement, judge_playbook
from playbook.schema.initiative import Initiative
from playbook.schema.pages import MetricPage
from playbook.schema.record import list_keys
from tests.sites import TODAY, read_base, write_site

BASE = read_base()
PLAN = BASE["content/initiatives/crm.md"].encode()
PATHS = (
    "content/initiatives/crm.md",
    "content/metrics/sales-cycle.md",
    "content/metrics/sales-cycle.csv",
    "content/people.csv",
    "content/people/tom-hale.md",
    "content/index.md",
    "content/method/vision.md",
)
quick = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def judge(files: dict[str, bytes]) -> Judgement:
    with tempfile.TemporaryDirectory() as folder:
        judgement = judge_playbook(Config(write_site(Path(folder), {**BASE, **files})), TODAY, Options())
    for each in judgement.checked.report.diagnostics:
        assert each.code != "PB900", each.message
        assert each.span.path.startswith("content")
        assert each.message
        each.message.encode()
    return judgement


@quick
@given(some.dictionaries(some.sampled_from(PATHS), some.binary(max_size=400), min_size=1))
def test_random_bytes(files: dict[str, bytes]) -> None:
    judge(files)


SIGNS = "---\n|- |: |[|]|{|}|'|&a |*a|!!x |<<: |# |\t|\r\n|\0|\u202e|[[|](|~|,,|;|2026-13-45|1e400"
PIECES = (
    *(each.encode() for each in SIGNS.split("|")),
    b"\xff", b'"', b"|\n", b"|---|\n",
    b"stages:\n  vision:\n", b"milestones:\n  - id: x\n", b"    reviews:\n      - due: ",
)  # fmt: skip


@quick
@given(some.lists(some.tuples(some.integers(0, len(PLAN)), some.sampled_from(PIECES), some.integers(0, 40))))
def test_a_plan_cut_and_stuffed(edits: list[tuple[int, bytes, int]]) -> None:
    text = PLAN
    for at, piece, cut in edits:
        text = text[:at] + piece + text[at + cut :]
    judge({"content/initiatives/crm.md": text})


def list_words(cls: type) -> list[str]:
    return [*list_keys(cls), "zzz", "", "stages"]


scalar = some.sampled_from(
    [
        "a",
        "''",
        "2026-01-01",
        "3",
        "true",
        "~",
        "crm",
        "sales",
        "maya-okafor",
        "[[x]]",
        "-",
        "'#'",
        "[]",
        "{}",
    ]
)
node = some.recursive(
    scalar,
    lambda inner: some.one_of(
        some.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]"),
        some.dictionaries(
            some.sampled_from(
                [
                    "owner",
                    "due",
                    "by",
                    "held",
                    "goals",
                    "vision",
                    "reviews",
                    "x",
                    "metric",
                    "id",
                    "what",
                    "value",
                ]
            ),
            inner,
            max_size=3,
        ).map(lambda each: "{" + ", ".join(f"{key}: {value}" for key, value in each.items()) + "}"),
    ),
    max_leaves=8,
)


@quick
@given(some.dictionaries(some.sampled_from(list_words(Initiative)), node, max_size=8))
def test_a_plan_of_any_shape(keys: dict[str, str]) -> None:
    text = "---\n" + "".join(f"{key or '?'}: {value}\n" for key, value in keys.items()) + "---\n"
    judge({"content/initiatives/crm.md": text.encode()})


@quick
@given(some.dictionaries(some.sampled_from(list_words(MetricPage)), node, max_size=6))
def test_a_metric_of_any_shape(keys: dict[str, str]) -> None:
    text = "---\n" + "".join(f"{key or '?'}: {value}\n" for key, value in keys.items()) + "---\n"
    judge({"content/metrics/sales-cycle.md": text.encode()})


TOML = (
    "schema",
    "site",
    "name",
    "=",
    " ",
    "[",
    "]",
    "{",
    "}",
    ",",
    '"',
    "'",
    "1",
    "true",
    "\n",
    ".",
    "#",
    "rules",
)


@quick
@given(some.lists(some.sampled_from(TOML), max_size=30).map("".join))
def test_a_configuration_at_random(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "playbook.toml").write_text(text, encoding="utf-8")
        _, faults = read_config(Path(folder))
    assert all(each.message and each.span.path == "playbook.toml" for each in faults)
