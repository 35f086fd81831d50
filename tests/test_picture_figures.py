"""Targets and metrics of views as pictures: bullets, sparks, the chart of a metric's page."""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from playbook.picture import PICTURES
from playbook.picture.figures import draw_course, draw_line_key, draw_readings, draw_target, say_target
from playbook.view.metric import MetricView
from playbook.view.metrics import MetricsView
from tests.charts import list_texts, list_titles, make_page, make_target, read_svg
from tests.views import build, pick

METRIC = "metric/sales-cycle.html"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> MetricView:
    """The page of a metric that a plan wants something of."""
    return pick(build(tmp_path_factory.mktemp("site")), MetricView, METRIC)


def find_x(root: Element, class_: str) -> str:
    """Give where a mark stands across, "" where there is none."""
    return next((each.get("cx", "") for each in root.iter() if each.get("class") == class_), "")


@pytest.mark.parametrize("name", ["bullet", "spark", "readings_chart", "line_key"])
def test_figures_are_filters_of_the_templates(name: str) -> None:
    assert name in PICTURES


@pytest.mark.parametrize(
    ("given", "class_", "x"),
    [
        pytest.param({"share": "0.5", "now": 60}, "x-now", "50%", id="on the way"),
        pytest.param({"share": "0.5", "now": 60, "state": "behind"}, "x-watchdot", "50%", id="behind"),
        pytest.param({"share": "0.5", "now": 60, "state": "missed"}, "x-baddot", "50%", id="missed"),
        pytest.param({"share": "-0.2", "now": 30}, "x-baddot", "-3%", id="worse than the baseline"),
        pytest.param(
            {"now": 90, "baseline": 90, "goal": 90}, "x-now", "100%", id="nothing to gain, and there"
        ),
        pytest.param({"now": 80, "baseline": 90, "goal": 90}, "x-now", "", id="nothing to gain, not there"),
        pytest.param({"now": 80}, "x-now", "", id="no target"),
        pytest.param({}, "x-now", "", id="no reading"),
        pytest.param({"now": 5, "limit": 6, "baseline": 4}, "x-now", "37.5%", id="half way to a limit"),
        pytest.param(
            {"now": 7, "limit": 6, "baseline": 4, "state": "crossed"},
            "x-baddot",
            "102.5%",
            id="limit crossed",
        ),
        pytest.param(
            {"now": 3, "limit": 6, "baseline": 4}, "x-now", "-3%", id="away from a limit is not bad"
        ),
        pytest.param({"now": 6, "limit": 6}, "x-now", "75%", id="at a limit, nothing else known"),
        pytest.param({"now": 5, "limit": 5, "baseline": 5}, "x-now", "75%", id="baseline at the limit"),
    ],
)
def test_a_target_is_a_bullet(given: dict[str, Any], class_: str, x: str) -> None:
    read = [("2026-11-20", given.pop("now"))] if "now" in given else []
    if "share" in given:
        given["share"] = Decimal(given["share"])
    assert find_x(read_svg(draw_target(make_target(*read, **given))), class_) == x


def test_a_guard_rail_without_a_baseline_goes_by_its_first_reading() -> None:
    target = make_target(("2026-01-20", 4), ("2026-11-20", 5), limit=6)
    assert find_x(read_svg(draw_target(target)), "x-now") == "37.5%"


def test_a_bullet_says_what_it_shows() -> None:
    target = make_target(("2026-11-20", 71), baseline=41, goal=90, planned=85, best=88, text="61% of the way")
    assert say_target(target) == (
        "Weekly use: baseline 41%, target 90%, now 71%, plan for today 85%, best 88%, 61% of the way"
    )
    assert say_target(make_target(text="No target yet")) == "Weekly use: no target yet"
    assert list_titles(read_svg(draw_target(make_target(limit=6, text="Within")))) == [
        "Weekly use: limit 6%, within"
    ]


def test_a_target_is_a_spark() -> None:
    target = make_target(("2026-01-20", 41), ("2026-11-20", 71), baseline=41, goal=90, state="behind")
    root = read_svg(draw_course(target))
    assert list_titles(root) == ["Weekly use: It rose from 41% to 71% in ten months."]
    assert find_x(root, "x-watchdot") == "100%"
    assert list_titles(read_svg(draw_course(make_target()))) == ["Weekly use: no reading yet"]


