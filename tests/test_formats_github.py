"""The annotations, read by the runner's rules, and the step summary, read by a Markdown parser."""

import re
from collections import Counter
from dataclasses import dataclass, replace

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from playbook.diagnostic import Report, Severity
from playbook.formats import markdown
from playbook.formats.github import format_github, write_command
from playbook.formats.inert import escape_controls, fold
from playbook.formats.markdown import format_markdown
from playbook.formats.step_summary import MAX_BYTES, write_step_summary
from playbook.formats.style import Style
from playbook.source import Span
from tests.format_samples import (
    DUPLICATE,
    EMPTY,
    LATE,
    NOTE,
    ORDINARY,
    PATHS,
    REVIEW_MISSING,
    SHALLOW,
    TEXTS,
    large_report,
    path_report,
    span_report,
    text_report,
)

REGISTERED = {"error", "warning", "notice", "add-mask", "stop-commands", "set-env", "group", "debug"}


@dataclass(frozen=True)
class Command:
    """What the runner makes of a line."""

    name: str
    properties: dict[str, str]
    data: str


def parse_line(line: str) -> Command | None:
    """Read a line as the runner does: after leading blanks "::", the name, the properties, "::"."""
    text = line.lstrip()
    end = text.find("::", 2)
    if not text.startswith("::") or end < 0:
        return None
    name, _, rest = text[2:end].partition(" ")
    if name not in REGISTERED:
        return None
    pairs = [pair.split("=", 1) for pair in rest.strip().split(",") if "=" in pair]
    properties = {key: unescape(value, {":": "%3A", ",": "%2C"}) for key, value in pairs}
    return Command(name, properties, unescape(text[end + 2 :], {}))


def unescape(text: str, more: dict[str, str]) -> str:
    for sign, code in {"\r": "%0D", "\n": "%0A", **more, "%": "%25"}.items():
        text = text.replace(code, sign)
    return text


def parse(text: str) -> list[Command]:
    """Read an output; every line must be a command of ours."""
    commands = [parse_line(line) for line in text.splitlines()]
    assert all(each and each.name in ("error", "warning", "notice") for each in commands)
    return [each for each in commands if each]


def annotate(report: Report, style: Style | None = None) -> list[Command]:
    return parse(format_github(report, style or Style()))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_ends_no_command_and_begins_none(text: str) -> None:
    error, note, skipped = annotate(text_report(text))
    assert (error.name, note.name, skipped.name) == ("error", "notice", "notice")
    assert error.properties["title"] == "PB103 stage-review-missing"
    assert error.data.split("\n")[0] == fold(text)[:7_999] + "…" * (len(fold(text)) > 8_000)


@pytest.mark.parametrize("prefix", ["", "docs/my plans"])
@pytest.mark.parametrize("name", [name for name in PATHS if name != "none"])
def test_file_is_read_back(name: str, prefix: str) -> None:
    path = PATHS[name]
    (command,) = annotate(path_report(path), Style(prefix=prefix))
    assert command.properties["file"] == escape_controls(f"{prefix}/{path}" if prefix else path)


PLACES = {
    "whole file": ((0, 0, 0, 0), {}),
    "no column": ((7, 0, 7, 0), {"line": "7", "endLine": "7"}),
    "one line": ((7, 3, 7, 9), {"line": "7", "endLine": "7", "col": "3", "endColumn": "8"}),
    "zero width": ((7, 3, 7, 3), {"line": "7", "endLine": "7", "col": "3", "endColumn": "3"}),
    "to the next line": ((7, 1, 8, 1), {"line": "7", "endLine": "7"}),
    "many lines": ((7, 3, 12, 4), {"line": "7", "endLine": "12"}),
    "backwards": ((7, 9, 6, 2), {"line": "7", "endLine": "7"}),
}


@pytest.mark.parametrize(("place", "properties"), PLACES.values(), ids=PLACES)
def test_place(place: tuple[int, int, int, int], properties: dict[str, str]) -> None:
    (command,) = annotate(span_report(place))
    ignored = {"file", "title"}
    assert {key: value for key, value in command.properties.items() if key not in ignored} == properties


def test_finding_about_no_file_has_no_file() -> None:
    (command,) = annotate(Report((replace(LATE, span=Span("", 3, 1, 3, 2)),)))
    assert set(command.properties) == {"title"}


def test_message_holds_remedy_reason_and_explanation() -> None:
    (command,) = annotate(Report((REVIEW_MISSING,)))
    assert command.data == (
        "stage `goals` has no follow-through review\n"
        "add under it:  reviews:\n"
        "                 - due: 2026-07-03\n"
        "                   by: maya-okafor\n"
        "nobody will look whether it held.\n"
        "playbook explain PB103"
    )


def test_worst_findings_come_first() -> None:
    commands = annotate(Report((NOTE, LATE, DUPLICATE, REVIEW_MISSING)))
    assert [(each.name, each.properties["title"][:5]) for each in commands] == [
        ("error", "PB004"),
        ("error", "PB103"),
        ("warning", "PB408"),
        ("notice", "PB209"),
    ]


def test_step_limits_are_kept_and_the_last_of_a_kind_says_how_many_more() -> None:
    report = replace(large_report(5_000), not_evaluated=(SHALLOW,))
    commands = annotate(report)
    assert Counter(each.name for each in commands) == {"error": 10, "warning": 10, "notice": 10}
    said = [each.data.rpartition("\n")[2] for each in commands if "more" in each.data]
    assert said == [
        "The log and the summary of this run hold 1656 more errors.",
        "The log and the summary of this run hold 1657 more warnings.",
        "The log and the summary of this run hold 1658 more notices.",
    ]
    assert commands[-1].properties == {"title": "1 rule not evaluated"}


