"""The step glyph: one cell for each step of a plan, each state with an outline of its own.

In: states (keys of `STATES`) and shares in per cent. Out: `Html`. It knows no plan and no method: any number
of cells in any order. A cell is drawn for a size in pixels; the style sheet may still scale it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from playbook.chart.svg import draw, join, write_number
from playbook.html import Html

SIZE, GAP, CARET_ROOM = 14, 3, 6
"""A cell of a row, the gap between two, and the room for the caret below them, in pixels."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One step: a key of `STATES`, what is done of it in per cent, whether the caret stands below it."""

    state: str
    share: int = 0
    is_caret: bool = False


@dataclass(frozen=True, slots=True)
class _Box:
    """The square to draw in; strokes grow more slowly than it does."""

    size: float

    def stroke(self, width: float) -> float:
        """Give a stroke that is `width` at 14 pixels."""
        return width * float((self.size / SIZE) ** 0.4)

    def at(self, *shares: float) -> str:
        """Write shares of the side as coordinates."""
        return " ".join(write_number(each * self.size) for each in shares)


def _fill(box: _Box, class_: str) -> Html:
    return draw("rect", class_=class_, width=box.size, height=box.size, rx=box.size * 0.1)


def _outline(box: _Box, class_: str, stroke: float) -> Html:
    wide = box.stroke(stroke)
    side = box.size - wide
    half = wide / 2
    return draw("rect", class_=class_, x=half, y=half, width=side, height=side, rx=box.size * 0.08,
                stroke_width=wide)  # fmt: skip


def _line(box: _Box, class_: str, path: str, stroke: float = 2) -> Html:
    return draw("path", class_=class_, d=path, stroke_width=box.stroke(stroke))


def _chevron(box: _Box) -> str:
    return f"M{box.at(0.27, 0.4)}L{box.at(0.5, 0.65)} {box.at(0.73, 0.4)}"


def _draw_done(box: _Box, _share: int) -> Html:
    return _fill(box, "c-done")


def _draw_part(box: _Box, share: int) -> Html:
    """Fill from the bottom; a first part always shows, and a last missing one too."""
    inner = box.size - 2 * box.stroke(1.5)
    least = min(2.0, inner / 4)
    high = inner * share / 100
    high = max(least, min(inner - least, high)) if 0 < share < 100 else high
    edge = (box.size - inner) / 2
    under = edge / 2
    fill = draw("rect", class_="c-fill", x=under, y=box.size - edge - high, width=box.size - edge,
                height=high + under)  # fmt: skip
    return join(fill, _outline(box, "c-out", 1.5)) if high else _outline(box, "c-out", 1.5)


def _draw_none(box: _Box, _share: int) -> Html:
    """Dash the outline so that every corner is drawn."""
    wide = box.stroke(1)
    side = box.size - wide
    dash = side / (2 * max(2, round(side / 4.3)))
    return draw("rect", class_="c-none", x=wide / 2, y=wide / 2, width=side, height=side, stroke_width=wide,
                stroke_dasharray=write_number(dash), stroke_dashoffset=dash / 2)  # fmt: skip


def _draw_waived(box: _Box, _share: int) -> Html:
    """Cut the corner out of the silhouette and lay it over, so that it shows at 10 pixels too."""
    body = f"M{box.at(0, 0.1)}Q0 0 {box.at(0.1, 0)}H{box.at(0.42)}V{box.at(0.58)}H{box.at(1)}V{box.at(0.9)}"
    body += f"Q{box.at(1, 1)} {box.at(0.9, 1)}H{box.at(0.1)}Q{box.at(0, 1)} {box.at(0, 0.9)}Z"
    flap = f"M{box.at(0.54, 0)}L{box.at(1, 0.46)}H{box.at(0.54)}Z"
    return join(draw("path", class_="c-done", d=body), draw("path", class_="c-fold", d=flap))


def _draw_skipped(box: _Box, _share: int) -> Html:
    slash = f"M{box.at(0.1, 0.9)}L{box.at(0.9, 0.1)}"
    return join(_outline(box, "c-bad-out", 2), _line(box, "c-bad-out", slash))


def _draw_blocked(box: _Box, _share: int) -> Html:
    return join(
        _outline(box, "c-bad-out", 2), _line(box, "c-bad-out", f"M{box.at(0.26, 0.5)}H{box.at(0.74)}")
    )


def _draw_slipping(box: _Box, _share: int) -> Html:
    return join(_outline(box, "c-watch-out", 2), _line(box, "c-watch-out", _chevron(box)))


def _draw_regressed(box: _Box, _share: int) -> Html:
    return join(_fill(box, "c-bad"), _line(box, "c-knock", _chevron(box)))


STATES: Mapping[str, Callable[[_Box, int], Html]] = {
    "done": _draw_done,
    "part": _draw_part,
    "none": _draw_none,
    "waived": _draw_waived,
    "skipped": _draw_skipped,
    "blocked": _draw_blocked,
    "slipping": _draw_slipping,
    "regressed": _draw_regressed,
}


@cache
def draw_cell(cell: Cell, size: int = SIZE) -> Html:
    """Draw one cell, hidden from those who listen. Raises KeyError for a state not in STATES."""
    return _draw_alone(STATES[cell.state](_Box(size), cell.share), size)


def draw_glyph(cells: Sequence[Cell], text: str = "") -> Html:
    """Draw a row of cells; `text` says it to those who listen, without it the row is hidden from them."""
    return _draw_row(tuple(cells), text)


@lru_cache(maxsize=1024)
def _draw_row(cells: tuple[Cell, ...], text: str) -> Html:
    drawn = [_place_cell(n, each) for n, each in enumerate(cells)]
    drawn += [_draw_caret(_find_x(n) + SIZE / 2) for n, each in enumerate(cells) if each.is_caret]
    return _frame(len(cells), SIZE + CARET_ROOM, drawn, text)


def draw_letters(letters: Sequence[str], text: str) -> Html:
    """Draw the letters that stand above a column of glyphs."""
    drawn = [
        draw("text", each, class_="c-letter", x=_find_x(n) + SIZE / 2, y=10) for n, each in enumerate(letters)
    ]
    return _frame(len(letters), SIZE, drawn, text)


def draw_caret_key() -> Html:
    """Draw the caret alone, for the key."""
    return _draw_alone(_draw_caret(SIZE / 2, SIZE / 2 - 2), SIZE)


def _draw_alone(drawn: Html, size: int) -> Html:
    box = f"0 0 {size} {size}"
    return draw("svg", drawn, class_="step-cell", width=size, height=size, viewBox=box, aria_hidden="true")


def _frame(number: int, high: int, drawn: Sequence[Html], text: str) -> Html:
    wide = max(0, _find_x(number) - GAP)
    told = {"role": "img", "aria_label": text} if text else {"aria_hidden": "true"}
    return draw("svg", *drawn, class_="glyph", width=wide, height=high, viewBox=f"0 0 {wide} {high}", **told)


def _find_x(n: int) -> int:
    return n * (SIZE + GAP)


def _place_cell(n: int, cell: Cell) -> Html:
    drawn = _draw_inside(cell.state, cell.share)
    return draw("g", drawn, transform=f"translate({_find_x(n)} 0)") if n else drawn


@cache
def _draw_inside(state: str, share: int) -> Html:
    return STATES[state](_Box(SIZE), share)


def _draw_caret(x: float, y: float = SIZE + 1.5) -> Html:
    return draw("path", class_="c-caret", d=f"M{write_number(x)} {write_number(y)}l4.5 4.5h-9z")
