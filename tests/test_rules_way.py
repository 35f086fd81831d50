"""How far the way's points lie apart (PB405), and whether their values lead to the target (PB407)."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.plans import find, judge_plan

STARTS, GO_LIVE = date(2026, 1, 12), date(2026, 7, 1)


def after(days: int, begin: date = STARTS) -> date:
    """Give the day that many days after the start."""
    return begin + timedelta(days)


def build_reviews(stage: str, *days: date) -> str:
    """Build a plan's only stage from the days of its reviews."""
    names = ("vision", "coalition", "goals", "follow-through")
    lines = [f"  {each}: ~" for each in names if each != stage]
    lines += [f"  {stage}:", "    owner: lena-fox", "    metric: crm-weekly-active", "    reviews:"]
    lines += [f"      - due: {day}\n        by: erik-lind" for day in days]
    return "stages:\n" + "\n".join(lines) + "\n"


BEFORE = {
    "56 days": ((-57, -1), 0),
    "57 days": ((-58, -1), 1),
    "56 days to go-live": ((-56,), 0),
    "57 days to go-live": ((-57,), 1),
    "two gaps are one finding": ((-160, -100), 1),
    "100 days from go-live": ((-1, 100), 0),
    "101 days from go-live": ((-1, 101), 1),
    "101 days after it": ((-1, 20, 121), 1),
    "both sides": ((-60, 101), 2),
    "no review at all": ((), 0),
}


@pytest.mark.parametrize(("days", "times"), BEFORE.values(), ids=BEFORE)
def test_a_gap_is_measured_from_one_to_the_next(tmp_path: Path, days: tuple[int, ...], times: int) -> None:
    stage = build_reviews("goals", *(after(each, GO_LIVE) for each in days)) if days else "stages: ~\n"
    found = find(judge_plan(tmp_path, "milestones: ~\n" + stage), "gap-too-wide")
    assert len(found) == times


POINT = f"milestones:\n  - title: A\n    due: {after(-40, GO_LIVE)}\n"
POINTS = {
    "a milestone": (POINT, 0),
    "a cancelled one": (POINT + "    cancelled: {}\n", 1),
    "one without a day": ("milestones:\n  - title: A\n", 1),
}


@pytest.mark.parametrize(("milestones", "times"), POINTS.values(), ids=POINTS)
def test_a_milestone_shortens_a_gap(tmp_path: Path, milestones: str, times: int) -> None:
    stage = build_reviews("goals", after(-80, GO_LIVE), after(-1, GO_LIVE))
    assert len(find(judge_plan(tmp_path, stage + milestones), "PB405")) == times


@pytest.mark.parametrize(("days", "times"), [(120, 0), (121, 1)])
def test_a_short_way_to_go_live_has_no_gap(tmp_path: Path, days: int, times: int) -> None:
    starts = f"starts: {after(-days, GO_LIVE)}\nmilestones: ~\n"
    stage = build_reviews("goals", after(-100, GO_LIVE))
    assert len(find(judge_plan(tmp_path, starts + stage), "PB405")) == times


def test_without_a_start_every_gap_before_go_live_counts(tmp_path: Path) -> None:
    stage = build_reviews("goals", after(-100, GO_LIVE))
    assert find(judge_plan(tmp_path, "starts: ~\nmilestones: ~\n" + stage), "PB405")


def plan_values(*values: tuple[int, int], starts: int = 0, due: int = 1000) -> str:
    """Build milestones from (day, value) for a target of 0 from 100, a thousand days from the start."""
    points = "".join(
        f"  - title: M{n}\n    due: {after(day)}\n    metric: sales-cycle\n    target: {value}\n"
        for n, (day, value) in enumerate(values)
    )
    target = f"      value: 0\n      due: {after(due)}\n"
    baseline = f"    baseline:\n      value: 100\n      date: {STARTS}\n"
    return (
        f"starts: {after(starts)}\ntargets:\n  - metric: sales-cycle\n{baseline}    target:\n{target}"
        f"milestones:\n{points}"
    )


HOCKEY = {
    "half of the gain in the last fifth": (plan_values((800, 50)), 0),
    "a little more": (plan_values((800, 51)), 1),
    "between two points": (plan_values((700, 80), (900, 22)), 1),
    "between two points, just half": (plan_values((700, 80), (900, 20)), 0),
    "all of it after the fifth": (plan_values((900, 100)), 1),
    "at the target's day": (plan_values((800, 60), (1000, 0)), 1),
    "at the baseline's day": (plan_values((0, 100), (500, 50)), 0),
    "outside the time": (plan_values((1001, 150)), 0),
    "the baseline's own value": (plan_values((100, 100), (500, 50)), 0),
    "the target's own value": (plan_values((100, 0)), 0),
    "over the baseline": (plan_values((100, 101)), 1),
    "the same value twice": (plan_values((300, 60), (600, 60), (700, 30)), 0),
    "a step back": (plan_values((300, 60), (600, 61), (700, 30)), 1),
    "two steps back": (plan_values((300, 20), (600, 60), (700, 30)), 2),
    "counted from the start": (plan_values((900, 40), starts=500), 0),
    "before the start": (plan_values((100, 50), (900, 40), starts=500), 0),
    "120 days": (plan_values((110, 90), due=120), 0),
    "121 days": (plan_values((110, 90), due=121), 1),
    "off the way on the baseline's day": (plan_values((0, 101)), 1),
    "off the way on the target's day": (plan_values((1000, 101)), 1),
    "a target that equals its baseline": (plan_values((500, 100)).replace("value: 0", "value: 100"), 0),
    "no way": (plan_values((110, 90), due=0), 0),
}


@pytest.mark.parametrize(("fragment", "times"), HOCKEY.values(), ids=HOCKEY)
def test_a_hockey_stick(tmp_path: Path, fragment: str, times: int) -> None:
    assert len(find(judge_plan(tmp_path, fragment), "hockey-stick")) == times


MESSAGES = {
    "how many gaps": (
        build_reviews("goals", after(-160, GO_LIVE), after(-100, GO_LIVE)) + "milestones: ~\n",
        "100 days before go-live without a milestone or a review, from 2026-03-23 to 2026-07-01; 1 more gap",
    ),
    "how much of the gain": (
        plan_values((900, 100)),
        "100% of the gain is planned for the last 20% of the time",
    ),
    "off the way": (plan_values((100, 101)), "milestone `m0` plans 101, and the way leads from 100 to 0"),
    "a step back": (plan_values((300, 60), (600, 61)), "plans 61, less of the way than the 60 planned for"),
}


@pytest.mark.parametrize(("fragment", "words"), MESSAGES.values(), ids=MESSAGES)
def test_a_finding_says(tmp_path: Path, fragment: str, words: str) -> None:
    judgement = judge_plan(tmp_path, fragment)
    found = [each.message for code in ("PB405", "PB407") for each in find(judgement, code)]
    assert any(words in each for each in found), found
