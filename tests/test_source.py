"""Offsets to lines and columns, and single lines back."""

import pytest

from playbook.source import Source, Span

TEXT = "a\nbé😀d\r\n\n\u2028e\rf"

PLACES = {
    "the first sign": (0, (1, 1)),
    "a line's end": (1, (1, 2)),
    "the next line": (2, (2, 1)),
    "after signs of several bytes": (5, (2, 4)),
    "an empty line": (8, (3, 1)),
    "no line begins at other separators": (12, (4, 4)),
    "the end": (len(TEXT), (4, 5)),
}


@pytest.mark.parametrize(("offset", "place"), PLACES.values(), ids=PLACES)
def test_place(offset: int, place: tuple[int, int]) -> None:
    assert Source("x", TEXT).place(offset) == place


def test_span_never_ends_before_it_begins() -> None:
    source = Source("x", TEXT)
    assert source.span(2, 5) == Span("x", 2, 1, 2, 4)
    assert source.span(1, 9) == Span("x", 1, 2, 4, 1)
    assert source.span(5, 2) == Span("x", 2, 4, 2, 4)


def test_line_gives_text_without_its_ending() -> None:
    source = Source("x", TEXT)
    assert [source.line(n) for n in range(6)] == ["", "a", "bé😀d", "", "\u2028e\rf", ""]
    assert Source("x", "").line(1) == ""
