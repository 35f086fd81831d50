"""Tokens, and states that make them, with less ado than markdown-it does.

In: a token's type, tag and nesting; a text. Out: markdown-it's own tokens and states, equal to those that it
makes itself. A page has hundreds of tokens and lines: making them costs as much as reading them.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

_NO_PARSER: Any = None
Nesting = Literal[-1, 0, 1]

_FIELDS = "type tag nesting attrs map level children content markup info meta block hidden"


def _write_token(kind: str, tag: str, nesting: Nesting) -> Token:
    """Make a token with its defaults; the class's own way asks of each field what its default is."""
    token = Token.__new__(Token)
    token.type = kind
    token.tag = tag
    token.nesting = nesting
    token.attrs = {}
    token.map = None
    token.level = 0
    token.children = None
    token.content = ""
    token.markup = ""
    token.info = ""
    token.meta = {}
    token.block = False
    token.hidden = False
    return token


make_token: Callable[[str, str, Nesting], Token] = (
    _write_token if [each.name for each in fields(Token)] == _FIELDS.split() else Token
)
"""Makes a token; by the class itself should it have other fields than those that are known here."""


@lru_cache(maxsize=10_000)
def _judge_sign(around: str, may_split: bool) -> Scanned:
    """Say by the class's own way what a sign may do between two others."""
    return StateInline(around, _NO_PARSER, {}, []).scanDelims(1, may_split)


class BlockState(StateBlock):
    """A block parser's state, with its lines found by whole lines instead of sign by sign."""

    def __init__(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> None:
        """Take a text whose lines end in line feeds."""
        super().__init__("", md, env, tokens)
        self.src = src
        rows = src.split("\n")
        if not rows[-1].strip(" \t"):
            rows.pop()  # behind the last line feed, blanks are no line
        starts, ends, shifts, indents = [], [], [], []
        start = 0
        for row in rows:
            shift = len(row) - len(row.lstrip(" \t"))
            starts.append(start)
            start += len(row) + 1
            ends.append(start - 1)
            shifts.append(shift)
            indents.append(_measure(row[:shift]) if shift else 0)
        end = len(src)  # the line behind the last, which the rules may look at
        self.bMarks, self.eMarks = [*starts, end], [*ends, end]
        self.tShift, self.sCount = [*shifts, 0], [*indents, 0]
        self.bsCount = [0] * len(self.bMarks)
        self.lineMax = len(rows)

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        """Add a token, as the class does from which this one comes."""
        token = make_token(ttype, tag, nesting)
        token.block = True
        if nesting < 0:
            self.level -= 1
        token.level = self.level
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


def _measure(blanks: str) -> int:
    """Measure blanks, a tab reaching to the next column that four divides."""
    return len(blanks.expandtabs(4))


class InlineState(StateInline):
    """An inline parser's state; the text that gathers is a plain one, for most is added once."""

    pending = ""

    def append_pending(self, text: str) -> None:
        """Let text gather."""
        self.pending += text

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the library's names
        """Say how many equal signs begin at a place, and what they may do by the signs around them."""
        src, sign, end = self.src, self.src[start], start + 1
        while end < self.posMax and src[end] == sign:
            end += 1
        before = src[start - 1] if start else " "
        after = src[end] if end < self.posMax else " "
        found = _judge_sign(before + sign + after, canSplitWord)
        return found if end == start + 1 else found._replace(length=end - start)

    def pushPending(self) -> Token:  # noqa: N802 - the library's name
        """Add the text that has gathered, as the class does from which this one comes."""
        token = make_token("text", "", 0)
        token.content = self.pending
        token.level = self.pendingLevel
        self.tokens.append(token)
        self.pending = ""
        return token

    def push(self, ttype: str, tag: str, nesting: Nesting) -> Token:
        """Add a token; one that opens or closes begins or ends a level by the class's own way."""
        if nesting:
            return super().push(ttype, tag, nesting)
        if self.pending:
            self.pushPending()
        token = make_token(ttype, tag, 0)
        token.level = self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(None)
        return token
