"""The report for a person, the lines for an editor, and the summary."""

import re
from dataclasses import replace

import pytest

from playbook.diagnostic import Diagnostic, NotEvaluated, Report, Severity
from playbook.formats.concise import format_concise
from playbook.formats.excerpt import draw_excerpt
from playbook.formats.full import format_full
from playbook.formats.style import Style
from playbook.formats.summary import count_findings, summarize
from playbook.source import Span
from tests.format_samples import (
    BASELINED,
    CRM,
    DUPLICATE,
    EMPTY,
    LATE,
    NOTE,
    ORDINARY,
    PATHS,
    REVIEW_MISSING,
    SHALLOW,
    SPANS,
    TEXTS,
    WAIVED,
    large_report,
    path_report,
    span_report,
    text_report,
)

CONCISE = re.compile(
    r"(?P<path>.+?):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*): (?P<rest>(error|warning|info) PB\d{3} .*)"
)
DOCUMENTED = """\
content/initiatives/crm.md:51:3: error PB103 stage `goals` has no follow-through review
   51 |   goals:
      |   ^^^^^ add under it:  reviews:
      |                          - due: 2026-07-03
      |                            by: maya-okafor
   why: nobody will look whether it held.   more: playbook explain PB103
"""


def show(found: Diagnostic, style: Style | None = None) -> list[str]:
    """The lines of the only block."""
    return format_full(Report((found,)), style or Style()).split("\n\n")[0].split("\n")


def test_finding_reads_as_the_documentation_shows_it() -> None:
    assert "\n".join(show(REVIEW_MISSING)) + "\n" == DOCUMENTED


def test_remedy_that_does_not_fit_beside_the_carets_stands_below() -> None:
    lines = show(replace(REVIEW_MISSING, help="word " * 18 + "end\n  - two"))
    assert lines[2:5] == ["      |   ^^^^^", f"      | {'word ' * 18}end", "      |   - two"]


def test_remedy_without_source_has_a_label_and_keeps_its_layout() -> None:
    assert show(replace(DUPLICATE, help="a:\n  - b"))[1:4] == [
        "   help: a:",
        "           - b",
        f"   see: {CRM}:1:1: the other one",
    ]


def test_nothing_to_say_leaves_no_empty_lines() -> None:
    assert show(replace(DUPLICATE, help="", why="", related=())) == [
        "content/initiatives/sales/crm.md:1:1: error PB004 two initiatives have the id `crm`",
        "   more: playbook explain PB004",
    ]


MARKED = {
    "to the end of the line when it goes on": (
        Span(CRM, 9, 5, 12, 3),
        "    due: 2026-04-10",
        "    ^^^^^^^^^^^^^^^",
    ),
    "one place when it has no end": (Span(CRM, 9, 5, 9, 0), "    due: 2026-04-10", "    ^"),
    "nothing when it has no column": (Span(CRM, 9, 0, 9, 0), "    due: 2026-04-10", ""),
    "behind a tab": (Span(CRM, 9, 2, 9, 5), "\tdue: x", "    ^^^"),
    "behind wide signs": (Span(CRM, 9, 4, 9, 5), "日本: x", "     ^"),
}


@pytest.mark.parametrize(("span", "excerpt", "carets"), MARKED.values(), ids=MARKED)
def test_carets_mark(span: Span, excerpt: str, carets: str) -> None:
    lines = show(replace(LATE, span=span, excerpt=excerpt, help="", why=""))
    assert lines[1].startswith("    9 | ")
    assert lines[2:-1] == ([f"      | {carets}"] if carets else [])


def test_a_mark_far_along_an_endless_line_is_shown_in_a_window() -> None:
    line = "a" * 200_000 + "here" + "b" * 200_000
    drawing = draw_excerpt(line, 200_000, 200_004)
    assert drawing.text == "…" + "a" * 30 + "here" + "b" * 66 + "…"
    assert (drawing.offset, drawing.length) == (31, 4)
    assert draw_excerpt(line, 400_004, 400_004).text == "…" + "b" * 30
    assert draw_excerpt(line, 500_000, 600_000).text == "…" + "b" * 30


def test_high_line_number_widens_the_gutter() -> None:
    lines = show(replace(LATE, span=Span(CRM, 1234567, 5, 1234567, 8), help=""))
    assert lines[1:3] == ["1234567 |     due: 2026-04-10", "        |     ^^^"]


def test_documentation_on_the_web_is_linked() -> None:
    assert (
        show(NOTE, Style(docs="https://plans.test/{code}.html"))[-1]
        == "   more: https://plans.test/PB209.html"
    )


