"""Which thing of a list is which: by ids, by what they say, by their days, never by place alone."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from playbook.diff.edit import list_edits, map_names
from playbook.diff.match import Pair, match
from playbook.schema.initiative import Initiative, Milestone, Review, Risk, Stage

DAY = date(2026, 6, 1)


def due(*days: int, by: str = "erik") -> list[Review]:
    """Make reviews due so many days after a day."""
    return [Review(due=DAY + timedelta(days=each), by=by) for each in days]


Case = tuple[Sequence[object], Sequence[object], list[Pair]]
CASES: dict[str, Case] = {
    "nothing changed": (due(1, 2), due(1, 2), [(0, 0), (1, 1)]),
    "one went": (due(1, 30, 60), due(1, 60), [(0, 0), (1, None), (2, 1)]),
    "one came": (due(1, 60), due(1, 30, 60), [(0, 0), (None, 1), (1, 2)]),
    "one moved": (due(1, 30, 60), due(1, 40, 60), [(0, 0), (1, 1), (2, 2)]),
    "all moved": (due(1, 30, 60), due(11, 40, 70), [(0, 0), (1, 1), (2, 2)]),
    "one went, the next moved": (due(1, 30, 60), due(1, 70), [(0, 0), (1, None), (2, 1)]),
    "the first went, a last one came": (
        due(1, 30, 60),
        due(30, 60, 90),
        [(0, None), (1, 0), (2, 1), (None, 2)],
    ),
    "turned round": (due(1, 30), due(30, 1), [(1, 0), (0, 1)]),
    "turned round, and one moved": (due(1, 30), due(37, 1), [(1, 0), (0, 1)]),
    "others altogether": (due(1), due(200, by="lena"), [(0, None), (None, 0)]),
    "held": (due(1), [Review(due=DAY + timedelta(days=1), by="erik", held=DAY, verdict="passed")], [(0, 0)]),
    "by id": (
        [Review(id="a", due=DAY), Review(id="b")],
        [Review(id="b", due=DAY), Review(id="a")],
        [(1, 0), (0, 1)],
    ),
    "another of the same id before it": (
        [Review(id="a", due=DAY)],
        [Review(id="a", by="erik"), Review(id="a", due=DAY)],
        [(None, 0), (0, 1)],
    ),
    "twice the same": (due(1, 1), due(1), [(0, 0), (1, None)]),
    "an id was written": (due(1), [Review(id="x", due=DAY + timedelta(days=1), by="erik")], [(0, 0)]),
    "an id changed": (
        [Milestone(id="a", title="Pilot", owner="ana", due=DAY, acceptance="Log")],
        [Milestone(id="b", title="Pilot", owner="ana", due=DAY, acceptance="Log")],
        [(0, 0)],
    ),
    "another thing with another id": (
        [Milestone(id="a", title="Pilot", owner="ana", due=DAY)],
        [Milestone(id="b", title="Wave", owner="ana", due=DAY + timedelta(days=3))],
        [(0, None), (None, 0)],
    ),
    "none before": ([], due(1), [(None, 0)]),
    "none now": (due(1), [], [(0, None)]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_things_are_matched(case: Case) -> None:
    before, after, expected = case
    assert match(before, after, "id") == expected


def test_thousands_of_things_are_matched_in_bounded_time() -> None:
    before = [Risk(risk=f"Risk {n}", owner="ana") for n in range(5000)]
    after = [Risk(risk=f"Risk {n}", owner="ana") for n in range(5000) if n != 2500]
    pairs = match(before, after, "")
    assert [each for each in pairs if each[1] is None] == [(2500, None)]
    assert len(match(before[:140], [Risk(risk=f"Other {n}") for n in range(140)], "")) == 280


def make_plan(*reviews: Review) -> Initiative:
    """Make a plan whose reviews have the ids that they get by their places."""
    named = tuple(
        each if each.id else Review(id=f"goals-{n}", due=each.due, by=each.by)
        for n, each in enumerate(reviews, 1)
    )
    return Initiative(stages={"goals": Stage(reviews=named)})


def test_an_id_by_place_is_no_id_and_what_slid_is_mapped() -> None:
    before, after = make_plan(*due(1, 30, 60)), make_plan(*due(1, 60))
    edits = list(list_edits(before, after))
    assert [(each.name, each.key, each.after) for each in edits] == [
        ("stages.goals.reviews.goals-2", "", None)
    ]
    assert dict(map_names(before, after)) == {"stages.goals.reviews.goals-3": "stages.goals.reviews.goals-2"}


def test_of_equal_plans_there_is_no_edit() -> None:
    plan = make_plan(*due(1, 30))
    assert list(list_edits(plan, make_plan(*due(1, 30)))) == []
    assert dict(map_names(plan, plan)) == {}
