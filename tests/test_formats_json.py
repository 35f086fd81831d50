"""The report for programs: by its schema, and read back as the report it was."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from playbook.diagnostic import Diagnostic, Fix, NotEvaluated, Related, Report, Severity
from playbook.formats import json_report
from playbook.formats.json_report import SCHEMA_ID, VERSION, format_json
from playbook.formats.style import Style
from playbook.source import Span
from tests.format_samples import (
    EMPTY,
    ORDINARY,
    PATHS,
    SPANS,
    TEXTS,
    large_report,
    path_report,
    span_report,
    text_report,
)

SCHEMA: dict[str, Any] = json.loads(
    Path(json_report.__file__).with_name("report.schema.json").read_text("utf-8")
)
REPORTS = {
    "empty": EMPTY,
    "ordinary": ORDINARY,
    **{f"text: {name}": text_report(text) for name, text in TEXTS.items()},
    **{f"path: {name}": path_report(path) for name, path in PATHS.items()},
    **{f"span: {name}": span_report(span) for name, span in SPANS.items()},
    "5,000 findings": large_report(5_000),
}


def close(schema: Any) -> Any:
    """Forbid keys that the schema does not name, so that a new key must be documented."""
    if isinstance(schema, list):
        return [close(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: close(value) for key, value in schema.items()}
    return {**closed, "additionalProperties": False} if schema.get("type") == "object" else closed


VALIDATOR = Draft202012Validator(close(SCHEMA))


def read(text: str) -> Report:
    """Make the report again from its JSON."""
    data = json.loads(text)
    return Report(
        tuple(map(read_diagnostic, data["diagnostics"])),
        tuple(map(read_diagnostic, data["suppressed"])),
        tuple(NotEvaluated(**each) for each in data["not_evaluated"]),
        data["pages"],
        data["today"],
        tuple(data["settings"]),
    )


def read_diagnostic(data: dict[str, Any]) -> Diagnostic:
    waived = data.pop("waived") or {"reason": "", "until": ""}
    fix = data.pop("fix")
    related = tuple(Related(Span(**each["span"]), each["message"]) for each in data.pop("related"))
    return Diagnostic(
        span=Span(**data.pop("span")),
        severity=Severity[data.pop("severity").upper()],
        related=related,
        fix=fix and Fix(Span(**fix["span"]), fix["text"], fix["safe"]),
        waived=waived["reason"],
        waived_until=waived["until"],
        **data,
    )


def mend(value: Any) -> Any:
    """Replace half characters, which JSON cannot carry."""
    if isinstance(value, str):
        return "".join("\ufffd" if 0xD800 <= ord(sign) < 0xE000 else sign for sign in value)
    if isinstance(value, dict):
        return {key: mend(each) for key, each in value.items()}
    return [mend(each) for each in value] if isinstance(value, list | tuple) else value


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == SCHEMA_ID
    assert SCHEMA["properties"]["schema"]["const"] == VERSION


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_report_fits_the_schema_and_is_read_back_whole(report: Report) -> None:
    text = format_json(report, Style(version="1.2.3", prefix="plans"))
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(text))] == []
    assert mend(asdict(read(text))) == mend(asdict(report))


def test_counts_and_tool() -> None:
    data = json.loads(format_json(ORDINARY, Style(version="1.2.3", prefix="plans")))
    assert data["counts"] == {
        "error": 2,
        "warning": 1,
        "info": 1,
        "waived": 1,
        "baselined": 1,
        "not_evaluated": 2,
    }
    assert (data["tool"], data["prefix"]) == ({"name": "playbook", "version": "1.2.3"}, "plans")


def test_schema_refuses_what_is_no_report() -> None:
    data = json.loads(format_json(ORDINARY, Style()))
    data["diagnostics"][0]["severity"] = "fatal"
    data["diagnostics"][1]["span"]["line"] = -1
    del data["today"]
    data["extra"] = True
    assert len(list(VALIDATOR.iter_errors(data))) == 4
