"""What changed, for a terminal.

In: a story and a style. Out: text; nothing in it acts on a terminal.
"""

from collections.abc import Iterable, Iterator

from playbook.diagnostic import Diagnostic
from playbook.diff_report.story import Group, Story
from playbook.formats.inert import fold
from playbook.formats.style import Style
from playbook.view.words import write_days


def format_text(story: Story, style: Style) -> str:
    """Write a story in paragraphs."""
    ends = story.ends
    head = f"{_call(ends.before, ends.commits[0])} → {_call(ends.after, ends.commits[1])}"
    parts = [f"{fold(head)}, as of {story.today}\n{story.verdict}\n{fold(story.counts)}"]
    parts += _write_groups("Look at these first", story.first, style)
    parts += _write_groups("Also changed" if story.first else "Changed", story.rest, style)
    parts += _write_findings("New findings", story.new, style)
    parts += _write_findings("Findings that are gone", story.gone, style)
    return "\n\n".join(parts) + "\n"


def _call(name: str, commit: str) -> str:
    return f"{name} ({commit[:8]})" if commit else name


def _write_groups(title: str, groups: Iterable[Group], style: Style) -> Iterator[str]:
    blocks = [
        "\n".join(
            (
                f"  {style.paint(fold(each.title), 'strong')}",
                *(f"    - {fold(one)}" for one in each.sentences),
            )
        )
        for each in groups
    ]
    if blocks:
        yield style.paint(title, "strong") + "\n" + "\n".join(blocks)


def _write_findings(title: str, found: Iterable[Diagnostic], style: Style) -> Iterator[str]:
    lines = [f"  {write_finding(each)}" for each in found]
    if lines:
        yield style.paint(f"{title} ({len(lines)})", "strong") + "\n" + "\n".join(lines)


def write_finding(each: Diagnostic) -> str:
    """Write a finding on a line: its place, its rule, its words."""
    place = f"{each.span.path}:{each.span.line}" if each.span.line else each.span.path
    return fold(f"{place}: {each.severity.word} {each.code} {write_days(each.message)}")
