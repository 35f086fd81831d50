"""Block rules by the sign that a line begins with: of a dozen, one or two can hold for a line.

In: a parser with all its rules. Out: the same parser, whose rules are asked only where they may say yes. What
they say is theirs: a rule that is not asked would have said no, by the first sign of the line or of the next.
"""

from collections.abc import Callable, Iterable
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from markdown_it.utils import EnvType

from playbook.markdown.tokens import BlockState

Rule = Callable[[StateBlock, int, int, bool], bool]

_FIRST: Final = {
    "fence": "`~",
    "comment": "<",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*-+0123456789",
    "footnote_def": "[",
    "reference": "[",
    "heading": "#",
}
"""The signs with which a line must begin for a rule to hold."""

_OTHERS: Final = frozenset({"table", "code", "lheading", "deflist", "paragraph"})
"""The rules that look at the indent, or at the line below."""

_CHAINS: Final = ("paragraph", "reference", "blockquote", "list")
"""What other blocks may end."""

_REACH: Final = 8
"""How many lines of a paragraph are looked at for one that underlines it."""


class Blocks(ParserBlock):
    """A block parser whose state finds lines and makes tokens fast."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, outTokens: list[Token]) -> list[Token] | None:  # noqa: N803 - the library's name
        """Parse a text whose lines end in line feeds."""
        if not src:
            return None
        state = BlockState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


def sort_block_rules(parser: MarkdownIt) -> None:
    """Replace a parser's rules by one for each chain, which asks those that may hold, in their order.

    A parser with other rules than those that are known here is left as it is.
    """
    old = parser.block.ruler
    rules = dict(zip(old.get_active_rules(), old.getRules(), strict=True))
    if rules.keys() != _FIRST.keys() | _OTHERS:
        return
    names = {rule: name for name, rule in rules.items()}
    ruler: Ruler[Rule] = Ruler()
    ruler.push("code", _begin_blocks(rules))  # by this name a state knows that there is code
    for chain in _CHAINS:
        ending = {names[rule]: rule for rule in old.getRules(chain)}
        ruler.push(f"end of {chain}", _end_blocks(ending), {"alt": [chain]})
    parser.block = Blocks()
    parser.block.ruler = ruler


def _begin_blocks(rules: dict[str, Rule]) -> Rule:
    """Make the rule by which every block begins; a paragraph always may."""
    by_sign, table, code = _sort(rules, _FIRST), rules["table"], rules["code"]
    begin_text = _begin_texts(rules)

    def begin(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        if state.is_code_block(line):
            return code(state, line, end, silent)
        below = _find_sign(state, line + 1, end)
        if below and below in "|-:" and table(state, line, end, silent):
            return True
        for rule in by_sign.get(state.src[state.bMarks[line] + state.tShift[line]], ()):
            if rule(state, line, end, silent):
                return True
        return begin_text(state, line, end, silent)

    return begin


def _begin_texts(rules: dict[str, Rule]) -> Rule:
    """Make the rule by which a text begins: a heading that is underlined, a term, or a paragraph."""
    underlined, terms, paragraph = rules["lheading"], rules["deflist"], rules["paragraph"]

    def begin_text(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        below = _find_sign(state, line + 1, end)
        if below and _may_be_underlined(state, line, end) and underlined(state, line, end, silent):
            return True
        below = below or _find_sign(state, line + 2, end)
        if below and below in ":~" and terms(state, line, end, silent):
            return True
        return paragraph(state, line, end, silent)

    return begin_text


def _end_blocks(rules: dict[str, Rule]) -> Rule:
    """Make the rule by which a block is ended that stands in one chain."""
    by_sign = _sort(rules, {**_FIRST, "deflist": ":~"})
    table = rules.get("table")

    def end_block(state: StateBlock, line: int, end: int, silent: bool) -> bool:
        start = state.bMarks[line] + state.tShift[line]
        for rule in by_sign.get(state.src[start : start + 1], ()):
            if rule(state, line, end, silent):
                return True
        below = _find_sign(state, line + 1, end) if table else ""
        return bool(table and below and below in "|-:" and table(state, line, end, silent))

    return end_block


def _sort(rules: dict[str, Rule], signs: dict[str, str]) -> dict[str, tuple[Rule, ...]]:
    """Give for each sign the rules that may hold for a line that begins with it, in their order."""
    known: Iterable[str] = frozenset("".join(signs.values()))
    return {
        sign: tuple(rule for name, rule in rules.items() if sign in signs.get(name, "")) for sign in known
    }


def _find_sign(state: StateBlock, line: int, end: int) -> str:
    """Give the sign that a line begins with; "" for an empty line and from the end on."""
    if line >= end:
        return ""
    start = state.bMarks[line] + state.tShift[line]
    return state.src[start] if start < state.eMarks[line] else ""


def _may_be_underlined(state: StateBlock, line: int, end: int) -> bool:
    """Whether the next lines, up to an empty one, hold one of nothing but hyphens or equals signs."""
    for each in range(line + 1, min(end, line + 1 + _REACH)):
        start, stop = state.bMarks[each] + state.tShift[each], state.eMarks[each]
        if start >= stop:
            return False
        sign = state.src[start]
        if sign in "-=" and not state.src[start:stop].rstrip(" \t").strip(sign):
            return True
    return line + 1 + _REACH < end
