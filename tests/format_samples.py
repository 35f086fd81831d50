"""Reports that the tests of the formats write: an ordinary one, hostile ones, large ones."""

from dataclasses import replace

from playbook.diagnostic import Diagnostic, Fix, NotEvaluated, Related, Report, Severity
from playbook.source import Span

CRM = "content/initiatives/crm.md"

REVIEW_MISSING = Diagnostic(
    span=Span(CRM, 51, 3, 51, 8),
    code="PB103",
    name="stage-review-missing",
    severity=Severity.ERROR,
    message="stage `goals` has no follow-through review",
    help="add under it:  reviews:\n                 - due: 2026-07-03\n                   by: maya-okafor",
    why="nobody will look whether it held.",
    page="initiative/crm",
    item="stages.goals",
    excerpt="  goals:",
)
DUPLICATE = Diagnostic(
    span=Span("content/initiatives/sales/crm.md"),
    code="PB004",
    name="duplicate-id",
    severity=Severity.ERROR,
    message="two initiatives have the id `crm`",
    help="rename one of the files",
    why="a link to it could mean either.",
    page="initiative/crm",
    related=(Related(Span(CRM), "the other one"),),
)
LATE = Diagnostic(
    span=Span("content/initiatives/pricing.md", 20, 10, 20, 20),
    code="PB408",
    name="milestone-overdue",
    severity=Severity.WARNING,
    message="milestone `pilot` was due on 2026-04-10",
    help="give it a new day and say why in `slips`",
    page="initiative/pricing",
    item="pilot",
    excerpt="    due: 2026-04-10",
    fix=Fix(Span("content/initiatives/pricing.md", 20, 10, 20, 20), "2026-12-10"),
)
NOTE = Diagnostic(
    span=Span("content/initiatives/pricing.md", 9, 1, 14, 1),
    code="PB209",
    name="no-guardrail",
    severity=Severity.INFO,
    message="a speed target without a guard-rail metric",
    page="initiative/pricing",
    excerpt="targets:",
)
WAIVED = replace(
    LATE,
    code="PB301",
    name="sponsor-missing",
    message="no sponsor",
    item="",
    fix=None,
    waived="The board names one in January",
    waived_until="2027-01-31",
)
BASELINED = replace(
    REVIEW_MISSING, code="PB204", name="diagnosis-missing", item="stages.vision", baselined=True
)
SHALLOW = NotEvaluated(
    "PB701", "slipped-without-reason", "history", "this is a shallow clone", "check out with fetch-depth: 0"
)

EMPTY = Report(pages=12, today="2026-11-23")
ORDINARY = Report(
    diagnostics=(REVIEW_MISSING, DUPLICATE, LATE, NOTE),
    suppressed=(WAIVED, BASELINED),
    not_evaluated=(SHALLOW, replace(SHALLOW, code="PB702", name="serial-slip")),
    pages=12,
    today="2026-11-23",
    settings=("deadlines: warn (PLAYBOOK_DEADLINES)",),
)

TEXTS = {
    "markup": "<script>alert(1)</script> & ]]> <!-- --> </failure>",
    "command": "::error::owned",
    "command after a line end": "fine\n::add-mask::secret\r\n::stop-commands::x\r::set-env name=A::b",
    "old command": "##[add-mask]secret ##vso[task.complete]x ##teamcity[testFailed]",
    "percent": "100 % of %0A%25 and 50%",
    "terminal": "\x1b[2J\x1b]8;;http://evil\x07click\x1b]8;;\x07 \x9b31m \x7f\x08\x08 bell\x07",
    "right to left": "\u202egnp.exe\u202c שלום \u2067مرحبا\u2069 \u200f",
    "emoji": "👩‍💻 🎉 e\u0301 é 日本語",
    "invisible": "\ufeffa\u200bb\u2028c\u2029d\U000e0041e\ufffe\uffff",
    "lone surrogate": "half \ud83d and \udc80",
    "nul": "a\x00b\x1ac",
    "markdown": "a | b `c` **d** [link](https://evil) ![x](y) # h\n| - |\n@team #1 <img src=x>",
    "placeholder": "{0} {} [here](1) \\[no\\]",
    "quotes": "\"double\" 'single' \\ back",
    "blank": "   ",
    "empty": "",
    "long": "word " * 4_000,
}
PATHS = {
    "blank": "content/my plans/crm 2.md",
    "unicode": "content/Änderung/日本.md",
    "percent": "content/100%41.md",
    "colon and comma": "content/a:b,c=d.md",
    "question and number sign": "content/a?b#c.md",
    "scheme": "javascript:alert(1).md",
    "command": "::add-mask::x.md",
    "line end": "content/a\n::error::b.md",
    "terminal": "content/\x1b[31m\u202ecod.md",
    "quote": "content/\"<&>'.md",
    "backslash": "content\\a.md",
    "none": "",
    "lone surrogate": "content/\udcff.md",
}
SPANS = {
    "whole file": (0, 0, 0, 0),
    "no column": (7, 0, 7, 0),
    "no end": (7, 3, 0, 0),
    "zero width": (7, 3, 7, 3),
    "one line": (7, 3, 7, 9),
    "to the next line": (7, 1, 8, 1),
    "many lines": (7, 3, 12, 4),
    "backwards": (7, 9, 6, 2),
    "beyond the line": (7, 900, 7, 950),
}


def text_report(text: str) -> Report:
    """A report with the text in every field that a stranger can fill."""
    found = replace(
        REVIEW_MISSING,
        message=text,
        help=text,
        why=text,
        item=text,
        excerpt=text.replace("\n", " "),
        related=(Related(Span(CRM, 2, 1, 2, 5), text),),
        fix=Fix(Span(CRM, 2, 1, 2, 5), text),
    )
    waived = replace(found, waived=text or "reason", waived_until="2027-01-31")
    skipped = NotEvaluated("PB701", "serial-slip", "history", text, text)
    note = replace(found, severity=Severity.INFO)
    return Report((found, note), (waived,), (skipped,), 1, "2026-11-23", (text,))


def path_report(path: str) -> Report:
    """A report with a finding, its second place and a waived finding in a file of that name."""
    span = Span(path, 3, 1, 3, 4)
    found = replace(
        REVIEW_MISSING, span=span, page=path, related=(Related(span, "here"),), fix=Fix(span, "x")
    )
    waived = replace(found, waived="reason")
    return Report((found,), (waived,), (), 1, "2026-11-23")


def span_report(place: tuple[int, int, int, int]) -> Report:
    """A report with one finding, and a fix, at the place."""
    span = Span(CRM, *place)
    return Report((replace(LATE, span=span, fix=Fix(span, "x")),), (), (), 1, "2026-11-23")


def large_report(number: int) -> Report:
    """A report with that many findings, a third of each severity, fifty in a file."""
    severities = sorted(Severity)
    found = tuple(
        replace(
            REVIEW_MISSING,
            span=Span(f"content/initiatives/p{at // 50}.md", at % 50 + 1, 3, at % 50 + 1, 8),
            severity=severities[at % 3],
            page=f"initiative/p{at // 50}",
            item=f"milestone-{at % 50}",
        )
        for at in range(number)
    )
    return Report(found, (), (), number // 50, "2026-11-23")
