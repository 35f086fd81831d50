"""Time axes and lanes: nothing covers another, nothing is hidden, every mark says its name."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.chart.axis import NARROW, draw_axis, draw_grid, list_lines
from playbook.chart.cut import cut_text
from playbook.chart.lane import LaneLook, LaneMark, LanePlan, draw_lane, draw_small, draw_span_key
from playbook.chart.mark import BODIES, LOOKS
from playbook.chart.scale import DayScale
from playbook.chart.stack import LEVELS, Spot, bundle_marks, stack_marks
from playbook.chart.type import measure
from playbook.html import Html

SINCE, UNTIL, TODAY = date(2026, 7, 1), date(2027, 6, 30), date(2026, 11, 23)
LOOK = LaneLook(DayScale(SINCE, UNTIL), TODAY)
HOSTILE = "<script>alert(1)</script> \" ' & ]]>"
WIDTHS = (560, 583, 640, 720, 860, 1000, 1200)


def read(drawn: Html) -> ElementTree.Element:
    """Read the one or two pictures of a lane as one tree."""
    return ElementTree.fromstring(f"<div>{drawn}</div>")


def make_mark(day: date, label: str = "Label", **more: object) -> LaneMark:
    return LaneMark(day, "milestone", "due", label, f"{label}, {day}", **more)  # type: ignore[arg-type]


def find_lane(root: ElementTree.Element) -> ElementTree.Element:
    return next(each for each in root if "lane-svg" in each.get("class", ""))


def list_classes(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


Edges = tuple[float, float, float, float]


def find_boxes(
    text: ElementTree.Element, share: float, y: float, width: float, *, strong: bool = False
) -> Edges:
    """Give the left, right, top and bottom edge of a text in a picture of a width."""
    wide = measure(text.text or "", strong=strong)
    left = share * width + float(text.get("x", 0) if "%" not in text.get("x", "") else text.get("dx", 0))
    left -= {"start": 0.0, "middle": wide / 2, "end": wide}[text.get("text-anchor", "start")]
    base = y + float(text.get("y", 0))
    return left, left + wide, base - 9, base + 3


def list_labels(drawn: Html, width: float) -> list[Edges]:
    """List where the labels of a lane stand in a picture of a width."""
    lane = find_lane(read(drawn))
    return [
        find_boxes(text, float(at.get("x", "0%").rstrip("%")) / 100, float(at.get("y", 0)), width)
        for at in lane.iter("svg")
        if at is not lane
        for text in at.iter("text")
        if "lab" in text.get("class", "")
    ]


def list_marks(drawn: Html, width: float) -> list[tuple[float, float]]:
    """List the middles of the marks of a lane in a picture of a width."""
    lane = find_lane(read(drawn))
    named = [at for at in lane.iter("svg") if at is not lane and list(at.iter("title"))]
    return [(float(at.get("x", "0%").rstrip("%")) / 100 * width, float(at.get("y", 0))) for at in named]


def cover(one: Edges, other: Edges) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


days = st.dates(SINCE, UNTIL)
signs = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
marks = st.builds(
    LaneMark,
    day=days,
    kind=st.sampled_from(sorted(BODIES)),
    state=st.sampled_from(sorted(LOOKS)),
    label=st.text(signs, max_size=60),
    name=st.text(signs, max_size=40),
    href=st.sampled_from(["", "initiative/crm.html#at.milestones.pilot"]),
    ghosts=st.lists(st.dates(SINCE - timedelta(400), UNTIL + timedelta(400)), max_size=3).map(tuple),
    rank=st.integers(0, 5),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(marks, max_size=40), st.sampled_from(WIDTHS))
def test_no_label_covers_another_or_today_or_leaves_the_picture(some: list[LaneMark], width: int) -> None:
    drawn = draw_lane(LanePlan("Plan", tuple(some)), LOOK)
    labels = list_labels(drawn, width)
    now = LOOK.scale.share(TODAY) * width
    assert not [pair for pair in combinations(labels, 2) if cover(*pair)]
    assert not [each for each in labels if cover(each, (now - 0.5, now + 0.5, 0, 999))]
    high = float(find_lane(read(drawn)).get("height", 0))
    assert all(left >= -0.1 and right <= width + 0.1 for left, right, _, _ in labels)
    assert all(top >= 0 and bottom <= high for _, _, top, bottom in labels)


@settings(max_examples=60, deadline=None)
@given(st.lists(marks, max_size=40), st.sampled_from(WIDTHS))
def test_no_mark_hides_another(some: list[LaneMark], width: int) -> None:
    drawn = draw_lane(LanePlan("Plan", tuple(some)), LOOK)
    middles = list_marks(drawn, width)
    near = [
        (one, other)
        for one, other in combinations(middles, 2)
        if abs(one[0] - other[0]) < 15.9 and abs(one[1] - other[1]) < 15
    ]
    assert not near
    high = float(find_lane(read(drawn)).get("height", 0))
    assert all(7 <= y <= high - 7 for _, y in middles)


@settings(max_examples=60, deadline=None)
@given(st.lists(marks, max_size=60))
def test_every_mark_is_named_alone_or_in_a_bundle(some: list[LaneMark]) -> None:
    drawn = draw_lane(LanePlan("Plan", tuple(some)), LOOK)
    titles = [each.text or "" for each in read(drawn).iter("title")][1:]
    for mark in some:
        assert any(mark.name.strip() in each for each in titles)


def test_forty_milestones_in_a_lane_all_have_their_place() -> None:
    some = [make_mark(SINCE + timedelta(9 * n), f"Milestone {n}", href=f"a.html#{n}") for n in range(40)]
    root = read(draw_lane(LanePlan("Plan", tuple(some)), LOOK))
    assert len(list(root.iter("a"))) == 40
    assert not list_classes(root, "m-more")
    assert len(list_classes(root, "lab")) >= 8


def test_marks_of_one_day_are_raised_and_the_fifth_is_counted() -> None:
    some = [make_mark(TODAY, f"M{n}", href="a.html") for n in range(LEVELS + 3)]
    root = read(draw_lane(LanePlan("Plan", tuple(some), href="plan.html"), LOOK))
    heights = [float(each.get("y", 0)) for each in find_lane(root).findall("svg")]
    assert heights == [91.0, 72.0, 53.0, 34.0, 15.0]
    assert len(list_classes(root, "m-stem")) == LEVELS - 1
    bundle = list(root.iter("a"))[-1]
    assert bundle.get("href") == "plan.html"
    assert [each.text for each in bundle] == [
        "3 more: M4, 2026-11-23; M5, 2026-11-23; M6, 2026-11-23",
        None,
        "+3",
    ]


def test_a_bundle_without_a_page_is_no_link() -> None:
    some = [make_mark(TODAY, f"M{n}") for n in range(LEVELS + 1)]
    root = read(draw_lane(LanePlan("Plan", tuple(some)), LOOK))
    assert len(list_classes(root, "m-more")) == 1
    assert not list(root.iter("a"))


def test_a_mark_is_a_link_with_a_name_and_a_lane_of_links_a_group() -> None:
    mark = make_mark(date(2026, 12, 1), "Pilot", href="../initiative/crm.html#at.milestones.pilot")
    root = read(draw_lane(LanePlan("Dates of CRM", (mark,)), LOOK))
    lane, link = find_lane(root), next(root.iter("a"))
    assert (lane.get("role"), lane.get("aria-label")) == ("group", "Dates of CRM")
    assert link.get("href") == mark.href
    assert link[0].tag == "title"
    assert link[0].text == "Pilot, 2026-12-01"
    assert next(link.iter("text")).text == "Pilot"


def test_without_addresses_a_lane_is_a_picture() -> None:
    root = read(draw_lane(LanePlan("Dates", (make_mark(TODAY),)), LOOK))
    assert find_lane(root).get("role") == "img"
    assert not list_classes(root, "m-hit")


def test_hostile_text_is_escaped() -> None:
    mark = LaneMark(TODAY + timedelta(40), "milestone", "due", HOSTILE, HOSTILE, href=f"a.html#{HOSTILE}")
    drawn = draw_lane(LanePlan(HOSTILE, (mark,), href=HOSTILE), LOOK)
    root = read(drawn)
    assert not list(root.iter("script"))
    assert [each.text for each in root.iter("title")] == [HOSTILE, HOSTILE]
    assert next(root.iter("a")).get("href") == f"a.html#{HOSTILE}"


def test_work_is_solid_until_go_live_and_dotted_after_it() -> None:
    plan = LanePlan("Plan", (), date(2026, 1, 1), date(2026, 12, 30), date(2028, 1, 1))
    root = read(draw_lane(plan, LOOK))
    (work,), (after,) = list_classes(root, "m-bar"), list_classes(root, "m-live")
    assert (work.get("x1"), work.get("x2")) == ("0%", "50%")
    assert (after.get("x1"), after.get("x2")) == ("50%", "100%")


@pytest.mark.parametrize(
    ("plan", "lines"),
    [
        (LanePlan("P", ()), []),
        (LanePlan("P", (), starts=date(2026, 8, 1)), []),
        (LanePlan("P", (make_mark(date(2026, 8, 1)), make_mark(date(2026, 9, 1)))), ["m-bar"]),
        (LanePlan("P", (), date(2026, 8, 1), date(2026, 8, 1), date(2026, 9, 1)), ["m-live"]),
        (LanePlan("P", (), date(2026, 9, 1), date(2026, 8, 1), date(2026, 8, 1)), []),
        (LanePlan("P", (), date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)), []),
    ],
    ids=["nothing", "no end", "from first to last mark", "live from the start", "days in disorder", "over"],
)
def test_a_line_needs_two_days(plan: LanePlan, lines: list[str]) -> None:
    root = read(draw_lane(plan, LOOK))
    assert [each.get("class") for each in find_lane(root).iter("line")] == lines


def test_ghosts_stand_at_every_day_once_promised_joined_by_a_dashed_line() -> None:
    was = (date(2026, 1, 1), date(2026, 8, 30), date(2026, 8, 30), date(2026, 10, 1), date(2026, 12, 1))
    root = read(draw_lane(LanePlan("P", (make_mark(date(2026, 12, 1), ghosts=was),)), LOOK))
    (line,) = list_classes(root, "m-slipline")
    assert (line.get("x1"), line.get("x2")) == ("0%", "42.03%")
    assert len(list_classes(root, "m-ghost")) == 2


def test_days_outside_are_left_to_who_counts_them() -> None:
    some = (make_mark(date(2026, 6, 30)), make_mark(date(2027, 7, 1)), make_mark(SINCE), make_mark(UNTIL))
    root = read(draw_lane(LanePlan("P", some), LOOK))
    assert [each.get("x") for each in find_lane(root).findall("svg")] == ["0%", "100%"]


def test_a_long_title_is_cut_at_a_word() -> None:
    mark = make_mark(date(2026, 12, 24), "Everybody who sells has been trained to argue with the value of it")
    (label,) = list_classes(read(draw_lane(LanePlan("P", (mark,)), LOOK)), "lab")
    assert label.text == "Everybody who sells has been…"


def test_the_label_that_matters_comes_first() -> None:
    day = date(2026, 12, 12)
    some = [make_mark(day + timedelta(n), f"One that is done, number {n}", rank=2) for n in range(-8, 9, 4)]
    some[2] = make_mark(day, "The one that is overdue", rank=0)
    texts = [each.text for each in list_classes(read(draw_lane(LanePlan("P", tuple(some)), LOOK)), "lab")]
    assert len(texts) < len(some)
    assert "The one that is overdue" in texts


def test_a_lane_may_have_no_labels() -> None:
    drawn = draw_lane(LanePlan("P", (make_mark(TODAY),)), LaneLook(LOOK.scale, TODAY, 0))
    assert not list_classes(read(drawn), "lab")
    assert find_lane(read(drawn)).get("class") == "fx lane-svg rows-0"


def test_a_small_timeline_has_a_mark_and_its_ghosts() -> None:
    mark = make_mark(date(2026, 12, 1), ghosts=(date(2026, 8, 1), date(2026, 9, 1)))
    root = read(draw_small(mark, LOOK))
    assert find_lane(root).get("aria-hidden") == "true"
    assert (len(list_classes(root, "m-ghost")), len(list_classes(root, "m-due"))) == (2, 1)


@pytest.mark.parametrize("mark", [None, make_mark(date(2030, 1, 1))], ids=["no day", "outside"])
def test_a_small_timeline_may_be_empty(mark: LaneMark | None) -> None:
    root = find_lane(read(draw_small(mark, LOOK)))
    assert not list(root)


def test_the_key_draws_both_lines() -> None:
    assert "m-bar" in draw_span_key("work")
    assert "m-live" in draw_span_key("follow-through")


SPANS = [(1, 0), (1, 1), (1, 20), (15, 62), (1, 63), (1, 365), (9, 560), (1, 561), (1, 1110), (1, 1117),
         (1, 3650), (1, 36500), (1, 300000)]  # fmt: skip


def list_axis_labels(drawn: Html, group: str, width: float) -> Iterator[tuple[str, Edges]]:
    (found,) = list_classes(read(drawn), group)
    for some in found:
        for text in some:
            share = float(text.get("x", "0%").rstrip("%")) / 100
            strong = some.get("class") == "strong"
            yield text.text or "", find_boxes(text, share, 0, width, strong=strong)


@pytest.mark.parametrize(("first", "days"), SPANS)
@pytest.mark.parametrize("today", [0, 1, 5, 30, 53, 400])
def test_labels_of_an_axis_never_meet(first: int, days: int, today: int) -> None:
    since = date(2026, 3, first)
    scale = DayScale(since, since + timedelta(days))
    drawn = draw_axis(scale, since + timedelta(today))
    for group, widths in (("ax-wide", WIDTHS), ("ax-tight", (250, 300, 360, 900))):
        for width in widths:
            labels = [box for _, box in list_axis_labels(drawn, group, width)]
            assert labels
            assert not [pair for pair in combinations(labels, 2) if cover(*pair)]
            assert all(each[0] >= -6.1 and each[1] <= width + 8.1 for each in labels)


@pytest.mark.parametrize(
    ("days", "texts"),
    [
        (13, ["Today", "Nov 2026", "16", "18", "20", "22", "24", "26"]),
        (200, ["Today", "Q1 2027", "Q2 2027", "Q4 2026", "Nov", "Jan", "Feb", "Mar", "Apr", "May"]),
        (900, ["Today", "2027", "2028", "2029", "Q2", "Q3", "Q4", "Q1", "Q2", "Q3", "Q4", "Q1", "Q2"]),
        (36500, ["Today", "2030", "2040"]),
    ],
    ids=["two weeks", "half a year", "three years", "a century"],
)
def test_an_axis_has_the_steps_of_its_length(days: int, texts: list[str]) -> None:
    since = date(2026, 11, 16)
    drawn = draw_axis(DayScale(since, since + timedelta(days)), TODAY)
    found = [text for text, _ in list_axis_labels(drawn, "ax-wide", NARROW)]
    assert found[: len(texts)] == texts


def test_an_axis_says_its_days_and_today() -> None:
    (axis,) = read(draw_axis(LOOK.scale, TODAY))
    assert axis[0].text == "Time axis from 1 Jul 2026 to 30 Jun 2027; today is 23 Nov 2026"
    assert len(list_classes(axis, "x-today")) == 1


def test_an_axis_without_today_has_no_line_for_it() -> None:
    drawn = draw_axis(LOOK.scale, date(2030, 1, 1)) + draw_grid(LOOK.scale, date(2030, 1, 1))
    assert "x-today" not in drawn


def test_a_grid_has_a_line_for_each_month_and_a_coarse_one_for_each_quarter() -> None:
    assert len(list_lines(LOOK.scale)) == 11
    assert [str(each) for each in list_lines(LOOK.scale, is_coarse=True)] == [
        "2026-10-01",
        "2027-01-01",
        "2027-04-01",
    ]
    root = read(draw_grid(LOOK.scale, TODAY))
    lines = {each.get("class"): each.get("d", "").split("M")[1:] for each in root.iter("path")}
    assert [len(lines[each]) for each in ("x-grid", "x-today")] == [11, 1]
    assert all(each.endswith(" 0v1") for some in lines.values() for each in some)


def test_a_grid_of_nothing_is_empty() -> None:
    assert not list(read(draw_grid(DayScale(TODAY, TODAY), date(2030, 1, 1))).iter("path"))


@pytest.mark.parametrize(
    ("text", "wide", "said"),
    [
        ("Pilot", 100, "Pilot"),
        ("  Pilot \n north ", 100, "Pilot north"),
        ("Pilot in the north region", 80, "Pilot in the…"),
        ("Pilot, and then", 40, "Pilot…"),
        ("Donaudampfschifffahrt", 60, "Donauda…"),
        ("Pilot", 1, "…"),
        ("", 10, ""),
    ],
)
def test_a_text_is_cut_at_a_word_to_a_width(text: str, wide: float, said: str) -> None:
    cut = cut_text(text, wide)
    assert cut == said
    assert cut == "…" or measure(cut) <= wide


@given(st.text(max_size=900), st.floats(12, 300))
def test_a_cut_text_is_never_wider(text: str, wide: float) -> None:
    assert measure(cut_text(text, wide)) <= wide


@given(st.lists(st.floats(0, 1), max_size=30))
def test_levels_keep_marks_apart(shares: list[float]) -> None:
    levels = stack_marks([Spot(each) for each in shares], 560)
    placed = [(share, level) for share, level in zip(shares, levels, strict=True) if level is not None]
    assert not [
        pair
        for pair in combinations(placed, 2)
        if pair[0][1] == pair[1][1] and abs(pair[0][0] - pair[1][0]) * 560 < 16
    ]


def test_a_mark_makes_room_for_a_ghost_on_a_low_level_only() -> None:
    spots = [Spot(0.1), Spot(0.5, (0.1,)), Spot(0.9, (0.1, 0.5))]
    assert stack_marks(spots, 560) == (0, 1, 0)


@given(st.lists(st.floats(0, 1), max_size=30))
def test_bundles_hold_everything_once(shares: list[float]) -> None:
    groups = bundle_marks(shares, 560)
    assert sorted(n for each in groups for n in each) == list(range(len(shares)))
    starts = sorted(shares[each[0]] for each in groups)
    assert all((later - early) * 560 >= 21.9 for early, later in pairwise(starts))


def test_nothing_in_a_lane_has_a_style_a_script_or_an_id() -> None:
    drawn = draw_lane(LanePlan("P", (make_mark(TODAY, href="a.html"),)), LOOK) + draw_axis(LOOK.scale, TODAY)
    assert not re.findall(r"<script| style=| id=| on\w+=", drawn)