def test_colour_changes_nothing_but_colour() -> None:
    plain, painted = (format_full(ORDINARY, Style(color=color, verbose=True)) for color in (False, True))
    assert "\x1b[1;31merror\x1b[0m" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


def test_suppressed_findings_are_listed_only_when_verbose() -> None:
    report = Report((), (WAIVED, BASELINED, replace(WAIVED, waived_until="")), (), 3, "2026-11-23")
    place = "content/initiatives/pricing.md:20:10: warning PB301 no sponsor: The board names one in January"
    assert format_full(report, Style()) == "no findings; 2 waived; 1 baselined; 3 pages; as of 2026-11-23\n"
    assert format_full(report, Style(verbose=True)).split("\n")[:3] == [
        f"waived: {place} (until 2027-01-31)",
        f"baselined: {CRM}:51:3: error PB204 stage `goals` has no follow-through review",
        f"waived: {place}",
    ]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_text_adds_no_line_that_looks_like_a_finding(text: str) -> None:
    lines = format_full(text_report(text + f"\n{CRM}:1:1: error PB001 forged"), Style(verbose=True)).split(
        "\n"
    )
    assert len([line for line in lines if line.startswith(CRM)]) == 2
    assert len([line for line in lines if line.startswith("waived: ")]) == 1


def test_five_thousand_findings() -> None:
    text = format_full(large_report(5_000), Style())
    assert len(re.findall(r"   more: playbook explain PB103$", text, re.MULTILINE)) == 5_000
    assert text.endswith("1666 errors, 1667 warnings, 1667 notes; 100 pages; as of 2026-11-23\n")


COUNTS = {
    "nothing": (EMPTY, "no findings; 12 pages; as of 2026-11-23"),
    "no day": (Report(pages=1), "no findings; 1 page"),
    "everything": (
        replace(ORDINARY, pages=5, today=""),
        "2 errors, 1 warning, 1 note; 1 waived; 1 baselined; 2 rules not evaluated; 5 pages",
    ),
    "waived and in the baseline is waived": (
        Report((), (replace(WAIVED, baselined=True),)),
        "no findings; 1 waived; 0 pages",
    ),
}


@pytest.mark.parametrize(("report", "line"), COUNTS.values(), ids=COUNTS)
def test_count_findings(report: Report, line: str) -> None:
    assert count_findings(report) == line


def test_summary_names_what_could_not_run_by_cause() -> None:
    silent = NotEvaluated("PB507", "reading-stale", "readings", "no metric has readings")
    report = replace(
        ORDINARY, not_evaluated=(*ORDINARY.not_evaluated, silent, replace(SHALLOW, code="PB703"))
    )
    assert summarize(report).split("\n")[:6] == [
        "not evaluated: PB701 slipped-without-reason, PB702 serial-slip, PB703 slipped-without-reason",
        "   why: this is a shallow clone (needs history)",
        "   remedy: check out with fetch-depth: 0",
        "not evaluated: PB507 reading-stale",
        "   why: no metric has readings (needs readings)",
        "not from the configuration file: deadlines: warn (PLAYBOOK_DEADLINES)",
    ]


def test_concise_holds_one_line_a_finding_and_nothing_else() -> None:
    lines = format_concise(ORDINARY, Style(color=True, verbose=True)).splitlines()
    assert lines == [
        "content/initiatives/crm.md:51:3: error PB103 stage `goals` has no follow-through review",
        "content/initiatives/sales/crm.md:1:1: error PB004 two initiatives have the id `crm`",
        "content/initiatives/pricing.md:20:10: warning PB408 milestone `pilot` was due on 2026-04-10",
        "content/initiatives/pricing.md:9:1: info PB209 a speed target without a guard-rail metric",
    ]
    assert format_concise(EMPTY, Style()) == ""


@pytest.mark.parametrize(
    ("report", "number"),
    [
        *((text_report(text), 2) for text in TEXTS.values()),
        *((path_report(path), 1) for path in PATHS.values()),
        *((span_report(span), 1) for span in SPANS.values()),
        (large_report(5_000), 5_000),
    ],
    ids=[*TEXTS, *PATHS, *SPANS, "5,000 findings"],
)
def test_concise_is_read_back_line_by_line(report: Report, number: int) -> None:
    lines = format_concise(report, Style()).split("\n")[:-1]
    assert len(lines) == number
    assert [line for line in lines if not CONCISE.fullmatch(line)] == []


@pytest.mark.parametrize("severity", Severity)
def test_severity_is_a_word(severity: Severity) -> None:
    (line,) = format_concise(Report((replace(LATE, severity=severity),)), Style()).splitlines()
    match = CONCISE.fullmatch(line)
    assert match
    assert match["rest"].split()[0] == severity.word
