"""The front matter's values: each kind of wrong one in plain words, with its exact remedy, at its place."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from playbook.diagnostic import Fault
from playbook.frontmatter import read
from playbook.schema.record import list_keys
from playbook.schema.shape import MethodStage, OwnField, Shape
from playbook.schema.validate import KINDS, get_field, validate, walk_records


def validate_text(kind: str, text: str, shape: Shape | None = None) -> tuple[Any, tuple[Fault, ...]]:
    """Validate front matter; the first line of `text` is line 2 of the page."""
    tree = read("page.md", f"---\n{text}\n---\n".encode()).tree
    assert tree is not None
    return validate(kind, tree, shape or Shape())


Case = tuple[str, str, int, int, str, str]
"""Kind, front matter, line and column, message, a part of the remedy."""

WRONG: dict[str, Case] = {
    "underscore": ("initiative", "go_live: 2026-01-01", 2, 1, "unknown key `go_live`", "`go-live`?"),
    "capital letters": ("initiative", "Owner: a", 2, 1, "unknown key `Owner`", "`owner`?"),
    "one review": (
        "initiative",
        "stages:\n  goals:\n    review:\n      - due: 2026-01-01",
        4,
        5,
        "unknown key `review` in `goals`",
        "`reviews`?",
    ),
    "in a list": (
        "initiative",
        "targets:\n  - metrik: a",
        3,
        5,
        "unknown key `metrik` in `targets`",
        "`metric`?",
    ),
    "nothing near": ("department", "zzz: a", 2, 1, "unknown key `zzz`", "known: `formerly`, `head`, `title`"),
    "another kind's": ("initiative", "cadence: weekly", 2, 1, "unknown key `cadence`", "of the kind metric"),
    "a key of two kinds": ("method", "head: a", 2, 1, "unknown key `head`", "of the kind department"),
    "an audience": (
        "initiative",
        "visible-to: sales",
        2,
        1,
        "`visible-to` is not possible yet",
        "take it out",
    ),
    "a number with a unit": (
        "initiative",
        "targets:\n  - limit: 45 days",
        3,
        12,
        "`limit`: `45 days` is not a bare number",
        "the unit stands on the metric's page; write 45",
    ),
    "a per cent sign": (
        "initiative",
        "targets:\n  - limit: 4.5%",
        3,
        12,
        "`4.5%` is not a bare",
        "write 4.5",
    ),
    "a currency": ("initiative", "targets:\n  - limit: € 45", 3, 12, "`€ 45` is not a bare", "write 45"),
    "a currency's code": (
        "initiative",
        "targets:\n  - limit: EUR 45",
        3,
        12,
        "not a bare number",
        "write 45",
    ),
    "a comma and a unit": ("initiative", "targets:\n  - limit: 4,5 k", 3, 12, "not a bare", "write 4.5"),
    "a decimal comma": ("initiative", "targets:\n  - limit: 11,4", 3, 12, "`11,4` is not a number", "11.4"),
    "thousands": (
        "initiative",
        "targets:\n  - limit: 1,000",
        3,
        12,
        "not a number",
        "write 1000 if the comma",
    ),
    "a gap": (
        "initiative",
        "targets:\n  - limit: 1 000 000",
        3,
        12,
        "not a number",
        "write the digits without",
    ),
    "an underscore in it": ("initiative", "targets:\n  - limit: 1_000", 3, 12, "not a number", "a gap: 1000"),
    "an exponent": (
        "initiative",
        "targets:\n  - limit: 1e400",
        3,
        12,
        "`1e400` is not a number",
        "digits only",
    ),
    "no number": ("initiative", "targets:\n  - limit: nan", 3, 12, "`nan` is not a number", "digits only"),
    "infinity": ("initiative", "targets:\n  - limit: .inf", 3, 12, "`.inf` is not a number", "digits only"),
    "a time for a number": (
        "initiative",
        "targets:\n  - limit: 12:30",
        3,
        12,
        "`12:30` is not",
        "digits only",
    ),
    "a day for a number": ("initiative", "targets:\n  - limit: 2026-01-01", 3, 12, "is not a", "digits only"),
    "a signed number": (
        "initiative",
        "targets:\n  - limit: +5",
        3,
        12,
        "`+5` is not a number",
        "digits only",
    ),
    "a long number": (
        "initiative",
        "targets:\n  - limit: 1234567890123456",
        3,
        12,
        "is not a number",
        "at most 15 digits",
    ),
    "other digits": ("initiative", "targets:\n  - limit: ٤٥", 3, 12, "`٤٥` is not a number", "digits only"),
    "an impossible day": ("initiative", "starts: 2026-13-45", 2, 9, "not a day of the calendar", "month"),
    "the year 0": ("initiative", "starts: 0000-01-01", 2, 9, "not a day of the calendar", "month"),
    "the year 1": ("initiative", "starts: 0001-01-01", 2, 9, "`0001-01-01` is too far back", "1900 to 2199"),
    "before 1900": ("initiative", "starts: 1899-12-31", 2, 9, "too far back", "check the year"),
    "from 2200 on": ("initiative", "starts: 2200-01-01", 2, 9, "too far ahead", "check the year"),
    "the last day": ("initiative", "starts: 9999-12-31", 2, 9, "`9999-12-31` is too far ahead", "1900"),
    "a day with a time": (
        "initiative",
        "starts: 2026-01-01T10:00:00Z",
        2,
        9,
        "is not a day",
        "leave the time out: 2026-01-01",
    ),
    "a day of another form": (
        "initiative",
        "starts: 1.2.2026",
        2,
        9,
        "`1.2.2026` is not a day",
        "YYYY-MM-DD",
    ),
    "a bare number for a day": ("initiative", "starts: 86400", 2, 9, "`86400` is not a day", "YYYY-MM-DD"),
    "yes": ("initiative", "targets:\n  - headline: yes", 3, 15, "`yes` is not a truth value", "write true"),
    "True": (
        "initiative",
        "targets:\n  - headline: True",
        3,
        15,
        "`True` is not a truth value",
        "write true",
    ),
    "off": ("initiative", "targets:\n  - headline: off", 3, 15, "`off` is not a truth value", "write false"),
    "one": ("initiative", "targets:\n  - headline: 1", 3, 15, "not a truth value", "write true or false"),
    "a word": (
        "initiative",
        "status: imlpemented",
        2,
        9,
        "`status`: `imlpemented` is no known word here",
        "one of: draft, committed",
    ),
    "a word nearly right": ("initiative", "status: comitted", 2, 9, "no known word", "`committed`?"),
    "a list for a person": (
        "initiative",
        "owner: [a, b]",
        2,
        8,
        "must be one person, not a list",
        "one person",
    ),
    "a mapping for a person": ("initiative", "owner:\n  name: a", 3, 3, "must be a text, not keys", "quotes"),
    "a list for a text": ("initiative", "title: [a]", 2, 8, "must be one text, not a list", "one text"),
    "an empty person": ("initiative", "owner: ''", 2, 8, "`owner`: is empty", "the id of one person"),
    "a text for a list": (
        "initiative",
        "affects: sales",
        2,
        10,
        "`affects` must be a list",
        "dash:  - sales",
    ),
    "keys for a list": (
        "initiative",
        "milestones:\n  title: a",
        3,
        3,
        "`milestones` must be a list",
        "dash:  - title: …",
    ),
    "a list for keys": (
        "initiative",
        "paused:\n  - since: 2026-01-01",
        3,
        3,
        "`paused` must be keys and values, not a list",
        "take the dash away",
    ),
    "a text for keys": (
        "initiative",
        "targets:\n  - baseline: 45",
        3,
        15,
        "`baseline` must be keys and values",
        "one of: value, date, source",
    ),
    "a text for an item": (
        "initiative",
        "milestones:\n  - pilot",
        3,
        5,
        "this item must be keys and values",
        "one of: id, title",
    ),
    "an item of nothing": ("initiative", "milestones:\n  -\n", 3, 3, "this item must be keys", "one of: id"),
    "an empty item": ("initiative", "tags:\n  - a\n  -\n", 4, 3, "is empty", "write one text"),
    "a colon in a list": ("initiative", "tags:\n  - a: b", 3, 5, "not keys and values", 'quotes: "a: …"'),
    "a text for stages": ("initiative", "stages: a", 2, 9, "`stages` must be keys", "`key: value` lines"),
    "an unknown stage": (
        "initiative",
        "stages:\n  goal:\n    owner: a",
        3,
        3,
        "unknown stage `goal`",
        "did you mean `goals`?",
    ),
    "a key of another step": (
        "initiative",
        "stages:\n  goals:\n    members:\n      - person: a",
        4,
        5,
        "`members` belongs to the step coalition, not to goals",
        "a stage of the step coalition",
    ),
    "an unknown field": ("initiative", "fields:\n  bugdet: 3", 3, 3, "unknown field `bugdet`", "`budget`?"),
    "a field's value": (
        "initiative",
        "fields:\n  budget: lots",
        3,
        11,
        "`budget`: `lots` is not a",
        "digits",
    ),
    "a field's list": ("initiative", "fields:\n  budget: [1]", 3, 11, "must be one text, not a list", "one"),
    "an id with blanks": (
        "initiative",
        "milestones:\n  - id: The pilot",
        3,
        9,
        "`id`: `The pilot` cannot be an id",
        "for example  the-pilot",
    ),
    "an id with a hash": ("initiative", "milestones:\n  - id: a#b", 3, 9, "cannot be an id", "a-b"),
    "an id of signs": ("initiative", "milestones:\n  - id: '!'", 3, 9, "cannot be an id", "letters, digits"),
    "an old id with a gap": ("initiative", "formerly:\n  - a//b", 3, 5, "cannot be an id", "the old file"),
    "an old id upwards": ("page", "formerly:\n  - ../b", 3, 5, "cannot be an id", "letters, digits"),
    "decimals beyond": ("metric", "decimals: 7", 2, 11, "not a whole number from 0 to 6", "how many"),
    "decimals below": ("metric", "decimals: -1", 2, 11, "not a whole number from 0 to 6", "how many"),
    "decimals broken": ("metric", "decimals: 1.5", 2, 11, "not a whole number from 0 to 6", "how many"),
    "an unknown unit": (
        "metric",
        "unit: Day",
        2,
        7,
        "`unit`: `Day` is no known unit",
        "did you mean `days`?",
    ),
    "a strange unit": ("metric", "unit: kg", 2, 7, "`kg` is no known unit", "add it to `units`"),
    "a direction": ("metric", "direction: upwards", 2, 12, "no known word", "one of: down, up, hold"),
    "a key twice within quotes": ("person", '"left": soon', 2, 9, "`left`: `soon` is not a day", "YYYY"),
    "a long value": ("person", "left: " + "x" * 500, 2, 7, "x…` is not a day", "YYYY"),
}

SHAPE = Shape(own_fields=(OwnField("budget", "number"),))


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_wrong_value(case: Case) -> None:
    kind, text, line, column, message, help_ = case
    _, faults = validate_text(kind, text, SHAPE)
    assert len(faults) == 1, faults
    fault = faults[0]
    assert (fault.span.line, fault.span.column) == (line, column)
    assert message in fault.message
    assert help_ in fault.help
    assert len(fault.message) < 200


EMPTY = ["key:", "key: ~", "key: null"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", EMPTY)
def test_an_empty_key_is_an_absent_one(kind: str, way: str) -> None:
    text = "\n".join(way.replace("key", each) for each in list_keys(KINDS[kind]))
    value, faults = validate_text(kind, text)
    assert faults == ()
    bare, _ = validate_text(kind, "title: x" if kind != "person" else "name: x")
    assert getattr(value, "tags", ()) == getattr(bare, "tags", ())


def test_an_invalid_part_takes_its_default_and_spoils_no_other() -> None:
    text = "title: A\nstarts: soon\nmilestones:\n  - pilot\n  - title: B\n    due: never\n  - title: C"
    plan, faults = validate_text("initiative", text)
    assert [each.path for each in faults] == [("starts",), ("milestones", 0), ("milestones", 1, "due")]
    assert (plan.title, plan.starts) == ("A", None)
    assert [(each.id, each.title, each.due) for each in plan.milestones] == [
        ("", "", None),
        ("b", "B", None),
        ("c", "C", None),
    ]


def test_the_key_that_was_meant_is_where_a_gap_is_explained() -> None:
    _, faults = validate_text("initiative", "stages:\n  goals:\n    onwer: a\n    zzz: b")
    assert [each.path for each in faults] == [("stages", "goals", "owner"), ("stages", "goals", "zzz")]


def test_values_are_typed() -> None:
    text = """title: "A: B"
