"""The SARIF log: by the schema of the standard, and by what GitHub's code scanning accepts."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from jsonschema import Draft4Validator

from playbook.diagnostic import Report, Severity
from playbook.formats import sarif
from playbook.formats.sarif import format_sarif
from playbook.formats.style import Style
from playbook.source import Span
from tests.format_samples import (
    BASELINED,
    DUPLICATE,
    EMPTY,
    LATE,
    NOTE,
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

SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-2.1.0-rtm.4.json").read_text("utf-8"))
VALIDATOR = Draft4Validator(SCHEMA)
REPORTS = {
    "empty": EMPTY,
    "ordinary": ORDINARY,
    **{f"text: {name}": text_report(text) for name, text in TEXTS.items()},
    **{f"path: {name}": path_report(path) for name, path in PATHS.items()},
    **{f"span: {name}": span_report(span) for name, span in SPANS.items()},
}


def run_of(report: Report, style: Style | None = None) -> dict[str, Any]:
    """The only run, read back after the schema has accepted the log."""
    log = json.loads(format_sarif(report, style or Style(version="1.2.3")))
    assert [f"{error.json_path}: {error.message}"[:200] for error in VALIDATOR.iter_errors(log)] == []
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def find_all(value: Any, key: str) -> list[Any]:
    """Every value of a key, anywhere below."""
    if isinstance(value, list):
        return [each for item in value for each in find_all(item, key)]
    if not isinstance(value, dict):
        return []
    return [each for name, item in value.items() for each in ([item] if name == key else find_all(item, key))]


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_log_is_valid_and_has_what_github_asks_for(report: Report) -> None:
    run = run_of(report)
    assert len(run["results"]) <= 25_000
    assert run["originalUriBaseIds"].keys() == {"%SRCROOT%"}
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["help"]["text"]
        assert rule["help"]["markdown"]
        for key in ("shortDescription", "fullDescription"):
            assert len(rule[key]["text"]) > 0
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == sorted({each["id"] for each in rules})
    assert run["automationDetails"]["id"] == "playbook/"
    assert run["columnKind"] == "unicodeCodePoints"
    assert len(run["results"]) == len(report.diagnostics) + len(report.suppressed)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert len(result["locations"]) == 1
        assert result["partialFingerprints"]["primaryLocationLineHash"]
    for message in find_all(run, "message"):
        assert message["text"]
        assert "](" not in message["text"]


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_region_starts_on_a_line_and_goes_forward(report: Report) -> None:
    regions = find_all(run_of(report), "region") + find_all(run_of(report), "deletedRegion")
    for region in regions:
        start = (region["startLine"], region.get("startColumn", 1))
        end = (region.get("endLine", region["startLine"]), region.get("endColumn", 10**6))
        assert (1, 1) <= start <= end


@pytest.mark.parametrize("prefix", ["", "docs/my plans"])
@pytest.mark.parametrize("name", [name for name in PATHS if name not in ("none", "lone surrogate")])
def test_address_is_relative_to_the_repository_and_read_back(name: str, prefix: str) -> None:
    path = PATHS[name]
    style = Style(prefix=prefix)
    run = run_of(path_report(path), style)
    files = find_all(run["results"], "artifactLocation")
    assert len(files) == 6
    for each in files:
        parts = urlsplit(each["uri"])
        assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == ("", "", "", "")
        assert each["uri"].isascii()
        assert unquote(each["uri"]) == (f"{prefix}/{path}" if prefix else path)
        assert each["uriBaseId"] in run["originalUriBaseIds"]


def test_finding_about_no_file_still_has_a_place() -> None:
    assert find_all(run_of(path_report(""))["results"], "uri")[0] == "."


PLACES = {
    "whole file": ((0, 0, 0, 0), {"startLine": 1}),
    "no column": ((7, 0, 7, 0), {"startLine": 7, "endLine": 7}),
    "one line": ((7, 3, 7, 9), {"startLine": 7, "endLine": 7, "startColumn": 3, "endColumn": 9}),
    "many lines": ((7, 3, 9, 2), {"startLine": 7, "endLine": 9, "startColumn": 3, "endColumn": 2}),
    "backwards": ((7, 9, 6, 2), {"startLine": 7, "endLine": 7, "startColumn": 9, "endColumn": 9}),
}


@pytest.mark.parametrize(("place", "region"), PLACES.values(), ids=PLACES)
def test_region(place: tuple[int, int, int, int], region: dict[str, int]) -> None:
    (result,) = run_of(span_report(place))["results"]
    assert result["locations"][0]["physicalLocation"]["region"] == region


def test_levels_suppressions_and_remedies() -> None:
    results = run_of(ORDINARY)["results"]
    assert [each["level"] for each in results] == ["error", "error", "warning", "note", "warning", "error"]
    assert [each.get("suppressions") for each in results] == [
        None,
        None,
        None,
        None,
        [{"kind": "inSource", "justification": "The board names one in January (until 2027-01-31)"}],
        [{"kind": "external", "justification": "stands in the baseline"}],
    ]
    assert results[0]["message"]["text"] == (
        "stage `goals` has no follow-through review\nadd under it: reviews: - due: 2026-07-03 by: maya-okafor"
    )
    assert results[1]["relatedLocations"][0]["message"] == {"text": "the other one"}
    assert find_all(results[2]["fixes"], "insertedContent") == [{"text": "2026-12-10"}]


def test_waiver_without_an_end_and_a_baselined_one_give_both_reasons() -> None:
    (result,) = run_of(Report((), (replace(WAIVED, waived_until="", baselined=True),)))["results"]
    assert [each["justification"] for each in result["suppressions"]] == [
        WAIVED.waived,
        "stands in the baseline",
    ]


def fingerprints(*found: Any) -> list[str]:
    return [
        each["partialFingerprints"]["primaryLocationLineHash"] for each in run_of(Report(found))["results"]
    ]


def test_identity_is_rule_page_and_item_and_never_the_place_or_the_words() -> None:
    (first,) = fingerprints(REVIEW_MISSING)
    moved = replace(REVIEW_MISSING, span=Span("elsewhere.md", 9, 1, 9, 2), message="other words", excerpt="x")
    assert fingerprints(moved) == [first]
    others = [
        replace(REVIEW_MISSING, code="PB102"),
        replace(REVIEW_MISSING, page="initiative/other"),
        replace(REVIEW_MISSING, item="stages.vision"),
    ]
    assert len({first, *fingerprints(*others)}) == 4


def test_twins_are_told_apart_by_their_number() -> None:
    first, second = fingerprints(REVIEW_MISSING, replace(REVIEW_MISSING, message="again"))
    assert (first.rpartition(":")[0], first[-2:]) == (second.rpartition(":")[0], ":1")
    assert second.endswith(":2")


def test_page_without_a_key_is_known_by_its_path() -> None:
    one, two = (fingerprints(replace(DUPLICATE, page="", span=Span(path))) for path in ("a.md", "b.md"))
    assert one != two


def test_rules_have_names_reasons_and_a_link_only_when_there_is_one() -> None:
    (rule,) = run_of(Report((REVIEW_MISSING,)))["tool"]["driver"]["rules"]
    assert rule == {
        "id": "PB103",
        "name": "stage-review-missing",
        "shortDescription": {"text": "Stage review missing"},
        "fullDescription": {"text": "nobody will look whether it held."},
        "help": {
            "text": "playbook explain PB103",
            "markdown": "nobody will look whether it held&#46;\n\nMore: `playbook explain PB103`",
        },
    }
    style = Style(docs="https://plans.test/{code}.html")
    (rule,) = run_of(Report((NOTE,)), style)["tool"]["driver"]["rules"]
    assert (rule["helpUri"], rule["fullDescription"]) == (
        "https://plans.test/PB209.html",
        {"text": "No guardrail"},
    )
    assert rule["help"]["markdown"] == "More: [PB209](https://plans.test/PB209.html)"


def test_rules_that_could_not_run_are_notifications() -> None:
    run = run_of(ORDINARY)
    notes = run["invocations"][0]["toolConfigurationNotifications"]
    assert [each["associatedRule"]["id"] for each in notes] == ["PB701", "PB702"]
    for each in notes:
        assert (
            run["tool"]["driver"]["rules"][each["associatedRule"]["index"]]["id"]
            == each["associatedRule"]["id"]
        )
    assert notes[0]["message"]["text"] == (
        "PB701 slipped-without-reason was not evaluated: this is a shallow clone (needs history). "
        "check out with fetch-depth: 0"
    )


def test_settings_and_version() -> None:
    run = run_of(ORDINARY)
    assert run["properties"] == {"today": "2026-11-23", "pages": 12, "settings": list(ORDINARY.settings)}
    assert run["tool"]["driver"]["semanticVersion"] == "1.2.3"
    assert "semanticVersion" not in run_of(ORDINARY, Style())["tool"]["driver"]


def test_project_in_a_folder_has_its_own_category() -> None:
    assert run_of(EMPTY, Style(prefix="docs/plans"))["automationDetails"]["id"] == "docs/plans/playbook/"


def test_braces_are_doubled_and_links_broken() -> None:
    text = run_of(Report((replace(LATE, message="{0} [here](1)", help=""),)))["results"][0]["message"]["text"]
    assert text == "{{0}} [here] (1)"


def test_five_thousand_findings() -> None:
    run = run_of(large_report(5_000))
    assert len(run["results"]) == 5_000
    assert len({each["partialFingerprints"]["primaryLocationLineHash"] for each in run["results"]}) == 5_000


def test_too_many_results_leave_out_suppressed_ones_then_the_least_severe(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 3)
    run = run_of(ORDINARY)
    assert [each["ruleId"] for each in run["results"]] == ["PB103", "PB004", "PB408"]
    (*_, note) = run["invocations"][0]["toolConfigurationNotifications"]
    assert note["message"]["text"] == "3 results are left out: the file would be larger than is accepted."


def test_what_is_kept_stays_in_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_RESULTS", 2)
    assert [each["ruleId"] for each in run_of(Report((NOTE, LATE, REVIEW_MISSING)))["results"]] == [
        "PB408",
        "PB103",
    ]


def test_fix_of_a_whole_file_is_left_out() -> None:
    (result,) = run_of(span_report((0, 0, 0, 0)))["results"]
    assert "fixes" not in result


def test_rule_is_described_by_its_first_finding() -> None:
    (rule,) = run_of(Report((REVIEW_MISSING, replace(REVIEW_MISSING, why="other"))))["tool"]["driver"][
        "rules"
    ]
    assert rule["fullDescription"] == {"text": REVIEW_MISSING.why}


def test_too_large_a_file_is_cut_to_the_accepted_size() -> None:
    found = tuple(replace(each, help="日" * 2_000) for each in large_report(1_800).diagnostics)
    text = format_sarif(Report(found, (BASELINED,)), Style())
    results = json.loads(text)["runs"][0]["results"]
    assert 5_000_000 < len(text.encode()) <= sarif.MAX_BYTES
    errors = [each for each in results if each["level"] == "error"]
    assert len(errors) == len([each for each in found if each.severity is Severity.ERROR])
    assert all("suppressions" not in each for each in results)


def test_file_that_cannot_fit_is_left_without_results(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MAX_BYTES", 10)
    assert run_of(Report((REVIEW_MISSING, LATE)))["results"] == []


def test_schema_refuses_what_is_no_log() -> None:
    log = json.loads(format_sarif(ORDINARY, Style()))
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    log["runs"][0]["results"][1]["level"] = "fatal"
    assert len(list(VALIDATOR.iter_errors(log))) == 2
