"""The report in reviewdog's diagnostic format, from which reviewdog writes comments on any forge.

In: a report and a style. Out: one `DiagnosticResult` as JSON, with the findings that count. Its columns count
bytes of UTF-8 from 1, ours code points: where the line itself is not at hand, lines alone are told.
"""

from typing import Any

from playbook.diagnostic import Diagnostic, Fix, Report, Severity
from playbook.formats.inert import dump_json, fold, split_lines
from playbook.formats.place import last_line
from playbook.formats.style import Style
from playbook.source import Span

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def format_rdjson(report: Report, style: Style) -> str:
    """Write the findings; reviewdog itself leaves out what lies beside the lines of a change."""
    diagnostics = [_describe(each, style) for each in report.diagnostics]
    return dump_json({"source": {"name": "playbook"}, "diagnostics": diagnostics})


def _describe(found: Diagnostic, style: Style) -> dict[str, Any]:
    link = style.link(found.code)
    why = fold(found.why)
    words = [fold(found.message), *split_lines(found.help), *((f"why: {why}",) if why else ())]
    suggestions = _suggest(found, found.fix)
    return {
        "message": "\n".join(words) or found.code,
        "location": {"path": style.repo_path(found.span.path) or ".", **_range(found.span, found.excerpt)},
        "severity": _SEVERITIES[found.severity],
        "code": {"value": found.code, **({"url": link} if link else {})},
        **({"suggestions": suggestions} if suggestions else {}),
    }


def _range(span: Span, line: str) -> dict[str, Any]:
    """Give where a span is; a file as a whole has no range."""
    if not span.line:
        return {}
    if not line or not span.column or span.end_line != span.line:
        return {"range": {"start": {"line": span.line}, "end": {"line": last_line(span)}}}
    start, end = (_count_bytes(line, each) for each in (span.column, max(span.end_column, span.column)))
    return {
        "range": {"start": {"line": span.line, "column": start}, "end": {"line": span.line, "column": end}}
    }


def _count_bytes(line: str, column: int) -> int:
    """Give a column of a line, 1-based code points, as 1-based bytes; the line's end where it lies beyond."""
    return len(line[: column - 1].encode("utf-8", "surrogatepass")) + 1


def _suggest(found: Diagnostic, fix: Fix | None) -> list[dict[str, Any]]:
    """Give the replacement where its bytes are known: on the line that is at hand."""
    if fix is None or not found.excerpt or fix.span.path != found.span.path:
        return []
    place = _range(fix.span, found.excerpt)
    is_exact = fix.span.line == found.span.line and "column" in place.get("range", {}).get("start", {})
    return [{**place, "text": fix.text}] if is_exact else []
