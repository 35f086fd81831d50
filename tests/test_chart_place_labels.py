"""Labels in a fluid picture: apart at the narrowest width is apart at every wider one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.chart.place_labels import GAP, Box, Label, Place, Sheet, are_apart
from playbook.chart.type import measure

BOXES = st.builds(
    lambda share, left, long: Box(share, left, left + long, 0, 10),
    st.floats(0, 1),
    st.floats(-90, 10),
    st.floats(1, 90),
)


def put(share: float, left: float, right: float, top: float = 0) -> Box:
    return Box(share, left, right, top, top + 10)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        pytest.param(put(0, 0, 50), put(0.5, 0, 50), True, id="side by side"),
        pytest.param(put(0, 0, 97), put(0.5, 0, 50), False, id="less than the gap between"),
        pytest.param(put(0, 0, 96), put(0.5, 0, 50), True, id="the gap between"),
        pytest.param(put(0.5, 0, 50), put(0, 0, 96), True, id="named from the right"),
        pytest.param(put(0, 0, 99), put(0, 0, 99, 10), True, id="in two rows"),
        pytest.param(put(0.4, 0, 20), put(0.4, -30, -4), True, id="on both sides of one place"),
        pytest.param(put(0.4, 0, 20), put(0.4, -30, -3), False, id="too near at one place"),
        pytest.param(put(0.1, 60, 90), put(0.2, -40, -10), False, id="in the wrong order: they will meet"),
    ],
)
def test_boxes_are_apart(one: Box, other: Box, apart: bool) -> None:
    assert are_apart(one, other, 200) is apart
    assert are_apart(other, one, 200) is apart


@given(BOXES, BOXES, st.floats(100, 600), st.floats(0, 3000))
def test_what_is_apart_stays_apart_when_the_picture_grows(
    one: Box, other: Box, width: float, more: float
) -> None:
    if are_apart(one, other, width):
        (left, right), (begin, end) = one.span(width + more), other.span(width + more)
        assert right + GAP <= begin + 1e-6 or end + GAP <= left + 1e-6


def test_a_label_takes_its_first_free_place() -> None:
    sheet = Sheet(200)
    first, second = Place(0.5, 20, 5), Place(0.5, 20, -5, "end")
    assert [sheet.place(Label("Today", (first, second))) for _ in range(3)] == [first, second, None]


def test_a_label_keeps_off_what_only_it_must_not_cover() -> None:
    sheet = Sheet(200)
    assert sheet.place(Label("Today", (Place(0.5, 20),)), [Box(0.5, -2, 2, 0, 40)]) is None
    assert sheet.place(Label("Today", (Place(0.5, 20),))) == Place(0.5, 20)


@pytest.mark.parametrize(
    ("sheet", "place", "held"),
    [
        pytest.param(Sheet(200), Place(1, 20), False, id="beyond the right edge"),
        pytest.param(Sheet(200, right=60), Place(1, 20), True, id="in the right margin"),
        pytest.param(Sheet(200), Place(0, 20, 0, "end"), False, id="beyond the left edge"),
        pytest.param(Sheet(200, left=60), Place(0, 20, 0, "end"), True, id="in the left margin"),
        pytest.param(Sheet(200), Place(0.5, 20, 0, "middle"), True, id="in the middle"),
    ],
)
def test_a_sheet_holds_what_its_margins_allow(sheet: Sheet, place: Place, held: bool) -> None:
    assert (sheet.place(Label("Today", (place,))) is not None) is held


def test_a_box_is_as_wide_as_its_text() -> None:
    (_, regular), (_, strong) = (
        next(Label("Target 90%", (Place(0, 20),), strong=each).boxes()) for each in (False, True)
    )
    assert (regular.left, regular.right) == (0, measure("Target 90%"))
    assert strong.right == measure("Target 90%", strong=True) > regular.right
