"""Values as the text that stands for them in a page.

In: plain data, and how the old value is written. Out: lines from column 0, or a head that stands on the line
of the key and the lines below it. ValueError for a text that no front matter may hold.
"""

import json
import re
from dataclasses import dataclass

from playbook.frontmatter import Node, PageHandler

_HEADER = re.compile(r"([|>])([-+]?)\d?([-+]?)")
_SAFE = re.compile(r"\w(?:[\w .-]*[\w.-])?")
_ABSENT = ("null", "Null", "NULL")
_WRITER = PageHandler()


@dataclass(frozen=True, slots=True)
class Written:
    """What stands on the line of a key or dash, and the lines below, each from the column of that key."""

    head: str
    below: tuple[str, ...] = ()


def write_entry(key: str, value: Node, *, in_lines: bool = True) -> list[str]:
    """Write a key with its value in block style; on one line where not `in_lines` and a text has several."""
    if not in_lines and _has_lines(value):
        return [f"{_export({key: 'x'})[0].removesuffix(' x')} {write_in_flow(value)}"]
    return _export({key: value})


def write_item(value: Node, *, in_lines: bool = True) -> list[str]:
    """Write an item of a list, with its dash."""
    if not in_lines and _has_lines(value):
        return [f"- {write_in_flow(value)}"]
    return [line[2:] for line in _export({"k": [value]})[1:]]


def write_value(value: Node, *, is_item: bool, in_lines: bool = True) -> Written:
    """Write what follows on a key's colon or a dash."""
    if is_item:
        first, *below = write_item(value, in_lines=in_lines)
        return Written(first[2:].strip(), tuple(line[2:] for line in below))
    first, *below = write_entry("k", value, in_lines=in_lines)
    return Written(first[2:].strip(), tuple(below))


def write_like(old: str, text: str) -> str:
    """Write a text of one line in the quotes of an old one; bare where it had none and needs none."""
    _refuse_forbidden(text)
    if old.startswith('"'):
        return json.dumps(text, ensure_ascii=False)
    if old.startswith("'"):
        return "'" + text.replace("'", "''") + "'"
    return write_value(text, is_item=False).head


def write_in_flow(value: Node, old: str = "") -> str:
    """Write a value on one line, as it may stand in braces; a text in the quotes of an old one."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{write_in_flow(k)}: {write_in_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(write_in_flow, value)) + "]"
    if value is None:
        return "null"
    _refuse_forbidden(value)
    if old.startswith("'") and "\n" not in value:
        return write_like(old, value)
    is_bare = not old.startswith('"') and _SAFE.fullmatch(value) and value not in _ABSENT
    return value if is_bare else json.dumps(value, ensure_ascii=False)


def write_in_block(old: str, text: str, indent: int) -> Written | None:
    """Write a text below its key as the old one is, `|` or `>`; None where it cannot be.

    `indent` is that of the old text's lines against its key.
    """
    found = _HEADER.match(old)
    if found is None or not text or re.search(r"[^\S\n ]", text):
        return None
    _refuse_forbidden(text)
    sign = "|" if "\n" in text else found[1]
    below = [" " * indent + line if line.strip() else "" for line in text.split("\n")]
    return Written(sign + found[2] + found[3], tuple(below))


def find_header(old: str) -> str:
    """Give the sign and its marks with which a text below its key begins; "" for any other text."""
    found = _HEADER.match(old)
    return found[0] if found else ""


def _export(data: dict[str, Node]) -> list[str]:
    return (
        _WRITER.export({key: _end_lines(value) for key, value in data.items()}).removesuffix("\n").split("\n")
    )


def _end_lines(value: Node) -> Node:
    """End texts of several lines as their lines do: so they need no mark behind their `|`."""
    if isinstance(value, dict):
        return {key: _end_lines(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_end_lines(each) for each in value]
    return value + "\n" if value and "\n" in value else value


def _has_lines(value: Node) -> bool:
    if isinstance(value, str):
        return "\n" in value
    return any(map(_has_lines, value.values() if isinstance(value, dict) else value or ()))


def _refuse_forbidden(text: str) -> None:
    """Let the writer of pages refuse what no front matter may hold."""
    _export({"k": text})
