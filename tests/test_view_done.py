"""What a person did lately, as the plans tell it."""

from datetime import date
from pathlib import Path

from playbook.view.done import DoneItem
from playbook.view.person import PersonView
from tests.views import build, pick

FRAGMENT = """
stages:
  coalition:
    communication:
      - audience: [sales]
        message: Type a deal once
        channel: all-hands
        by: tom-hale
        sent: 2026-06-01
milestones:
  - id: first
    title: The first team
    owner: tom-hale
    due: 2026-06-10
    done: 2026-06-08
    evidence: https://example.com/first
updates:
  - date: 2026-06-09
    by: tom-hale
    health: on-track
    note: We are there.
  - date: 2025-01-01
    by: tom-hale
    health: on-track
    note: Too long ago.
"""


def list_done(folder: Path, who: str) -> tuple[DoneItem, ...]:
    return pick(build(folder, FRAGMENT, today=date(2026, 6, 15)), PersonView, f"person/{who}.html").done


def test_a_quarter_of_deeds_newest_first(tmp_path: Path) -> None:
    done = list_done(tmp_path, "tom-hale")
    assert [(each.day.isoformat(), each.kind, each.title) for each in done] == [
        ("2026-06-09", "message", "We are there."),
        ("2026-06-08", "milestone", "The first team"),
        ("2026-06-01", "message", "Told: Type a deal once"),
    ]
    assert done[1].url == "initiative/crm.html#at.milestones.first"


def test_nothing_is_credited_to_others(tmp_path: Path) -> None:
    assert not [each for each in list_done(tmp_path, "ana-ruiz") if "Told" in each.title]
