"""A request's target -> the path it asks for, or that it is refused.

In: the target as it stands in the request line. Out: `Target`: the path below the site's root, decoded
once, and the query. Nothing is made simpler on the way: what holds `..` names no output, and so is not
found.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

_PLAIN = re.compile(r"[!-~]*")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HIDDEN = re.compile(r"%(?:2f|5c|0[0-9a-f]|1[0-9a-f]|7f)", re.IGNORECASE)
_ABSOLUTE = re.compile(r"http://([^/?#]*)(/.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Target:
    """The path below the root ("" for the root itself), the query, the authority of an absolute target."""

    path: str
    query: str = ""
    authority: str | None = None


def read_target(raw: str) -> Target | None:
    """Read a target in origin or absolute form; None for every other, and where its path cannot be one."""
    if not _PLAIN.fullmatch(raw) or "#" in raw or "\\" in raw:
        return None
    absolute = _ABSOLUTE.fullmatch(raw)
    authority = absolute[1] if absolute else None
    rest = (absolute[2] or "/") if absolute else raw
    path, _, query = rest.partition("?")
    name = read_path(path)
    return None if name is None else Target(name, query, authority)


def read_path(path: str) -> str | None:
    """Decode a path, once; None where it is not one, or hides a separator or a control sign."""
    if not path.startswith("/") or _PERCENT.search(path) or _HIDDEN.search(path):
        return None
    try:
        return unquote_to_bytes(path[1:]).decode("utf-8", "strict")
    except UnicodeDecodeError:
        return None
