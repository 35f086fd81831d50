"""What every format owes: plain text, one last newline, nothing active, the same bytes twice."""

import unicodedata
from collections.abc import Callable

import pytest

from playbook.diagnostic import Report
from playbook.formats import FORMATS, Format
from playbook.formats.step_summary import write_step_summary
from playbook.formats.style import Style
from playbook.formats.summary import summarize
from tests.conftest import CheckGolden
from tests.format_samples import (
    EMPTY,
    ORDINARY,
    PATHS,
    SPANS,
    TEXTS,
    large_report,
    path_report,
    span_report,
    text_report,
)

STYLE = Style(version="1.2.3", verbose=True)


def bind(write: Format) -> Callable[[Report], str]:
    """Give a format its style."""
    return lambda report: write(report, STYLE)


WRITERS: dict[str, Callable[[Report], str]] = {
    **{name: bind(write) for name, write in FORMATS.items()},
    "summary": summarize,
    "step-summary": write_step_summary,
}
REPORTS = {
    "empty": EMPTY,
    "ordinary": ORDINARY,
    **{f"text: {name}": text_report(text) for name, text in TEXTS.items()},
    **{f"path: {name}": path_report(path) for name, path in PATHS.items()},
    **{f"span: {name}": span_report(span) for name, span in SPANS.items()},
    "5,000 findings": large_report(5_000),
}
EXTENSIONS = {
    "json": "json",
    "sarif": "sarif.json",
    "junit": "xml",
    "step-summary": "md",
    "gitlab": "json",
    "rdjson": "json",
    "markdown": "md",
}
ISOLATES = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def is_active(sign: str) -> bool:
    """Whether a terminal acts on a character, or text cannot hold it: by the Unicode database."""
    active = (
        unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(sign) in ISOLATES
    )
    return sign != "\n" and (active or sign in "\u200b\u200e\u200f\u061c\ufeff\ufffe\uffff")


def is_order(line: str) -> bool:
    """Whether GitHub's runner takes a line for a command, in its newer or its older form."""
    return line.lstrip().startswith("::") or "##[" in line or "##vso[" in line or "##teamcity[" in line


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_output_is_inert_and_ends_in_one_newline(writer: Callable[[Report], str], report: Report) -> None:
    text = writer(report)
    assert text == "" or (text.endswith("\n") and not text.endswith("\n\n"))
    assert sorted({f"U+{ord(sign):04X}" for sign in set(text) if is_active(sign)}) == []
    assert text.encode().decode() == text


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "github"])
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_no_line_is_an_order_to_a_build_server(name: str, report: Report) -> None:
    assert [line for line in WRITERS[name](report).split("\n") if is_order(line)] == []


@pytest.mark.parametrize("name", WRITERS)
def test_same_report_gives_same_bytes(name: str) -> None:
    assert WRITERS[name](large_report(300)) == WRITERS[name](large_report(300))


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(
    ("case", "report"), [("empty", EMPTY), ("ordinary", ORDINARY)], ids=["empty", "ordinary"]
)
def test_golden(name: str, case: str, report: Report, check_golden: CheckGolden) -> None:
    check_golden(f"formats/{case}-{name}.{EXTENSIONS.get(name, 'txt')}", WRITERS[name](report))


def test_formats_are_those_of_the_command_line() -> None:
    assert list(FORMATS) == [
        "full",
        "concise",
        "json",
        "sarif",
        "junit",
        "github",
        "gitlab",
        "rdjson",
        "markdown",
    ]
