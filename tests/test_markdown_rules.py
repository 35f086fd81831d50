"""The parser that asks its rules by signs reads every text as the one that asks all of them everywhere."""

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from playbook.markdown.blocks import Blocks, sort_block_rules
from playbook.markdown.inlines import Inlines, sort_inline_rules
from playbook.markdown.outline import count_words
from playbook.markdown.syntax import MAX_NESTING, make_parser, make_plain_parser, make_safe
from playbook.markdown.tokens import make_token
from tests.sites import BASE

ROOT = Path(__file__).parent.parent
PAGES = sorted({*ROOT.glob("content/**/*.md"), *ROOT.glob("playbook/**/*.md"), *BASE.rglob("*.md")})

PIECES = (
    *"\n\n\n \ta.:~*_`[]()<>-+#=|\\!&\r{%@$'\"09é“\u00a0\u3000\u0301😀",
    *("\n\n", "\n   ", "\n    ", "\n\t", "  \n", "\\\n", "\r\n", "b c", ": ", "~ ", "~~", "**", "__", "***"),
    *("``", "```", "~~~", "\n```\n", "[x](y)", '![x](y "t")', "![", "[^1]", "[^1]: note", "[a]: b", "[a]"),
    *("[[w]]", "[[w|l]]", "<!--", "-->", "<!-- c -->", "</", "<http://a.b>", "<a@b.c>", "<div>", "<b>"),
    *(
        "> ",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "2) ",
        "10. ",
        "# ",
        "## ",
        "---",
        "===",
        "--",
        "\n- - -\n",
        "\\*",
        "\\|",
    ),
    *("|---|", "|:-:|", "| a | b |\n|---|---|\n| c | d |", "x|y\n-|-\n", "[!NOTE]", "[ ] ", "[x] "),
    *("&amp;", "&#65;", "&lt;", "term\n: def", "term\n\n: def"),
)
texts = some.lists(some.sampled_from(PIECES), max_size=40).map("".join)

DEEP = (
    *(each * (2 * MAX_NESTING) for each in ("> ", "- ", "[", "![", "*a ", "[a](", "1. ", "**", "~~", "(")),
    "".join("  " * n + "- a\n" for n in range(2 * MAX_NESTING)),
    "[" * 60 + "a" + "](b)" * 60,
    "![" * 60 + "a *b* c" + "](b)" * 60,
    "1. a\n" * 500,
    "a\nb\n" * 30 + "---\n",
    "a\n" + "b\n" * 7 + "===\n",
    "a\n" + "b\n" * 8 + "===\n",
)


def parse(text: str, *, plain: bool) -> tuple[list[Token], dict[str, Any]]:
    """Give the tokens, and of what is known of a page that which others look at."""
    env: dict[str, Any] = {}
    tokens = (make_plain_parser() if plain else make_parser()).parse(text, env)
    notes = env.get("footnotes", {})
    kept: dict[str, Any] = {name: env[name] for name in ("references", "duplicate_refs") if name in env}
    return tokens, {**kept, "cells": env.get("cells", 0), "notes": notes if notes.get("refs") else {}}


def check(text: str) -> None:
    safe = make_safe(text)
    assert parse(safe, plain=False) == parse(safe, plain=True)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_is_read_the_same(page: Path) -> None:
    check(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_what_is_deep_or_long_is_read_the_same(text: str) -> None:
    check(text)


@settings(max_examples=1500, deadline=None, derandomize=True, database=None)
@given(texts)
def test_any_text_is_read_the_same(text: str) -> None:
    check(text)


def refuse_block(_state: StateBlock, _line: int, _end: int, _silent: bool) -> bool:
    return False


def refuse_inline(_state: StateInline, _silent: bool) -> bool:
    return False


def test_a_parser_with_rules_that_are_not_known_is_left_as_it_is() -> None:
    parser = make_plain_parser()
    parser.block.ruler.push("other", refuse_block)
    parser.inline.ruler.push("other", refuse_inline)
    sort_block_rules(parser)
    sort_inline_rules(parser)
    assert not isinstance(parser.block, Blocks)
    assert not isinstance(parser.inline, Inlines)


def test_the_rules_of_a_page_are_all_known() -> None:
    assert isinstance(make_parser().block, Blocks)
    assert isinstance(make_parser().inline, Inlines)


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(some.text(some.one_of(some.sampled_from("ab_ -.\n\t\x1c\u00e9\u2014\u0301"), some.characters())))
def test_a_word_begins_with_its_first_letter_and_ends_with_a_blank(text: str) -> None:
    assert count_words(text) == len(re.findall(r"\w\S*", text))


def test_no_sign_that_a_page_may_not_hold_is_left() -> None:
    unsafe = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
    assert not [n for n in range(sys.maxunicode + 1) if unsafe.search(make_safe(f"a{chr(n)}"))]


def test_a_token_is_one_of_the_library() -> None:
    assert make_token("hr", "hr", 0) == Token("hr", "hr", 0)
    assert make_token("p", "p", 1).attrs is not make_token("p", "p", 1).attrs
