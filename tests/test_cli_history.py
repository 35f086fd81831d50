"""`playbook history`: the trend of promises as text and JSON; what is not known is said, with the remedy."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli import Commands
from tests.repositories import Repository, make_repository
from tests.sites import write_site
from tests.test_history_trails import FILE, REASON, write_plan

NOTE = REASON.format(item="pilot").replace("2026-07-01", "2026-06-03")


MOVED = "moved twice, +74 days, 1 after it was due"
LATE = "after it was due, The vendor is late."
SILENT = "1 of 2 moves after it was due, 1 without a reason"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository whose one milestone has moved twice, the second time after it was due."""
    made = make_repository(tmp_path / "project")
    made.commit({FILE: write_plan(due="2026-06-02"), FILE.replace("crm", "other"): write_plan(title="Other")})
    made.commit({FILE: write_plan(due="2026-06-03")}, author="Tom Hale")
    made.commit({"content/x.md": "x\n"})
    made.commit({FILE: write_plan(NOTE, "2026-08-15")}, author="Lena Fox")
    return made


@pytest.fixture
def run(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(repository.folder, capsys)


def dump(run: Commands, *arguments: str) -> dict[str, Any]:
    """Run the command for JSON."""
    ended = run("history", *arguments, "--format", "json", "--no-cache")
    return {"code": ended.code, **json.loads(ended.out)}


def test_a_plan_s_trend_is_told_in_lines(run: Commands, repository: Repository) -> None:
    ended = run("history", "crm")
    ids = [repository.git("rev-parse", f"HEAD~{n}")[:7] for n in (3, 2, 0)]
    assert ended.code == 0
    assert ended.out.splitlines()[0] == "One CRM (crm): 3 versions"
    assert ended.out.splitlines()[-5:] == [
        f"milestones.pilot: first 2026-06-02 (2026-06-01, Ines Aldana, {ids[0]}), now 2026-08-15; {MOVED}",
        f"   2026-06-02, Tom Hale, {ids[1]}: from 2026-06-02 to 2026-06-03, +1 day, no reason given",
        f"   2026-06-04, Lena Fox, {ids[2]}: from 2026-06-03 to 2026-08-15, +73 days, {LATE}",
        "",
        f"1 of 1 milestone moved later (100%), by 74 days in the middle; {SILENT}",
    ]


def test_a_plan_s_trend_is_json(run: Commands) -> None:
    told = dump(run, "initiative/crm")
    pilot = next(
        each for each in told["items"] if each["item"] == "milestones.pilot" and each["key"] == "due"
    )
    assert (told["code"], told["state"], told["versions"], told["open"]) == (0, "known", 3, False)
    assert (pilot["first"], pilot["now"], pilot["days"], pilot["gone"]) == (
        "2026-06-02",
        "2026-08-15",
        74,
        None,
    )
    assert [(each["late"], each["reason"], each["author"]) for each in pilot["moves"]] == [
        (False, "", "Tom Hale"),
        (True, "The vendor is late.", "Lena Fox"),
    ]


def test_all_plans_are_measured_together(run: Commands) -> None:
    told = dump(run)
    assert told["plans"] == 2
    assert told["milestones"] == {
        "total": 2,
        "slipped": 1,
        "share": 50,
        "median-days": 74.0,
        "moves": 2,
        "late": 1,
        "late-share": 50,
        "without-reason": 1,
    }
    assert [each["id"] for each in told["initiatives"]] == ["crm"]
    lines = run("history").out.splitlines()
    assert lines[0].startswith("2 plans: 1 of 2 milestones moved later (50%), by 74 days in the middle")
    assert lines[1].startswith("   crm: 1 of 1 milestone")


def test_what_is_not_committed_is_told_and_not_counted(run: Commands, repository: Repository) -> None:
    before = dump(run)["milestones"]
    write_site(
        repository.folder, {FILE: write_plan(due="2026-12-01"), FILE.replace("crm", "new"): write_plan()}
    )
    told = dump(run, "crm")
    assert told["open"]
    assert [each["open"] for item in told["items"] for each in item["moves"]] == [False, False, True]
    assert dump(run)["milestones"] == before
    assert "changed and not committed" in run("history", "crm").out
    assert (
        "not committed: from 2026-08-15 to 2026-12-01, +108 days, no reason given"
        in run("history", "crm").out
    )


def test_what_was_taken_away_is_told(run: Commands, repository: Repository) -> None:
    repository.commit({FILE: "---\ntitle: One CRM\n---\n"})
    assert "last 2026-08-15, taken away (2026-06-05, Ines Aldana, " in run("history", "crm").out
    assert dump(run)["milestones"]["total"] == 1


def test_an_unknown_id_is_answered_with_the_nearest(run: Commands) -> None:
    ended = run("history", "cmr")
    assert (ended.code, "did you mean `crm`?" in ended.err) == (2, True)


def test_what_is_not_known_is_said_with_the_remedy(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = repository.folder.parent / "clone"
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(clone))
    run = Commands(clone, capsys)
    ended = run("history", "crm")
    assert (ended.code, ended.out) == (1, "")
    assert "the history is not known: shallow clone" in ended.err
    assert "fetch-depth: 0" in ended.err
    told = dump(run, "crm")
    assert (told["code"], told["state"], told["reason"], told["items"]) == (1, "unknown", "shallow clone", [])


def test_nothing_from_a_commit_reaches_the_terminal_s_controls(run: Commands, repository: Repository) -> None:
    repository.commit(
        {FILE: write_plan(due="2026-09-01").replace("Pilot", "Pilot")}, author="Tom \x1b[31m Hale"
    )
    assert "\x1b" not in run("history", "crm").out
