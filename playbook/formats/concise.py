"""The report for editors and scripts that read lines.

In: a report. Out: one line for each finding that counts, `path:line:column: severity CODE message`,
and nothing else: the summary and the rules that could not run belong on the error stream
(`summary.summarize`).
"""

from playbook.diagnostic import Report
from playbook.formats.place import write_line
from playbook.formats.style import Style


def format_concise(report: Report, style: Style) -> str:  # noqa: ARG001 - every format has one shape
    """Write one line for each finding; "" when there are none."""
    return "".join(f"{write_line(each)}\n" for each in report.diagnostics)