starts: 2026-01-02
affects: [sales, 'people ops']
targets:
  - {limit: -1.50, guardrail: true, headline: false}
stages:
  coalition:
    communication:
      - audience: sales
    reviews:
      - due: 2026-02-01
      - id: second
lessons:
  expected: It holds
  change:
    what: Sooner
slips:
  - {from: 2026-01-01, to: 2026-01-02}
formerly: [a, b/c]
"""
    plan, faults = validate_text("initiative", text)
    assert faults == ()
    assert (plan.title, plan.starts, plan.affects) == ("A: B", date(2026, 1, 2), ("sales", "people ops"))
    assert (plan.targets[0].limit, plan.targets[0].guardrail, plan.targets[0].headline) == (
        Decimal("-1.50"),
        True,
        False,
    )
    coalition = plan.stages["coalition"]
    assert coalition.communication[0].audience == ("sales",)
    assert [each.id for each in coalition.reviews] == ["coalition-1", "second"]
    assert (plan.lessons.expected.what, plan.lessons.change.what) == ("It holds", "Sooner")
    assert (plan.slips[0].from_, plan.slips[0].to) == (date(2026, 1, 1), date(2026, 1, 2))
    assert plan.formerly == ("a", "b/c")


def test_a_companys_own_method_and_units() -> None:
    shape = Shape(stages=(MethodStage("why", "Why", "vision"),), units=("kg",))
    plan, faults = validate_text("initiative", "stages:\n  why:\n    diagnosis:\n      - finding: a", shape)
    assert (faults, plan.stages["why"].diagnosis[0].finding) == ((), "a")
    assert validate_text("metric", "unit: kg", shape)[1] == ()
    assert (shape.step_of("why"), shape.step_of("x"), shape.stages_of("vision")) == ("vision", "", ("why",))


def test_walk_records_visits_every_record_outermost_first() -> None:
    text = "targets:\n  - baseline:\n      value: 1\n"
    text += "stages:\n  goals:\n    reviews:\n      - actions:\n          - what: a"
    plan, _ = validate_text("initiative", text)
    assert [path for path, _ in walk_records(plan)] == [
        (),
        ("targets", 0),
        ("targets", 0, "baseline"),
        ("stages", "goals"),
        ("stages", "goals", "reviews", 0),
        ("stages", "goals", "reviews", 0, "actions", 0),
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_has_its_field(kind: str) -> None:
    for _, record in walk_records(KINDS[kind]()):
        cls: type = type(record)
        for key in list_keys(cls):
            assert hasattr(record, get_field(cls, key))
