"""What an author very likely meant: a day said otherwise, items on one line, a page in the wrong folder."""

from datetime import date
from pathlib import Path

import pytest

from playbook.schema.day_meant import guess_day
from tests.sites import judge_files, read_base

DRAFT = "---\ntitle: A\nstatus: draft\nowner: maya-okafor\n---\n"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("30.11.2026", date(2026, 11, 30), id="dots"),
        pytest.param("1. 2. 2026", date(2026, 2, 1), id="dots and blanks"),
        pytest.param("2026-12-1", date(2026, 12, 1), id="no leading zero"),
        pytest.param("2026/12/01", date(2026, 12, 1), id="slashes, the year first"),
        pytest.param("2026\u201311\u201330", date(2026, 11, 30), id="dashes of a word processor"),
        pytest.param("30 April 2026", date(2026, 4, 30), id="the month in words"),
        pytest.param("3rd Sept. 2026", date(2026, 9, 3), id="an ordinal, the month cut short"),
        pytest.param("July 3, 2026", date(2026, 7, 3), id="the month first"),
        pytest.param("11/30/2026", date(2026, 11, 30), id="the month first, and no doubt"),
        pytest.param("30/11/2026", date(2026, 11, 30), id="the day first, and no doubt"),
        pytest.param("5/5/2026", date(2026, 5, 5), id="either way the same"),
        pytest.param("3/4/2026", None, id="either way another"),
        pytest.param("31.11.2026", None, id="no day of the calendar"),
        pytest.param("30 Foo 2026", None, id="no month"),
        pytest.param("Foo 30, 2026", None, id="no month before the day"),
        pytest.param("Q3 2026", None, id="a quarter"),
    ],
)
def test_guess_day(text: str, day: date | None) -> None:
    assert guess_day(text) == day


@pytest.mark.parametrize(
    ("file", "value", "help_"),
    [
        pytest.param(
            ("initiatives/a.md", DRAFT.replace("owner:", "starts: 1.2.2026\nowner:")),
            "1.2.2026",
            "write a day as YYYY-MM-DD: 2026-02-01",
            id="a day with dots",
        ),
        pytest.param(
            ("initiatives/a.md", DRAFT.replace("owner:", "affects: sales, finance\nowner:")),
            "sales, finance",
            "write each on its own line after a dash:  - sales",
            id="several on one line",
        ),
        pytest.param(
            ("initiatives/a.md", DRAFT.replace("owner:", "affects:\n  -sales\n  -finance\nowner:")),
            "-sales",
            "write each on its own line after a dash:  - sales",
            id="no space after the dashes",
        ),
        pytest.param(
            ("initiatives/a.md", DRAFT.replace("owner: maya-okafor", "owner: maya-okafor & erik-lind")),
            "maya-okafor & erik-lind",
            "these are several: write one id only, for example `maya-okafor`",
            id="two owners",
        ),
        pytest.param(
            ("a.md", DRAFT),
            "status",
            "`status` is a key of the kind initiative, whose pages lie in the folder `initiatives`",
            id="a plan in no folder",
        ),
        pytest.param(
            ("metrics/a.md", "---\ntitle: A\nunit: days\ndirection: down\nkind: outcome\naffects: x\n---\n"),
            "affects",
            "`affects` is a key of the kind initiative, whose pages lie in the folder `initiatives`",
            id="a plan among the metrics",
        ),
    ],
)
def test_the_remedy_is_what_was_meant(tmp_path: Path, file: tuple[str, str], value: str, help_: str) -> None:
    path, text = file
    found = judge_files(tmp_path, {**read_base(), f"content/{path}": text}).checked.report.diagnostics
    lines = text.split("\n")
    told = [
        each.help
        for each in found
        if each.span.path == f"content/{path}"
        and lines[each.span.line - 1][each.span.column - 1 :].startswith(value)
    ]
    assert told == [help_]


def test_a_word_that_is_only_a_little_alike_is_not_proposed(tmp_path: Path) -> None:
    page = DRAFT.replace("draft", "laufend")
    found = judge_files(
        tmp_path, {**read_base(), "content/initiatives/a.md": page}
    ).checked.report.diagnostics
    assert "one of: draft, committed, running, live, sustained, paused, stopped" in {
        each.help for each in found
    }
