"""The page convention: front matter stands between two lines `---`, the first being line 1.

In: a page's source. Out: the offsets of fences, front matter and body, or a located fault when
the fence is not closed. It does not read what stands between.
"""

import re
from dataclasses import dataclass

from playbook.diagnostic import Fault
from playbook.frontmatter.text import BOM, MAX_FRONT_MATTER, RULE
from playbook.source import Source

FENCE = re.compile(r"(?<![^\r\n\ufeff])---[ \t]*(?:\r\n|\r|\n|\Z)")
_LATE = re.compile(r"\s*^[ \t]*---[ \t]*\r?\n(?=[\w-]+:(?:\s|\Z))", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Fences:
    """Offsets in code points: the front matter from `start` to `end`, the body from `body` on.

    `opening` is where the opening fence stands, 0 or just after a byte-order mark.
    """

    opening: int
    start: int
    end: int
    body: int


def find_fences(source: Source) -> tuple[Fences | None, list[Fault]]:
    """Find the fences; (None, []) for a page without front matter."""
    text = source.text
    opening = 1 if text.startswith(BOM) else 0
    first = FENCE.match(text, opening)
    if first is None:
        return None, _find_late(source, opening)
    second = FENCE.search(text, first.end()) if first.end() < len(text) else None
    if second is None:
        span = source.span(opening, opening + 3)
        cure = "add a line --- after the last key"
        return None, [Fault(RULE, span, "the front matter is not closed", cure)]
    if second.start() - first.end() > MAX_FRONT_MATTER:
        return None, [_refuse_size(source, opening, second.start() - first.end())]
    return Fences(opening, first.end(), second.start(), second.end()), []


def _find_late(source: Source, opening: int) -> list[Fault]:
    """Tell front matter that begins too late from a page that has none."""
    late = _LATE.match(source.text, opening)
    if late is None:
        return []
    at = source.text.index("---", opening)
    cure = "delete what stands before ---, blank lines and spaces too"
    return [
        Fault(RULE, source.span(at, at + 3), "the front matter does not begin at the start of line 1", cure)
    ]


def _refuse_size(source: Source, opening: int, size: int) -> Fault:
    words = f"the front matter has {size:,} characters; it may have {MAX_FRONT_MATTER:,}"
    return Fault(RULE, source.span(opening, opening + 3), words, "move long texts into the body of the page")
