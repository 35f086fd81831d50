"""Edits by span, and the order of keys."""

import pytest

from playbook.edit import Edit, apply_edits
from playbook.edit.order import list_order
from playbook.schema.shape import MethodStage, OwnField, Shape


def test_edits_are_made_at_once_and_in_any_order() -> None:
    edits = [Edit(4, 5, "E"), Edit(0, 1, "A"), Edit(2, 2, "+"), Edit(2, 2, "-")]
    assert apply_edits("abcdef", edits) == "Ab+-cdEf"


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap at 1"):
        apply_edits("abc", [Edit(0, 2, ""), Edit(1, 3, "")])


def test_keys_come_in_the_order_of_the_schema() -> None:
    assert list_order("initiative", Shape(), ())[:4] == ("title", "summary", "status", "owner")
    assert list_order("initiative", Shape(), ("stages", "goals", "reviews", 0))[:2] == ("id", "due")
    assert "until" in list_order("initiative", Shape(), ("stages", "follow-through"))
    assert "until" not in list_order("initiative", Shape(), ("stages", "vision"))
    assert list_order("metric", Shape(), ())[1] == "unit"
    assert list_order("initiative", Shape(), ("lessons", "keep"))[0] == "what"
    assert list_order("initiative", Shape(), ("title",)) == ()


def test_stages_and_own_fields_come_in_the_order_of_the_configuration() -> None:
    shape = Shape(
        stages=(MethodStage("later", "Later", "goals"), MethodStage("early", "Early", "vision")),
        own_fields=(OwnField("z"), OwnField("a")),
    )
    assert list_order("initiative", shape, ("stages",)) == ("later", "early")
    assert list_order("initiative", shape, ("fields",)) == ("z", "a")
    assert "diagnosis" in list_order("initiative", shape, ("stages", "early"))
