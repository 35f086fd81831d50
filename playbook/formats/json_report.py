"""The report for programs.

In: a report and a style. Out: JSON by `report.schema.json` beside this file, the same bytes for the
same report. Text stands as it was found; what is active in it stands as escapes.
"""

from typing import Any

from playbook.diagnostic import Diagnostic, Fix, NotEvaluated, Report, Severity
from playbook.formats.inert import dump_json
from playbook.formats.style import Style
from playbook.source import Span

VERSION = 1
"""Raised when a key goes or changes its meaning; new keys do not raise it."""

SCHEMA_ID = f"urn:playbook:report:{VERSION}"


def format_json(report: Report, style: Style) -> str:
    """Write the whole report, suppressed findings included."""
    return dump_json(
        {
            "$schema": SCHEMA_ID,
            "schema": VERSION,
            "tool": {"name": "playbook", "version": style.version},
            "today": report.today,
            "pages": report.pages,
            "prefix": style.prefix,
            "settings": list(report.settings),
            "counts": _count(report),
            "diagnostics": [_describe(each) for each in report.diagnostics],
            "suppressed": [_describe(each) for each in report.suppressed],
            "not_evaluated": [_describe_not_evaluated(each) for each in report.not_evaluated],
        }
    )


def _count(report: Report) -> dict[str, int]:
    return {
        **{severity.word: report.count(severity) for severity in sorted(Severity, reverse=True)},
        "waived": report.count_accepted("waived"),
        "baselined": report.count_accepted("baselined"),
        "not_evaluated": len(report.not_evaluated),
    }


def _describe(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.word,
        "message": found.message,
        "help": found.help,
        "why": found.why,
        "page": found.page,
        "item": found.item,
        "span": _describe_span(found.span),
        "excerpt": found.excerpt,
        "related": [{"span": _describe_span(each.span), "message": each.message} for each in found.related],
        "fix": _describe_fix(found.fix),
        "waived": {"reason": found.waived, "until": found.waived_until} if found.waived else None,
        "baselined": found.baselined,
    }


def _describe_span(span: Span) -> dict[str, str | int]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _describe_fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {"span": _describe_span(fix.span), "text": fix.text, "safe": fix.is_safe}


def _describe_not_evaluated(entry: NotEvaluated) -> dict[str, str]:
    return {
        "code": entry.code,
        "name": entry.name,
        "needs": entry.needs,
        "reason": entry.reason,
        "help": entry.help,
    }
