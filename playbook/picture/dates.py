"""Days as pictures: the time axis, the lane of a plan, the small timeline of a milestone.

In: lanes and milestones of views. Out: `Html`. Every mark says its own name: what, when, how it stands, who,
and whether the day has moved.
"""

from collections.abc import Iterator
from datetime import date

from playbook.chart.axis import draw_axis, draw_grid
from playbook.chart.lane import LaneLook, LaneMark, LanePlan, draw_lane, draw_small
from playbook.chart.scale import DayScale
from playbook.html import Html
from playbook.picture.symbols import name_look
from playbook.view.lane import Lane, TimeAxis
from playbook.view.mark import Mark
from playbook.view.moved import Moved
from playbook.view.part import MilestoneView
from playbook.view.words import say_day

RANKS = {"overdue": 0, "missed": 0, "not-passed": 0, "regressed": 0, "due": 1, "moved": 1, "slipping": 1}
"""Whose label comes first: what needs a person, what lies ahead, then the rest; of each, reviews last."""


def draw_time_axis(axis: TimeAxis, narrow: int = 0) -> Html:
    """Draw the head of lanes; `narrow` is the narrowest plot in pixels, where it is not the axis's own."""
    return draw_axis(DayScale(axis.since, axis.until), axis.today, narrow or axis.narrow)


def draw_plan_lane(lane: Lane, axis: TimeAxis, root: str = "", labels: bool = True) -> Html:
    """Draw the lane of a plan; `root` is the way from the page to the site's root."""
    plan = LanePlan(
        title=f"Dates of {lane.plan.card.title}" if lane.marks else f"No date of {lane.plan.card.title}",
        marks=tuple(_make_mark(each, root) for each in lane.marks),
        starts=lane.starts,
        go_live=lane.go_live,
        until=lane.until,
        href=root + lane.plan.card.url if lane.plan.card.url else "",
    )
    return draw_lane(plan, _make_look(axis, labels))


def draw_milestone(milestone: MilestoneView, axis: TimeAxis) -> Html:
    """Draw a milestone's row: where it was promised first, and where it stands."""
    day = milestone.done if milestone.state == "done" and milestone.done else milestone.due
    look = _make_look(axis, labels=False)
    if day is None:
        return draw_small(None, look)
    _, state = name_look(milestone)
    name = ", ".join(_say_mark(f"{milestone.title}: {milestone.state_text.lower()}", day, milestone.moved))
    return draw_small(LaneMark(day, "milestone", state, "", name, ghosts=_list_ghosts(milestone.moved)), look)


def draw_time_grid(axis: TimeAxis) -> Html:
    """Draw the hairlines and today's line that lie behind the rows of a table of milestones."""
    return draw_grid(DayScale(axis.since, axis.until), axis.today, is_coarse=True)


def _make_look(axis: TimeAxis, labels: bool) -> LaneLook:
    return LaneLook(DayScale(axis.since, axis.until), axis.today, axis.narrow if labels else 0)


def _make_mark(mark: Mark, root: str) -> LaneMark:
    kind, state = name_look(mark)
    said = [*_say_mark(f"{mark.title}: {mark.state_text.lower()}", mark.day, mark.moved)]
    if mark.who:
        said.append(mark.who.title)
    return LaneMark(
        day=mark.day,
        kind=kind,
        state=state,
        label=mark.short or mark.title,
        name=", ".join(said),
        href=root + mark.url if mark.url else "",
        ghosts=_list_ghosts(mark.moved),
        rank=2 * RANKS.get(state, 2) + (kind == "review"),
    )


def _say_mark(title: str, day: date, moved: Moved | None) -> Iterator[str]:
    yield title
    yield say_day(day)
    if moved:
        yield f"first promised {say_day(moved.was)}"
        yield moved.text


def _list_ghosts(moved: Moved | None) -> tuple[date, ...]:
    return tuple(each.old for each in moved.moves if each.old) if moved else ()
