"""`playbook export`: the same bytes as in the site, to stdout, a file or a folder."""

import csv
import json
from io import StringIO
from pathlib import Path

import icalendar
import pytest

from playbook.exports import EXPORTS
from playbook.exports.document import TABLES
from tests.cli import Commands
from tests.plans import CRM
from tests.rendered import render_files
from tests.sites import read_base, write_site


@pytest.fixture
def base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(write_site(tmp_path / "site", read_base()), capsys)


FIRST = {
    "json": "site.json",
    "ics": "calendar.ics",
    "atom": "changes.atom",
    "due": "due.json",
    "llms": "llms.txt",
    "headers": "_headers",
}


@pytest.mark.parametrize(("name", "path"), FIRST.items(), ids=FIRST)
def test_stdout_has_the_bytes_of_the_site(tmp_path: Path, base: Commands, name: str, path: str) -> None:
    ended = base("export", name)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.encode() == render_files(tmp_path / "again", read_base())[path]


def test_a_table_by_its_name(base: Commands) -> None:
    ended = base("export", "csv", "--table", "targets")
    rows = list(csv.DictReader(StringIO(ended.out.removeprefix("\ufeff"), newline="")))
    assert [each["metric"] for each in rows] == ["sales-cycle", "discount-rate"]


def test_the_calendar_of_one_person(base: Commands) -> None:
    calendar = icalendar.Calendar.from_ical(base("export", "ics", "--page", "tom-hale").out)
    assert str(calendar["NAME"]) == "Tom Hale · Base"


def test_one_page_as_markdown(base: Commands) -> None:
    assert base("export", "markdown", "--page", "initiative/crm").out.startswith("# One CRM for every deal\n")


@pytest.mark.parametrize("name", [each for each in EXPORTS if each != "sitemap"])
def test_all_files_of_a_format_into_a_folder(tmp_path: Path, base: Commands, name: str) -> None:
    ended = base("export", name, "-o", f"{tmp_path}/out/")
    assert ended.code == 0
    assert "wrote" in ended.err
    site = render_files(tmp_path / "again", read_base())
    found = {each.relative_to(tmp_path / "out").as_posix() for each in (tmp_path / "out").rglob("*.*")}
    found |= {"_headers"} if name == "headers" else set()
    assert found
    for path in found:
        assert (tmp_path / "out" / path).read_bytes() == site[path]


def test_a_file_and_a_picked_one_in_a_folder(tmp_path: Path, base: Commands) -> None:
    target = tmp_path / "plan.json"
    assert base("export", "json", "-o", str(target)).code == 0
    assert json.loads(target.read_bytes())["version"] == 1
    assert base("export", "csv", "--table", "due", "-o", str(tmp_path)).code == 0
    assert (tmp_path / "due.csv").read_bytes().startswith(b"\xef\xbb\xbf")


WRONG = {
    "many files": (("csv",), "add --table NAME, or -o FOLDER"),
    "many pages": (("markdown",), "add --page PAGE, or -o FOLDER"),
    "unknown table": (("csv", "--table", "target"), "did you mean `targets`?"),
    "table of another format": (("json", "--table", "targets"), "--table belongs to csv"),
    "page of another format": (("atom", "--page", "crm"), "--page belongs to ics and markdown"),
    "page without a calendar": (("ics", "--page", "crm"), "`crm` has no calendar"),
    "unknown page": (("ics", "--page", "tom-hal"), "did you mean `tom-hale`?"),
    "sitemap of nowhere": (("sitemap",), "say in [site] url"),
    "a file in the way": (("json", "-o", "playbook-file/x/site.json"), "cannot be written"),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_exit_code_2(
    base: Commands, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(base.folder)
    (base.folder / "playbook-file").write_text("")
    ended = base("export", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in " ".join(ended.err.split())


def test_a_faulty_page_is_exported_with_what_the_check_found(base: Commands) -> None:
    base.edit(CRM, "owner: maya-okafor\nsponsor", "owner: nobody\nsponsor")
    ended = base("export", "json")
    assert ended.code == 0
    assert "PB" in {each["code"][:2] for each in json.loads(ended.out)["findings"]}


@pytest.mark.parametrize("name", ["site", "due"])
def test_the_schemas_printed_are_those_published(tmp_path: Path, base: Commands, name: str) -> None:
    printed = json.loads(base("schema", name).out)
    assert printed == json.loads(render_files(tmp_path / "again", read_base())[f"{name}.schema.json"])


def test_every_table_has_a_name_in_the_guide() -> None:
    text = (Path(__file__).parent.parent / "playbook/guide/exports.md").read_text(encoding="utf-8")
    assert not [each for each in TABLES if f"`{each}`" not in text]
