"""Offsets and positions: there and back in every encoding, at every line end."""

import pytest

from playbook.lsp.positions import Positions

TEXT = "plain\r\n🚲 é: x\rlast ü🚲\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_every_offset_comes_back(encoding: str) -> None:
    positions = Positions(TEXT, encoding)
    ends = {TEXT.index("\r\n") + 1}  # between CR and LF there is no place
    for offset in set(range(len(TEXT) + 1)) - ends:
        assert positions.offset(positions.position(offset)) == offset


UNITS = [
    pytest.param("utf-8", 7, id="8"),
    pytest.param("utf-16", 4, id="16"),
    pytest.param("utf-32", 3, id="32"),
]


@pytest.mark.parametrize(("encoding", "units"), UNITS)
def test_units_are_counted_as_agreed(encoding: str, units: int) -> None:
    found = Positions(TEXT, encoding).position(TEXT.index(":"))
    assert (found.line, found.character) == (1, units)


def test_a_place_beyond_the_end_is_the_end() -> None:
    positions = Positions(TEXT)
    found = positions.position(10**6)
    assert (found.line, found.character) == (3, 0)
    found.line, found.character = 0, 99
    assert positions.offset(found) == len("plain")
    found.line = 99
    assert positions.offset(found) == len(TEXT)
