"""Patterns of paths: which files a setting is about.

In: a pattern, a path, both POSIX style and below the same folder. Out: whether the one means the other. `*`
stands for anything within a name, `**` for any number of folders, `?` for one sign; one that ends in `/`
means all below a folder. Nothing is looked up on the disk.
"""

import re
from functools import lru_cache

_PART = re.compile(r"\*\*/|\*\*|\*|\?")
_MEANS = {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern means a path; case counts."""
    return _compile(pattern).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _compile(pattern: str) -> re.Pattern[str]:
    whole = f"{pattern}**" if pattern.endswith("/") else pattern
    plain = _PART.split(whole)
    special = [_MEANS[each] for each in _PART.findall(whole)]
    parts = [re.escape(plain[0])]
    for meaning, text in zip(special, plain[1:], strict=True):
        parts += [meaning, re.escape(text)]
    return re.compile("".join(parts), re.DOTALL)
