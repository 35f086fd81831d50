"""The first mention of a term in a page's prose becomes a link to what it means.

In: HTML that `playbook.markdown` wrote, the terms of the glossaries. Out: the same HTML with links. Headings,
code, links and definitions are left alone, and a mention across two elements is none. Nothing is parsed: what
may not be linked is blanked out, and the rest is searched.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from playbook.model.site import GlossaryTerm
from playbook.view.address import quote_path

LONG = 240
"""How many letters of a definition the title of a link holds."""

_CLOSED = re.compile(r"<(a|code|pre|dt|th|sup|h[1-6])\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL)
_BLANK = "\0"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A term as it is searched for: its first word in small letters, and the whole of it in its place."""

    term: GlossaryTerm
    first: str
    pattern: re.Pattern[str]


def link_terms(html: str, terms: tuple[GlossaryTerm, ...], url: str) -> str:
    """Link the first mention of each term in the page at a URL, unless the page defines it."""
    wanted = [each for each in _list_wanted(terms) if each.term.url != url]
    if not wanted:
        return html
    root = "../" * url.count("/")
    open_text = _CLOSED.sub(lambda found: _BLANK * len(found[0]), html).replace("\u0130", "I")
    parts, end = [], 0
    for start, stop, term in sorted(_find_mentions(open_text, wanted), key=lambda each: each[0]):
        parts += [html[end:start], _write_link(term, root), html[start:stop], "</a>"]
        end = stop
    return "".join(parts) + html[end:]


@lru_cache(maxsize=2)
def _list_wanted(terms: tuple[GlossaryTerm, ...]) -> list[_Wanted]:
    """List the terms, the longest first: of two that begin alike the longer one is meant."""
    wanted = [_make_wanted(each) for each in terms]
    return sorted(wanted, key=lambda each: -len(each.term.name))


def _make_wanted(term: GlossaryTerm) -> _Wanted:
    """Say how a term is written: in any letters and with an s of the plural, an abbreviation as it stands."""
    words = escape(term.name, quote=False).split()
    parts = (re.escape(word) if word[1:] != word[1:].lower() else f"(?i:{re.escape(word)})" for word in words)
    pattern = re.compile(r"(?<![\w&])(?<!\w-)" + r"\s+".join(parts) + r"s?(?!\w|-\w)")
    return _Wanted(term, words[0].lower(), pattern)


def _find_mentions(text: str, wanted: Iterable[_Wanted]) -> list[tuple[int, int, GlossaryTerm]]:
    """Find where each term is first mentioned, apart from the mentions of longer ones."""
    small = text.lower()
    found: list[tuple[int, int, GlossaryTerm]] = []
    for each in wanted:
        at = small.find(each.first)
        while at >= 0:
            match = each.pattern.match(text, at)
            if match and all(match.end() <= start or stop <= at for start, stop, _ in found):
                found.append((at, match.end(), each.term))
                break
            at = small.find(each.first, at + 1)
    return found


def _write_link(term: GlossaryTerm, root: str) -> str:
    href = escape(f"{root}{quote_path(term.url)}#{term.anchor}")
    return f'<a class="term" href="{href}" title="{escape(_cut(term.text))}">'


def _cut(text: str) -> str:
    """Shorten a definition at a word."""
    return text if len(text) <= LONG else text[:LONG].rpartition(" ")[0] + " …"
