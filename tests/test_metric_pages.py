"""The pages of metrics as a browser sees them: figures, chart, readings, and what is said where they lack."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from playbook.render import Renderer
from playbook.templates_place import find_templates
from playbook.view.metric import MetricView
from playbook.view.metrics import MetricsView
from tests.rendered import Seen, see
from tests.views import build, pick

CYCLE = "content/metrics/sales-cycle.csv"
SILENT = {"content/metrics/silent.md": "---\ntitle: Silent\nunit: count\n---\n"}


def show(folder: Path, page: str = "sales-cycle", **changes: Any) -> Seen:
    """Render a metric's page and read it."""
    view = pick(build(folder, **changes), MetricView, f"metric/{page}.html")
    return see(view.path, Renderer(folder, find_templates()).render(view))


def show_list(folder: Path, **changes: Any) -> Seen:
    """Render the list of metrics and read it."""
    view = pick(build(folder, **changes), MetricsView)
    return see(view.path, Renderer(folder, find_templates()).render(view))


def read(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def find_all(page: Seen, class_: str) -> list[Element]:
    return [each for each in page.tree.iter() if class_ in each.get("class", "").split()]


def write_readings(count: int, note: str = "") -> dict[str, str]:
    """Write readings, a week between two, the last in May 2026."""
    days = [date(2026, 5, 29) - timedelta(days=7 * n) for n in range(count)]
    rows = "".join(f"{day},{40 + n}{note}\n" for n, day in enumerate(days))
    return {CYCLE: f"date,value{',note' if note else ''}\n{rows}"}


def test_a_metric_s_page_says_the_figures_and_how_they_went(tmp_path: Path) -> None:
    page = show(tmp_path)
    (big,) = find_all(page, "bigm")
    assert [[read(part) for part in each] for each in big] == [
        ["Baseline", "62 days 31 Dec 2025"],
        ["Now", "54 days 29 May 2026"],
        ["Target", "45 days 18 Dec 2026"],
    ]
    (caption,) = page.every("figcaption")
    assert read(caption).startswith("It fell from 62 days to 54 days")
    assert read(caption).endswith("Days, read monthly; the marks above lead to what happened.")


def test_a_metric_s_page_names_the_plans_that_move_it(tmp_path: Path) -> None:
    (uses,) = find_all(show(tmp_path), "uses")
    assert "From 62 days to 45 days by 18 Dec 2026." in read(uses)
    assert len([each for each in uses.iter() if "bullet-svg" in each.get("class", "")]) == 1


def test_the_key_holds_each_mark_of_the_chart_once(tmp_path: Path) -> None:
    (legend,) = find_all(show(tmp_path), "legend")
    assert [read(each) for each in legend] == [
        "Reading",
        "Plan",
        "Target date",
        "Review: passed",
        "Milestone: done",
    ]


@pytest.mark.parametrize(
    ("count", "folded"), [(12, []), (13, ["1 earlier reading"]), (40, ["28 earlier readings"])]
)
def test_many_readings_are_folded(tmp_path: Path, count: int, folded: list[str]) -> None:
    page = show(tmp_path, files=write_readings(count))
    assert [read(each) for each in page.every("summary")] == folded
    rows = [each for table in find_all(page, "readings") for each in table.iter() if each.tag == "tr"]
    assert len(rows) - len(find_all(page, "readings")) == count


def test_notes_stand_beside_their_readings(tmp_path: Path) -> None:
    page = show(tmp_path, files=write_readings(2, ",counted <b>twice</b>"))
    assert "counted <b>twice</b>" in read(find_all(page, "remark")[1])


def test_readings_without_a_note_have_no_column_for_it(tmp_path: Path) -> None:
    page = show(
        tmp_path, "silent", files={**SILENT, "content/metrics/silent.csv": "date,value\n2026-05-01,3\n"}
    )
    assert find_all(page, "remark") == []
    assert [read(each) for each in page.every("figcaption")] == [
        "One reading so far: 3 on 1 May 2026. A count."
    ]


def test_a_metric_without_anything_says_so(tmp_path: Path) -> None:
    page = show(tmp_path, "silent", files=SILENT)
    assert page.every("figure") == []
    assert [read(each).partition(".")[0] for each in find_all(page, "empty")] == [
        "No initiative uses it",
        "No reading yet",
    ]


def test_a_metric_without_a_reading_still_shows_what_is_wanted(tmp_path: Path) -> None:
    page = show(tmp_path, files={CYCLE: "date,value\n"})
    assert next(read(each) for each in page.every("figcaption")).startswith("No reading yet.")
    assert len(find_all(page, "line-svg")) == 1


def test_what_happened_since_the_last_reading_is_said(tmp_path: Path) -> None:
    page = show(
        tmp_path,
        "crm-weekly-active",
        files={"content/metrics/crm-weekly-active.csv": "date,value\n2026-02-27,20\n"},
    )
    assert "Since the last reading" in page.text


def test_the_list_shows_course_figure_plans_and_the_next_reading(tmp_path: Path) -> None:
    page = show_list(tmp_path)
    assert len(find_all(page, "spark-svg")) == 3
    row = next(each for each in page.every("tr") if "Length of the sales cycle" in read(each))
    cells = {each.get("data-l", ""): read(each) for each in row}
    assert cells["Now"] == "54 days 29 May 2026"
    assert cells["Target"] == "45 days 18 Dec 2026"
    assert cells["Initiatives"].endswith("One CRM for every deal")
    assert cells["Next reading"].endswith("Lena Fox")


def test_the_list_says_what_needs_somebody(tmp_path: Path) -> None:
    late = show_list(tmp_path, files=SILENT, today=date(2026, 12, 20))
    (lead,) = find_all(late, "lede")
    assert read(lead) == (
        "Four metrics: one missed its target, three are waiting for a reading and one has no reading."
    )
    assert [read(each) for each in find_all(late, "late")]


def test_of_many_plans_the_list_names_three(tmp_path: Path) -> None:
    view = pick(build(tmp_path), MetricsView)
    rows = tuple(replace(each, plans=each.plans * 5) for each in view.metrics)
    page = see(view.path, Renderer(tmp_path, find_templates()).render(replace(view, metrics=rows)))
    assert {read(each[-1]) for each in find_all(page, "users")} == {"and 2 more"}


def test_no_metric_at_all_is_said(tmp_path: Path) -> None:
    view = replace(pick(build(tmp_path), MetricsView), metrics=())
    page = see(view.path, Renderer(tmp_path, find_templates()).render(view))
    assert "No metric yet." in page.text
