"""The report as Markdown for a comment on a proposed change, on any forge.

In: a report and a style. Out: the step summary's text within what a comment takes; no name or number in it
calls somebody or refers to something.
"""

import re

from playbook.diagnostic import Report
from playbook.formats.step_summary import write_step_summary
from playbook.formats.style import Style

MAX_BYTES = 30_000
"""The longest text: GitHub takes 65,536 signs, other forges more, and what changes is told beside it."""

_CALLING = re.compile(r"&#(?:(?:33|35|64)|(?:36|37|38|126)(?=;(?:\w|&#34;)));")
"""!, # and @, and $, %, & and ~ before a name: a forge looks for what follows them after it has read the
references of signs."""

_JOINER = "&#8288;"
"""A sign that nobody sees, between one that calls and what it would call."""


def format_markdown(report: Report, style: Style) -> str:  # noqa: ARG001 - every format has one shape
    """Write the counts and a table of findings for each file."""
    most = MAX_BYTES
    text = _calm(write_step_summary(report, most))
    while (size := len(text.encode())) > MAX_BYTES and most > 1:
        most = min(most * MAX_BYTES // size, most - 1)
        text = _calm(write_step_summary(report, most))
    return text


def _calm(text: str) -> str:
    return _CALLING.sub(lambda found: f"{found[0]}{_JOINER}", text)
