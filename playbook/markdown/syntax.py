"""The Markdown that pages are written in, and its tokens.

In: a page's text. Out: markdown-it's flat list of tokens and its environment, with footnotes moved
to the end, and callouts and tasks marked. It makes no HTML.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore, normalize, text_join
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from playbook.markdown import bounds, comments, inline
from playbook.markdown.blocks import sort_block_rules
from playbook.markdown.inlines import sort_inline_rules

MAX_NESTING = 40
_CALLOUT = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*", re.IGNORECASE)
_DASH = re.compile(r"(?:—|–|--|---)[ \t]+")
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_UNSAFE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class _Parser(MarkdownIt):
    """Leaves targets as their authors wrote them: they are judged where they are written out."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002 - the library's name
        """Accept any target."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the library's name
        """Leave a target as it is."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - the library's name
        """Leave the text of an autolink as it is."""
        return link


@cache
def make_parser() -> MarkdownIt:
    """Make the parser of all pages: `make_plain_parser`'s, made fast."""
    parser = make_plain_parser()
    sort_block_rules(parser)
    sort_inline_rules(parser)
    parser.core.ruler.at("normalize", _normalize)
    parser.core.ruler.at("text_join", _join_texts)
    return parser


def make_plain_parser() -> MarkdownIt:
    """Make a parser with all rules, each of which is asked at every place: what it says is what holds."""
    parser = _Parser("commonmark", {"html": False, "maxNesting": MAX_NESTING})
    parser.enable(["table", "strikethrough"]).disable(["html_block", "html_inline"])
    parser.use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=False)
    parser.inline.ruler.at("link", inline.read_link)
    parser.inline.ruler.at("image", inline.read_image)
    parser.inline.ruler.at("autolink", inline.read_autolink)
    parser.inline.ruler.before("link", "wikilink", inline.read_wikilink)
    parser.inline.ruler.before("autolink", "comment", inline.skip_comment)
    parser.block.ruler.at("table", bounds.read_table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before(
        "blockquote", "comment", comments.skip_comment, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    return parser


def _normalize(state: StateCore) -> None:
    """Turn line endings into line feeds, where there are others."""
    if "\r" in state.src or "\0" in state.src:
        normalize(state)


def _join_texts(state: StateCore) -> None:
    """Join texts with the signs that were escaped, where there are such: others have been joined before."""
    if "\\" in state.src or "&" in state.src:
        text_join(state)


def make_safe(text: str) -> str:
    """Replace characters that no page may hold by U+FFFD or a blank, one for one."""
    if text.replace("\n", "").isprintable():  # as most are; what is unsafe is not
        return text
    return _UNSAFE.sub("\ufffd", text).replace("\v", " ").replace("\f", " ")


def tokenize(text: str) -> tuple[list[Token], dict[str, Any]]:
    """Parse a safe text into tokens, in order, and markdown-it's environment with the definitions."""
    env: dict[str, Any] = {}
    tokens = _move_footnotes(make_parser().parse(text, env), env)
    _mark_callouts(tokens)
    _mark_sources(tokens)
    _mark_tasks(tokens)
    return tokens, env


def _move_footnotes(tokens: list[Token], env: dict[str, Any]) -> list[Token]:
    """Take the definitions out and put those that are referred to at the end, in order."""
    if "footnotes" not in env:
        return tokens
    main: list[Token] = []
    notes: dict[str, list[Token]] = {}
    open_notes: list[list[Token]] = [main]
    for token in tokens:
        if token.type == "footnote_reference_open":
            note: list[Token] = []
            open_notes.append(note)
            notes.setdefault(token.meta["label"], note)
        elif token.type == "footnote_reference_close":
            open_notes.pop()
        else:
            open_notes[-1].append(token)
    main.extend(_list_notes(notes, env["footnotes"]["list"]))
    return main


def _list_notes(notes: dict[str, list[Token]], used: dict[int, dict[str, Any]]) -> Iterator[Token]:
    if not used:
        return
    yield Token("footnote_block_open", "", 1)
    for number, entry in used.items():
        meta = {"id": number, "count": entry["count"]}
        yield Token("footnote_open", "", 1, meta=meta)
        body = notes.get(entry["label"], [])
        end = len(body) - 1 if body and body[-1].type == "paragraph_close" else len(body)
        yield from [*body[:end], Token("footnote_back", "", 0, meta=meta), *body[end:]]
        yield Token("footnote_close", "", -1, meta=meta)
    yield Token("footnote_block_close", "", -1)


def _mark_callouts(tokens: list[Token]) -> None:
    """Turn block quotes that begin with [!NOTE] and the like into callouts."""
    open_quotes: list[Token] = []
    quotes = [n for n, each in enumerate(tokens) if each.type in ("blockquote_open", "blockquote_close")]
    for index in quotes:
        token = tokens[index]
        if token.nesting > 0:
            open_quotes.append(token)
            _mark_callout(token, tokens[index + 2] if len(tokens) > index + 2 else None)
        else:
            token.tag = open_quotes.pop().tag


def _mark_callout(quote: Token, first: Token | None) -> None:
    if first is None or first.type != "inline" or not first.children:
        return
    text = first.children[0]
    found = _CALLOUT.match(text.content) if text.type == "text" else None
    alone = len(first.children) == 1 or first.children[1].type in ("softbreak", "hardbreak")
    if found is None or found.end() != len(text.content) or not alone:
        return
    word = found[1].lower()
    quote.tag = "aside"
    quote.attrs = {"class": f"callout callout-{word}", "role": "note"}
    text.type, text.content = "callout_word", word.capitalize()


def _mark_sources(tokens: list[Token]) -> None:
    """Let the last paragraph or line of a quote that begins with a dash be its source."""
    ends = [
        n for n, each in enumerate(tokens) if each.type == "blockquote_close" and each.tag == "blockquote"
    ]
    for index in ends:
        last = tokens[index - 1]
        if last.type != "paragraph_close":
            continue
        children = tokens[index - 2].children or []
        starts = [n for n, each in enumerate(children) if each.type == "text" and _is_source(children, n)]
        if starts and starts[-1] == 0:
            tokens[index - 3].type = "quote_source_open"
        elif starts:
            children[starts[-1] - 1].type = "quote_source_break"
        else:
            continue
        last.type = "quote_source_close"
        text = children[starts[-1]]
        text.content = _DASH.sub("", text.content, count=1)


def _is_source(children: list[Token], n: int) -> bool:
    """Whether a text begins its line with a dash."""
    begins = n == 0 or children[n - 1].type in ("softbreak", "hardbreak")
    return begins and bool(_DASH.match(children[n].content))


def _mark_tasks(tokens: list[Token]) -> None:
    """Turn list items that begin with [ ] or [x] into tasks."""
    items = [n for n, each in enumerate(tokens[:-2]) if each.type == "list_item_open"]
    for index in items:
        item, first = tokens[index], tokens[index + 2]
        if first.type != "inline" or not first.children:
            continue
        text = first.children[0]
        found = _TASK.match(text.content) if text.type == "text" else None
        if found is None:
            continue
        is_done = found[1] != " "
        item.attrs = {**item.attrs, "class": "task done" if is_done else "task"}
        text.content = text.content[found.end() :]
        first.children = [Token("task_box", "", 0, meta={"checked": is_done}), *first.children]
