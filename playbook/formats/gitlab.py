"""The report as GitLab's Code Quality report: the merge request shows what it adds and what it mends.

In: a report and a style. Out: a JSON list of the findings that count. GitLab compares the fingerprints of two
runs, so they hold the rule, page, item and number, never the line; paths are relative to the repository.
"""

from typing import Any

from playbook.diagnostic import Diagnostic, Report, Severity
from playbook.formats.identity import count_twins, digest
from playbook.formats.inert import dump_json, fold
from playbook.formats.style import Style

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def format_gitlab(report: Report, style: Style) -> str:
    """Write the findings; what is waived or in the baseline is no flaw of the code, and is left out."""
    return dump_json([_describe(each, twin, style) for each, twin in count_twins(report.diagnostics)])


def _describe(found: Diagnostic, twin: int, style: Style) -> dict[str, Any]:
    words = [fold(each).rstrip(".") for each in (found.message, found.help)]
    return {
        "description": f"{found.code} {'; '.join(each for each in words if each)}".strip(),
        "check_name": found.name or found.code,
        "fingerprint": digest(found, str(twin), style.repo_path("")),
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": style.repo_path(found.span.path) or ".",
            "lines": {"begin": max(found.span.line, 1)},
        },
    }
