"""What is safe to mend in a page, mended.

In: what a check found, a file's text. Out: the text with every safe fix made. A fix is made only where the
line still reads as it did when it was found; of two that touch each other the later one waits for the next
check.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from playbook.diagnostic import Diagnostic
from playbook.edit import Edit, apply_edits
from playbook.source import Source


def list_fixable(diagnostics: Iterable[Diagnostic]) -> Mapping[str, list[Diagnostic]]:
    """List what has a safe fix, by file."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in diagnostics:
        if each.fix is not None and each.fix.is_safe:
            found[each.fix.span.path].append(each)
    return found


def apply_fixes(source: Source, diagnostics: Sequence[Diagnostic]) -> tuple[str, list[Diagnostic]]:
    """Mend a file: its new text, and what was mended."""
    edits: list[Edit] = []
    mended: list[Diagnostic] = []
    for each in sorted(diagnostics, key=lambda each: each.span):
        assert each.fix is not None
        span = each.fix.span
        if source.line(each.span.line) != each.excerpt or span.end_line > len(source.starts):
            continue
        start, end = source.offsets(span)
        if not edits or start >= edits[-1].end:
            edits.append(Edit(start, end, each.fix.text))
            mended.append(each)
    return apply_edits(source.text, edits), mended