def test_a_row_of_the_list_of_metrics_is_a_spark(tmp_path: Path) -> None:
    rows = {each.card.title: each for each in pick(build(tmp_path), MetricsView).metrics}
    root = read_svg(draw_course(rows["Length of the sales cycle"]))
    assert list_titles(root)[0].startswith("Length of the sales cycle: It fell from 62")
    assert {"x-base", "x-target soft", "x-data"} <= {each.get("class") for each in root.iter()}
    assert "x-base" not in {
        each.get("class") for each in read_svg(draw_course(rows["Reps active in the CRM each week"])).iter()
    }


def test_a_metric_s_page_draws_what_every_plan_wants(page: MetricView) -> None:
    root = read_svg(draw_readings(page))
    words = {each.text.replace("\u00a0", " ") for each in list_texts(root, "full", 700)}
    assert {"Target 45 days", "Baseline 62 days"} < words
    links = {each.get("href") for each in root.iter("a")}
    assert links
    assert all(each and each.startswith("../initiative/crm.html#") for each in links)


def test_two_targets_of_one_metric_have_each_their_line_and_day(page: MetricView) -> None:
    one = make_target(("2026-11-20", 71), baseline=41, goal=90, due="2026-12-18", baseline_day="2026-01-01")
    other = make_target(baseline=41, goal=95, due="2027-06-30", baseline_day="2026-06-01", state="missed")
    root = read_svg(draw_readings(make_page(one, other, page=page)))
    words = [each.text for each in list_texts(root, "wide", 400)]
    assert [each for each in words if each.startswith(("Target", "Baseline", "by"))] == [
        "Target 95%",
        "by 30 Jun 2027",
        "Target 90%",
        "by 18 Dec 2026",
        "Baseline 41%",
    ]
    drawn = [each.get("class") for each in root.iter("line")]
    assert [drawn.count(each) for each in ("x-plan", "x-target", "x-base")] == [2, 2, 1]
    assert find_x(root, "x-baddot")


def test_beside_a_target_the_baseline_of_a_guard_rail_is_left_out(page: MetricView) -> None:
    one = make_target(("2026-11-20", 71), baseline=41, goal=90, due="2026-12-18")
    guard = make_target(baseline=44, limit=40)
    words = [
        each.text
        for each in list_texts(read_svg(draw_readings(make_page(one, guard, page=page))), "wide", 400)
    ]
    assert {"Target 90%", "Limit 40%", "Baseline 41%"} < set(words)
    assert "Baseline 44%" not in words
    alone = list_texts(read_svg(draw_readings(make_page(guard, page=page))), "wide", 400)
    assert "Baseline 44%" in {each.text for each in alone}


def test_one_target_with_two_days_names_none(page: MetricView) -> None:
    one, other = (make_target(goal=90, due=due) for due in ("2026-12-18", "2027-06-30"))
    words = [
        each.text
        for each in list_texts(read_svg(draw_readings(make_page(one, other, page=page))), "wide", 400)
    ]
    assert words.count("Target 90%") == 1
    assert not [each for each in words if each.startswith("by ")]


def test_names_that_would_meet_are_moved_apart_inside_the_picture(page: MetricView) -> None:
    ends = [make_target(goal=goal, due=due) for goal, due in (("99.9", "2026-12-18"), (100, "2027-06-30"))]
    low = make_target(("2026-01-20", 0), baseline=0, baseline_day="2026-01-20")
    texts = list_texts(read_svg(draw_readings(make_page(low, *ends, page=page))), "wide", 400)
    named = [each for each in texts if each.text.startswith(("Target", "by"))]
    assert [each.text for each in named] == [
        "Target 100%",
        "by 30 Jun 2027",
        "Target 99.9%",
        "by 18 Dec 2026",
    ]
    assert [one.bottom <= other.top for one, other in pairwise(named)] == [True] * 3
    assert named[0].top >= 0


def test_more_levels_than_the_height_holds_are_drawn_without_a_name(page: MetricView) -> None:
    targets = [make_target(goal=n, due=f"2027-01-{n:02}") for n in range(1, 29)]
    root = read_svg(draw_readings(make_page(*targets, page=page)))
    names = [each for each in list_texts(root, "wide", 400) if each.text.startswith("Target")]
    assert 5 < len(names) < 15
    assert [each.get("class") for each in root.iter("line")].count("x-target") == 28


def test_the_key_draws_each_line_alone() -> None:
    (line,) = read_svg(draw_line_key("plan"))
    assert line.get("class") == "x-plan"
    with pytest.raises(KeyError):
        draw_line_key("bar")
