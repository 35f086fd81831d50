"""reviewdog's diagnostic format: by the fields that its proto file publishes; columns are bytes."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from playbook.diagnostic import Fix, Report
from playbook.formats.rdjson import format_rdjson
from playbook.formats.style import Style
from playbook.source import Span
from tests.format_samples import (
    CRM,
    LATE,
    ORDINARY,
    PATHS,
    SPANS,
    TEXTS,
    path_report,
    span_report,
    text_report,
)

POSITION = {
    "type": "object",
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "required": ["line"],
    "additionalProperties": False,
}
RANGE = {
    "type": "object",
    "properties": {"start": POSITION, "end": POSITION},
    "required": ["start"],
    "additionalProperties": False,
}
DEMANDS = {
    "type": "object",
    "properties": {
        "source": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "url": {"type": "string"}},
            "additionalProperties": False,
        },
        "severity": {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]},
        "diagnostics": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "message": {"type": "string", "minLength": 1},
                    "location": {
                        "type": "object",
                        "properties": {"path": {"type": "string", "minLength": 1}, "range": RANGE},
                        "required": ["path"],
                        "additionalProperties": False,
                    },
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "code": {
                        "type": "object",
                        "properties": {"value": {"type": "string"}, "url": {"type": "string"}},
                        "additionalProperties": False,
                    },
                    "suggestions": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"range": RANGE, "text": {"type": "string"}},
                            "required": ["range", "text"],
                            "additionalProperties": False,
                        },
                    },
                },
                "required": ["message", "location", "severity", "code"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["diagnostics"],
    "additionalProperties": False,
}
"""The fields of `DiagnosticResult` in reviewdog's proto/rdf/reviewdog.proto, and what we promise of them."""
VALIDATOR = Draft202012Validator(DEMANDS)
REPORTS = {
    "ordinary": ORDINARY,
    **{f"text: {name}": text_report(text) for name, text in TEXTS.items()},
    **{f"path: {name}": path_report(path) for name, path in PATHS.items()},
    **{f"span: {name}": span_report(span) for name, span in SPANS.items()},
}


def read(report: Report, style: Style | None = None) -> list[dict[str, Any]]:
    """Read the diagnostics back, after the schema has accepted the report."""
    data = json.loads(format_rdjson(report, style or Style()))
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(data)] == []
    assert data["source"] == {"name": "playbook"}
    found = data["diagnostics"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_report_is_valid_and_goes_forward(report: Report) -> None:
    found = read(report)
    assert len(found) == len(report.diagnostics)
    for each in found:
        if "range" in each["location"]:
            start, end = each["location"]["range"]["start"], each["location"]["range"]["end"]
            assert (start["line"], start.get("column", 0)) <= (end["line"], end.get("column", 0))
            assert ("column" in start) == ("column" in end)


def test_severity_place_code_and_words() -> None:
    found = read(ORDINARY, Style(prefix="docs", docs="https://plans.test/{code}.html"))
    assert [each["severity"] for each in found] == ["ERROR", "ERROR", "WARNING", "INFO"]
    assert found[0]["location"] == {
        "path": "docs/content/initiatives/crm.md",
        "range": {"start": {"line": 51, "column": 3}, "end": {"line": 51, "column": 8}},
    }
    assert found[0]["code"] == {"value": "PB103", "url": "https://plans.test/PB103.html"}
    assert found[0]["message"].splitlines()[-1] == "why: nobody will look whether it held."
    assert "range" not in found[1]["location"]
    assert found[3]["location"]["range"] == {"start": {"line": 9}, "end": {"line": 13}}


LINE = "name: 'a𐐀bé' # x"


def test_columns_count_bytes_of_utf_8() -> None:
    at = LINE.index("b") + 1
    span = Span(CRM, 4, at, 4, at + 2)
    (found,) = read(Report((replace(LATE, span=span, excerpt=LINE, fix=Fix(span, "c")),)))
    start, end = (found["location"]["range"][each]["column"] for each in ("start", "end"))
    assert LINE.encode()[start - 1 : end - 1].decode() == "bé"
    assert found["suggestions"] == [{"range": found["location"]["range"], "text": "c"}]


@pytest.mark.parametrize(
    "fix",
    [
        Fix(Span(CRM, 5, 1, 5, 2), "x"),
        Fix(Span("other.md", 4, 1, 4, 2), "x"),
        Fix(Span(CRM, 4, 1, 5, 1), "x"),
    ],
    ids=["another line", "another file", "several lines"],
)
def test_a_fix_whose_bytes_nobody_knows_is_no_suggestion(fix: Fix) -> None:
    (found,) = read(Report((replace(LATE, span=Span(CRM, 4, 1, 4, 2), excerpt=LINE, fix=fix),)))
    assert "suggestions" not in found


def test_the_schema_refuses_what_is_no_report() -> None:
    data = json.loads(format_rdjson(ORDINARY, Style()))
    data["diagnostics"][0]["severity"] = "error"
    data["diagnostics"][1]["location"]["range"] = {"start": {"line": 0}}
    data["diagnostics"][2]["ruleId"] = "PB1"
    assert len(list(VALIDATOR.iter_errors(data))) == 3
