"""Front matter as plain data: strings, nothing, lists and mappings.

In: data as the reader gives it, or as somebody wishes it. Out: the same in the form in which two are
compared, in the order of the schema, or with one thing set.
"""

from collections.abc import Callable, Iterable
from copy import deepcopy

from playbook.diagnostic import KeyPath
from playbook.frontmatter import Node

Order = Callable[[KeyPath], tuple[str, ...]]
"""Gives the keys that the mapping at a key path may have, in canonical order: `list_order` of a kind."""


def tidy(node: Node) -> Node:
    """Give data as it is compared: texts without blanks around them, no key without a value."""
    if isinstance(node, dict):
        return {key: tidy(each) for key, each in node.items() if each is not None}
    if isinstance(node, list):
        return [tidy(each) for each in node]
    return node.strip() if node else node


def arrange(node: Node, path: KeyPath, order: Order) -> Node:
    """Give data with the keys of every mapping in canonical order."""
    if isinstance(node, list):
        return [arrange(each, (*path, place), order) for place, each in enumerate(node)]
    if not isinstance(node, dict):
        return node
    return {key: arrange(node[key], (*path, key), order) for key in sort_keys(node, order(path))}


def sort_keys(keys: Iterable[str], known: tuple[str, ...]) -> list[str]:
    """Sort keys canonically; one that is not known stays behind its neighbour."""
    ranks = {key: rank for rank, key in enumerate(known)}
    found, rank = {}, -1
    for key in keys:
        rank = found[key] = ranks.get(key, rank)
    return sorted(found, key=found.__getitem__)


def get_value(data: Node, path: KeyPath) -> Node:
    """Give what stands at a key path; None where nothing does."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def set_value(data: dict[str, Node], path: KeyPath, value: Node) -> dict[str, Node]:
    """Give a deep copy with one value set at a key path; what is missing on the way is made.

    A list position that is one too far appends. None takes a key away. Raises ValueError where the path leads
    through a text, or a list is shorter still.
    """
    made = deepcopy(data)
    node: Node = made
    for place, part in enumerate(path):
        is_last = place == len(path) - 1
        below: Node = deepcopy(value) if is_last else [] if isinstance(path[place + 1], int) else {}
        if is_last or _get(node, part) is None:
            _put(node, part, below)
        node = _get(node, part)
    return made


def _get(node: Node, part: str | int) -> Node:
    if isinstance(node, dict) and isinstance(part, str):
        return node.get(part)
    if isinstance(node, list) and isinstance(part, int):
        return node[part] if part < len(node) else None
    raise ValueError(f"`{part}` leads through what is no {'list' if isinstance(part, int) else 'mapping'}")


def _put(node: Node, part: str | int, value: Node) -> None:
    if isinstance(node, dict) and isinstance(part, str) and value is None:
        node.pop(part, None)
    elif isinstance(node, dict) and isinstance(part, str):
        node[part] = value
    elif isinstance(node, list) and isinstance(part, int) and part <= len(node):
        node[part : part + 1] = [value]
    else:
        raise ValueError(f"`{part}` cannot be set there")
