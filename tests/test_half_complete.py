"""Sixty half-complete plans of an old repository: green with a baseline at once, then only better."""

import json
import random
import re
from pathlib import Path

import pytest

from tests.cli import Commands
from tests.sites import read_base, write_site

COUNT = 60
NAME = "playbook-baseline.json"
CORE_KEYS = ("owner", "metric", "reviews")


def cut_key(text: str, stage: str, key: str) -> str:
    """Take a core key out of a stage."""
    lines = text.split("\n")
    at = lines.index(f"  {stage}:")
    first = next((n for n in range(at + 1, len(lines)) if re.match(rf"    {key}:", lines[n])), None)
    following = next(n for n in range(at + 1, len(lines)) if not lines[n].startswith("    "))
    if first is None or first >= following:
        return text
    last = first + 1
    while lines[last].startswith("     "):
        last += 1
    return "\n".join(lines[:first] + lines[last:])


def make_plans() -> dict[str, str]:
    """Make sixty plans, each with two to six gaps; the same every time."""
    chance = random.Random(60)
    base = read_base()
    whole = base.pop("content/initiatives/crm.md")
    for n in range(COUNT):
        text = whole.replace("title: One CRM", f"title: Number {n} of the CRM")
        for _ in range(chance.randint(2, 6)):
            stage = chance.choice(["vision", "coalition", "goals", "follow-through"])
            text = cut_key(text, stage, chance.choice(CORE_KEYS))
        if chance.random() < 0.3:
            text = re.sub(r"^milestones:\n(?:[ -].*\n)+", "", text, flags=re.MULTILINE)
        base[f"content/initiatives/plan-{n:02}.md"] = text
    return base


@pytest.fixture
def old(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path, make_plans()), capsys)


def count_known(old: Commands) -> int:
    data = json.loads((old.folder / NAME).read_text(encoding="utf-8"))
    return sum(each["count"] for each in data["findings"])


def test_green_with_a_baseline_and_every_new_gap_refused(old: Commands) -> None:
    assert old("check").code == 1
    assert old("check", "--write-baseline").code == 0
    assert count_known(old) >= 2 * COUNT
    old.edit("playbook.toml", "[site]", f'[check]\nbaseline = "{NAME}"\n\n[site]')
    assert old("check").code == 0
    assert old("build").code == 0
    refused = 0
    for n in range(COUNT):
        path = old.folder / f"content/initiatives/plan-{n:02}.md"
        text = path.read_text(encoding="utf-8")
        for stage, key in [("vision", "owner"), ("goals", "reviews")]:
            worse = cut_key(text, stage, key)
            if worse == text:
                continue
            path.write_text(worse, encoding="utf-8", newline="\n")
            assert old("check", "-q").code == 1, (n, stage, key)
            path.write_text(text, encoding="utf-8", newline="\n")
            refused += 1
            break
    assert refused >= COUNT // 2
    assert old("check").code == 0


def test_each_closed_gap_is_taken_out(old: Commands) -> None:
    assert old("check", "--write-baseline").code == 0
    before = count_known(old)
    whole = read_base()["content/initiatives/crm.md"]
    for n in range(0, COUNT, 10):
        path = old.folder / f"content/initiatives/plan-{n:02}.md"
        path.write_text(whole, encoding="utf-8", newline="\n")
        ended = old("check", "--baseline", NAME)
        assert (ended.code, "closed" in ended.err) == (1, True)
        assert old("check", "--write-baseline").code == 0
        after = count_known(old)
        assert after < before
        before = after
    assert old("check", "--baseline", NAME).code == 0
