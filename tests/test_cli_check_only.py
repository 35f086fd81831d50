"""`playbook check FILES`: everything is judged, what lies in these files is told and counts."""

from pathlib import Path

import pytest

from tests.cli import Commands
from tests.plans import CRM
from tests.sites import read_base, write_site

OTHER = "content/initiatives/other.md"
OWNED, BARE = "owner: maya-okafor\nsponsor", "sponsor"


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commands:
    files = read_base()
    files[OTHER] = files[CRM].replace(OWNED, BARE)
    monkeypatch.chdir(write_site(tmp_path, files))
    return Commands(tmp_path, capsys)


def test_only_what_lies_in_the_files_counts(base: Commands) -> None:
    assert base("check").code == 1
    for arguments in ((CRM,), (CRM, "content/metrics")):
        ended = base("check", "--output-format", "concise", *arguments)
        assert (ended.code, ended.out) == (0, "")
    ended = base("check", "--output-format", "concise", CRM, OTHER)
    assert ended.code == 1
    assert {line.partition(":")[0] for line in ended.out.splitlines()} == {OTHER}


def test_a_folder_stands_for_all_below_it(base: Commands) -> None:
    assert base("check", "content").code == 1
    assert base("check", "content/initiatives").code == 1


def test_the_rest_is_judged_all_the_same(base: Commands) -> None:
    """A page that refers to a person who is gone is faulty, though only the people changed."""
    people = (base.folder / "content/people.csv").read_text()
    (base.folder / "content/people.csv").write_text(
        "\n".join(line for line in people.splitlines() if not line.startswith("tom-hale,")) + "\n"
    )
    ended = base("check", "--output-format", "concise", CRM)
    assert ended.code == 1
    assert "`tom-hale`" in ended.out


def test_it_is_named_in_the_report(base: Commands) -> None:
    assert "not from the configuration file: only 1 path (argument)" in base("check", CRM).out
    assert "only" not in base("check").out.splitlines()[-2]


def test_files_are_those_of_where_the_command_was_started(
    base: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(base.folder / "content" / "initiatives")
    assert base("check", "crm.md").code == 0
    assert base("check", "other.md").code == 1
    assert base("check", CRM).code == 2


def test_a_known_run_is_narrowed_too_and_stays_whole(base: Commands) -> None:
    assert base("check", CRM).code == 0
    assert base("check").code == 1
    assert base("check", CRM).code == 0
    assert base("check", OTHER).code == 1


WRONG = {
    "nowhere": (("nowhere.md",), "there is no file nowhere.md"),
    "too long a name": (("a" * 300,), "cannot be looked up: File name too long"),
    "watch": (("--watch", CRM), "name no files"),
    "baseline": (("--write-baseline", CRM), "name no files"),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_exit_code_2(base: Commands, arguments: tuple[str, ...], words: str) -> None:
    ended = base("check", *arguments)
    assert ended.code == 2
    assert words in ended.err
