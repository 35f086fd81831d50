"""The steps of a plan as pictures: the glyph, its cells, the letters above a column of glyphs.

In: cards of plans and their steps. Out: `Html`.
"""

from collections.abc import Iterable, Sequence

from playbook.chart.glyph import Cell, draw_caret_key, draw_cell, draw_glyph, draw_letters
from playbook.html import Html
from playbook.view.plan import PlanCard
from playbook.view.step import StepCell, say_cells
from playbook.words import join


def draw_steps(plan: PlanCard | Sequence[StepCell], hidden: bool = False) -> Html:
    """Draw the glyph of a plan, or of a row of steps; `hidden` where the same stands beside it in words."""
    steps, text = (plan.steps, plan.steps_text) if isinstance(plan, PlanCard) else (plan, say_cells(plan))
    return draw_glyph([_make_cell(each) for each in steps], "" if hidden else text)


def draw_step(step: StepCell | str, size: int = 14) -> Html:
    """Draw one step, or one state for the key: "part" is half done, "caret" the caret alone."""
    if step == "caret":
        return draw_caret_key()
    cell = Cell(step, 50) if isinstance(step, str) else _make_cell(step)
    return draw_cell(cell, size)


def draw_head(titles: Iterable[str]) -> Html:
    """Draw the letters of the steps, for the head of a column of glyphs."""
    listed = list(titles)
    return draw_letters([each[:1].upper() for each in listed], join(listed))


def draw_brand(_name: str = "") -> Html:
    """Draw the sign of the site: three steps done and one under way."""
    return draw_glyph([*(Cell("done") for _ in range(3)), Cell("part", 50)])


def _make_cell(step: StepCell) -> Cell:
    return Cell(step.state, step.share, step.is_caret)
