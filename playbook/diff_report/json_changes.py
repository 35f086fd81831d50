"""What changed, for programs.

In: a comparison and how both sides are called. Out: JSON by `diff.schema.json` beside this file, the same
bytes for the same comparison. Days are ISO days.
"""

from collections import Counter
from typing import Any

from playbook.comparison import Comparison
from playbook.diagnostic import Diagnostic, Severity
from playbook.diff import Change
from playbook.diff.change import KINDS
from playbook.diff_report.story import Ends, say_verdict
from playbook.formats.inert import dump_json
from playbook.formats.style import Style

VERSION = 1
"""Raised when a key goes or changes its meaning; new keys do not raise it."""

SCHEMA_ID = f"urn:playbook:diff:{VERSION}"


def format_json(comparison: Comparison, ends: Ends, style: Style) -> str:
    """Write the whole comparison."""
    numbers = Counter(each.kind for each in comparison.changes)
    return dump_json(
        {
            "$schema": SCHEMA_ID,
            "schema": VERSION,
            "tool": {"name": "playbook", "version": style.version},
            "today": comparison.after.today.isoformat(),
            "before": {"name": ends.before, "commit": ends.commits[0]},
            "after": {"name": ends.after, "commit": ends.commits[1]},
            "verdict": {
                "passes": not comparison.list_shut(ends.threshold),
                "threshold": ends.threshold.word,
                "words": say_verdict(comparison, ends),
            },
            "counts": {
                "changes": {kind: numbers[kind] for kind in KINDS if numbers[kind]},
                "new": _count(comparison.fresh.new),
                "gone": _count(comparison.fresh.gone),
                "known": comparison.fresh.known,
            },
            "changes": [_describe_change(each) for each in comparison.changes],
            "new": [_describe_finding(each) for each in comparison.fresh.new],
            "gone": [_describe_finding(each) for each in comparison.fresh.gone],
        }
    )


def _count(found: tuple[Diagnostic, ...]) -> dict[str, int]:
    return {
        severity.word: sum(each.severity is severity for each in found)
        for severity in sorted(Severity, reverse=True)
    }


def _describe_change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "serious": change.is_grave,
        "page": change.page,
        "title": change.title,
        "item": change.item,
        "key": change.key,
        "before": change.before,
        "after": change.after,
        "days": change.days,
        "message": change.message,
    }


def _describe_finding(found: Diagnostic) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity.word,
        "message": found.message,
        "help": found.help,
        "page": found.page,
        "item": found.item,
        "path": found.span.path,
        "line": found.span.line,
        "column": found.span.column,
    }
