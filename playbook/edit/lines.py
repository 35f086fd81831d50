"""Lines that go and come among the entries of a mapping or list in block style.

In: the places of a page, which entries stay, lines that come. Out: edits, noted in the order in which they
stand at one place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from playbook.diagnostic import KeyPath
from playbook.edit import Edit
from playbook.edit.layout import Layout

FRONT = -1
"""The place before the first entry that stays."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A key or an item with all that is its own: from `start` to where the next line begins."""

    start: int
    end: int
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """Notes edits of whole lines."""

    layout: Layout
    edits: list[Edit]

    def lay(
        self, paths: Sequence[KeyPath], stays: Sequence[bool], added: Mapping[int, Sequence[str]]
    ) -> None:
        """Take out the entries that do not stay; put lines, written from column 0, behind others."""
        layout = self.layout
        entries = [
            Entry(layout.find_entry(path), layout.find_end(path), is_kept)
            for path, is_kept in zip(paths, stays, strict=True)
        ]
        column = layout.find_column(entries[0].start) if entries else 0
        self._take_out(entries)
        first = next((each for each in entries if each.is_kept), None)
        for place, lines in added.items():
            if place == FRONT and first is not None:
                gap = layout.ending + " " * column
                self.note(first.start, first.start, gap.join(lines) + gap)
            else:
                self.insert(entries[place].end if entries else layout.start, lines, column)

    def note(self, start: int, end: int, text: str) -> None:
        """Note a replacement, unless nothing is replaced by nothing."""
        if start < end or text:
            self.edits.append(Edit(start, end, text))

    def insert(self, at: int, lines: Sequence[str], column: int) -> None:
        """Put lines where a line begins, each from a column on."""
        ending, pad = self.layout.ending, " " * column
        self.note(at, at, "".join((pad + line if line else "") + ending for line in lines))

    def _take_out(self, entries: Sequence[Entry]) -> None:
        if entries and not entries[0].is_kept and not self.layout.begins_line(entries[0].start):
            entries = self._take_from_dash(entries)
        for each in entries:
            if not each.is_kept:
                self.note(each.start - self.layout.find_column(each.start), each.end, "")

    def _take_from_dash(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Take out the first entry, whose line begins with the dash of an item; give those left to do.

        The first entry that stays moves up to the dash, unless a comment stands between.
        """
        layout, first = self.layout, entries[0]
        column, until = layout.find_column(first.start), first.end
        for place, each in enumerate(entries[1:], 1):
            if each.start != until + column:
                break
            if each.is_kept:
                self.note(first.start, each.start, "")
                return entries[place:]
            until = each.end
        start = layout.skip_blanks_back(first.start, 0)
        self.note(start, layout.find_line_end(first.start), "")
        self.note(layout.find_next_line(first.start), first.end, "")
        return entries[1:]
