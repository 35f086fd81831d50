"""Inline rules by the sign that they begin with; a text without any such sign is a text.

In: a parser with all its rules. Out: the same parser, whose rules are asked only where they may say yes. What
they say is theirs: a rule that is not asked would have said no, by the sign at its place.
"""

import re
from collections.abc import Callable
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from playbook.markdown.tokens import InlineState, make_token

Rule = Callable[[StateInline, bool], bool]

_FIRST: Final = {
    "text": "",
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "wikilink": "[",
    "link": "[",
    "image": "!",
    "footnote_ref": "[",
    "comment": "<",
    "autolink": "<",
    "entity": "&",
}
"""The signs at which a rule may hold; the rule for text has become the way between them."""

_SIGN: Final = re.compile(r"[\n\\`~*_\[\]!<&]")
"""All of these, and the bracket at which a link's text ends."""

_PAIRED: Final = re.compile("[~*_]")
"""The signs that are matched with others when all have been read."""


class Inlines(ParserInline):
    """An inline parser that goes from sign to sign."""

    def __init__(self, old: ParserInline) -> None:
        """Take over the rules of another."""
        super().__init__()
        self.ruler, self.ruler2 = old.ruler, old.ruler2
        rules = dict(zip(old.ruler.get_active_rules(), old.ruler.getRules(), strict=True))
        self._by_sign: dict[str, tuple[Rule, ...]] = {
            sign: tuple(rule for name, rule in rules.items() if sign in _FIRST[name])
            for sign in "".join(_FIRST.values())
        }
        self._by_sign["]"] = ()

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse a block's content into tokens."""
        if _SIGN.search(src):
            state = InlineState(src, md, env, tokens)
            self.tokenize(state)
            if _PAIRED.search(src):
                for rule in self.ruler2.getRules():
                    rule(state)
        elif src:
            text = make_token("text", "", 0)
            text.content = src
            tokens.append(text)
        return tokens

    def tokenize(self, state: StateInline) -> None:
        """Make the tokens of a range: that of a block, or of a link's text, which holds no link."""
        src, end = state.src, state.posMax
        while (start := state.pos) < end:
            found = _SIGN.search(src, start, end)
            state.pos = at = found.start() if found else end
            if at > start:
                state.pending += src[start:at]
            if found is None:
                break
            for rule in self._by_sign[src[at]]:
                if rule(state, False):
                    break
            else:
                state.pending += src[at]
                state.pos = at + 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - the library's name
        """Pass one token, or a text, without making it."""
        start = state.pos
        if start in state.cache:
            state.pos = state.cache[start]
            return
        if state.level >= state.md.options["maxNesting"]:
            state.pos = state.posMax
        else:
            self._skip(state, start)
        state.cache[start] = state.pos

    def _skip(self, state: StateInline, start: int) -> None:
        found = _SIGN.search(state.src, start, state.posMax)
        at = found.start() if found else state.posMax
        if at > start:
            state.pos = at
            return
        state.level += 1
        is_passed = any(rule(state, True) for rule in self._by_sign[state.src[at]])
        state.level -= 1
        if not is_passed:
            state.pos = start + 1


def sort_inline_rules(parser: MarkdownIt) -> None:
    """Let a parser ask its inline rules by signs.

    A parser with other rules than those that are known here is left as it is.
    """
    if set(parser.inline.ruler.get_active_rules()) == _FIRST.keys():
        parser.inline = Inlines(parser.inline)
