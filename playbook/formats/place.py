"""Where a finding is, as one line of text and as a range that other tools accept.

In: a span. Out: `path:line:column` and plain numbers. It opens no file.
"""

from playbook.diagnostic import Diagnostic
from playbook.formats.inert import fold, neutralise
from playbook.source import Span


def write_place(span: Span) -> str:
    """Write a span's begin as `path:line:column`; a file as a whole is at its line 1, column 1."""
    return f"{neutralise(span.path) or '-'}:{max(span.line, 1)}:{max(span.column, 1)}"


def write_line(diagnostic: Diagnostic) -> str:
    """Write a finding as one line: `path:line:column: severity CODE message`."""
    place = write_place(diagnostic.span)
    return f"{place}: {diagnostic.severity.word} {diagnostic.code} {fold(diagnostic.message)}"


def last_line(span: Span) -> int:
    """Give the last line that a span covers, at least its first one.

    A span that ends before the first column of a line does not cover that line.
    """
    end = span.end_line - 1 if span.end_column == 1 else span.end_line
    return max(span.line, end)
