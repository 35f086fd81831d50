"""Rules that judge by git: with a cache and without, before and after a commit, where nothing is known."""

from pathlib import Path

import pytest

from tests.cli import Commands
from tests.repositories import Repository, make_repository
from tests.sites import read_base, write_site

CRM = "content/initiatives/crm.md"
OPTIONS = ("--output-format", "concise", "--today", "2026-06-01")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The base site, committed on 1 June 2026."""
    made = make_repository(tmp_path / "project")
    made.commit({**read_base(), ".gitignore": ".playbook-cache/\n"})
    return made


@pytest.fixture
def run(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(repository.folder, capsys)


def check(run: Commands) -> list[str]:
    """Check with the cache, twice, and without: the findings of PB7 must be the same."""
    with_cache, known, anew = (run("check", *OPTIONS, *more) for more in ((), (), ("--no-cache",)))
    assert with_cache.out == known.out == anew.out
    assert with_cache.code == known.code == anew.code
    return [line for line in anew.out.splitlines() if " PB7" in line]


def test_a_finding_follows_the_commits_though_no_file_changes(run: Commands, repository: Repository) -> None:
    assert check(run) == []
    run.edit(CRM, "go-live: 2026-07-01", "go-live: 2026-07-08")
    assert [line.endswith("(not yet committed), nobody says why") for line in check(run)] == [True]
    made = repository.commit({})
    assert [f"({made[:7]} on 2026-06-02)" in line for line in check(run)] == [True]
    repository.git("reset", "--quiet", "--soft", "HEAD~1")
    assert ["not yet committed" in line for line in check(run)] == [True]
    run.edit(CRM, "go-live: 2026-07-08", "go-live: 2026-07-01")
    assert check(run) == []


def test_without_the_history_nothing_has_passed(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.commit({CRM: read_base()[CRM].replace("go-live: 2026-07-01", "go-live: 2026-07-08")})
    run = Commands(repository.folder, capsys)
    assert run("check", *OPTIONS, "--require", "history").code == 0
    clone = tmp_path / "clone"
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(clone))
    shallow = Commands(clone, capsys)
    assert check(shallow) == []
    ended = shallow("check", "--today", "2026-06-01", "--require", "history", "--output-format", "full")
    assert ended.code == 1
    assert "the git history is not known: shallow clone" in ended.out + ended.err
    assert "fetch-depth: 0" in ended.out + ended.err
    alone = Commands(write_site(tmp_path / "alone", read_base()), capsys)
    assert alone("check", *OPTIONS, "--require", "history").code == 1


def test_two_files_that_are_one_plan_leave_its_history_unknown(run: Commands, repository: Repository) -> None:
    repository.commit({CRM.replace("crm.md", "crm/index.md"): read_base()[CRM]})
    ended = run("check", "--today", "2026-06-01", "--output-format", "full")
    assert "the git history is not known of crm" in ended.out + ended.err


def test_a_baseline_may_change_until_the_gate_is_passed(run: Commands, repository: Repository) -> None:
    text = read_base()[CRM].replace("    done: 2026-02-12\n", "")
    text = text.replace("        held: 2026-02-12\n        verdict: passed\n", "")
    repository.commit({CRM: text})
    repository.commit({CRM: text.replace("value: 62", "value: 71")})
    assert [line for line in check(run) if "PB704" in line] == []
    repository.commit({CRM: read_base()[CRM].replace("value: 62", "value: 71")})
    assert [line for line in check(run) if "PB704" in line] == [], "approved as it is now"
    repository.commit({CRM: read_base()[CRM].replace("value: 62", "value: 80")})
    assert len([line for line in check(run) if "PB704" in line]) == 1


def test_without_a_baseline_the_metrics_direction_says_what_is_softer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository, files = make_repository(tmp_path / "bare"), read_base()
    text = files[CRM]
    start = text.index("    baseline:\n", text.index("  - metric: sales-cycle"))
    bare = text[:start] + text[text.index("    target:\n", start) :]
    repository.commit({**files, CRM: bare, ".gitignore": ".playbook-cache/\n"})
    run = Commands(repository.folder, capsys)
    value = bare.index("value: 45", bare.index("  - metric: sales-cycle"))
    for figure, is_told in (("50", True), ("40", False)):
        changed = f"{bare[:value]}value: {figure}{bare[value + len('value: 45') :]}"
        write_site(repository.folder, {CRM: changed})
        assert any("PB703" in line for line in check(run)) == is_told
