"""The first mention of a term in a page's prose becomes a link to what it means.

In: HTML that `playbook.markdown` wrote, the terms of the glossaries. Out: the same HTML with links. Headings,
code, links and definitions are left alone, and a mention across two elements is none. Nothing is parsed: a
text is what stands between two tags.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import pairwise

from playbook.model.site import GlossaryTerm
from playbook.view.cards import quote_path

LONG = 240
"""How many letters of a definition the title of a link holds."""

_PIECE = re.compile(r"<[^>]*>|[^<]+")
_WORD = re.compile(r"(?<![\w&])\w+(?:[-’']\w+)*")
_NAME = re.compile(r"</?([a-z0-9]+)")
_CLOSED = frozenset({"a", "code", "pre", "dt", "th", "sup", "h1", "h2", "h3", "h4", "h5", "h6", "title"})
_GAP = re.compile(r"\s+")

Table = dict[str, list[tuple[tuple[str, ...], GlossaryTerm]]]


def link_terms(html: str, terms: tuple[GlossaryTerm, ...], url: str) -> str:
    """Link the first mention of each term in the page at a URL, unless the page defines it."""
    return _Linker(url, "../" * url.count("/"), _make_table(terms)).link(html) if terms else html


@lru_cache(maxsize=2)
def _make_table(terms: tuple[GlossaryTerm, ...]) -> Table:
    """List the terms by their first word, the longest first."""
    table: Table = {}
    for each in terms:
        words = tuple(_WORD.findall(each.name))
        if words:
            table.setdefault(words[0].casefold(), []).append((words, each))
    for some in table.values():
        some.sort(key=lambda pair: -len(pair[0]))
    return table


@dataclass(slots=True)
class _Linker:
    """Walks one page's HTML."""

    url: str
    root: str
    table: Table
    linked: set[str] = field(default_factory=set)
    depth: int = 0

    def link(self, html: str) -> str:
        """Give the HTML with links."""
        return "".join(self._write(found[0]) for found in _PIECE.finditer(html))

    def _write(self, piece: str) -> str:
        if not piece.startswith("<"):
            return piece if self.depth else self._link_text(piece)
        name = _NAME.match(piece)
        if name and name[1] in _CLOSED:
            self.depth += -1 if piece.startswith("</") else 1
        return piece

    def _link_text(self, text: str) -> str:
        parts, end = [], 0
        words = list(_WORD.finditer(text))
        for n, word in enumerate(words):
            term, last = self._find(text, words, n) if word.start() >= end else (None, 0)
            if term is None:
                continue
            self.linked.add(term.anchor)
            parts += [text[end : word.start()], self._write_link(term, text[word.start() : last])]
            end = last
        return "".join(parts) + text[end:]

    def _find(self, text: str, words: Sequence[re.Match[str]], n: int) -> tuple[GlossaryTerm | None, int]:
        """Find the longest term that begins with a word, and where it ends."""
        first = words[n][0].casefold()
        for key in (first, first.removesuffix("s")):
            for wanted, term in self.table.get(key, ()):
                some = words[n : n + len(wanted)]
                is_open = term.anchor not in self.linked and term.url != self.url
                if is_open and _match(text, some, wanted):
                    return term, some[-1].end()
        return None, 0

    def _write_link(self, term: GlossaryTerm, shown: str) -> str:
        href = escape(f"{self.root}{quote_path(term.url)}#{term.anchor}")
        return f'<a class="term" href="{href}" title="{escape(_cut(term.text))}">{shown}</a>'


def _match(text: str, words: Sequence[re.Match[str]], wanted: Sequence[str]) -> bool:
    """Whether some words of a text are those of a term, the last perhaps with an s of the plural."""
    if len(words) < len(wanted):
        return False
    gaps = (text[one.end() : two.start()] for one, two in pairwise(words))
    if not all(_GAP.fullmatch(each) for each in gaps):
        return False
    said = [each[0] for each in words]
    if len(said[-1]) == len(wanted[-1]) + 1 and said[-1].endswith("s"):
        said[-1] = said[-1][:-1]
    return all(_equal(one, two) for one, two in zip(said, wanted, strict=True))


def _equal(said: str, wanted: str) -> bool:
    """Compare two words: one with capitals inside, as an abbreviation has, must be written alike."""
    if wanted[1:] != wanted[1:].lower():
        return said == wanted
    return said.casefold() == wanted.casefold()


def _cut(text: str) -> str:
    """Shorten a definition at a word."""
    return text if len(text) <= LONG else text[:LONG].rpartition(" ")[0] + " …"
