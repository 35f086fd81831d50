"""The step glyph, the icons and the marks: every state by its shape, with words for those who listen."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook.chart.bar_key import PARTS, draw_bar_key
from playbook.chart.glyph import STATES, Cell, draw_caret_key, draw_cell, draw_glyph, draw_letters
from playbook.chart.icon import HEALTH, ICONS, draw_health, draw_icon
from playbook.chart.mark import BODIES, LOOKS, draw_mark, draw_shape
from playbook.health import WORDS
from playbook.html import Html
from playbook.view import words

HOSTILE = "<script>alert(1)</script> \" ' & ]]>"


def read(drawn: Html) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)


def strip(drawn: Html) -> str:
    """Give a drawing without its classes: all that is left without colour."""
    return re.sub(r' class="[^"]*"', "", drawn)


def find_names(root: ElementTree.Element) -> list[str]:
    return [each.tag for each in root.iter()]


def test_every_state_of_a_step_has_a_cell() -> None:
    assert set(STATES) == set(words.STATE)


@pytest.mark.parametrize("size", [10, 14, 22, 36])
def test_states_differ_in_shape_without_colour(size: int) -> None:
    drawn = {state: strip(draw_cell(Cell(state, 50), size)) for state in STATES}
    assert len(set(drawn.values())) == len(STATES)


def test_a_step_just_begun_differs_from_one_not_begun() -> None:
    assert strip(draw_cell(Cell("part", 0))) != strip(draw_cell(Cell("none", 0)))


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("size", [10, 14, 22, 36])
def test_a_cell_stays_in_its_square(state: str, size: int) -> None:
    root = read(draw_cell(Cell(state, 50), size))
    assert root.get("viewBox") == f"0 0 {size} {size}"
    assert root.get("aria-hidden") == "true"
    for rect in root.iter("rect"):
        half = float(rect.get("stroke-width", 0)) / 2
        x, y = float(rect.get("x", 0)), float(rect.get("y", 0))
        assert min(x, y) - half > -0.01
        assert x + float(rect.get("width", 0)) + half < size + 0.01
        assert y + float(rect.get("height", 0)) + half < size + 0.01
    for path in root.iter("path"):
        assert all(0 <= float(each) <= size for each in re.findall(r"[\d.]+", path.get("d", "")))


@pytest.mark.parametrize(
    ("share", "least", "most"), [(1, 1.9, 2.9), (50, 5, 7), (99, 8, 10), (100, 11, 12.3)]
)
def test_what_is_done_of_a_step_fills_it_from_the_bottom(share: int, least: float, most: float) -> None:
    fill = next(each for each in read(draw_cell(Cell("part", share))).iter("rect") if each.get("rx") is None)
    assert least <= float(fill.get("height", 0)) - 0.75 <= most
    assert float(fill.get("y", 0)) + float(fill.get("height", 0)) == pytest.approx(13.25, abs=0.02)


@given(
    st.lists(st.builds(Cell, st.sampled_from(sorted(STATES)), st.integers(0, 100)), min_size=1, max_size=12)
)
def test_a_row_has_any_number_of_cells(cells: list[Cell]) -> None:
    root = read(draw_glyph(cells, "said"))
    wide = 17 * len(cells) - 3
    assert (root.get("width"), root.get("viewBox")) == (str(wide), f"0 0 {wide} 20")
    moved = [each.get("transform") for each in root.iter("g")]
    assert moved == [f"translate({17 * n} 0)" for n in range(1, len(cells))]


def test_the_caret_stands_below_its_cell_and_inside_the_picture() -> None:
    root = read(draw_glyph([Cell("done"), Cell("skipped", is_caret=True), Cell("none")]))
    caret = next(each for each in root.iter("path") if each.get("class") == "c-caret")
    assert caret.get("d") == "M24 15.5l4.5 4.5h-9z"
    assert "c-caret" not in draw_glyph([Cell("done")])
    assert "c-caret" in draw_caret_key()


def test_a_row_is_said_or_hidden() -> None:
    said = read(draw_glyph([Cell("done")], HOSTILE))
    assert (said.get("role"), said.get("aria-label"), said.get("aria-hidden")) == ("img", HOSTILE, None)
    hidden = read(draw_glyph([Cell("done")]))
    assert (hidden.get("role"), hidden.get("aria-label"), hidden.get("aria-hidden")) == (None, None, "true")


def test_letters_stand_above_their_cells_and_are_escaped() -> None:
    root = read(draw_letters(["V", "<", "&"], "Vision, < and &"))
    assert [(each.text, each.get("x")) for each in root.iter("text")] == [
        ("V", "7"),
        ("<", "24"),
        ("&", "41"),
    ]
    assert root.get("aria-label") == "Vision, < and &"


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_a_hidden_picture(name: str) -> None:
    root = read(draw_icon(name))
    assert (root.get("viewBox"), root.get("aria-hidden")) == ("-7.5 -7.5 15 15", "true")
    assert len(find_names(root)) > 1


def test_icons_differ_without_colour() -> None:
    assert len({strip(draw_icon(name)) for name in ICONS}) == len(ICONS)


@pytest.mark.parametrize("name", ["error", "warning", "info", "waived", "yes", "no", "wait", "theme",
                                  "search", "menu", "right", "calendar", "copy", "edit", "link"])  # fmt: skip
def test_what_pages_rely_on_is_there(name: str) -> None:
    assert name in ICONS


def test_an_unknown_icon_names_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"there is no icon `serch`: did you mean `search`\?"):
        draw_icon("serch")


def test_every_health_has_a_shape_of_its_own() -> None:
    assert set(HEALTH) == set(WORDS)
    assert len({strip(draw_health(word)) for word in WORDS}) == len(WORDS)


def test_an_unknown_health_names_the_nearest() -> None:
    with pytest.raises(ValueError, match=r"there is no health `stuk`: did you mean `stuck`\?"):
        draw_health("stuk")


def test_every_kind_and_state_that_a_view_has_can_be_drawn() -> None:
    assert set(BODIES) >= set(words.DUE)
    assert set(LOOKS) >= {*words.MARK_STATE, *words.VERDICT, "moved"}


@pytest.mark.parametrize("kind", ["milestone", "review", "go-live", "target", "ask", "action", "start"])
def test_the_states_of_a_mark_differ_in_shape_where_one_is_not_solid(kind: str) -> None:
    looks = {state: strip(draw_mark(kind, state)) for state in LOOKS if state not in ("held", "done")}
    groups: dict[str, set[str]] = {}
    for state, drawn in looks.items():
        groups.setdefault(drawn, set()).add(state)
    alike = {frozenset(some) for some in groups.values() if len(some) > 1}
    same_sign = {frozenset(each) for each in (
        ("passed", "holding", "reached"), ("slipping", "regressed"),
        ("not-passed", "cancelled", "missed", "off"),
    )}  # fmt: skip
    assert alike <= same_sign


@pytest.mark.parametrize("state", LOOKS)
def test_kinds_differ_in_shape(state: str) -> None:
    assert len({strip(draw_mark(kind, state)) for kind in BODIES}) == len(BODIES)


def test_the_open_and_the_solid_differ_by_class() -> None:
    looks = [draw_mark("review", each) for each in ("slipping", "regressed", "due", "held")]
    assert len(set(looks)) == len(looks)


def test_a_ghost_is_one_whatever_its_state() -> None:
    assert draw_shape("ghost", "due") == draw_shape("ghost", "whatever")


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        ("milstone", "due", "there is no mark `milstone`: did you mean `milestone`?"),
        ("review", "overdu", "there is no mark `overdu`: did you mean `overdue`?"),
    ],
)
def test_an_unknown_mark_names_the_nearest(kind: str, state: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        draw_mark(kind, state)


def test_the_key_to_the_bars_has_four_parts() -> None:
    assert len({strip(draw_bar_key(each)) for each in PARTS}) == 4
    with pytest.raises(KeyError):
        draw_bar_key("other")
