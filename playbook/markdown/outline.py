"""What a page's tokens say: headings, links, texts, terms.

In: tokens and the page's source. Out: `Outline`, in the order of the page; on the way each link's
token is told its index and each heading's its id, which the HTML needs. It makes no HTML.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markdown_it.token import Token

from playbook.markdown.body import Heading, Link, Prose, Term
from playbook.markdown.place import Finder, Lines
from playbook.markdown.slugs import Slugs, slug
from playbook.source import Source, Span

SENTENCE = 160
_LETTER = re.compile(r"\w")
_NO_LETTERS = "".join(each for each in map(chr, range(128)) if not re.match(r"[\w\s]", each)).encode()
_WINDOW = 400
_BLANKS = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)]*\s+(?=\S)")


@dataclass(slots=True)
class _Found:
    """A link in a block: its token, where its text stands in the block's plain text, what it says."""

    token: Token
    kind: str
    start: int
    end: int = 0


@dataclass(slots=True)
class Texts:
    """The plain text of a block, with and without its code, and the links in it."""

    shown: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    links: list[_Found] = field(default_factory=list)
    length: int = 0

    def add(self, shown: str, prose: str) -> None:
        """Add a piece of text."""
        self.shown.append(shown)
        self.prose.append(prose)
        self.length += len(shown)


