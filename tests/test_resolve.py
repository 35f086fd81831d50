"""Ids, references and old ids between pages: one finding for one cause, with the nearest known name."""

from pathlib import Path

import pytest

from playbook.source import MAX_TABLE
from tests.sites import judge_files, read_base

BASE = read_base()
CRM = "content/initiatives/crm.md"
PLAN = BASE[CRM]

Found = list[tuple[str, str, int]]


def judge(folder: Path, files: dict[str, str]) -> Found:
    """List (path, code, line) of the errors of the base site with these files over it."""
    found = judge_files(folder, {**BASE, **files}).checked.report.diagnostics
    return [(each.span.path, each.code, each.span.line) for each in found if each.severity.word == "error"]


def find_messages(folder: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    found = judge_files(folder, {**BASE, **files}).checked.report.diagnostics
    return [(each.message, each.help) for each in found if each.severity.word == "error"]


def swap(old: str, new: str, times: int = 1) -> dict[str, str]:
    assert old in PLAN
    return {CRM: PLAN.replace(old, new, times)}


REFERENCES: dict[str, tuple[dict[str, str], int, str, str]] = {
    "a person": (
        swap("owner: maya-okafor", "owner: maja-okafor"),
        5,
        "no person has the id `maja-okafor`",
        "did you mean `maya-okafor`?",
    ),
    "a person whom nobody is near": (
        swap("owner: maya-okafor", "owner: zzz"),
        5,
        "no person has the id `zzz`",
        "known: `ana-ruiz`",
    ),
    "a sponsor": (
        swap("sponsor: erik-lind", "sponsor: Erik Lind"),
        6,
        "no person has the id `Erik Lind`",
        "did you mean `erik-lind`?",
    ),
    "a department": (
        swap("department: sales", "department: sale"),
        7,
        "no department has the id `sale`",
        "did you mean `sales`?",
    ),
    "a metric": (
        swap("  - metric: sales-cycle", "  - metric: sales-cycles"),
        14,
        "no metric has the id `sales-cycles`",
        "did you mean `sales-cycle`?",
    ),
    "an initiative": (
        swap("starts: 2026-01-12", "depends-on:\n  - crm2\nstarts: 2026-01-12"),
        12,
        "no initiative has the id `crm2`",
        "did you mean `crm`?",
    ),
    "a milestone elsewhere": (
        swap("starts: 2026-01-12", "depends-on:\n  - crm#pilott\nstarts: 2026-01-12"),
        12,
        "no initiative has the id `crm#pilott`",
        "did you mean `crm#pilot`?",
    ),
    "a milestone here": (
        swap(
            "    evidence: CRM report 21", "    evidence: CRM report 21\n    depends-on:\n      - secondteam"
        ),
        122,
        "no initiative has the id `secondteam`",
        "did you mean `second-team`?",
    ),
    "a stage": (
        swap("  - id: pilot", "  - id: pilot\n    stage: goal"),
        113,
        "no stage has the id `goal`",
        "did you mean `goals`?",
    ),
    "an audience": (
        swap("audience: everyone", "audience: every-one"),
        62,
        "no department has the id `every-one`",
        "",
    ),
    "the second of a list": (
        swap("  - sales\n  - finance", "  - [x]\n  - finanze"),
        10,
        "no department has the id `finanze`",
        "did you mean `finance`?",
    ),
}


@pytest.mark.parametrize("case", REFERENCES.values(), ids=REFERENCES)
def test_an_unknown_reference(tmp_path: Path, case: tuple[dict[str, str], int, str, str]) -> None:
    files, line, message, help_ = case
    found = judge_files(tmp_path, {**BASE, **files}).checked.report.diagnostics
    mine = [each for each in found if each.code == "PB005"]
    assert [(each.span.path, each.span.line, each.message) for each in mine] == [(CRM, line, message)]
    assert help_ in mine[0].help


def test_a_reference_to_what_is_made_by_new_says_so(tmp_path: Path) -> None:
    [(_, help_)] = find_messages(tmp_path, swap("owner: maya-okafor", "owner: zzz"))
    assert help_.endswith("; playbook new person adds one")


def test_a_composed_name_means_the_decomposed_one(tmp_path: Path) -> None:
    files = {
        "content/people/jos\u00e9.md": "---\nname: Jos\u00e9\n---\n",
        **swap("by: erik-lind", "by: jose\u0301"),
    }
    assert judge(tmp_path, files) == []


UNREADABLE = {
    "front matter": "---\ntitle: a: b\n---\n",
    "an unclosed fence": "---\ntitle: a\n",
    "a milestone": "---\ntitle: A\nstatus: draft\nowner: maya-okafor\nmilestones:\n  - id: a b\n---\n",
}


@pytest.mark.parametrize("page", UNREADABLE.values(), ids=UNREADABLE)
def test_nobody_is_blamed_for_naming_a_page_that_cannot_be_read(tmp_path: Path, page: str) -> None:
    files = swap("starts: 2026-01-12", "depends-on:\n  - other#one\nstarts: 2026-01-12")
    found = judge(tmp_path, {**files, "content/initiatives/other.md": page})
    assert [path for path, _, _ in found] == ["content/initiatives/other.md"]


BROKEN_EXPORTS = {
    "too large": "id,name\n" + "x" * MAX_TABLE,
    "no header": "nobody\n",
}


@pytest.mark.parametrize("text", BROKEN_EXPORTS.values(), ids=BROKEN_EXPORTS)
def test_nobody_is_blamed_for_naming_somebody_whose_export_cannot_be_read(tmp_path: Path, text: str) -> None:
    found = judge(tmp_path, {"content/departments.csv": text})
    assert {path for path, _, _ in found} == {"content/departments.csv"}


DOUBLES = {
    "two folders": (
        {"content/initiatives/x/crm.md": PLAN},
        [("content/initiatives/x/crm.md", "PB004", 1)],
    ),
    "an index": (
        {"content/initiatives/crm/index.md": PLAN},
        [("content/initiatives/crm/index.md", "PB004", 1)],
    ),
    "capital letters": ({"content/Big.md": "", "content/big.md": ""}, [("content/big.md", "PB004", 1)]),
    "another Unicode form": (
        {"content/jos\u00e9.md": "", "content/jose\u0301.md": ""},
        [("content/jos\u00e9.md", "PB004", 1)],
    ),
    "folders by capital letters": (
        {"content/Guide/a.md": "", "content/guide/b.md": ""},
        [("content/guide/b.md", "PB004", 1)],
    ),
    "a page of another kind with its output": (
        {"content/initiative/crm.md": ""},
        [("content/initiative/crm.md", "PB004", 1)],
    ),
    "a page that playbook writes": ({"content/Roadmap.md": ""}, [("content/Roadmap.md", "PB004", 1)]),
    "a row twice": (
        {"content/departments.csv": BASE["content/departments.csv"] + "sales,Again\n"},
        [("content/departments.csv", "PB004", 5)],
    ),
    "a row twice beside a page": (
        {
            "content/departments.csv": BASE["content/departments.csv"] + "sales,Again\n",
            "content/departments/sales.md": "Prose.\n",
        },
        [("content/departments.csv", "PB004", 5)],
    ),
    "two pages for a row": (
        {"content/departments/sales.md": "Prose.\n", "content/departments/x/sales.md": "Prose.\n"},
        [("content/departments/x/sales.md", "PB004", 1)],
    ),
}


@pytest.mark.parametrize(("files", "found"), DOUBLES.values(), ids=DOUBLES)
def test_an_id_belongs_to_one_page(tmp_path: Path, files: dict[str, str], found: Found) -> None:
    assert [each for each in judge(tmp_path, files) if each[1] == "PB004"] == found


@pytest.mark.parametrize("stray", ["content/initiative/crm.md", "content/Initiative/a.md"])
def test_a_page_in_a_stray_folder_breaks_itself_alone(tmp_path: Path, stray: str) -> None:
    linking = {"content/0.md": "See [[crm]] and [it](initiatives/crm.md).\n"}
    assert judge(tmp_path, {stray: "", **linking}) == [(stray, "PB004", 1)]


def test_a_link_to_a_page_whose_id_is_taken_is_no_second_finding(tmp_path: Path) -> None:
    files = {"content/x.md": "See [it](initiatives/x/crm.md).\n", "content/initiatives/x/crm.md": PLAN}
    assert judge(tmp_path, files) == [("content/initiatives/x/crm.md", "PB004", 1)]


FORMER = {
    "a living page": (
        "crm",
        "---\nformerly:\n  - crm\n---\n",
        "`crm` is the id of content/initiatives/crm.md",
    ),
    "itself": ("new", "---\nformerly:\n  - new\n---\n", "`new` is the id of this page"),
    "twice": ("new", "---\nformerly:\n  - a\n  - a\n---\n", "`a` stands twice"),
}
DRAFT = "---\ntitle: A\nstatus: draft\nowner: maya-okafor\n"


@pytest.mark.parametrize(("name", "page", "message"), FORMER.values(), ids=FORMER)
def test_an_old_id_that_lives(tmp_path: Path, name: str, page: str, message: str) -> None:
    page = DRAFT + page.removeprefix("---\n")
    found = judge_files(tmp_path, {**BASE, "content/initiatives/new.md": page}).checked.report.diagnostics
    mine = [each for each in found if each.code == "PB004"]
    assert [(each.message, each.help) for each in mine] == [(message, "take it out of `formerly`")]
    assert mine[0].span.line == page.count("\n") - 1


def test_an_old_id_of_two_pages_and_one_of_playbooks_own(tmp_path: Path) -> None:
    files = {
        "content/initiatives/n1.md": DRAFT + "formerly:\n  - old\n---\n",
        "content/initiatives/n2.md": DRAFT + "formerly:\n  - old\n---\n",
        "content/n3.md": "---\nformerly:\n  - roadmap\n---\n",
    }
    assert find_messages(tmp_path, files) == [
        ("content/initiatives/n1.md says that it was called `old` too", "take it out of `formerly`"),
        ("`roadmap` is a page that playbook writes itself", "take it out of `formerly`"),
    ]


def test_a_reference_to_an_old_id_names_the_new_one(tmp_path: Path) -> None:
    files = {
        "content/people/new-name.md": "---\nname: N\nformerly:\n  - old-name\n---\n",
        **swap("by: erik-lind", "by: old-name"),
    }
    assert find_messages(tmp_path, files) == [
        ("no person has the id `old-name`", "it was renamed: write new-name")
    ]


def test_a_page_adds_prose_and_keys_to_the_row_of_an_export(tmp_path: Path) -> None:
    files = {
        **BASE,
        "content/people/tom-hale.md": "---\nrole: Chief of numbers\n---\nHe counts.\n",
        "content/people/ana-ruiz.md": "# A heading\n",
    }
    judgement = judge_files(tmp_path, files)
    tom, ana = (judgement.site.pages[f"person/{name}"] for name in ("tom-hale", "ana-ruiz"))
    assert (tom.data.name, tom.data.role, tom.path) == (
        "Tom Hale",
        "Chief of numbers",
        "content/people/tom-hale.md",
    )
    assert (ana.title, ana.readable, ana.has_front_matter) == ("Ana Ruiz", True, False)
    assert judgement.checked.report.diagnostics == ()


def test_a_row_beside_a_page_keeps_its_faults_at_its_cells(tmp_path: Path) -> None:
    tom = next(row for row in BASE["content/people.csv"].split("\n") if row.startswith("tom-hale"))
    rows = BASE["content/people.csv"].replace(tom, tom.replace("finance", "finanze"))
    files = {"content/people.csv": rows, "content/people/tom-hale.md": "---\nrole: X\ndeputy: zz\n---\n"}
    found = judge_files(tmp_path, {**BASE, **files}).checked.report.diagnostics
    told = [(each.span.path, each.span.line, each.message) for each in found if each.code == "PB005"]
    line = next(n for n, row in enumerate(rows.split("\n"), 1) if "finanze" in row)
    assert told == [
        ("content/people.csv", line, "no department has the id `finanze`"),
        ("content/people/tom-hale.md", 3, "no person has the id `zz`"),
    ]


EXPORTS = {
    "an unknown column": ("id,name,colour\na,A,red\n", 1, 9, "unknown column `colour`"),
    "a column without a name": ("id,name,\na,A,\n", 1, 9, "unknown column ``"),
    "a column twice": ("id,name,name\na,A,B\n", 1, 9, "the column `name` stands twice"),
    "no id": ("name\nA\n", 1, 1, "there is no column `id`"),
    "semicolons": ("id;name\na;A\n", 1, 1, "the columns are separated by semicolons"),
    "a row without id": ("id,name\n,A\n", 2, 1, "the row has no id"),
    "too many cells": ("id,name\na,Hale, Tom\n", 2, 9, "the row has 3 cells, and the header 2"),
    "an open quote": ('id,name\na,"Hale\n', 2, 1, "a quote that opens in this row is not closed in it"),
    "an id with a path": ("id,name\n../x,A\n", 2, 1, "the id `../x` holds a slash"),
    "an id of a device": ("id,name\nnul,A\n", 2, 1, "the id `nul` is the name of a device on Windows"),
    "a day that is none": (
        "id,name,left\na,A,2026-13-45\n",
        2,
        5,
        "`2026-13-45` is not a day of the calendar",
    ),
    "a control sign": ("id,name\na,\u202eA\n", 2, 1, "holds an invisible text-direction control (U+202E)"),
    "not UTF-8": ("id,name\na,\udcff\n", 2, 1, "is not UTF-8"),
    "a carriage return alone": ("id,name\ra,A\n", 1, 1, "holds a line that ends in a carriage return alone"),
    "a nested list": ("id,name,formerly\na,A,b\n", 1, 9, "unknown column `formerly`"),
}


@pytest.mark.parametrize("case", EXPORTS.values(), ids=EXPORTS)
def test_a_faulty_export(tmp_path: Path, case: tuple[str, int, int, str]) -> None:
    text, line, column, message = case
    files: dict[str, str | bytes] = {
        "content/a.md": "",
        "content/people.csv": text.encode("utf-8", "surrogateescape"),
    }
    found = judge_files(tmp_path, files).checked.report.diagnostics
    told = [(each.span.line, each.span.column) for each in found if message in each.message]
    assert told == [(line, column)]
    assert {each.code for each in found} <= {"PB001", "PB002", "PB003"}


def test_an_export_with_its_header_alone_or_nothing(tmp_path: Path) -> None:
    for text in ("", "\ufeffid,name\r\n"):
        assert judge_files(tmp_path, {"content/a.md": "", "content/people.csv": text}).site.initiatives == ()
