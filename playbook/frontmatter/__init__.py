"""A page's bytes to its front matter and its body.

In: the bytes of one page. Out: `Document`, with a tree of strings whose every key and value knows
its span, the place where the body starts, and located faults. It never raises and gives no value
a type; `write` is the way back, for new pages.
"""

from dataclasses import dataclass, field

from playbook.diagnostic import Fault
from playbook.frontmatter.events import build
from playbook.frontmatter.fence import Fences, find_fences
from playbook.frontmatter.handler import PageHandler, write
from playbook.frontmatter.text import decode, find_in_body, find_in_metadata, find_mark
from playbook.frontmatter.tree import Node, Spans, Tree
from playbook.source import Source

__all__ = ["Document", "Node", "PageHandler", "Spans", "Tree", "decode", "find_inside", "read", "write"]


@dataclass(frozen=True, slots=True)
class Document:
    """One page, taken apart.

    `tree` is None when the page has no front matter, or when it cannot be read and `faults` say
    why. The body starts at `body_offset`, in code points of `source.text`.
    """

    source: Source
    tree: Tree | None = None
    body_offset: int = 0
    faults: tuple[Fault, ...] = field(default=())

    @property
    def body(self) -> str:
        """The text after the front matter, as it stands in the file."""
        return self.source.text[self.body_offset :]


def read(path: str, raw: bytes) -> Document:
    """Read one page. Never raises: whatever is wrong with it stands in `faults`, the worst first."""
    source, broken = decode(path, raw)
    if broken:
        return Document(source, faults=tuple(broken))
    fences, faults = find_fences(source)
    if fences is None:
        start = len(source.text) if faults else 0
        return Document(source, None, start, (*faults, *find_mark(source), *find_in_body(source, 0)))
    tree, found = _read_tree(source, fences)
    found.extend(find_mark(source))
    found.extend(find_in_body(source, fences.body))
    return Document(source, tree, fences.body, tuple(found))


def _read_tree(source: Source, fences: Fences) -> tuple[Tree | None, list[Fault]]:
    forbidden = find_in_metadata(source, fences.start, fences.end)
    if forbidden:
        return None, forbidden
    return build(source, (fences.opening, fences.opening + 3), (fences.start, fences.end))


def find_inside(source: Source) -> tuple[int, int] | None:
    """Give where the text between the fences begins and ends, in code points; None where there are none."""
    fences, _ = find_fences(source)
    return None if fences is None else (fences.start, fences.end)
