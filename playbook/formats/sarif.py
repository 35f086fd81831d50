"""The report as SARIF 2.1.0, within what GitHub's code scanning accepts.

In: a report and a style. Out: one run with its rules, its results (waived and baselined ones as
suppressions) and the rules that could not run as notifications. Paths are relative to the
repository's root; a result's identity is its rule, page and item, never its line.
"""

from collections.abc import Sequence
from typing import Any

from playbook.diagnostic import Diagnostic, NotEvaluated, Report
from playbook.formats.identity import count_twins
from playbook.formats.inert import dump_json, fold
from playbook.formats.sarif_result import ROOT, describe_result, escape_message
from playbook.formats.step_summary import escape_markdown
from playbook.formats.style import Style

MAX_RESULTS = 25_000
MAX_BYTES = 10_000_000
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

Ranked = list[tuple[Diagnostic, int]]
"""Findings with their number among those of the same rule, page and item."""


def format_sarif(report: Report, style: Style) -> str:
    """Write the log; what exceeds the accepted number or size is left out, the least severe first."""
    found = count_twins([*report.diagnostics, *report.suppressed])
    keep = min(len(found), MAX_RESULTS)
    text = _write(report, style, _keep_worst(found, keep))
    while keep and (size := len(text.encode())) > MAX_BYTES:
        keep = min(keep - 1, keep * MAX_BYTES * 9 // (size * 10))
        text = _write(report, style, _keep_worst(found, keep))
    return text


def _keep_worst(found: Ranked, keep: int) -> Ranked:
    """Keep that many findings: those that count before suppressed ones, the worst first, in their order."""
    if keep >= len(found):
        return found
    order = sorted(range(len(found)), key=lambda at: (found[at][0].suppressed, -found[at][0].severity))
    return [found[at] for at in sorted(order[:keep])]


def _write(report: Report, style: Style, found: Ranked) -> str:
    rules = _collect_rules(report)
    index = {code: number for number, code in enumerate(rules)}
    driver = {
        "name": "playbook",
        **({"semanticVersion": style.version} if style.version else {}),
        "rules": [_describe_rule(each, style) for each in rules.values()],
    }
    left_out = len(report.diagnostics) + len(report.suppressed) - len(found)
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"{style.repo_path('playbook').strip('/')}/"},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the repository."}}},
        "invocations": [_describe_invocation(report, index, left_out)],
        "results": [describe_result(each, twin, index[each.code], style) for each, twin in found],
        "properties": {"today": report.today, "pages": report.pages, "settings": list(report.settings)},
    }
    return dump_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _collect_rules(report: Report) -> dict[str, Diagnostic | NotEvaluated]:
    """Give one witness for each rule that the run names, by code."""
    witnesses: list[Diagnostic | NotEvaluated] = [
        *report.diagnostics,
        *report.suppressed,
        *report.not_evaluated,
    ]
    first = {each.code: each for each in reversed(witnesses)}
    return dict(sorted(first.items()))


def _describe_rule(witness: Diagnostic | NotEvaluated, style: Style) -> dict[str, Any]:
    words = escape_message(witness.name.replace("-", " ").capitalize() or witness.code)
    why = witness.why if isinstance(witness, Diagnostic) else ""
    link = style.link(witness.code)
    return {
        "id": witness.code,
        "name": witness.name,
        "shortDescription": {"text": words},
        "fullDescription": {"text": escape_message(fold(why)) or words},
        "help": _describe_help(fold(why), witness.code, style),
        **({"helpUri": link} if link else {}),
    }


def _describe_help(why: str, code: str, style: Style) -> dict[str, str]:
    """Say where the rule is explained, as text and, for GitHub shows it instead, as Markdown."""
    link, told = style.link(code), style.explain(code)
    more = f"[{code}]({link})" if link else f"`{told.replace('`', '')}`"
    reason = f"{escape_markdown(why)}\n\n" if why else ""
    return {"text": escape_message(told), "markdown": f"{reason}More: {more}"}


def _describe_invocation(report: Report, index: dict[str, int], left_out: int) -> dict[str, Any]:
    notes = [_describe_not_evaluated(each, index) for each in report.not_evaluated]
    if left_out:
        notes.append(_notify(f"{left_out} results are left out: the file would be larger than is accepted."))
    return {"executionSuccessful": True, "toolConfigurationNotifications": notes}


def _describe_not_evaluated(entry: NotEvaluated, index: dict[str, int]) -> dict[str, Any]:
    sentences: Sequence[str] = (
        f"{entry.code} {entry.name} was not evaluated: {entry.reason} (needs {entry.needs}).",
        entry.help,
    )
    note = _notify(" ".join(fold(each) for each in sentences if each))
    return {**note, "associatedRule": {"id": entry.code, "index": index[entry.code]}}


def _notify(words: str) -> dict[str, Any]:
    return {"level": "warning", "message": {"text": escape_message(words)}}
