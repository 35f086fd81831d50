"""The chart of readings: well formed, inside its bounds, and no label on another at any width."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.picture.figures import draw_readings
from playbook.view.mark import Mark
from playbook.view.target import TargetView
from tests.charts import (
    TODAY,
    find_margins,
    find_overlaps,
    list_heights,
    list_numbers,
    list_shares,
    list_texts,
    list_titles,
    make_mark,
    make_target,
    read_svg,
)

PLAN: dict[str, Any] = {"baseline": 41, "goal": 90, "baseline_day": "2026-01-12", "due": "2026-12-18"}
READ = (("2026-01-31", 41), ("2026-04-30", 58), ("2026-08-31", 88), ("2026-11-20", 71))
COURSE = "It rose from 41% to 88% by 31 Aug 2026 and has fallen to 71% since."
EVENTS = (
    make_mark("2026-06-01", "go-live", "Go-live"),
    make_mark("2026-07-06", "review", "Review 1 of Goals", state="holding"),
    make_mark("2026-09-14", "milestone", "The second team works in the CRM only"),
)


def draw(target: TargetView, events: Sequence[Mark] = ()) -> Element:
    return read_svg(draw_readings(target, "../", events))


def list_words(root: Element, layout: str = "wide", width: float = 400) -> list[str]:
    return [each.text for each in list_texts(root, layout, width)]


def find_all(root: Element, class_: str) -> list[Element]:
    return [each for each in root.iter() if class_ in each.get("class", "").split()]


def test_a_chart_names_its_values_its_days_and_its_levels() -> None:
    root = draw(make_target(*READ, **PLAN))
    words = list_words(root)
    assert [each for each in words if each.endswith("%") and " " not in each] == [
        "40%",
        "50%",
        "60%",
        "70%",
        "80%",
        "90%",
        "71%",
    ]
    assert {"Target 90%", "by 18 Dec 2026", "Baseline 41%", "Today"} < set(words)
    assert {"Mar 2026", "Jul", "Nov"} < set(words)
    assert "by 18 Dec 2026" not in list_words(root, "narrow", 180)
    assert {"Target 90%", "Baseline 41%", "Today", "71%"} < set(list_words(root, "narrow", 180))


def test_a_day_has_one_foot_on_the_time_axis() -> None:
    root = draw(make_target(*READ, **PLAN))
    (axis,), (grid,) = find_all(root, "x-axis"), find_all(root, "x-grid")
    line, *feet = axis.get("d", "").split("M")[1:]
    days = [int(each.split()[0]) for each in feet]
    assert line == "0 254H1000"
    assert len(days) == len(set(days)) == 11
    assert all(0 <= each <= 1000 for each in days)
    assert {each.split()[1] for each in feet} == {"254v3", "254v6"}
    assert len(grid.get("d", "").split("M")[1:]) == 6


def test_a_chart_tells_itself_to_those_who_do_not_see_it() -> None:
    root = draw(make_target(*READ, **PLAN))
    svg = next(root.iter("svg"))
    assert svg.get("role") == "img"
    assert [each.text for each in svg][:2] == [
        "Weekly use: readings over time",
        f"{COURSE} 4 readings from 31 Jan 2026 to 20 Nov 2026. Target 90% by 18 Dec 2026; Baseline 41%.",
    ]
    assert {"31 Aug 2026: 88%", "20 Nov 2026: 71%", "Target 90% by 18 Dec 2026"} < set(list_titles(root))


def test_the_plan_goes_from_the_baseline_to_the_target() -> None:
    root = draw(make_target(*READ, **PLAN))
    (plan,), (base,) = find_all(root, "x-plan"), find_all(root, "x-base")
    (target,) = find_all(root, "x-target")
    assert (plan.get("y1"), plan.get("y2")) == (base.get("y1"), target.get("y1"))
    assert float(plan.get("x1", "")[:-1]) < 3
    assert 95 < float(plan.get("x2", "")[:-1]) < 99


@pytest.mark.parametrize(
    ("state", "dot", "word"),
    [("on-plan", "x-now", "t-accent"), ("behind", "x-watchdot", "t-watch"), ("missed", "x-baddot", "t-bad")],
)
def test_the_last_reading_has_the_tone_of_the_target(state: str, dot: str, word: str) -> None:
    root = draw(make_target(*READ, **PLAN, state=state))
    assert len(find_all(root, dot)) == 1
    assert {each.text for each in find_all(root, word)} == {"71%"}


def test_events_stand_above_the_plot_and_lead_somewhere() -> None:
    root = draw(make_target(*READ, **PLAN), EVENTS)
    links = list(root.iter("a"))
    assert [each.get("href") for each in links] == ["../initiative/crm.html#at.x"] * 3
    assert [each[0].text for each in links] == [
        "1 Jun 2026: Go-live, done",
        "6 Jul 2026: Review 1 of Goals, holding",
        "14 Sep 2026: The second team works in the CRM only, done",
    ]
    svg = next(root.iter("svg"))
    assert (svg.get("role"), svg.get("aria-label")) == ("group", "Weekly use: readings over time")
    assert len(find_all(root, "x-event")) == 3
    assert "Go-live" in list_words(root)
    assert "The second team works in the CRM…" in list_words(root, "full", 700)


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(make_mark("2026-12-01", "go-live"), id="to come"),
        pytest.param(make_mark("2026-11-12", "review", state="overdue"), id="overdue"),
        pytest.param(make_mark("2026-06-01", "milestone", state="cancelled"), id="cancelled"),
        pytest.param(make_mark("2026-01-12", "start"), id="of another kind"),
    ],
)
def test_what_has_not_happened_is_no_event(mark: Mark) -> None:
    assert find_all(draw(make_target(*READ, **PLAN), [mark]), "ev") == []


def test_an_event_without_a_page_is_no_link() -> None:
    event = make_mark("2026-06-01", "go-live", "Go-live")
    bare = Mark(event.day, event.kind, event.title, "done", "Done", type(event.about)("CRM"), "#at.x")
    root = draw(make_target(*READ, **PLAN), [bare])
    assert list(root.iter("a")) == []
    assert "1 Jun 2026: Go-live, done" in list_titles(root)


def test_events_without_room_are_told_with_their_neighbour() -> None:
    marks = [make_mark("2026-06-01", "milestone", f"Step {n}") for n in range(7)]
    root = draw(make_target(*READ, **PLAN), [*marks, EVENTS[0], make_mark("2020-01-01", title="Long ago")])
    (mark,) = find_all(root, "ev")
    told = mark[0].text or ""
    assert told.startswith("1 Jun 2026: Go-live, done; 1 Jun 2026: Step 0, done; ")
    assert told.endswith("; and 4 more")
    assert "Long ago" not in "".join(list_titles(root))


def test_events_of_several_plans_say_whose_they_are() -> None:
    marks = [
        make_mark("2026-03-01", "go-live", "Go-live"),
        make_mark("2026-06-01", "go-live", "Go-live", about="X"),
    ]
    assert "1 Jun 2026: Go-live (X), done" in list_titles(draw(make_target(*READ, **PLAN), marks))


def test_without_a_reading_the_chart_says_so_and_keeps_its_levels() -> None:
    root = draw(make_target(**PLAN))
    assert {"No reading yet", "Target 90%", "Baseline 41%"} < set(list_words(root))
    assert [len(find_all(root, each)) for each in ("x-plan", "x-data", "x-now")] == [1, 0, 0]


def test_one_reading_is_a_dot_with_its_value() -> None:
    root = draw(make_target(("2026-06-01", 50), **PLAN))
    assert [len(find_all(root, each)) for each in ("x-data", "x-dot", "x-now")] == [0, 0, 1]
    assert "50%" in list_words(root)


def test_today_s_word_keeps_off_the_last_reading_and_the_target() -> None:
    low = make_target((str(TODAY), 41), **{**PLAN, "baseline_day": str(TODAY), "due": "2027-06-30"})
    words = {each.text: each for each in list_texts(draw(low), "wide", 400)}
    assert words["Today"].bottom < 40
    near = make_target(**{**PLAN, "baseline": 90, "goal": 41, "due": "2026-12-10"})
    text = next(each for each in list_texts(draw(near), "wide", 400) if each.text == "Today")
    assert text.right < 400 * 0.96
    middle = make_target((str(TODAY), 42), **{**PLAN, "baseline_day": "2026-06-01", "due": "2027-06-30"})
    assert next(each for each in list_texts(draw(middle), "wide", 400) if each.text == "Today").bottom < 40


def test_the_last_value_keeps_off_the_words_of_the_axis() -> None:
    target = make_target((str(TODAY), 41), **{**PLAN, "baseline_day": str(TODAY), "due": "2027-06-30"})
    for layout, width in (("wide", 440), ("narrow", 180)):
        value = [each for each in list_texts(draw(target), layout, width) if each.text == "41%"]
        assert all(each.left > 0 for each in value)
        assert find_overlaps(list_texts(draw(target), layout, width)) == []


def test_a_last_value_in_a_thicket_is_written_over_it() -> None:
    read = [(f"2026-{month:02}-{day:02}", 50 + day % 3) for month in range(1, 12) for day in (1, 8, 15, 20)]
    root = draw(make_target(*read, **{**PLAN, "due": "2027-06-30"}))
    assert "52%" in list_words(root)
    assert "52%" in list_words(root, "narrow", 180)


def test_what_both_layouts_show_alike_is_drawn_once() -> None:
    texts = [each.text for each in draw(make_target(*READ, **PLAN)).iter("text")]
    assert [texts.count(each) for each in ("Mar 2026", "Target 90%")] == [1, 2]


def test_a_limit_stands_alone_where_there_is_no_target() -> None:
    root = draw(make_target(*READ, limit=95))
    assert "Limit 95%" in list_words(root)
    assert [len(find_all(root, each)) for each in ("x-limit", "x-target", "x-plan", "x-base")] == [1, 0, 0, 0]


def test_nothing_known_is_no_chart() -> None:
    assert draw_readings(make_target()) == ""


def test_a_reading_beyond_the_scale_is_a_wedge_at_its_edge() -> None:
    read = [(f"2026-0{n}-28", 41 + n) for n in range(1, 9)]
    root = draw(make_target(*read, ("2026-10-01", 99999), ("2026-11-01", -99999), **PLAN))
    wedges = [each for each in find_all(root, "x-dot") if each.tag == "path"]
    assert [each[0].text for each in wedges] == ["1 Oct 2026: 99,999%", "1 Nov 2026: −99,999%"]
    assert "−99,999%" in list_words(root)
    assert find_all(root, "x-now") == []


def test_very_many_readings_are_a_line_without_dots() -> None:
    first = date(2020, 1, 1)
    read = [(str(first + timedelta(days=n)), n % 50) for n in range(2000)]
    drawn = draw_readings(make_target(*read, **PLAN))
    assert find_all(read_svg(drawn), "x-dot") == []
    assert len(drawn) < 12_000


@pytest.mark.parametrize(
    ("read", "given_", "words"),
    [
        pytest.param(
            (("2026-01-31", 1200000), ("2026-08-31", 2345678)),
            {"unit": "€", "goal": 2500000},
            {"€1.5M", "€2.5M", "€2,345,678", "Target €2,500,000"},
            id="large",
        ),
        pytest.param(
            (("2026-01-31", -40), ("2026-08-31", -3)),
            {"unit": "points", "goal": 10},
            {"−40", "Target 10\u00a0points"},
            id="negative",
        ),
        pytest.param(
            (("2026-01-31", "0.000000001"), ("2026-08-31", "0.000000004")),
            {"unit": ""},
            {"0.000000002"},
            id="tiny",
        ),
        pytest.param(
            (("2026-01-31", "999999999999990.5"), ("2026-08-31", "999999999999999.5")),
            {"unit": "count"},
            {"≈1000T"},
            id="more digits than there is room for",
        ),
        pytest.param(
            (("1960-01-31", 40), ("2024-08-31", 70)), {}, {"1960", "1980", "2000", "2020"}, id="decades"
        ),
        pytest.param((("2026-11-20", 40), ("2026-11-22", 70)), {}, {"19 Nov 2026", "23 Nov"}, id="days"),
    ],
)
def test_values_and_days_of_any_size_are_named(
    read: tuple[tuple[str, object], ...], given_: dict[str, Any], words: set[str]
) -> None:
    assert words <= set(list_words(draw(make_target(*read, **given_))))


@pytest.mark.parametrize("hostile", ['<script>alert("1")</script>', '"onload="x', "]]>&amp;<!--"])
def test_hostile_words_stay_words(hostile: str) -> None:
    root = draw(
        make_target(*READ, **PLAN, title=hostile, unit=hostile), [make_mark("2026-06-01", title=hostile)]
    )
    assert {each.tag for each in root.iter()} <= {
        "div", "svg", "title", "desc", "line", "text", "path", "circle", "rect", "g", "a"
    }  # fmt: skip
    assert f"{hostile}: readings over time" in list_titles(root)
    assert not [key for each in root.iter() for key, _ in each.items() if key.startswith("on")]


VALUES = st.one_of(
    st.integers(-200, 200),
    st.decimals(-(10**15), 10**15, places=9, allow_nan=False),
    st.integers(10**5, 10**7),
)
DAYS = st.one_of(
    st.dates(date(2025, 6, 1), date(2027, 6, 1)), st.dates(date(1900, 1, 1), date(2199, 12, 31))
).map(str)
UNITS = st.sampled_from(["%", "days", "€", "k€", "", "widgets per thousand working hours"])
TITLES = st.sampled_from(["Go-live", "Review 1 of Goals", "Every rep has a named mentor and a date", "X"])
MARKS = st.builds(
    lambda day, kind, title, about: make_mark(day, kind, title, about=about),
    st.dates(date(2025, 6, 1), date(2026, 11, 23)).map(str),
    st.sampled_from(["go-live", "milestone", "review"]),
    TITLES,
    st.sampled_from(["CRM", "Pipeline"]),
)


@st.composite
def list_targets(draw_: st.DrawFn) -> TargetView:
    """Give any target, complete or not."""
    days = sorted(draw_(st.sets(DAYS, max_size=12)))
    read = [(day, draw_(VALUES)) for day in days]
    given_: dict[str, Any] = {}
    for key, some in (("baseline", VALUES), ("goal", VALUES), ("baseline_day", DAYS), ("due", DAYS)):
        if draw_(st.booleans()):
            given_[key] = draw_(some)
    if draw_(st.integers(0, 4)) == 0:
        given_["limit"] = draw_(VALUES)
    state = draw_(st.sampled_from(["on-plan", "behind", "missed"]))
    return make_target(*read, unit=draw_(UNITS), state=state, **given_)


@settings(deadline=None)
@given(list_targets(), st.lists(MARKS, max_size=9), st.integers(560, 1200), st.integers(288, 559))
def test_no_label_covers_another_at_any_width(
    target: TargetView, events: list[Mark], wide: int, narrow: int
) -> None:
    drawn = draw_readings(target, "../", events)
    if not drawn:
        return
    root = read_svg(drawn)
    left, right, short = find_margins(root)
    layouts = [("wide", wide, right), ("wide", 560, right), ("narrow", narrow, short), ("narrow", 288, short)]
    layouts += [("full", max(wide, 880), right), ("full", 880, right)]
    for layout, width, margin in layouts:
        plot = width - left - margin
        texts = list_texts(root, layout, plot)
        assert find_overlaps(texts) == [], (layout, width)
        assert all(each.top >= 0 and each.bottom <= 280 for each in texts), layout
        assert all(-left - 0.5 <= each.left <= each.right <= plot + margin + 0.5 for each in texts), layout
    assert all(-3 <= each <= 102.5 for each in list_shares(root))
    assert all(-12 <= each <= 280 for each in list_heights(root))
    assert list_numbers(drawn) == []
