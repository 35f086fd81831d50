"""Every fault of a page in one run, each at its own line, with its remedy."""

from pathlib import Path

from tests.sites import judge_files, read_base

CRM = "content/initiatives/crm.md"

CHANGES = {
    "summary: Every opportunity": "sumary: Every opportunity",
    "sponsor: erik-lind": "sponsor: erik-linde",
    "starts: 2026-01-12\ngo-live: 2026-07-01": "starts: 2026-01-12\ngo-live: 2026-13-45",
    "      value: 62": "      value: 11,4",
    "      value: 45": "      value: 45 days",
    "    done: 2026-02-12": "    done: yesterday",
    "    keep: 85": "    keep: eighty-five",
    "    health: on-track": "    health: fine",
    "see [[sales-cycle]]": "see [[sales-cycel]]",
    "## Vision": "## Vision\n\n[the plan](plan.md)",
}

EXPECTED = {
    "sumary": ("PB002", "did you mean `summary`?"),
    "erik-linde": ("PB005", "did you mean `erik-lind`?"),
    "2026-13-45": ("PB003", "check the month (01 to 12) and the day of the month"),
    "11,4": ("PB003", "write the decimals after a point: 11.4"),
    "45 days": ("PB003", "the unit stands on the metric's page; write 45"),
    "yesterday": ("PB003", "write a day as YYYY-MM-DD, for example 2026-07-03"),
    "eighty-five": ("PB003", "write digits only, for example 45 or 11.4"),
    "fine": ("PB003", "one of: on-track, at-risk, off-track"),
    "sales-cycel": ("PB006", "did you mean `sales-cycle`?"),
    "plan.md": ("PB006", "check the name, or add the page"),
}


def test_ten_faults_are_ten_findings_each_at_its_own_place(tmp_path: Path) -> None:
    files = read_base()
    text = files[CRM]
    for old, new in CHANGES.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    found = judge_files(tmp_path, {**files, CRM: text}).checked.report.diagnostics
    lines = text.split("\n")
    told = {
        lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1]: (each.code, each.help)
        for each in found
        if each.span.path == CRM
    }
    assert told == EXPECTED
    assert len(found) == len(EXPECTED)
    assert [each.span.line for each in found] == sorted(each.span.line for each in found)
