"""The end of a report: what could not run, which settings were changed, and the counts.

In: a report. Out: plain lines for a person, without colour. It decides no verdict.
"""

from collections.abc import Sequence

from playbook.diagnostic import NotEvaluated, Report, Severity
from playbook.formats.inert import fold
from playbook.words import count

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def summarize(report: Report) -> str:
    """Say what could not run, which settings are not from the configuration file, and the counts.

    Several lines, the counts last; ends in one newline.
    """
    lines = list_not_evaluated(report.not_evaluated)
    if report.settings:
        lines.append(f"not from the configuration file: {', '.join(map(fold, report.settings))}")
    fixable = sum(1 for each in report.diagnostics if each.fix and each.fix.is_safe)
    if fixable:
        lines.append(f"{fixable} of these can be mended: playbook check --fix")
    return "\n".join([*lines, count_findings(report)]) + "\n"


def count_findings(report: Report) -> str:
    """Count in one line: "2 errors, 1 note; 3 waived; 12 pages; as of 2026-11-23"."""
    waived, baselined = report.count_accepted("waived"), report.count_accepted("baselined")
    parts = [
        count_severities(report),
        f"{waived} waived" if waived else "",
        f"{baselined} baselined" if baselined else "",
        f"{count(len(report.not_evaluated), 'rule')} not evaluated" if report.not_evaluated else "",
        count(report.pages, "page"),
        f"as of {fold(report.today)}" if report.today else "",
    ]
    return "; ".join(part for part in parts if part)


def count_severities(report: Report) -> str:
    """Count the shown findings by severity, the worst first; "no findings" when there are none."""
    counts = ((report.count(severity), noun) for severity, noun in _NOUNS.items())
    return ", ".join(count(number, noun) for number, noun in counts if number) or "no findings"


def group_not_evaluated(entries: Sequence[NotEvaluated]) -> list[tuple[NotEvaluated, str]]:
    """Gather the rules that lack the same thing: the first entry, and the names of all of them."""
    groups: dict[tuple[str, str, str], list[NotEvaluated]] = {}
    for each in entries:
        groups.setdefault((each.needs, each.reason, each.help), []).append(each)
    return [(group[0], ", ".join(f"{each.code} {each.name}" for each in group)) for group in groups.values()]


def list_not_evaluated(entries: Sequence[NotEvaluated]) -> list[str]:
    """Name each rule that could not run, with the reason and the remedy; no lines when all ran."""
    lines = []
    for entry, names in group_not_evaluated(entries):
        lines.append(f"not evaluated: {fold(names)}")
        lines.append(f"   why: {fold(entry.reason)} (needs {fold(entry.needs)})")
        if entry.help:
            lines.append(f"   remedy: {fold(entry.help)}")
    return lines
