"""Pictures of steps and symbols: what a view holds is what is drawn, in templates too."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from playbook.html import Html
from playbook.picture import PICTURES
from playbook.picture.steps import draw_brand, draw_head, draw_step, draw_steps
from playbook.picture.symbols import draw_dated, draw_health_icon, draw_named_icon, name_look
from playbook.render import Renderer, TemplateFault
from playbook.templates_place import find_templates
from playbook.view import words
from playbook.view.base import Card
from playbook.view.due import DueItem
from playbook.view.mark import Mark
from playbook.view.moved import Moved
from playbook.view.part import MilestoneView, ReviewView
from playbook.view.plan import HealthView, PlanCard
from playbook.view.step import StepCell
from tests.plans import UNREVIEWED
from tests.sites import write_site
from tests.test_render import make_view
from tests.views import work_out

CARD = Card("CRM")
MOVED = Moved(date(2026, 5, 1), date(2026, 6, 1), 31, "moved once, +31 days", ())
HOSTILE = "<script>alert(1)</script>"


def make_cells(count: int, hostile: str = "") -> tuple[StepCell, ...]:
    states = list(words.STATE)
    return tuple(
        StepCell("s", "goals", f"Step {n}{hostile}", n + 1, states[n % len(states)], "", 50, n == 1)
        for n in range(count)
    )


def make_item(kind: str = "review", group: str = "week", moved: Moved | None = None) -> DueItem:
    return DueItem(date(2026, 6, 1), kind, "Title", CARD, "", None, group, moved=moved)


def make_milestone(state: str, moved: Moved | None = None) -> MilestoneView:
    return MilestoneView("M", "i", "a", "goals", state, "", "", moved=moved)


def make_review(state: str, verdict: str = "", moved: Moved | None = None) -> ReviewView:
    return ReviewView(1, "s", "S", "i", "a", state, "", None, None, verdict=verdict, moved=moved)


def test_a_plan_s_glyph_says_its_steps(tmp_path: Path) -> None:
    plan = work_out(tmp_path, UNREVIEWED).plan_card
    root = ElementTree.fromstring(draw_steps(plan))
    assert root.get("aria-label") == plan.steps_text
    assert root.get("viewBox") == "0 0 65 20"
    hidden = ElementTree.fromstring(draw_steps(plan, hidden=True))
    assert (hidden.get("aria-hidden"), hidden.get("aria-label")) == ("true", None)


@pytest.mark.parametrize("count", [1, 3, 4, 12])
def test_a_row_of_steps_says_itself(count: int) -> None:
    root = ElementTree.fromstring(draw_steps(make_cells(count, HOSTILE)))
    said = root.get("aria-label", "")
    assert said.count("Step") == count + (count > 1)
    assert ("Look first at step 2" in said) == (count > 1)
    assert root.get("width") == str(17 * count - 3)


@pytest.mark.parametrize("step", [*words.STATE, "caret"])
def test_every_state_has_a_cell_for_the_key(step: str) -> None:
    assert draw_step(step).startswith('<svg class="step-cell" width="14"')


def test_a_cell_is_drawn_for_its_size() -> None:
    cell = make_cells(2)[1]
    assert ElementTree.fromstring(draw_step(cell, 36)).get("viewBox") == "0 0 36 36"


def test_the_head_of_a_column_has_the_letters() -> None:
    root = ElementTree.fromstring(draw_head(["vision", "Coalition", "<b>"]))
    assert [each.text for each in root.iter("text")] == ["V", "C", "<"]
    assert root.get("aria-label") == "vision, Coalition and <b>"


def test_the_sign_of_the_site_is_a_glyph() -> None:
    assert draw_brand().count("c-done") == 3


def test_a_health_is_drawn_by_its_word() -> None:
    assert draw_health_icon(HealthView("stuck", "Stuck", "bad")) == draw_health_icon("stuck")


@pytest.mark.parametrize(
    ("it", "look"),
    [
        (make_item(), ("review", "due")),
        (make_item("ask", "overdue"), ("ask", "overdue")),
        (make_item("message", "resting", MOVED), ("message", "resting")),
        (make_item("action", "weeks", MOVED), ("action", "moved")),
        (make_item("waiver", "undated"), ("waiver", "due")),
        (make_milestone("done", MOVED), ("milestone", "done")),
        (make_milestone("due", MOVED), ("milestone", "moved")),
        (make_milestone("cancelled"), ("milestone", "cancelled")),
        (make_review("held"), ("review", "held")),
        (make_review("held", "slipping"), ("review", "slipping")),
        (make_review("due", "", MOVED), ("review", "moved")),
        (Mark(date(2026, 6, 1), "go-live", "G", "overdue", "", CARD, ""), ("go-live", "overdue")),
        (Mark(date(2026, 6, 1), "target", "T", "due", "", CARD, "", None, MOVED), ("target", "moved")),
        ("review not-passed", ("review", "not-passed")),
        ("ghost", ("ghost", "due")),
    ],
)
def test_a_dated_thing_is_drawn_by_kind_and_state(
    it: Mark | DueItem | ReviewView | MilestoneView | str, look: tuple[str, str]
) -> None:
    assert name_look(it) == look
    assert draw_dated(it).startswith("<svg")


def test_every_due_item_has_a_mark() -> None:
    for kind in words.DUE:
        for group in words.GROUP:
            assert isinstance(draw_dated(make_item(kind, group)), Html)


def test_every_picture_is_a_filter_of_the_templates(tmp_path: Path) -> None:
    write_site(tmp_path, {"own.html": "{{ 'search' | icon }}|{{ 'part' | cell(22) }}|{{ '' | brand }}"})
    made = Renderer(tmp_path, find_templates()).render(make_view()).decode()
    assert made == "|".join((draw_named_icon("search"), draw_step("part", 22), draw_brand()))
    assert {"axis", "brand", "cell", "glyph", "health_icon", "icon", "lane", "mark", "small_timeline"} <= set(
        PICTURES
    )


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("'serch' | icon", "there is no icon `serch`: did you mean `search`?"),
        ("'stuk' | health_icon", "there is no health `stuk`: did you mean `stuck`?"),
        ("'reviw due' | mark", "there is no mark `reviw`: did you mean `review`?"),
    ],
)
def test_a_wrong_name_is_a_fault_of_the_template(tmp_path: Path, printed: str, said: str) -> None:
    write_site(tmp_path, {"own.html": f"one\n{{{{ {printed} }}}}\n"})
    with pytest.raises(TemplateFault, match=re.escape(said)) as fault:
        Renderer(tmp_path, find_templates()).render(make_view())
    assert (fault.value.span.path, fault.value.span.line) == ("templates/own.html", 2)


def test_a_card_s_own_words_are_used() -> None:
    plan = PlanCard(CARD, "running", "Running", HealthView("late", "Late", "watch"), make_cells(4), HOSTILE)
    assert ElementTree.fromstring(draw_steps(plan)).get("aria-label") == HOSTILE
