"""One finding as a SARIF result.

In: a finding, its number among its twins and its rule's index. Out: plain values for JSON. It knows
nothing of the run around it.
"""

from typing import Any
from urllib.parse import quote

from playbook.diagnostic import Diagnostic, Fix, Severity
from playbook.formats.identity import digest
from playbook.formats.inert import fold
from playbook.formats.style import Style
from playbook.source import Span

ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def describe_result(found: Diagnostic, twin: int, rule_index: int, style: Style) -> dict[str, Any]:
    """Describe a finding with message, place, identity, remedy and suppression."""
    words = "\n".join(escape_message(part) for part in (fold(found.message), fold(found.help)) if part)
    suppressions = _describe_suppression(found)
    return {
        "ruleId": found.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[found.severity],
        "message": {"text": words or found.code},
        "locations": [_describe_location(found.span, style)],
        **_describe_related(found, style),
        "partialFingerprints": {"primaryLocationLineHash": f"{digest(found)[:16]}:{twin}"},
        **({"suppressions": suppressions} if suppressions else {}),
        **({"fixes": [_describe_fix(found.fix, style)]} if found.fix and found.fix.span.line else {}),
        "properties": {"page": found.page, "item": found.item, "help": found.help},
    }


def escape_message(text: str) -> str:
    """Keep a message plain: no placeholder and no link can stand in it."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _describe_location(span: Span, style: Style) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _describe_file(span, style), "region": _region(span)}}


def _describe_file(span: Span, style: Style) -> dict[str, str]:
    """Give a file's address; a finding about no file is at the project, for it must have a place."""
    address = quote(style.repo_path(span.path), safe="/", errors="surrogatepass")
    return {"uri": address or ".", "uriBaseId": ROOT}


def _region(span: Span) -> dict[str, int]:
    """Give the region of a span; a file as a whole is its first line, for a region must have one."""
    if not span.line:
        return {"startLine": 1}
    region = {"startLine": span.line, "endLine": max(span.end_line, span.line)}
    if span.column and span.end_column:
        least = span.column if region["endLine"] == span.line else 1
        region |= {"startColumn": span.column, "endColumn": max(span.end_column, least)}
    return region


def _describe_related(found: Diagnostic, style: Style) -> dict[str, Any]:
    places = []
    for number, each in enumerate(found.related):
        words = escape_message(fold(each.message))
        message = {"message": {"text": words}} if words else {}
        places.append({"id": number, **_describe_location(each.span, style), **message})
    return {"relatedLocations": places} if places else {}


def _describe_suppression(found: Diagnostic) -> list[dict[str, str]]:
    suppressions = []
    if found.waived:
        until = f" (until {fold(found.waived_until)})" if found.waived_until else ""
        suppressions.append({"kind": "inSource", "justification": f"{fold(found.waived)}{until}"})
    if found.baselined:
        suppressions.append({"kind": "external", "justification": "stands in the baseline"})
    return suppressions


def _describe_fix(fix: Fix, style: Style) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(fix.span), "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": _describe_file(fix.span, style), "replacements": [replacement]}
    return {"artifactChanges": [change]}
