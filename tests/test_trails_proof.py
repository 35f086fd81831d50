"""The proof of the history, in small: every figure of `playbook history` is what was put in."""

from pathlib import Path

from tests.reliability.trails import prove
from tests.reliability.trails_repository import History


def test_every_figure_is_what_was_put_in(tmp_path: Path) -> None:
    history = History(seed=7, plans=12, commits=160)
    moves = sum(len(trail.moves) for each in history.expected for trail in each.trails.values())
    number, differing = prove(tmp_path / "known", history)
    assert differing == []
    assert moves > 100
    assert number > 2000


def test_a_planted_fault_is_found(tmp_path: Path) -> None:
    number, differing = prove(tmp_path / "known", History(seed=7, plans=3, commits=30), plant=True)
    assert len(differing) == 1
    assert number > 200
