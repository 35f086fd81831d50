"""The report as Markdown for the summary of a GitHub Actions step, or for
a comment.

In: a report. Out: the counts, what could not run, and a table of findings for each file, at most
1 MiB. Nothing that an author wrote acts as Markdown or HTML in it.
"""

import re
from collections.abc import Iterable

from playbook.diagnostic import Diagnostic, Report
from playbook.formats.inert import escape_controls, fold
from playbook.formats.summary import count_findings, list_not_evaluated
from playbook.words import count

MAX_BYTES = 1024 * 1024
_RESERVE = 200
_MARKUP = re.compile(r"[!-'*+.:-@\[-`{-~]")

Section = tuple[str, str, list[str]]
"""A heading, the table's head under it, and the table's rows."""


def write_step_summary(report: Report, most: int = MAX_BYTES) -> str:
    """Write the summary in at most so many bytes; findings that would exceed them are counted, not shown."""
    paragraphs = [f"## playbook: {escape_markdown(count_findings(report))}"]
    paragraphs += [escape_markdown(line.strip()) for line in list_not_evaluated(report.not_evaluated)]
    if report.settings:
        settings = ", ".join(fold(each) for each in report.settings)
        paragraphs.append(f"not from the configuration file: {escape_markdown(settings)}")
    sections = [*_list_files(report.diagnostics), *_list_suppressed(report.suppressed)]
    return _fill("\n\n".join(paragraphs) + "\n", sections, most)


def escape_markdown(text: str) -> str:
    """Write every sign that Markdown, HTML or a table could act on as a character reference."""
    return _MARKUP.sub(lambda match: f"&#{ord(match[0])};", text)


def _list_files(found: Iterable[Diagnostic]) -> list[Section]:
    files: dict[str, list[str]] = {}
    for each in found:
        rule = f"{each.code} {each.name}"
        row = _write_row(str(each.span.line or ""), each.severity.word, rule, each.message, each.help)
        files.setdefault(each.span.path, []).append(row)
    head = _write_row("Line", "Severity", "Rule", "Finding", "Remedy") + "|-:|---|---|---|---|\n"
    return [(escape_markdown(escape_controls(path)) or "-", head, rows) for path, rows in files.items()]


def _list_suppressed(found: Iterable[Diagnostic]) -> list[Section]:
    rows = []
    for each in found:
        place = f"{escape_controls(each.span.path)} {each.span.line or ''}".strip()
        reason = each.waived or "stands in the baseline"
        rows.append(_write_row(place, f"{each.code} {each.name}", reason, each.waived_until))
    head = _write_row("Place", "Rule", "Reason", "Until") + "|---|---|---|---|\n"
    return [("Waived and baselined", head, rows)] if rows else []


def _write_row(*cells: str) -> str:
    return f"| {' | '.join(escape_markdown(fold(cell)) for cell in cells)} |\n"


def _fill(text: str, sections: Iterable[Section], most: int) -> str:
    """Append tables as long as there is room, and say how many rows there was none for."""
    room = most - _RESERVE - len(text.encode())
    parts, left_out = [text], 0
    for heading, head, rows in sections:
        opening = f"\n### {heading}\n\n{head}"
        for number, row in enumerate(rows):
            piece = row if number else opening + row
            room -= len(piece.encode())
            if room < 0:
                left_out += len(rows) - number
                break
            parts.append(piece)
    if left_out:
        parts.append(f"\n{count(left_out, 'more finding')}: the log of this run holds all of them.\n")
    return "".join(parts)