def test_ten_findings_need_no_remark() -> None:
    found = tuple(each for each in large_report(30).diagnostics if each.severity is Severity.ERROR)
    commands = annotate(Report(found))
    assert len(commands) == 10
    assert "more" not in commands[-1].data
    assert "1 more error." in annotate(Report((*found, REVIEW_MISSING)))[-1].data


def test_nothing_found_says_nothing() -> None:
    assert format_github(EMPTY, Style()) == ""


def test_suppressed_findings_are_not_annotated() -> None:
    assert format_github(replace(EMPTY, suppressed=ORDINARY.suppressed), Style()) == ""


def test_long_title_is_cut() -> None:
    (command,) = annotate(Report((replace(LATE, name="n" * 300),)))
    assert len(command.properties["title"]) == 255


def test_command_is_one_line() -> None:
    assert write_command("error", {"file": "a,b:c%\r\n"}, "1\r\n2%") == (
        "::error file=a%2Cb%3Ac%25\\x0d\\x0a::1\\x0d%0A2%25"
    )


MARKDOWN = MarkdownIt("gfm-like", {"linkify": False, "html": True})
TEXT_ONLY = {
    "text",
    "inline",
    *(
        f"{name}_{end}"
        for name in ("heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td")
        for end in ("open", "close")
    ),
}


def flatten(tokens: list[Token]) -> list[Token]:
    return [each for token in tokens for each in (token, *flatten(token.children or []))]


def read_rows(text: str) -> list[list[str]]:
    """The cells of every table, as a reader sees them; only text and tables may stand in it."""
    tokens = MARKDOWN.parse(text)
    assert {token.type for token in flatten(tokens)} - {"text_special"} <= TEXT_ONLY
    rows: list[list[str]] = []
    for number, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        if token.type in ("td_open", "th_open"):
            children = tokens[number + 1].children or []
            rows[-1].append("".join(child.content for child in children))
    return rows


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_summary_shows_text_as_text(text: str) -> None:
    rows = read_rows(write_step_summary(text_report(text)))
    shown = fold(text)
    assert [row for row in rows if row[0] == "51"] == [
        ["51", "error", "PB103 stage-review-missing", shown, shown],
        ["51", "info", "PB103 stage-review-missing", shown, shown],
    ]
    assert rows[-1] == [
        "content/initiatives/crm.md 51",
        "PB103 stage-review-missing",
        fold(text or "reason"),
        "2027-01-31",
    ]


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_summary_has_a_table_for_each_file(path: str) -> None:
    text = write_step_summary(path_report(path))
    headings = [
        "".join(child.content for child in token.children or [])
        for before, token in zip(MARKDOWN.parse(text), MARKDOWN.parse(text)[1:], strict=False)
        if before.type == "heading_open"
    ]
    assert headings[1:] == [escape_controls(path) or "-", "Waived and baselined"]
    assert len(read_rows(text)) == 4


def test_summary_gathers_findings_of_one_file_wherever_they_stand() -> None:
    text = write_step_summary(Report((LATE, DUPLICATE, NOTE)))
    assert [row[:2] for row in read_rows(text)] == [
        ["Line", "Severity"],
        ["20", "warning"],
        ["9", "info"],
        ["Line", "Severity"],
        ["", "error"],
    ]


def test_summary_of_five_thousand_findings_is_whole() -> None:
    text = write_step_summary(large_report(5_000))
    assert len(text.encode()) <= MAX_BYTES
    rows = [row for row in read_rows(text) if row[0] != "Line"]
    said = int(text.rpartition("\n\n")[2].rpartition("\n")[0].split()[0]) if "more finding" in text else 0
    assert len(rows) + said == 5_000


def test_summary_keeps_to_the_limit_and_counts_what_it_leaves_out() -> None:
    found = tuple(replace(each, message="é<" * 200) for each in large_report(5_000).diagnostics)
    text = write_step_summary(Report(found))
    shown = text.count("stage-review-missing")
    assert MAX_BYTES * 0.9 < len(text.encode()) <= MAX_BYTES
    assert text.endswith(f"\n{5_000 - shown} more findings: the log of this run holds all of them.\n")


@pytest.mark.parametrize("most", range(2_000, 2_200, 8))
def test_summary_has_room_for_its_last_line(most: int) -> None:
    text = write_step_summary(large_report(60), most)
    assert most - 500 < len(text.encode()) <= most
    assert text.endswith(" more findings: the log of this run holds all of them.\n")


def test_a_comment_has_the_same_rows_as_the_summary() -> None:
    assert read_rows(format_markdown(ORDINARY, Style())) == read_rows(write_step_summary(ORDINARY))


def test_a_comment_calls_nobody_and_refers_to_nothing() -> None:
    calling = '@team see #12, !3, ~bug, ~"two words", %4, $5 and &6, 7 % of it'
    text = format_markdown(text_report(calling), Style())
    shown = "".join(cell for row in read_rows(text) for cell in row)
    assert not re.search(r"[@#!~%$&][\w\"]", shown)
    assert "7 % of it" in shown
    assert calling in shown.replace("\u2060", "")


@pytest.mark.parametrize("message", ["é<" * 200, "@#!" * 100, "fine"])
def test_a_comment_is_no_longer_than_a_forge_takes(message: str) -> None:
    found = tuple(replace(each, message=message) for each in large_report(2_000).diagnostics)
    size = len(format_markdown(Report(found), Style()).encode())
    assert markdown.MAX_BYTES * 0.6 < size <= markdown.MAX_BYTES