@dataclass(slots=True)
class Outline:
    """Collects headings, links and texts from the tokens of one page."""

    source: Source
    lines: Lines
    references: dict[str, Any]
    headings: list[tuple[int, str, str, int, int]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    _term_ids: set[str] = field(default_factory=set)
    _defining: Term | None = None
    _finder: Finder = field(init=False)
    _slugs: Slugs = field(default_factory=Slugs)
    _lists: int = 0

    def __post_init__(self) -> None:
        """Prepare the search for places."""
        self._finder = Finder(self.lines)

    def read(self, tokens: list[Token]) -> None:
        """Read all tokens, in order."""
        for index, token in enumerate(tokens):
            if token.type == "inline":
                self._read_block(token, tokens[index - 1])
            elif token.type in ("list_item_open", "dd_open"):
                self._lists += 1
            elif token.type in ("list_item_close", "dd_close"):
                self._lists -= 1

    def _read_block(self, token: Token, opening: Token) -> None:
        kind = self._name_kind(opening)
        cell = self._finder.find_cell(token) if kind == "cell" else ()
        texts, children = Texts(), token.children or []
        read_children(children, texts)
        line = self.lines.number(token.map[0] if token.map else 0)
        shown, text = "".join(texts.shown), "".join(texts.prose)
        if opening.type == "heading_open":
            self._add_heading(opening, shown, line)
        self._read_term(opening, texts, line)
        for found in texts.links:
            self._add_link(found, shown, self._place(found.token, token, cell))
        self.prose.append(Prose(line, text, kind))
        self.counts.append(count_words(text))

    def _name_kind(self, opening: Token) -> str:
        if opening.type == "heading_open":
            return "heading"
        if opening.type in ("td_open", "th_open"):
            return "cell"
        return "item" if self._lists else "paragraph"

    def _read_term(self, opening: Token, texts: Texts, line: int) -> None:
        """Note a term, or the first paragraph that defines it.

        A term without letters has no id, one with code in it has no words.
        """
        if opening.type != "dt_open" and not self._defining:
            return
        words = " ".join("".join(texts.shown).split())
        if opening.type == "dt_open":
            name = f"at.term.{slug(words)}" if slug(words) else ""
            opening.meta = {"id": name} if name not in self._term_ids else {}
            self._term_ids.add(name)
            is_plain = bool(name) and texts.shown == texts.prose
            self._defining = Term(words if is_plain else "", "", name, line, 0)
        elif self._defining:
            self.terms.append(replace(self._defining, text=words, block=len(self.prose)))
            self._defining = None

    def _add_heading(self, opening: Token, shown: str, line: int) -> None:
        text = " ".join(shown.split())
        name = self._slugs.take(text)
        opening.meta = {"id": name, "text": text}
        self.headings.append((int(opening.tag[1]), text, name, line, len(self.prose)))

    def _place(self, link: Token, block: Token, cell: Sequence[int]) -> Span:
        if "reference" in link.meta:
            return self.source.span(
                *self._finder.find_definition(*self.references[link.meta["reference"]]["map"])
            )
        start, end = link.meta["at"]
        if cell:
            last = cell[end - 1] + 1 if end > start else cell[start]
            return self.source.span(cell[start], last)
        return self.source.span(*self._finder.find_text(block, (start, end)))

    def _add_link(self, found: _Found, shown: str, span: Span) -> None:
        token = found.token
        label = str(token.meta.get("label", ""))
        token.meta["index"] = len(self.links)
        href = (
            token.content
            if found.kind == "wiki"
            else str(token.attrs.get("href", token.attrs.get("src", "")))
        )
        sentence = cut_sentence(shown, found.start, found.end)
        text = " ".join(shown[found.start : found.end].split())
        self.links.append(Link(href, text, found.kind, span, label, sentence, len(self.prose)))

    def list_headings(self) -> tuple[Heading, ...]:
        """Give the headings with the words of their sections."""
        totals = [0]
        for each, prose in zip(self.counts, self.prose, strict=True):
            totals.append(totals[-1] + (0 if prose.kind == "heading" else each))
        ends = _find_section_ends([each[0] for each in self.headings])
        made = []
        for (level, text, name, line, block), end in zip(self.headings, ends, strict=True):
            last = self.headings[end][4] if end < len(self.headings) else len(self.counts)
            made.append(Heading(level, text, name, line, totals[last] - totals[block]))
        return tuple(made)


def count_words(text: str) -> int:
    """Count the words of a text: what stands between blanks and holds a letter or a digit."""
    if text.isascii():
        return len(text.encode().translate(None, _NO_LETTERS).decode().split())
    return len([1 for each in text.split() if each[0].isalnum() or _LETTER.search(each)])


def _find_section_ends(levels: list[int]) -> list[int]:
    """Give for each heading the index of the next one of the same or a higher level."""
    ends = [len(levels)] * len(levels)
    open_ones: list[int] = []
    for index, level in enumerate(levels):
        while open_ones and levels[open_ones[-1]] >= level:
            ends[open_ones.pop()] = index
        open_ones.append(index)
    return ends


def read_children(children: Iterable[Token], texts: Texts) -> None:
    """Collect the plain text and the links of a block's inline tokens."""
    open_link: _Found | None = None
    for token in children:
        if token.type == "link_open":
            open_link = _Found(token, "link", texts.length)
            texts.links.append(open_link)
        elif token.type == "link_close" and open_link is not None:
            open_link.end = texts.length
        elif token.type in ("image", "wikilink"):
            _read_leaf(token, texts)
        elif token.type == "code_inline":
            texts.add(token.content, "")
        elif token.type in ("softbreak", "hardbreak", "quote_source_break"):
            texts.add("\n", "\n")
        elif token.type == "text":
            texts.add(token.content, token.content)


def _read_leaf(token: Token, texts: Texts) -> None:
    start = texts.length
    if token.type == "image":
        text = read_alternative(token)
        found = _Found(token, "image", start, start + len(text))
    else:
        text = token.meta["label"] or token.content
        found = _Found(token, "wiki", start, start + len(text))
    texts.add(text, token.meta.get("label", "") if found.kind == "wiki" else text)
    texts.links.append(found)


def read_alternative(image: Token) -> str:
    """Give the plain text that stands for an image."""
    parts: list[str] = []
    stack = list(reversed(image.children or []))
    while stack:
        token = stack.pop()
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "wikilink":
            parts.append(token.meta["label"] or token.content)
        stack.extend(reversed(token.children or []))
    return "".join(parts)


def cut_sentence(text: str, start: int, end: int) -> str:
    """Give the sentence around a range of a text, on one line, at most 160 characters long."""
    before = _BLANKS.sub(" ", text[max(0, start - _WINDOW) : start])
    inside = _BLANKS.sub(" ", text[start:end])[:SENTENCE]
    after = _BLANKS.sub(" ", text[end : end + _WINDOW])
    begin = max((found.end() for found in _SENTENCE_END.finditer(before)), default=0)
    stop = _SENTENCE_END.search(after)
    return _shorten(before[begin:], inside, after[: stop.end() if stop else len(after)]).strip()


def _shorten(before: str, inside: str, after: str) -> str:
    """Leave words out at both ends until the sentence fits."""
    room = SENTENCE - len(inside)
    left = min(len(before), max(room // 2, room - len(after)))
    right = min(len(after), room - left)
    if left < len(before):
        before = "…" + before[len(before) - left + 1 :].partition(" ")[2] if left > 1 else ""
    if right < len(after):
        after = after[: right - 1].rpartition(" ")[0] + "…" if right > 1 else ""
    return before + inside + after
