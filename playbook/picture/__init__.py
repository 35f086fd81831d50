"""What a view holds becomes a picture: the filters by which a template draws.

In: values of views. Out: `Html` from `playbook.chart`. A view holds numbers and words; the template says
where a picture of them stands, and only then it is drawn.
"""

from collections.abc import Callable, Mapping

from playbook.chart.bar_key import draw_bar_key
from playbook.chart.gate import draw_gate
from playbook.chart.lane import draw_span_key
from playbook.chart.meter import draw_meter
from playbook.html import Html
from playbook.picture.dates import draw_milestone, draw_plan_lane, draw_time_axis, draw_time_grid
from playbook.picture.figures import draw_course, draw_line_key, draw_readings, draw_target
from playbook.picture.steps import draw_brand, draw_head, draw_step, draw_steps
from playbook.picture.symbols import draw_dated, draw_health_icon, draw_named_icon
from playbook.picture.trend import draw_milestone_trend

PICTURES: Mapping[str, Callable[..., Html]] = {
    "axis": draw_time_axis,
    "bar_key": draw_bar_key,
    "brand": draw_brand,
    "bullet": draw_target,
    "cell": draw_step,
    "gate": draw_gate,
    "glyph": draw_steps,
    "grid": draw_time_grid,
    "glyph_head": draw_head,
    "health_icon": draw_health_icon,
    "icon": draw_named_icon,
    "lane": draw_plan_lane,
    "lane_key": draw_span_key,
    "line_key": draw_line_key,
    "mark": draw_dated,
    "readings_chart": draw_readings,
    "small_timeline": draw_milestone,
    "spark": draw_course,
    "meter": draw_meter,
    "trend_chart": draw_milestone_trend,
}
"""Every filter that draws, by its name in the templates; listed by hand."""
