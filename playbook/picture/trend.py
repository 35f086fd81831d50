"""The milestone trend of a plan as a picture.

In: the trend of a view. Out: `Html`, with the same in words as its description.
"""

from playbook.chart.mark import draw_shape
from playbook.chart.trend import Course, Trend, draw_trend
from playbook.html import Html
from playbook.picture.symbols import name_look
from playbook.view.moved import Move
from playbook.view.trend import TrendLine, TrendView
from playbook.view.words import say_day

MOST = 10
"""How many lines are drawn: those that moved farthest."""


def draw_milestone_trend(it: TrendView) -> Html:
    """Draw on which day what day was promised."""
    courses = [_make_course(each) for each in it.lines[:MOST]]
    return draw_trend(Trend("Milestone trend", it.text, it.today, courses))


def _make_course(line: TrendLine) -> Course:
    told = ["", *(_tell(each) for each in line.moved.moves)]
    said = [(day, promised, text) for (day, promised), text in zip(line.said, told, strict=True)]
    text = f"{line.mark.title}: {say_day(line.moved.now)}, {line.moved.text}"
    return Course(
        line.mark.title,
        text,
        said,
        line.until,
        draw_shape(*name_look(line.mark)),
        line.is_over,
    )


def _tell(move: Move) -> str:
    """Tell one move: from which day to which, when it was said, why."""
    days = " to ".join(say_day(each) for each in (move.old, move.new) if each)
    return "; ".join(filter(None, (days, move.text, move.reason or "no reason given")))
