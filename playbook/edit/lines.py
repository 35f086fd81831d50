"""Lines that go and come among the entries of a mapping or list in block style.

In: the places of a page, which entries stay, lines that come. Out: edits, noted in the order in which they
stand at one place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from playbook.diagnostic import KeyPath
from playbook.edit import Edit
from playbook.edit.layout import Layout

Piece = str | tuple[int, int]
"""A new line, from column 0; or lines that move here as they are, from where they begin to where the next
one does."""

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
        self, paths: Sequence[KeyPath], stays: Sequence[bool], added: Mapping[int, Sequence[Piece]]
    ) -> None:
        """Take out the entries that do not stay, with the lines that move; put lines behind others."""
        layout = self.layout
        entries = [
            Entry(layout.find_entry(path), layout.find_end(path), is_kept)
            for path, is_kept in zip(paths, stays, strict=True)
        ]
        column = layout.find_column(entries[0].start) if entries else 0
        moved = {end: start for each in added.values() for start, end in _find_moved(each)}
        self._take_out([replace(each, start=moved.get(each.end, each.start)) for each in entries])
        first = next((place for place, each in enumerate(entries) if each.is_kept), None)
        for place, pieces in added.items():
            if place != FRONT or first is None:
                self.insert(entries[place].end if entries else layout.start, pieces, column)
            elif _find_moved(pieces):  # what moves stays clear of the comments of the first one
                self.insert(layout.find_above(paths[first]), pieces, column)
            else:
                gap, at = layout.ending + " " * column, entries[first].start
                self.note(at, at, "".join(f"{line}{gap}" for line in pieces))

    def note(self, start: int, end: int, text: str) -> None:
        """Note a replacement, unless nothing is replaced by nothing."""
        if start < end or text:
            self.edits.append(Edit(start, end, text))

    def insert(self, at: int, pieces: Sequence[Piece], column: int) -> None:
        """Put lines where a line begins, new ones from a column on."""
        self.note(at, at, "".join(self._write(each, " " * column) for each in pieces))

    def _write(self, piece: Piece, pad: str) -> str:
        if isinstance(piece, tuple):
            return self.layout.text[slice(*piece)]
        return (pad + piece if piece else "") + self.layout.ending

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


def _find_moved(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    return [each for each in pieces if isinstance(each, tuple)]
