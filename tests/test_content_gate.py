"""The showcase in content/ and its gate: green as it stands, shut for every gap, whatever the day."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from playbook.check import Options
from playbook.compose import list_starter
from playbook.config import read_config
from playbook.diagnostic import Severity
from playbook.pipeline import judge_playbook
from tests.cli import Commands
from tests.sites import write_site

ROOT = Path(__file__).parent.parent
STRICT = ("committed", "running", "live", "sustained")
CORE = {"owner": "PB101", "metric": "PB102", "reviews": "PB103"}
STAGES = ("vision", "coalition", "goals", "follow-through")
TODAY = date(2026, 11, 23)


@pytest.fixture
def copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return Commands(tmp_path, capsys)


def read_tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def find_status(path: Path) -> str:
    found = re.search(r"^status: (\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return found.group(1) if found else "committed"


def iter_cuts(text: str) -> Iterator[tuple[str, str, int, str]]:
    """Yield (stage, key, the stage's line, the text without that key) for every core key of every stage."""
    lines = text.split("\n")
    begin = lines.index("stages:")
    for stage in STAGES:
        at = lines.index(f"  {stage}:", begin)
        for key in CORE:
            first = next(n for n in range(at + 1, len(lines)) if re.match(rf"    {key}:", lines[n]))
            last = first + 1
            while lines[last].startswith("     "):
                last += 1
            yield stage, key, at + 1, "\n".join(lines[:first] + lines[last:])


PLANS = sorted((ROOT / "content" / "initiatives").rglob("*.md"))


def test_every_gap_shuts_the_gate_and_leaves_the_site_as_it_was(copy: Commands) -> None:
    assert copy("build").code == 0
    before = read_tree(copy.folder / "build")
    cuts = 0
    for plan in PLANS:
        path = copy.folder / plan.relative_to(ROOT)
        whole = path.read_text(encoding="utf-8")
        if find_status(path) not in STRICT:
            continue
        for stage, key, line, text in iter_cuts(whole):
            path.write_text(text, encoding="utf-8", newline="\n")
            ended = copy("build", "--output-format", "concise")
            name = path.relative_to(copy.folder).as_posix()
            assert ended.code == 1, (plan.stem, stage, key)
            assert re.search(
                rf"^{re.escape(name)}:{line}:3: error {CORE[key]} stage `{stage}`", ended.out, re.MULTILINE
            ), ended.out
            assert read_tree(copy.folder / "build") == before
            cuts += 1
        path.write_text(whole, encoding="utf-8", newline="\n")
    assert cuts >= 7 * 12
    assert copy("build").code == 0
    assert read_tree(copy.folder / "build") == before


def test_in_a_draft_the_same_warns_and_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    starter = Commands(write_site(tmp_path, list_starter(TODAY)), capsys)
    name = "content/initiatives/shorter-quotes.md"
    starter.edit(name, "status: committed", "status: draft")
    draft = (tmp_path / name).read_text(encoding="utf-8")
    for stage, key, line, text in iter_cuts(draft):
        (tmp_path / name).write_text(text, encoding="utf-8", newline="\n")
        ended = starter("check", "--today", TODAY.isoformat(), "--output-format", "concise")
        assert ended.code == 0, (stage, key, ended.out)
        assert f"{name}:{line}:3: warning {CORE[key]} stage `{stage}`" in ended.out
    assert starter("build", "--today", TODAY.isoformat()).code == 0


@pytest.mark.parametrize("year", [2021, 2031], ids=["five years earlier", "five years later"])
def test_another_day_adds_no_error(copy: Commands, year: int) -> None:
    config, _ = read_config(copy.folder)
    report = judge_playbook(config, TODAY.replace(year=year), Options()).checked.report
    assert [each for each in report.diagnostics if each.severity is Severity.ERROR] == []
    assert copy("build", "--today", f"{year}-11-23").code == 0


def test_the_showcase_has_plans_in_every_state() -> None:
    statuses = [find_status(path) for path in PLANS]
    assert len(PLANS) == 10
    assert set(statuses) >= {"draft", "committed", "running", "live", "sustained", "stopped"}
    config, _ = read_config(ROOT)
    judgement = judge_playbook(config, TODAY, Options())
    health = {standing.health.word for standing in judgement.checked.standings.values()}
    assert health >= {"on-track", "stuck", "regressed", "late", "draft", "sustained", "stopped"}
