"""Where a key stands in a TOML text.

In: the text and a key's path. Out: its line and column, for a fault. tomllib tells no places; this looks
for the table's header and then for the key below it, and settles for the nearest table.
"""

import re

_HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*=""")


def find_key(text: str, path: tuple[str | int, ...]) -> tuple[int, int]:
    """Give the 1-based line and column of a key; (0, 0) when nothing of its path is there."""
    best, place = 0, (0, 0)
    for here, line, column in _list_keys(text):
        shared = _count_shared(here, path)
        if shared > best and shared == len(here):
            best, place = shared, (line, column)
    return place


def _count_shared(here: tuple[str | int, ...], path: tuple[str | int, ...]) -> int:
    shared = 0
    for mine, theirs in zip(here, path, strict=False):
        if mine != theirs:
            break
        shared += 1
    return shared


def _list_keys(text: str) -> list[tuple[tuple[str | int, ...], int, int]]:
    found: list[tuple[tuple[str | int, ...], int, int]] = []
    table: tuple[str | int, ...] = ()
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            name = header.group(1)
            table = _split(name)
            if line.lstrip().startswith("[["):
                seen[name] = seen.get(name, -1) + 1
                table = (*table, seen[name])
            found.append((table, number, line.index("[") + 1))
            continue
        key = _KEY.match(line)
        if key:
            found.append(((*table, *_split(key.group(1))), number, key.start(1) + 1))
    return found


def _split(name: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in name.split("."))
