"""The wire between two steps and its gate: every state by its shape."""

import re
from xml.etree import ElementTree

import pytest

from playbook.chart.gate import GATES, draw_gate


def strip(state: str) -> str:
    """Give a gate without its classes: what is left without colour."""
    return re.sub(r' class="[^"]*"', "", draw_gate(state))


def test_gates_differ_in_shape_without_colour() -> None:
    assert len({strip(state) for state in GATES}) == len(GATES) == 4


@pytest.mark.parametrize("state", GATES)
def test_a_gate_is_hidden_from_those_who_listen_and_needs_no_style(state: str) -> None:
    root = ElementTree.fromstring(draw_gate(state))
    assert root.get("aria-hidden") == "true"
    assert not [each for each in root.iter() if each.get("style") or each.get("id")]


WIRES = {"passed": "g-wire", "waived": "g-wire", "shut": "g-wire-shut", "ahead": "g-wire-shut"}


@pytest.mark.parametrize(("state", "wire"), WIRES.items())
def test_only_a_gate_that_lets_through_has_a_whole_wire(state: str, wire: str) -> None:
    line = ElementTree.fromstring(draw_gate(state)).find("line")
    assert line is not None
    assert line.get("class") == wire


def test_a_state_that_is_not_known_is_an_error() -> None:
    with pytest.raises(KeyError):
        draw_gate("ajar")
