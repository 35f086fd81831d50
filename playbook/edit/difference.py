"""What a page says and what it shall say, side by side: the smallest values that differ.

In: the places of a page, both trees, the order of keys. Out: edits. How a value is put into the place of
another is told by `replace`, how lines go and come by `lines`.
"""

from dataclasses import dataclass, field

from playbook.diagnostic import KeyPath
from playbook.edit import Edit
from playbook.edit.align import find_moves
from playbook.edit.data import Order, arrange, sort_keys, tidy
from playbook.edit.layout import Layout
from playbook.edit.lines import FRONT, Lines, Piece
from playbook.edit.replace import Replacement, refuse_comment
from playbook.edit.write_value import write_entry, write_in_flow, write_item
from playbook.frontmatter import Node

Added = dict[int, list[Piece]]
"""Lines that come, by the place of the entry behind which they come."""


@dataclass(slots=True)
class Difference:
    """Goes through both trees and notes edits: inner ones first, where two are at one place.

    Where not `in_lines`, new texts of several lines are written on one: below them stands what would be
    taken for more of them. Where `may_move`, an item that stands elsewhere in its list takes along its lines
    and the comment lines directly above.
    """

    layout: Layout
    order: Order
    in_lines: bool
    may_move: bool
    edits: list[Edit] = field(default_factory=list)

    def amend_value(self, path: KeyPath, old: Node, new: Node) -> None:
        """Make what stands at a path say `new`, which is tidy. ValueError where it cannot be."""
        if tidy(old) == new:
            return
        is_alike = type(old) is type(new) and bool((old and new) or not path)
        if is_alike and isinstance(old, dict | list) and self.layout.is_in_flow_style(path, old):
            self._amend_flow(path, old, new)
        elif is_alike and isinstance(old, dict) and isinstance(new, dict):
            self._amend_mapping(path, old, new)
        elif is_alike and isinstance(old, list) and isinstance(new, list):
            self._amend_list(path, old, new)
        else:
            replacement = Replacement(Lines(self.layout, self.edits), path, self.in_lines)
            replacement.put(old, arrange(new, path, self.order))

    def _amend_mapping(self, path: KeyPath, old: dict[str, Node], new: dict[str, Node]) -> None:
        for key, value in old.items():
            if key in new:
                self.amend_value((*path, key), value, new[key])
        stays = [value is None or key in new for key, value in old.items()]
        places = {key: place for place, key in enumerate(old) if stays[place]}
        known, added = self.order(path), Added()
        for key in sort_keys([each for each in new if each not in old], known):
            places[key] = _find_place(key, known, places)
            value = arrange(new[key], (*path, key), self.order)
            added.setdefault(places[key], []).extend(write_entry(key, value, in_lines=self.in_lines))
        Lines(self.layout, self.edits).lay([(*path, key) for key in old], stays, added)

    def _amend_list(self, path: KeyPath, old: list[Node], new: list[Node]) -> None:
        pairs, moves = find_moves([tidy(each) for each in old], new)
        became = {other: one for one, other in pairs}
        can_move = self.may_move and self.layout.begins_line(self.layout.find_entry((*path, 0)))
        for other, one in became.items():
            self.amend_value((*path, one), old[one], new[other])
        place, added = FRONT, Added()
        for other, value in enumerate(new):
            place = became.get(other, place)
            if other in moves and can_move:
                lines = (*path, moves[other])
                span = self.layout.find_above(lines), self.layout.find_end(lines)
                added.setdefault(place, []).append(span)
            elif other not in became:
                item = arrange(value, (*path, other), self.order)
                added.setdefault(place, []).extend(write_item(item, in_lines=self.in_lines))
        items, kept = range(len(old)), set(became.values())
        Lines(self.layout, self.edits).lay(
            [(*path, each) for each in items], [each in kept for each in items], added
        )

    def _amend_flow(self, path: KeyPath, old: Node, new: Node) -> None:
        """Change a value in braces or brackets, or inside some: the smallest one that has to be."""
        if tidy(old) == new:
            return
        parts = _match(old, new)
        is_fine = all(self.layout.find_value((*path, part)) for part, one, other in parts if one != other)
        if parts and is_fine:
            for part, one, other in parts:
                self._amend_flow((*path, part), one, other)
            return
        value = self.layout.find_value(path)
        if value is None:
            raise ValueError(" write the keys in lines of their own, without braces around them")
        refuse_comment(self.layout, *value)
        shown = self.layout.text[slice(*value)] if isinstance(old, str) else ""
        self.edits.append(Edit(*value, write_in_flow(arrange(new, path, self.order), shown)))


def _find_place(key: str, known: tuple[str, ...], places: dict[str, int]) -> int:
    """Tell behind which entry a new key comes: its nearest forerunner in that order, else the last."""
    if key not in known:
        return max(places.values(), default=FRONT)
    before = known[: known.index(key)]
    return next((places[each] for each in reversed(before) if each in places), FRONT)


def _match(old: Node, new: Node) -> list[tuple[str | int, Node, Node]]:
    """Match the parts of two mappings with the same keys, or two lists of one length; [] for all others."""
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        return [(key, value, new[key]) for key, value in old.items()]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [(place, *both) for place, both in enumerate(zip(old, new, strict=True))]
    return []
