"""What changed in a playbook, told: as text, Markdown, JSON or a page.

In: a comparison and how both of its sides are called. Out: the text of a format. It decides nothing.
"""

from collections.abc import Callable, Mapping

from playbook.comparison import Comparison
from playbook.diff_report.json_changes import format_json
from playbook.diff_report.markdown import format_markdown
from playbook.diff_report.page import format_page
from playbook.diff_report.story import Ends, tell_story
from playbook.diff_report.text import format_text
from playbook.formats.style import Style

__all__ = ["FORMATS", "Ends"]


def _format_text(comparison: Comparison, ends: Ends, style: Style) -> str:
    return format_text(tell_story(comparison, ends), style)


def _format_markdown(comparison: Comparison, ends: Ends, _style: Style) -> str:
    return format_markdown(tell_story(comparison, ends))


def _format_page(comparison: Comparison, ends: Ends, _style: Style) -> str:
    return format_page(tell_story(comparison, ends), comparison.after.site.config)


FORMATS: Mapping[str, Callable[[Comparison, Ends, Style], str]] = {
    "text": _format_text,
    "markdown": _format_markdown,
    "json": format_json,
    "html": _format_page,
}
"""The formats by name."""
