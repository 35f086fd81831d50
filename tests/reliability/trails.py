"""`playbook history` over a repository whose every move is known: every figure is what was put in.

In: a folder, how many plans and commits. Out: how many figures were compared, and which differ. Days,
figures, owners and states are moved by chance, plans renamed with and without edits, merged, squashed,
reverted, taken away and brought back, broken and mended. What is expected is counted by the one who puts it
in, and nothing here imports what is proved. By hand:

    python -m tests.reliability.trails /tmp/trails --plans 500 --commits 5000
    python -m tests.reliability.trails /tmp/trails --plans 40 --commits 400 --plant     must find differences
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

from tests.reliability.trails_repository import DAYS, Expected, Followed, History, Landing, make_repository

ROOT = Path(__file__).parents[2]
DRIVER = """
import contextlib, io, json, sys
from playbook.cli.main import run
answers = {}
for each in ["", *json.load(sys.stdin)]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(["history", *([each] if each else []), "--output-format", "json"])
    answers[each] = [code, json.loads(out.getvalue())]
json.dump(answers, sys.stdout)
"""
"""Asks for all plans in one process, as many commands would."""

Figures = dict[str, Any]


def ask(folder: Path, ids: list[str]) -> dict[str, Figures]:
    """Run `playbook history` for all plans together ("") and for each."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", DRIVER],
        cwd=folder,
        env=environment,
        input=json.dumps(ids),
        capture_output=True,
        text=True,
        check=True,
    )
    answers = json.loads(ended.stdout)
    assert all(code == 0 for code, _ in answers.values())
    return {name: told for name, (_, told) in answers.items()}


def expect_plan(expected: Expected, ids: list[str]) -> Figures:
    """Write what is expected of a plan as the command writes it."""
    items = {}
    for (item, key), trail in expected.trails.items():
        name = expected.names.get(item, item)
        items[f"{name} {key}"] = {
            "first": trail.first,
            "since": write_landing(trail.since, ids),
            "now": trail.now,
            "gone": write_landing(trail.gone, ids) if trail.gone else None,
            "days": count_days(trail.first, trail.now) if key in DAYS else None,
            "moves": list(list_moves(expected, (item, key), trail, ids)),
        }
    return {"versions": expected.versions, "unread": expected.unread, "items": items}


def list_moves(
    expected: Expected, name: tuple[str, str], trail: Followed, ids: list[str]
) -> Iterator[Figures]:
    """Yield the moves of a trail; a reason explains the first move to what it names."""
    used = set()
    for old, new, by, step in trail.moves:
        reason, last = expected.notes.get((*name, new), ("", 0))
        is_explained = last >= step and new not in used
        if is_explained:
            used.add(new)
        days = count_days(old, new)
        late = days is not None and by.day > old
        told = {"from": old, "to": new, "days": days, "late": late, "open": False}
        yield {**told, "reason": reason if is_explained else "", **write_landing(by, ids)}


def write_landing(by: Landing, ids: list[str]) -> Figures:
    """Write a landing as the command does."""
    return {"commit": ids[by.mark], "author": by.author, "day": by.day, "subject": by.subject}


def count_days(old: str, new: str) -> int | None:
    """Count the days between two; None where one is none."""
    try:
        return (date.fromisoformat(new) - date.fromisoformat(old)).days
    except ValueError:
        return None


def expect_all(plans: list[Figures]) -> Figures:
    """Count the figures of all plans together."""
    trails = [
        each
        for plan in plans
        for name, each in plan["items"].items()
        if name.startswith("milestones.") and name.endswith(" due") and each["gone"] is None
    ]
    slips = [[move for move in each["moves"] if move["days"] > 0] for each in trails]
    slipped = [each["days"] for each, some in zip(trails, slips, strict=True) if some]
    moves = [move for some in slips for move in some]
    late = sum(move["late"] for move in moves)
    return {
        "total": len(trails),
        "slipped": len(slipped),
        "share": round(100 * len(slipped) / len(trails)),
        "median-days": float(median(slipped)) if slipped else None,
        "moves": len(moves),
        "late": late,
        "late-share": round(100 * late / len(moves)) if moves else None,
        "without-reason": sum(not move["reason"] for move in moves),
    }


def compare(expected: Any, told: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    """Yield each figure with its place: what is expected, and what was told."""
    if isinstance(expected, dict) and isinstance(told, dict):
        for key in sorted(expected.keys() | told.keys()):
            yield from compare(expected.get(key), told.get(key), f"{place} {key}")
    elif isinstance(expected, list) and isinstance(told, list) and len(expected) == len(told):
        for n, (one, other) in enumerate(zip(expected, told, strict=True)):
            yield from compare(one, other, f"{place} {n}")
    else:
        yield place, expected, told


def prove(folder: Path, history: History, *, plant: bool = False) -> tuple[int, list[str]]:
    """Make a repository of a history, ask, and compare; give how many figures there are, and what differs."""
    ids = make_repository(folder, history)
    there = [each for each in history.plans if each.is_there]
    expected = {each.id: expect_plan(history.expected[each.number], ids) for each in there}
    if plant:
        first = next(each for plan in expected.values() for each in plan["items"].values() if each["moves"])
        first["moves"][0]["late"] = not first["moves"][0]["late"]
    answers = ask(folder, sorted(expected))
    figures = list(compare(expect_all(list(expected.values())), answers[""]["milestones"], "all"))
    for page_id, own in expected.items():
        told = answers[page_id]
        items = {f"{each['item']} {each['key']}": each for each in told["items"]}
        for each in items.values():
            del each["item"], each["key"]
        bare = {"versions": told["versions"], "unread": told["unread"], "items": items}
        figures += compare(own, bare, page_id)
    return len(figures), [f"{place}: {one!r}, not {other!r}" for place, one, other in figures if one != other]


def main() -> int:
    """Prove it by the arguments; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=500)
    parser.add_argument("--commits", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plant", action="store_true")
    asked = parser.parse_args()
    start = time.monotonic()
    history = History(asked.seed, asked.plans, asked.commits)
    made = time.monotonic()
    number, differing = prove(asked.folder, history, plant=asked.plant)
    moves = sum(len(trail.moves) for each in history.expected for trail in each.trails.values())
    put_in = f"{len(history.plans)} plans, {history.writer.mark} commits, {moves} moves put in"
    seconds = f"made in {made - start:.0f} s, proved in {time.monotonic() - made:.0f} s"
    sys.stdout.write(f"{put_in}: {number} figures compared, {len(differing)} differ; {seconds}\n")
    sys.stdout.writelines(f"   {each}\n" for each in differing[:20])
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
