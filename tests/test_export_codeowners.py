"""`playbook export codeowners`: sponsor and owner of each plan's file, as the forge reads them."""

import re
import subprocess
from pathlib import Path

import pytest

from playbook.exports.codeowners import escape_path
from tests.cli import Commands
from tests.plans import CRM
from tests.sites import read_base, write_site

PEOPLE = "content/people.csv"


def write_people(**emails: str) -> str:
    """Give the base site's people, some with an address."""
    head, *rows = read_base()[PEOPLE].splitlines()
    columns = head.split(",")
    at, left = columns.index("email"), columns.index("left")
    lines = [head]
    for row in rows:
        cells = row.split(",")
        said = emails.get(cells[0].replace("-", "_"), "")
        cells[at], cells[left] = ("", said[5:]) if said.startswith("left ") else (said, cells[left])
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def make(tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str]) -> Commands:
    return Commands(write_site(tmp_path, {**read_base(), **files}), capsys)


KNOWN = write_people(erik_lind="erik@company.test", maya_okafor="maya@company.test")


def list_lines(text: str) -> list[str]:
    return [each for each in text.splitlines() if each and not each.startswith("#")]


def test_sponsor_and_owner_approve_a_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ended = make(tmp_path, capsys, {PEOPLE: KNOWN})("export", "codeowners")
    assert (ended.code, ended.err) == (0, "")
    assert list_lines(ended.out) == [f"/{CRM} erik@company.test maya@company.test"]
    assert "\n\n# Sales\n/" in ended.out


def test_the_path_is_that_of_the_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / ".git").mkdir()
    base = make(tmp_path / "docs" / "my plans", capsys, {PEOPLE: KNOWN})
    assert list_lines(base("export", "codeowners").out)[0].startswith(f"/docs/my\\ plans/{CRM} ")


MISSING: dict[str, tuple[dict[str, str], str, int]] = {
    "no address": ({"maya_okafor": "maya@company.test"}, "Erik Lind (erik-lind) has no email", 1),
    "left": (
        {"maya_okafor": "maya@company.test", "erik_lind": "left 2026-05-01"},
        "Erik Lind (erik-lind) has left",
        1,
    ),
    "no address at all": (
        {"maya_okafor": "maya@company.test", "erik_lind": "erik at company"},
        "`erik at company` is no address",
        1,
    ),
    "an owner who would add another": (
        {"maya_okafor": "maya@company.test", "erik_lind": "a@b.test @evil"},
        "`a@b.test @evil` is no address",
        1,
    ),
    "nobody": ({}, f"{CRM}: nobody could be named, so it has no line", 0),
}


@pytest.mark.parametrize("name", MISSING)
def test_who_is_not_in_it_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    emails, words, lines = MISSING[name]
    ended = make(tmp_path, capsys, {PEOPLE: write_people(**emails)})("export", "codeowners")
    assert ended.code == 0
    assert words in ended.err
    assert len(list_lines(ended.out)) == lines
    assert "evil" not in ended.out


def test_departments_and_files_stand_in_their_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = read_base()[CRM]
    files = {
        PEOPLE: KNOWN,
        "content/initiatives/zeta.md": text.replace("department: sales", "department: finance"),
        "content/initiatives/alpha.md": text,
    }
    ended = make(tmp_path, capsys, files)("export", "codeowners")
    assert re.findall(r"^(?:# (?!Who).*|/\S+)", ended.out, re.MULTILINE) == [
        "# Finance",
        "/content/initiatives/zeta.md",
        "# Sales",
        "/content/initiatives/alpha.md",
        "/content/initiatives/crm.md",
    ]


def test_it_is_written_where_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = make(tmp_path / "site", capsys, {PEOPLE: KNOWN})
    target = tmp_path / ".github" / "CODEOWNERS"
    assert base("export", "codeowners", "-o", str(target)).code == 0
    assert target.read_text() == base("export", "codeowners").out


def test_a_site_never_holds_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = make(tmp_path, capsys, {PEOPLE: KNOWN})
    assert base("build").code == 0
    assert not list((tmp_path / "build").rglob("CODEOWNERS"))
    assert not [
        each
        for each in (tmp_path / "build").rglob("*")
        if each.suffix in (".json", ".csv", ".md", ".txt") and b"company.test" in each.read_bytes()
    ]


@pytest.mark.parametrize("name", ["a b.md", "a*b.md", "[ab].md", "#a.md", "!a.md", "a?b.md", "a\\b.md"])
def test_a_pattern_means_this_file_and_no_other(tmp_path: Path, name: str) -> None:
    """Git's own patterns, of which CODEOWNERS are, are the judge."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text(f"{escape_path('/' + name)}\n")
    others = {"axb.md", "a.md", "b.md", "ab.md", "a b c.md"} - {name}
    asked = "\0".join([name, *sorted(others)])
    ran = subprocess.run(
        ["git", "-C", str(tmp_path), "check-ignore", "-z", "--stdin"],
        input=asked.encode(),
        capture_output=True,
        check=False,
    )
    assert ran.stdout.decode().split("\0") == [name, ""]
