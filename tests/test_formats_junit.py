"""The JUnit report: parsed by a strict XML reader and held to what Jenkins' schema allows."""

from dataclasses import replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from playbook.diagnostic import Report, Severity
from playbook.formats.junit import format_junit
from playbook.formats.style import Style
from tests.format_samples import (
    EMPTY,
    LATE,
    ORDINARY,
    PATHS,
    REVIEW_MISSING,
    SPANS,
    TEXTS,
    WAIVED,
    large_report,
    path_report,
    span_report,
    text_report,
)

ATTRIBUTES = {
    "testsuites": ({"name", "tests", "failures", "errors"}, {"time"}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"skipped", "file", "time", "id"}),
    "properties": (set(), set()),
    "property": ({"name", "value"}, set()),
    "testcase": ({"name", "classname"}, {"time", "group"}),
    "failure": ({"message", "type"}, set()),
    "skipped": ({"message"}, {"type"}),
    "system-out": (set(), set()),
}
"""For each element the attributes that it must have and those that it may have."""

CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "properties": {"property"},
    "testcase": {"failure", "skipped", "system-out"},
}
REPORTS = {
    "empty": EMPTY,
    "ordinary": ORDINARY,
    **{f"text: {name}": text_report(text) for name, text in TEXTS.items()},
    **{f"path: {name}": path_report(path) for name, path in PATHS.items()},
    **{f"span: {name}": span_report(span) for name, span in SPANS.items()},
    "5,000 findings": large_report(5_000),
}


def parse(report: Report, style: Style | None = None) -> Element:
    """Read the report back from its bytes, as a server does."""
    return ElementTree.fromstring(format_junit(report, style or Style()).encode())


def count_below(element: Element, tag: str) -> str:
    return str(len(list(element.iter(tag))))


def outcomes(root: Element) -> dict[str, str]:
    """What became of each case, by its name."""
    return {
        case.attrib["name"]: "".join(child.tag for child in case)
        for case in root.iter("testcase")
        if case.attrib["classname"] != "playbook"
    }


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_report_is_well_formed_and_keeps_to_the_schema(report: Report) -> None:
    root = parse(report)
    for element in root.iter():
        required, optional = ATTRIBUTES[element.tag]
        assert required <= set(element.attrib) <= required | optional
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
    for suite in root:
        assert suite.attrib["tests"] == count_below(suite, "testcase")
        assert suite.attrib["failures"] == count_below(suite, "failure")
        assert suite.attrib["skipped"] == count_below(suite, "skipped")
        names = [case.attrib["name"] for case in suite.iter("testcase")]
        assert len(names) == len(set(names))
    assert root.attrib["tests"] == count_below(root, "testcase")
    assert root.attrib["failures"] == count_below(root, "failure")


def test_clean_check_is_one_passed_case_with_its_facts() -> None:
    root = parse(EMPTY)
    assert root.attrib == {"name": "playbook", "tests": "1", "failures": "0", "errors": "0"}
    assert [(each.attrib["name"], each.attrib["value"]) for each in root.iter("property")] == [
        ("today", "2026-11-23"),
        ("pages", "12"),
    ]


def test_outcomes() -> None:
    assert outcomes(parse(ORDINARY)) == {
        "PB103 stage-review-missing": "failure",
        "PB204 diagnosis-missing (baselined)": "skipped",
        "PB004 duplicate-id": "failure",
        "PB408 milestone-overdue (below the threshold)": "system-out",
        "PB209 no-guardrail (below the threshold)": "system-out",
        "PB301 sponsor-missing (waived)": "skipped",
        "PB701 slipped-without-reason": "skipped",
        "PB702 serial-slip": "skipped",
    }
    assert [each.attrib["value"] for each in parse(ORDINARY).iter("property")][2:] == list(ORDINARY.settings)


@pytest.mark.parametrize(
    ("threshold", "failures"), [(Severity.ERROR, 2), (Severity.WARNING, 3), (Severity.INFO, 4)]
)
def test_threshold_decides_what_failed(threshold: Severity, failures: int) -> None:
    assert parse(ORDINARY, Style(threshold=threshold)).attrib["failures"] == str(failures)


def test_findings_of_one_rule_in_one_file_are_one_case() -> None:
    second = replace(REVIEW_MISSING, item="stages.vision", message="stage `vision` has none", help="")
    (failure,) = parse(Report((replace(REVIEW_MISSING, severity=Severity.ERROR), second))).iter("failure")
    assert failure.attrib == {
        "message": "stage `goals` has no follow-through review (and 1 more)",
        "type": "error",
    }
    assert (failure.text or "").split("\n") == [
        "content/initiatives/crm.md:51:3: error PB103 stage `goals` has no follow-through review",
        "   add under it:  reviews:",
        "                    - due: 2026-07-03",
        "                      by: maya-okafor",
        "content/initiatives/crm.md:51:3: error PB103 stage `vision` has none",
    ]


def test_type_is_the_worst_severity() -> None:
    found = (replace(LATE, severity=Severity.WARNING), replace(LATE, severity=Severity.ERROR))
    (failure,) = parse(Report(found), Style(threshold=Severity.WARNING)).iter("failure")
    assert failure.attrib["type"] == "error"


def test_reasons_of_waivers_are_given_once_each() -> None:
    endless = replace(WAIVED, waived_until="", waived="No board yet")
    (skipped,) = parse(Report((), (WAIVED, WAIVED, endless))).iter("skipped")
    assert skipped.attrib["message"] == (
        "waived: The board names one in January (until 2027-01-31); waived: No board yet"
    )


def test_class_has_no_suffix_that_viewers_take_for_a_package() -> None:
    (case,) = [each for each in parse(Report((LATE,))).iter("testcase") if "PB408" in each.attrib["name"]]
    assert case.attrib["classname"] == "content/initiatives/pricing"
