"""`playbook diff` as a user runs it: on the example playbook, in a repository, with a pull request."""

import shutil
from pathlib import Path

import pytest

from tests.cli import Commands
from tests.guide import ROOT
from tests.repositories import Repository, make_repository

DAY = ("--today", "2026-11-23")
CRM, FORECAST = "content/initiatives/crm-weekly-use.md", "content/initiatives/forecast.md"
DRAFT = "---\ntitle: Spare parts within a day\nstatus: draft\nowner: oskar-lindqvist\n---\n"


def cut(text: str, begin: str, end: str) -> str:
    """Cut out of a text from here up to there."""
    start = text.index(begin)
    return text[:start] + text[text.index(end, start) :]


def copy_example(folder: Path) -> Repository:
    """Make a repository of the example playbook, with a branch for a change."""
    made = make_repository(folder)
    shutil.copytree(ROOT / "content", folder / "content")
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    made.commit({"pyproject.toml": settings[settings.index("[tool.playbook]") :]}, "the playbook")
    made.git("checkout", "--quiet", "-b", "change")
    return made


def ask_for_change(repository: Repository) -> None:
    """Soften a target, move a milestone for the third time, delete a review, add a plan."""
    crm, forecast = ((repository.folder / each).read_text(encoding="utf-8") for each in (CRM, FORECAST))
    crm = crm.replace("      value: 90\n      due: 2026-09-30", "      value: 80\n      due: 2026-09-30")
    crm = cut(crm, "      - due: 2026-07-06", "      - due: 2026-08-10")
    forecast = forecast.replace("    due: 2026-11-16\n", "    due: 2026-12-14\n")
    repository.commit({CRM: crm, FORECAST: forecast, "content/initiatives/spare-parts.md": DRAFT}, "less")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return copy_example(tmp_path / "project")


@pytest.fixture
def run(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(repository.folder, capsys)


ALL_FOUR = (
    (
        "The target of CRM, weekly active reps was softened from 90% to 80% "
        "(baseline 41%); no approval is written"
    ),
    (
        "The milestone “The commit call runs on one number” moved from 16 Nov 2026 to 14 Dec 2026: 28 days "
        "later, for the third time; no reason is given"
    ),
    "The review of Follow-through due 6 Jul 2026 by Tomasz Brandt was deleted, held on 6 Jul 2026 (holding)",
    "The plan “Spare parts within a day” was added (draft)",
)


def test_a_pull_request_is_told_in_words(run: Commands, repository: Repository) -> None:
    ask_for_change(repository)
    ended = run("diff", "main", *DAY)
    assert ended.code == 0
    for each in ALL_FOUR:
        assert f"- {each}\n" in ended.out
    first, _, rest = ended.out.partition("\nAlso changed\n")
    assert [each in first for each in ALL_FOUR] == [True, True, True, False]
    assert ALL_FOUR[3] in rest
    assert run("diff", "main", "change", *DAY).out == ended.out.replace(
        "the files as they are", f"change ({repository.git('rev-parse', 'change')[:8]})"
    )


def test_a_pull_request_is_told_in_markdown_and_the_verdict_is_that_of_the_gate(
    run: Commands, repository: Repository
) -> None:
    ask_for_change(repository)
    text = run("diff", "main", *DAY, "--output-format", "markdown").out
    lines = text.replace("\\", "").splitlines()
    for each in ALL_FOUR:
        assert f"- {each}" in lines
    assert len(text.encode()) < 35_000
    assert "**The check passes; 6 new warnings and 2 findings gone.**" in lines
    assert [each in text for each in ("PB701", "PB703", "PB705")] == [True, True, True]
    assert run("check", "--since", "main", *DAY).code == 0
    run.edit(
        CRM, "    owner: oskar-lindqvist\n    metric: crm-weekly-active\n", "    metric: crm-weekly-active\n"
    )
    run.edit(CRM, "status: live", "status: draft")
    text = run("diff", "main", *DAY, "--output-format", "markdown").out
    assert "**The check fails: 2 errors, all new; " in text
    assert "PB707" in text
    assert run("check", "--since", "main", *DAY).code == 1


def test_the_way_back_says_the_opposite(run: Commands, repository: Repository) -> None:
    ask_for_change(repository)
    out = run("diff", "change", "main", *DAY).out
    assert "was raised from 80% to 90%" in out
    assert "28 days earlier" in out
    assert "The review of Follow-through due 6 Jul 2026 by Tomasz Brandt was added" in out
    assert "The plan “Spare parts within a day” was removed (draft)" in out


def test_nothing_changed_is_said(run: Commands) -> None:
    ended = run("diff", "main", *DAY, "--exit-code")
    assert ended.code == 0
    assert "nothing changed in the plans" in ended.out
    run.edit("content/index.md", "\n---\n", "\n---\nOne more sentence.\n")
    assert run("diff", "main", *DAY, "--exit-code").code == 1


def test_a_base_that_went_on_is_compared_from_where_the_two_parted(
    run: Commands, repository: Repository
) -> None:
    ask_for_change(repository)
    repository.git("checkout", "--quiet", "main")
    repository.commit({"content/initiatives/other.md": DRAFT.replace("Spare parts", "Returns")}, "elsewhere")
    repository.git("checkout", "--quiet", "change")
    plain, parted = run("diff", "main", *DAY), run("diff", "main...", *DAY)
    assert "The plan “Returns within a day” was removed" in plain.out
    assert "main... compares with where the two parted" in plain.err
    assert "Returns" not in parted.out
    assert "parted" not in parted.err
    assert ALL_FOUR[0] in parted.out
    told = run("diff", "main...change", *DAY).out.split("\n", 1)[1]
    assert told == parted.out.split("\n", 1)[1]


def test_it_writes_to_a_file(run: Commands, tmp_path: Path) -> None:
    ended = run("diff", "main", *DAY, "--output-format", "html", "--output", str(tmp_path / "diff.html"))
    assert (ended.code, ended.out) == (0, "")
    assert "What changed · Maren playbook" in (tmp_path / "diff.html").read_text(encoding="utf-8")
    assert run("diff", "main", *DAY, "--output", str(tmp_path)).code == 2


def test_a_broken_template_is_told(run: Commands) -> None:
    (run.folder / "templates").mkdir()
    (run.folder / "templates" / "diff.html").write_text("{% block x %}", encoding="utf-8")
    ended = run("diff", "main", *DAY, "--output-format", "html")
    assert (ended.code, ended.out) == (2, "")
    assert "templates/diff.html:1" in ended.err


def test_a_base_that_is_none_is_exit_2(run: Commands) -> None:
    ended = run("diff", "nowhere", *DAY)
    assert (ended.code, ended.out) == (2, "")
    assert "there is no revision `nowhere` here" in ended.err
