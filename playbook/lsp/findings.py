"""What was found -> the protocol's diagnostics.

In: diagnostics of a judgement, faults of a configuration, the text of the file. Out: `types.Diagnostic`.
What is waived or in the baseline is shown as a hint that says so: it is no gap that counts, and still one.
"""

from collections.abc import Callable

from lsprotocol import types

from playbook.config import Config
from playbook.diagnostic import Diagnostic, Fault, Related, Severity
from playbook.lsp.positions import Positions
from playbook.rules import RULES
from playbook.source import Span

SOURCE = "playbook"
LEVELS = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
DOCUMENTED = frozenset(each.name for each in RULES)
"""The rules that have a page on every site."""

FindUri = Callable[[str], str]
"""Gives the address of a file by its path from the project's root."""


def locate(span: Span, positions: Positions) -> types.Range:
    """Give the range of a span; the first line's beginning for a file as a whole."""
    start = positions.measure(span.line, span.column)
    return positions.range(start, positions.measure(span.end_line, span.end_column))


def show_finding(
    found: Diagnostic, positions: Positions, config: Config, find_uri: FindUri
) -> types.Diagnostic:
    """Write a finding for an editor."""
    words = f"{found.message}\n{found.help}" if found.help else found.message
    if found.suppressed:
        until = f" until {found.waived_until}" if found.waived_until else ""
        words = f"{found.acceptance}{until}: {words}"
    address = config.settings.site.url.rstrip("/") if found.name in DOCUMENTED else ""
    return types.Diagnostic(
        range=locate(found.span, positions),
        message=words,
        severity=types.DiagnosticSeverity.Hint if found.suppressed else LEVELS[found.severity],
        code=found.code,
        code_description=types.CodeDescription(f"{address}/rules/{found.name}.html") if address else None,
        source=SOURCE,
        related_information=[_show_related(each, find_uri) for each in found.related] or None,
        data={"rule": found.name, "page": found.page, "item": found.item},
    )


def _show_related(each: Related, find_uri: FindUri) -> types.DiagnosticRelatedInformation:
    """Point to a second place: by its line, whose text is not at hand."""
    line, column = max(each.span.line - 1, 0), max(each.span.column - 1, 0)
    place = types.Range(types.Position(line, column), types.Position(line, column))
    return types.DiagnosticRelatedInformation(types.Location(find_uri(each.span.path), place), each.message)


def show_fault(fault: Fault, positions: Positions) -> types.Diagnostic:
    """Write a fault of the configuration for an editor."""
    words = f"{fault.message}\n{fault.help}" if fault.help else fault.message
    place = locate(fault.span, positions)
    return types.Diagnostic(place, words, types.DiagnosticSeverity.Error, fault.rule, source=SOURCE)
