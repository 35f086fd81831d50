"""What changed, as Markdown for a comment on a pull request.

In: a story. Out: at most 35,000 bytes, so that every forge takes it with the findings beside it; what there
is no room for is counted. Nothing that an author wrote acts in it: no markup, no HTML, no mention of a
person, no reference to an issue.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from playbook.diagnostic import Diagnostic
from playbook.diff_report.story import Group, Story
from playbook.formats.inert import fold
from playbook.view.words import write_days

MARK = "<!-- playbook diff -->"
"""The first line, by which a job finds the comment that it wrote before."""

MOST = 35_000
"""How many bytes it may have: GitHub takes 65,536 signs, others more, and the findings are put beside it."""

RESERVE = 500
"""Bytes that are kept for what ends a comment."""

_MARKUP = re.compile(r"[\\`*_\[\]<>#!|~$&]")
_REFERENCE = re.compile(r"(@|#|![ ]?|(?<=://)|(?<=www\.)|GH-|\bhttps?:)(?=\w|/)", re.IGNORECASE)
_GAP = "\u200b"
"""A blank without width: it parts what a forge would take for a mention, a reference or an address."""


def escape(text: str) -> str:
    """Make a text inert in Markdown, and in what forges make of a text afterwards."""
    parted = _REFERENCE.sub(lambda found: found[0] + _GAP, fold(text))
    return _MARKUP.sub(lambda found: "\\" + found[0], parted)


@dataclass(slots=True)
class _Room:
    """How many bytes are left."""

    left: int

    def take(self, text: str) -> bool:
        """Take the room that a text needs, where there is enough."""
        size = len(text.encode())
        if size > self.left:
            return False
        self.left -= size
        return True


def format_markdown(story: Story) -> str:
    """Write a story for a comment."""
    head = "\n".join(_write_head(story))
    room = _Room(MOST - RESERVE - len(head.encode()))
    parts, missing = [head], 0
    for section in _list_sections(story):
        text, left = section.write(room)
        parts += [text] if text else []
        missing += left
    if missing:
        parts.append(f"… and {missing:,} more: `playbook diff` tells all of them.")
    return "\n\n".join(parts) + "\n"


def _write_head(story: Story) -> Iterator[str]:
    ends = story.ends
    yield MARK
    yield f"## Playbook: {escape(story.counts)}"
    yield ""
    yield f"**{escape(story.verdict)}**"
    yield ""
    sides = _call(ends.before, ends.commits[0]), _call(ends.after, ends.commits[1])
    yield f"{' → '.join(sides)}, both as of {story.today}."


def _call(name: str, commit: str) -> str:
    return f"{escape(name)} ({commit[:8]})" if commit else escape(name)


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading, or what is folded under one, with pieces that are whole or not there at all.

    A piece is its text and how many facts it tells.
    """

    title: str
    pieces: Sequence[str]
    is_folded: bool
    opening: str = ""

    def write(self, room: _Room) -> tuple[str, int]:
        """Write as many pieces as there is room for; give how many there is none for."""
        before, after = ("", "")
        if self.is_folded:
            before, after = f"<details><summary>{self.title}</summary>\n\n", "\n\n</details>"
        else:
            before = f"### {self.title}\n\n"
        before += self.opening
        kept: list[str] = []
        if self.pieces and room.take(before + after):
            for each in self.pieces:
                if not room.take(each):
                    break
                kept.append(each)
        left = sum(each.startswith(("- ", "| ")) for each in self.pieces[len(kept) :])
        return (before + "".join(kept).rstrip("\n") + after if kept else ""), left


def _list_sections(story: Story) -> Iterator[_Section]:
    yield _Section("Look at these first", list(_write_groups(story.first)), is_folded=False)
    others = sum(len(each.sentences) for each in story.rest)
    rest = list(_write_groups(story.rest))
    title = f"Also changed ({others})" if story.first else f"Changed ({others})"
    yield _Section(title, rest, is_folded=True)
    for name, found in (("New findings", story.new), ("Findings that are gone", story.gone)):
        head = "| Place | Severity | Rule | Finding |\n|---|---|---|---|\n"
        yield _Section(f"{name} ({len(found)})", list(_write_rows(found)), is_folded=True, opening=head)


def _write_groups(groups: Iterable[Group]) -> Iterator[str]:
    for n, each in enumerate(groups):
        yield ("\n" if n else "") + f"**{escape(each.title)}** ({escape(each.path)})\n\n"
        yield from (f"- {escape(one)}\n" for one in each.sentences)


def _write_rows(found: Iterable[Diagnostic]) -> Iterator[str]:
    for each in found:
        place = f"{each.span.path}:{each.span.line}" if each.span.line else each.span.path
        cells = (place, each.severity.word, f"{each.code} {each.name}", write_days(each.message))
        yield f"| {' | '.join(escape(cell) for cell in cells)} |\n"
