"""What a form has changed, put onto what lies on the disk.

In: the page as the form was opened with it, as the form has it now, as it lies on the disk. Out: the data
that the page shall say. Only what the form has changed is different afterwards; where somebody else has
changed the same thing meanwhile, nothing is.
"""

from dataclasses import dataclass

from playbook.cms.entry import Data
from playbook.cms.places import RefusedError
from playbook.edit.align import find_moves
from playbook.frontmatter import Node


@dataclass(frozen=True, slots=True)
class Three:
    """One value three times, and a fourth: what was shown, what is wished, what the disk says in the same
    form, and what it says in its own."""

    base: Node
    wish: Node
    disk: Node
    raw: Node


def merge(base: Data, wish: Data, disk: Data, raw: Data) -> Data:
    """Give what the page shall say. Raises RefusedError where both have changed the same thing."""
    merged = _merge(Three(base, wish, disk, raw), ())
    assert isinstance(merged, dict)
    return merged


def merge_body(base: str, wish: str, disk: str) -> str:
    """Give the text below the keys; RefusedError where both have changed it."""
    if wish == base:
        return disk
    if disk not in (base, wish):
        raise _refuse("the text of this page")
    return wish


def _merge(each: Three, path: tuple[str, ...]) -> Node:
    if each.wish in (each.base, each.disk):
        return each.raw
    if isinstance(each.wish, dict) and isinstance(each.disk, dict) and isinstance(each.raw, dict):
        base = each.base if isinstance(each.base, dict) else {}
        return _merge_keys(Three(base, each.wish, each.disk, each.raw), path)
    if each.disk != each.base:
        raise _refuse(f"`{'.'.join(path)}`")
    if isinstance(each.wish, list) and isinstance(each.disk, list) and isinstance(each.raw, list):
        return _merge_items(each.wish, each.disk, each.raw)
    return _shorten(each.wish) if isinstance(each.raw, str) else each.wish


def _merge_keys(each: Three, path: tuple[str, ...]) -> Node:
    base, wish, disk, raw = each.base, each.wish, each.disk, each.raw
    assert isinstance(base, dict)
    assert isinstance(wish, dict)
    assert isinstance(disk, dict)
    assert isinstance(raw, dict)
    merged = dict(raw)
    for key in {**base, **wish}:
        if base.get(key) != wish.get(key):
            three = Three(base.get(key), wish.get(key), disk.get(key), raw.get(key))
            merged[key] = _merge(three, (*path, key))
    return merged


def _merge_items(wish: list[Node], disk: list[Node], raw: list[Node]) -> Node:
    """Give a list as it is wished, each item that was there as it is written but for what is different.

    Where a list holds empty items, the form does not show them, and it is taken as a whole.
    """
    if len(raw) != len(disk):
        return list(wish)
    pairs, moves = find_moves(disk, wish)
    became = {other: one for one, other in pairs} | moves
    return [
        _merge(Three(disk[one], value, disk[one], raw[one]), ())
        if (one := became.get(place)) is not None
        else value
        for place, value in enumerate(wish)
    ]


def _shorten(node: Node) -> Node:
    """Let one text stand for a list of one, or for a record's `what`, where one stood there before."""
    only = node[0] if isinstance(node, list) and len(node) == 1 else None
    only = node["what"] if isinstance(node, dict) and node.keys() == {"what"} else only
    return only if isinstance(only, str) else node


def _refuse(what: str) -> RefusedError:
    words = (
        "somebody else has changed it since this form was opened. Copy what you have written, open the page"
    )
    return RefusedError(f"{what} was not saved: {words} again, and enter it there", 409)
