"""`check --since BASE`: what a revision did not have, wherever it lies, and nothing else."""

import json
from html import unescape
from pathlib import Path

import pytest

from playbook.formats import FORMATS
from tests.changed import PLAN
from tests.cli import Commands
from tests.repositories import Repository, make_repository
from tests.sites import read_base

DAY = ("--today", "2026-06-01")
SINCE = ("check", "--since", "main", *DAY)
SECOND = "content/initiatives/second.md"
OLD = "---\ntitle: Second\nstatus: draft\nowner: tom-hale\n---\n"
GOALS = "  goals:\n    owner: tom-hale\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository whose main branch has findings of its own: a stage without an owner, a thin draft."""
    made = make_repository(tmp_path / "project")
    files = read_base()
    made.commit(files | {PLAN: files[PLAN].replace(GOALS, "  goals:\n"), SECOND: OLD}, "main")
    made.git("checkout", "--quiet", "-b", "change")
    return made


@pytest.fixture
def run(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(repository.folder, capsys)


def list_codes(run: Commands, *options: str) -> list[str]:
    """List the codes of what a check since main reports."""
    report = json.loads(run(*SINCE, "--output-format", "json", *options).out)
    return [each["code"] for each in report["diagnostics"]]


def test_what_the_base_had_is_counted_and_not_shown(run: Commands) -> None:
    whole = run("check", *DAY)
    assert whole.code == 1
    ended = run(*SINCE)
    assert ended.code == 0
    assert "PB101" not in ended.out
    number = len(json.loads(run("check", *DAY, "--output-format", "json").out)["diagnostics"])
    assert number > 1
    assert f"{number} findings that main had too are not shown" in ended.err
    assert "since=main (option)" in run(*SINCE, "--output-format", "json").out


def test_a_new_gap_is_found_and_lines_do_not_count(run: Commands) -> None:
    run.edit(PLAN, "---\nEvery deal", "---\n\n\nEvery deal")
    run.edit(PLAN, "title: One CRM", "# a line more\ntitle: One CRM")
    assert list_codes(run) == []
    run.edit(PLAN, "  vision:\n    owner: maya-okafor\n", "  vision:\n")
    assert list_codes(run) == ["PB101", "PB601"]
    assert run(*SINCE).code == 1


def test_a_deleted_person_breaks_pages_that_nobody_touched(run: Commands) -> None:
    people = run.folder / "content" / "people.csv"
    lines = people.read_text(encoding="utf-8").splitlines(keepends=True)
    people.write_text("".join(each for each in lines if not each.startswith("ana-ruiz")), encoding="utf-8")
    ended = run(*SINCE, "--output-format", "concise")
    assert ended.code == 1
    assert f"{PLAN}:" in ended.out
    assert "`ana-ruiz`" in ended.out
    assert "PB101" not in ended.out


def test_a_finding_that_weighs_more_now_is_new(run: Commands) -> None:
    run.edit(SECOND, "status: draft", "status: committed")
    assert "PB104" in list_codes(run)
    assert run(*SINCE).code == 1


def test_a_page_with_another_id_has_no_new_findings(run: Commands) -> None:
    text = (run.folder / PLAN).read_text(encoding="utf-8")
    (run.folder / PLAN).unlink()
    new = text.replace("title: One CRM", "formerly:\n  - crm\ntitle: One CRM", 1)
    (run.folder / "content/initiatives/one-crm.md").write_text(new, encoding="utf-8")
    assert list_codes(run) == []


def test_a_review_that_goes_does_not_make_the_gaps_of_the_next_ones_new(
    run: Commands, repository: Repository
) -> None:
    late = "      - due: 2026-05-20\n        by: erik-lind\n"
    run.edit(PLAN, "      - due: 2026-06-19\n        by: erik-lind\n", late)
    repository.git("checkout", "--quiet", "main")
    repository.commit({}, "an overdue review")
    repository.git("checkout", "--quiet", "-B", "change")
    held = (
        "      - due: 2026-04-27\n        by: erik-lind\n        held: 2026-04-27\n        verdict: passed\n"
    )
    run.edit(PLAN, held, "")
    codes = list_codes(run)
    assert "PB502" not in codes


def test_a_waiver_that_is_taken_away_lets_its_finding_be_new(run: Commands, repository: Repository) -> None:
    waiver = "waivers:\n  - rule: review-overdue\n    reason: x\n    by: erik-lind\n    until: 2026-12-31\n"
    run.edit(PLAN, "due: 2026-06-19", "due: 2026-05-20")
    run.edit(PLAN, "updates:", f"{waiver}updates:")
    repository.git("checkout", "--quiet", "main")
    repository.commit({}, "waived")
    assert list_codes(run) == []
    run.edit(PLAN, waiver, "")
    assert list_codes(run) == ["PB502"]


def test_both_sides_are_judged_as_of_one_day(run: Commands) -> None:
    late = json.loads(run("check", "--since", "main", "--today", "2028-01-01", "--output-format", "json").out)
    assert late["diagnostics"] == []
    assert late["today"] == "2028-01-01"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_shows_what_is_new_alone(name: str, run: Commands) -> None:
    run.edit(PLAN, "  vision:\n    owner: maya-okafor\n", "  vision:\n")
    ended = run(*SINCE, "--output-format", name, "--report", f"{name}={run.folder / 'report'}")
    assert ended.code == 1
    told = unescape(ended.out)  # Markdown that goes into a comment has its signs written out
    assert "`vision`" in told or "stages.vision" in told
    assert "`goals` has no owner" not in told
    assert (run.folder / "report").read_text(encoding="utf-8") == ended.out


def test_a_run_since_a_revision_is_never_known_from_before(run: Commands, repository: Repository) -> None:
    assert run(*SINCE).code == 0
    whole = run("check", *DAY)
    run.edit(SECOND, "owner: tom-hale", "owner: nobody-here")
    repository.git("checkout", "--quiet", "main")
    first = list_codes(run)
    repository.commit({}, "now main has it too")
    assert (first, list_codes(run)) == (["PB005"], [])
    assert whole.code == run("check", *DAY).code == 1


@pytest.mark.parametrize("name", ["--since", "--rev"])
def test_a_revision_that_a_script_left_empty_is_refused(run: Commands, name: str) -> None:
    ended = run("check", name, "")
    assert ended.code == 2
    assert f"{name}': it is empty: name a commit, a branch or a tag" in ended.err


def test_of_one_revision_and_since_another(run: Commands, repository: Repository) -> None:
    run.edit(PLAN, "  vision:\n    owner: maya-okafor\n", "  vision:\n")
    repository.commit({}, "worse")
    run.edit(PLAN, "  coalition:\n    owner: maya-okafor\n", "  coalition:\n")
    assert list_codes(run, "--rev", "HEAD").count("PB101") == 1
    assert list_codes(run).count("PB101") == 2


def test_a_base_that_cannot_be_reached_is_exit_2_with_the_remedy(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({}, "one more")
    repository.git("clone", "--quiet", "--depth", "1", repository.folder.as_uri(), str(tmp_path / "shallow"))
    run = Commands(tmp_path / "shallow", capsys)
    ended = run(*SINCE)
    assert (ended.code, ended.out) == (2, "")
    assert "there is no revision `main` here" in ended.err
    assert "fetch-depth: 0" in ended.err


@pytest.mark.parametrize("option", ["--watch", "--write-baseline"])
def test_it_goes_with_neither_watching_nor_writing_a_baseline(option: str, run: Commands) -> None:
    assert run(*SINCE, option).code == 2


def test_what_the_bases_own_baseline_accepts_is_new_once_the_baseline_loses_it(
    run: Commands, repository: Repository
) -> None:
    run.edit("playbook.toml", "[site]", '[check]\nbaseline = "known.json"\n[site]')
    entry = '{"rule": "stage-owner-missing", "page": "initiative/crm", "item": "stages.goals", "count": 1}'
    (run.folder / "known.json").write_text(f'{{"schema": 1, "findings": [{entry}]}}', encoding="utf-8")
    repository.git("checkout", "--quiet", "main")
    repository.commit({}, "accepted")
    assert run("check", *DAY).code == 0
    (run.folder / "known.json").write_text('{"schema": 1, "findings": []}', encoding="utf-8")
    assert list_codes(run) == ["PB101"]


def test_the_change_itself_is_judged(run: Commands) -> None:
    run.edit(PLAN, "      - due: 2026-12-15\n        by: erik-lind\n", "")
    run.edit(PLAN, "status: running", "status: committed")
    ended = run(*SINCE)
    assert ended.code == 1
    assert "error PB707 the status went from `running` to `committed`" in ended.out
    assert "warning PB705 the review of Follow-through due 2026-12-15 by Erik Lind was deleted" in ended.out
    assert list_codes(run, "--ignore", "PB7") == ["PB405"]
    assert list_codes(run, "--select", "PB705") == ["PB705"]


def test_what_a_change_does_may_be_waived_and_the_waiver_is_not_idle(run: Commands) -> None:
    run.edit(PLAN, "      - due: 2026-12-15\n        by: erik-lind\n", "")
    waiver = "waivers:\n  - rule: item-deleted\n    reason: x\n    by: erik-lind\n    until: 2026-12-31\n"
    run.edit(PLAN, "updates:", f"{waiver}updates:")
    assert list_codes(run) == ["PB405"]
    assert "PB009" not in run("check", *DAY).out


CLAIM = ("status: running", "status: live")


def test_a_claim_over_an_unmet_gate_is_an_error_in_the_change_that_makes_it(run: Commands) -> None:
    run.edit(PLAN, "        accepted: 2026-01-20\n", "")
    assert run(*SINCE, "--output-format", "concise").out.count("warning PB601") == 1
    run.edit(PLAN, *CLAIM)
    assert run(*SINCE, "--output-format", "concise").out.count("error PB601") == 1
    assert "error PB601" not in run("check", *DAY).out


def test_an_old_gap_is_an_error_for_whoever_claims_over_it(run: Commands, repository: Repository) -> None:
    run.edit(PLAN, "        accepted: 2026-01-20\n", "")
    repository.git("checkout", "--quiet", "main")
    repository.commit({}, "an open ask")
    assert list_codes(run) == []
    run.edit(PLAN, *CLAIM)
    assert list_codes(run) == ["PB601"]
    assert run(*SINCE).code == 1
    run.edit("playbook.toml", "[site]", '[rules.step-begun-too-early]\nlevel = "info"\n[site]')
    assert run(*SINCE).code == 0


def test_victory_too_soon_is_an_error_for_whoever_claims_it(run: Commands) -> None:
    run.edit(PLAN, "status: running", "status: sustained")
    out = run(*SINCE, "--output-format", "concise").out
    assert "error PB504" in out
    assert "error PB504" not in run("check", *DAY, "--output-format", "concise").out
