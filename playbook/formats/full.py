"""The report for a person at a terminal.

In: a report and a style. Out: each finding with its line of source, the remedy at the carets and
the reason, then what was waived, what could not run, and the counts.
"""

from playbook.diagnostic import Diagnostic, Report
from playbook.formats.excerpt import WIDTH, Drawing, draw_excerpt
from playbook.formats.inert import fold, split_lines
from playbook.formats.place import write_line, write_place
from playbook.formats.style import Style
from playbook.formats.summary import summarize

_INDENT = "   "
_GUTTER = 5


def format_full(report: Report, style: Style) -> str:
    """Write every finding as a block, and the summary as the last one; blocks part by a blank line."""
    blocks = [_write_block(each, style) for each in report.diagnostics]
    if style.verbose and report.suppressed:
        blocks.append("\n".join(_write_suppressed(each) for each in report.suppressed))
    return "\n\n".join([*blocks, summarize(report)])


def _write_block(found: Diagnostic, style: Style) -> str:
    lines = [_write_head(found, style)]
    lines += _write_source(found, style) if found.excerpt and found.span.line else _write_help(found)
    lines += [f"{_INDENT}see: {write_place(each.span)}: {fold(each.message)}" for each in found.related]
    reason = f"why: {fold(found.why)}{_INDENT}" if found.why else ""
    return "\n".join([*lines, f"{_INDENT}{reason}more: {style.explain(found.code)}"])


def _write_head(found: Diagnostic, style: Style) -> str:
    place, severity = style.paint(write_place(found.span), "strong"), found.severity.word
    code = style.paint(found.code, "strong")
    return f"{place}: {style.paint(severity, severity)} {code} {fold(found.message)}"


def _write_help(found: Diagnostic) -> list[str]:
    """The remedy where there is no source to show."""
    lines = split_lines(found.help)
    label = f"{_INDENT}help: "
    return [(label if not row else " " * len(label)) + line for row, line in enumerate(lines)]


def _write_source(found: Diagnostic, style: Style) -> list[str]:
    """The line of source under its number, the carets, and the remedy beside them where it fits."""
    span = found.span
    end = span.end_column - 1 if span.end_line == span.line else len(found.excerpt.rstrip())
    drawing = draw_excerpt(found.excerpt, max(span.column - 1, 0), end)
    number = f"{span.line:>{_GUTTER}}"
    bar = style.paint(f"{' ' * len(number)} |", "faint")
    lines = [f"{style.paint(f'{number} |', 'faint')} {drawing.text}"]
    below = _write_carets(drawing, found, style) if span.column else split_lines(found.help)
    return lines + [f"{bar} {line}".rstrip() for line in below]


def _write_carets(drawing: Drawing, found: Diagnostic, style: Style) -> list[str]:
    help_lines = split_lines(found.help)
    carets = " " * drawing.offset + style.paint("^" * drawing.length, found.severity.word)
    beside = drawing.offset + drawing.length + 1
    if not help_lines or beside + max(map(len, help_lines)) > WIDTH:
        return [carets, *help_lines]
    return [f"{carets} {help_lines[0]}", *(" " * beside + line for line in help_lines[1:])]


def _write_suppressed(found: Diagnostic) -> str:
    if not found.waived:
        return f"baselined: {write_line(found)}"
    until = f" (until {fold(found.waived_until)})" if found.waived_until else ""
    return f"waived: {write_line(found)}: {fold(found.waived)}{until}"
