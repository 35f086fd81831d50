"""The report as JUnit XML.

In: a report and a style. Out: a suite for each file with findings and in it a case for each rule
that found something there: failed when a finding reaches the style's threshold, passed (with the
findings as its output) when none does, skipped when it is waived or baselined. A suite "playbook"
with one passed case stands first, so that a clean run is not an empty one; a suite "not evaluated"
holds the rules that could not run, skipped.
"""

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from playbook.diagnostic import Diagnostic, Report
from playbook.formats.inert import fold, neutralise, split_lines
from playbook.formats.place import write_line
from playbook.formats.style import Style
from playbook.formats.summary import count_findings

_SUFFIXES = {"failure": "", "passed": " (below the threshold)", "waived": " (waived)"}

Cases = dict[tuple[str, str], list[Diagnostic]]
"""Findings of one file by the case's name and outcome."""


def format_junit(report: Report, style: Style) -> str:
    """Write the suites; only characters that XML allows, none that a terminal acts on."""
    root = Element("testsuites", name="playbook")
    root.append(_write_run(report))
    root.extend(_write_suite(path, cases) for path, cases in _gather(report, style).items())
    if report.not_evaluated:
        root.append(_write_not_evaluated(report))
    for suite in root:
        _set_counts(suite, ("tests", "failures", "errors", "skipped"))
    _set_counts(root, ("tests", "failures", "errors"))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _gather(report: Report, style: Style) -> dict[str, Cases]:
    suites: dict[str, Cases] = {}
    for found in (*report.diagnostics, *report.suppressed):
        outcome = _judge(found, style)
        name = f"{found.code} {found.name}{_SUFFIXES.get(outcome, ' (baselined)')}"
        suites.setdefault(found.span.path, {}).setdefault((name, outcome), []).append(found)
    return suites


def _judge(found: Diagnostic, style: Style) -> str:
    if found.suppressed:
        return "waived" if found.waived else "baselined"
    return "failure" if found.severity >= style.threshold else "passed"


def _write_run(report: Report) -> Element:
    suite = Element("testsuite", name="playbook")
    properties = SubElement(suite, "properties")
    facts = [("today", report.today), ("pages", str(report.pages))]
    facts += [("setting", fold(each)) for each in report.settings]
    for name, value in facts:
        SubElement(properties, "property", name=name, value=value)
    case = SubElement(suite, "testcase", name="the check ran", classname="playbook")
    SubElement(case, "system-out").text = count_findings(report)
    return suite


def _write_suite(path: str, cases: Cases) -> Element:
    name = neutralise(path) or "-"
    suite = Element("testsuite", name=name, file=name)
    # A dot in a class name begins a package in most viewers.
    classname = name.removesuffix(".md")
    for (title, outcome), found in cases.items():
        case = SubElement(suite, "testcase", name=fold(title), classname=classname)
        _write_outcome(case, outcome, found)
    return suite


def _write_outcome(case: Element, outcome: str, found: Sequence[Diagnostic]) -> None:
    if outcome == "passed":
        SubElement(case, "system-out").text = _list_findings(found)
    elif outcome == "failure":
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        worst = max(each.severity for each in found).word
        failure = SubElement(case, "failure", message=fold(found[0].message) + more, type=worst)
        failure.text = _list_findings(found)
    else:
        reasons = dict.fromkeys(_give_reason(each) for each in found)
        SubElement(case, "skipped", message="; ".join(reasons)).text = _list_findings(found)


def _give_reason(found: Diagnostic) -> str:
    if not found.waived:
        return "stands in the baseline"
    until = f" (until {fold(found.waived_until)})" if found.waived_until else ""
    return f"waived: {fold(found.waived)}{until}"


def _list_findings(found: Iterable[Diagnostic]) -> str:
    lines = []
    for each in found:
        lines.append(write_line(each))
        lines += [f"   {line}" for line in split_lines(each.help)]
    return "\n".join(lines)


def _write_not_evaluated(report: Report) -> Element:
    suite = Element("testsuite", name="not evaluated")
    for each in report.not_evaluated:
        name = fold(f"{each.code} {each.name}")
        case = SubElement(suite, "testcase", name=name, classname="not evaluated")
        reason = f"{fold(each.reason)} (needs {fold(each.needs)})"
        SubElement(case, "skipped", message=reason).text = fold(each.help)
    return suite


def _set_counts(element: Element, names: Iterable[str]) -> None:
    tags = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for name in names:
        element.set(name, str(sum(1 for _ in element.iter(tags[name]))))
