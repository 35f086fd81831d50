"""Icons and marks: what stands beside a word.

In: names, healths, dated things of views. Out: `Html`, hidden from those who listen.
"""

from playbook.chart.icon import draw_health, draw_icon
from playbook.chart.mark import draw_mark
from playbook.html import Html
from playbook.view.done import DoneItem
from playbook.view.due import DueItem
from playbook.view.mark import Mark
from playbook.view.part import MilestoneView, ReviewView
from playbook.view.plan import HealthView

Dated = Mark | DueItem | DoneItem | ReviewView | MilestoneView | str


def draw_named_icon(name: str, size: int = 15) -> Html:
    """Draw an icon by its name. Raises ValueError for a name that is not known."""
    return draw_icon(name, size)


def draw_health_icon(health: HealthView | str, size: int = 13) -> Html:
    """Draw a computed health, or the one of a word. Raises ValueError for a word that is not known."""
    return draw_health(health if isinstance(health, str) else health.word, size)


def draw_dated(it: Dated, size: int = 16) -> Html:
    """Draw the mark of a dated thing, or of "kind state" as in "review overdue". Raises ValueError."""
    kind, state = name_look(it)
    return draw_mark(kind, state, size)


def name_look(it: Dated) -> tuple[str, str]:
    """Give the kind and the state by which a dated thing is drawn."""
    if isinstance(it, str | Mark):
        kind, _, state = (it if isinstance(it, str) else it.look).partition(" ")
        return kind, state or "due"
    if isinstance(it, DoneItem):
        return it.kind, it.state
    if isinstance(it, DueItem):
        state = it.group if it.group in ("overdue", "resting") else "due"
        return it.kind, "moved" if state == "due" and it.moved else state
    kind = "review" if isinstance(it, ReviewView) else "milestone"
    verdict = it.verdict if isinstance(it, ReviewView) else ""
    state = verdict or it.state
    return kind, "moved" if state == "due" and it.moved else state
