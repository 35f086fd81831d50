"""The milestone trend of a plan as a picture.

In: the trend of a view. Out: `Html`, with the same in words as its name.
"""

from playbook.chart.mark import draw_shape
from playbook.chart.trend import Course, Trend, draw_trend
from playbook.html import Html
from playbook.picture.symbols import name_look
from playbook.view.trend import TrendLine, TrendView


def draw_milestone_trend(it: TrendView) -> Html:
    """Draw on which day what day was promised; each line ends in its number in the table."""
    courses = [_make_course(n, each) for n, each in enumerate(it.lines[: it.drawn], 1)]
    return draw_trend(Trend("Milestone trend, with its figures in the table", it.today, courses))


def _make_course(number: int, line: TrendLine) -> Course:
    return Course(str(number), line.said, line.until, draw_shape(*name_look(line.mark)), line.is_over)
