"""The Code Quality report: what GitLab's documentation demands of one, and the same finding in two runs."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from playbook.diagnostic import Report
from playbook.formats.gitlab import format_gitlab
from playbook.formats.style import Style
from playbook.source import Span
from tests.format_samples import (
    DUPLICATE,
    ORDINARY,
    PATHS,
    REVIEW_MISSING,
    SPANS,
    TEXTS,
    large_report,
    path_report,
    span_report,
    text_report,
)

DEMANDS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32,64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": "^(/|\\./)"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}
"""What docs.gitlab.com/ci/testing/code_quality says of the report's format, as a schema."""
VALIDATOR = Draft202012Validator(DEMANDS)
REPORTS = {
    "ordinary": ORDINARY,
    **{f"text: {name}": text_report(text) for name, text in TEXTS.items()},
    **{f"path: {name}": path_report(path) for name, path in PATHS.items()},
    **{f"span: {name}": span_report(span) for name, span in SPANS.items()},
}


def read(report: Report, style: Style | None = None) -> list[dict[str, Any]]:
    """Read the report back, after the schema has accepted it."""
    text = format_gitlab(report, style or Style())
    assert not text.startswith("\ufeff"), "GitLab reads no byte-order mark"
    items = json.loads(text)
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(items)] == []
    assert isinstance(items, list)
    return items


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_report_is_what_gitlab_asks_for(report: Report) -> None:
    items = read(report)
    assert len(items) == len(report.diagnostics)
    assert len({each["fingerprint"] for each in items}) == len(items)


def test_severity_place_and_words() -> None:
    items = read(ORDINARY, Style(prefix="docs/plans"))
    assert [each["severity"] for each in items] == ["major", "major", "minor", "info"]
    assert items[0]["location"] == {"path": "docs/plans/content/initiatives/crm.md", "lines": {"begin": 51}}
    assert items[0]["check_name"] == "stage-review-missing"
    assert items[1]["description"] == "PB004 two initiatives have the id `crm`; rename one of the files"


def fingerprints(*found: Any, prefix: str = "") -> list[str]:
    return [each["fingerprint"] for each in read(Report(found), Style(prefix=prefix))]


def test_a_finding_stays_the_same_when_its_line_moves_and_another_is_another() -> None:
    (first,) = fingerprints(REVIEW_MISSING)
    moved = replace(REVIEW_MISSING, span=Span("other.md", 9, 1, 9, 2), message="other words")
    assert fingerprints(moved) == [first]
    others = [
        replace(REVIEW_MISSING, code="PB102"),
        replace(REVIEW_MISSING, page="initiative/other"),
        replace(REVIEW_MISSING, item="stages.vision"),
    ]
    again = replace(REVIEW_MISSING, message="again")
    assert (
        len({*fingerprints(REVIEW_MISSING, again, *others), *fingerprints(REVIEW_MISSING, prefix="b")}) == 6
    )


def test_a_file_as_a_whole_is_at_its_first_line() -> None:
    assert read(Report((DUPLICATE,)))[0]["location"]["lines"] == {"begin": 1}


def test_five_thousand_findings_are_told_apart() -> None:
    assert len(set(fingerprints(*large_report(5_000).diagnostics))) == 5_000


def test_the_schema_refuses_what_is_no_report() -> None:
    items = read(ORDINARY)
    items[0]["severity"] = "error"
    items[1]["location"]["path"] = "./a.md"
    items[2]["location"]["lines"]["begin"] = 0
    del items[3]["fingerprint"]
    assert len(list(VALIDATOR.iter_errors(items))) == 4
