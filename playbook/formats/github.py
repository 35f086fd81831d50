"""The report as annotations in a GitHub Actions run.

In: a report and a style. Out: one workflow command a line, within the ten errors, ten warnings and
ten notices that a step may show: the last of a kind says how many more there are. Suppressed
findings are not annotated; the step summary (`step_summary`) holds everything.
"""

from collections.abc import Sequence

from playbook.diagnostic import Diagnostic, Report, Severity
from playbook.formats.inert import escape_controls, fold, split_lines
from playbook.formats.place import last_line
from playbook.formats.style import Style
from playbook.formats.summary import group_not_evaluated
from playbook.source import Span
from playbook.words import count

LIMIT = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MAX_TITLE = 255
_MAX_MESSAGE = 8_000


def format_github(report: Report, style: Style) -> str:
    """Write the commands, the most severe findings first; "" when there is nothing to say."""
    lines: list[str] = []
    for severity in _COMMANDS:
        found = [each for each in report.diagnostics if each.severity is severity]
        kept = severity is Severity.INFO and bool(report.not_evaluated)
        lines += _annotate(found, LIMIT - kept, style)
    if report.not_evaluated:
        lines.append(_announce_not_evaluated(report))
    return "".join(f"{line}\n" for line in lines)


def _annotate(found: Sequence[Diagnostic], room: int, style: Style) -> list[str]:
    commands = []
    for number, each in enumerate(found[:room], start=1):
        command = _COMMANDS[each.severity]
        words = _write_message(each, style)
        if number == room and len(found) > room:
            more = count(len(found) - room, f"more {command}")
            words += f"\n\nThe log and the summary of this run hold {more}."
        title = _cut(fold(f"{each.code} {each.name}"), _MAX_TITLE)
        properties = {**_place(each.span, style), "title": title}
        commands.append(write_command(command, properties, words))
    return commands


def _write_message(found: Diagnostic, style: Style) -> str:
    parts = [fold(found.message), *split_lines(found.help)]
    parts += [fold(found.why)] if found.why else []
    return _cut("\n".join([*parts, style.explain(found.code)]), _MAX_MESSAGE)


def _place(span: Span, style: Style) -> dict[str, str | int]:
    """Give file and lines, and columns where the span lies in one line: no others are accepted.

    The last column is part of an annotation; a span's end is not.
    """
    place: dict[str, str | int] = {"file": style.repo_path(span.path)} if span.path else {}
    if not span.path or not span.line:
        return place
    place |= {"line": span.line, "endLine": last_line(span)}
    if span.column and span.end_line == span.line:
        place |= {"col": span.column, "endColumn": max(span.column, span.end_column - 1)}
    return place


def _announce_not_evaluated(report: Report) -> str:
    lines = []
    for entry, names in group_not_evaluated(report.not_evaluated):
        lines.append(fold(f"{names}: {entry.reason} (needs {entry.needs}). {entry.help}"))
    title = f"{count(len(report.not_evaluated), 'rule')} not evaluated"
    return write_command("notice", {"title": title}, _cut("\n".join(lines), _MAX_MESSAGE))


def write_command(name: str, properties: dict[str, str | int], message: str) -> str:
    """Write one workflow command on one line; no text in it can end it or begin another."""
    pairs = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
    body = "\n".join(escape_controls(line) for line in message.split("\n"))
    return f"::{name} {pairs}::{_escape_data(body)}"


def _escape_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape_data(escape_controls(text)).replace(":", "%3A").replace(",", "%2C")


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
