"""Tokens to HTML that holds nothing but what is written here.

In: tokens whose links and headings have been counted. Out: HTML with places for link targets. Every
text is escaped; no attribute comes from an author but titles, alternatives and checked targets.
"""

import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import islice, takewhile
from typing import Final

from markdown_it.token import Token

from playbook.markdown.code import color_code
from playbook.markdown.outline import Texts, read_alternative, read_children
from playbook.markdown.targets import (
    TITLE_END,
    TITLE_START,
    judge,
    mark_image,
    mark_link,
    mark_title,
    write_external,
)

_LANGUAGE = re.compile(r"[\w+#.-]+")
_PLAIN: Final = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "bullet_list_open": "<ul>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_close": "</li>\n",
    "hr": "<hr>\n",
    "quote_source_open": "<footer>",
    "quote_source_break": "</p>\n<footer>",
    "quote_source_close": "</footer>\n",
    "table_close": "</table></div>\n",
    "thead_open": "<thead>\n",
    "thead_close": "</thead>\n",
    "tbody_open": "<tbody>\n",
    "tbody_close": "</tbody>\n",
    "tr_open": "<tr>",
    "tr_close": "</tr>\n",
    "th_close": "</th>",
    "td_close": "</td>",
    "dl_open": "<dl>\n",
    "dl_close": "</dl>\n",
    "dt_close": "</dfn></dt>\n",
    "dd_open": "<dd>",
    "dd_close": "</dd>\n",
    "softbreak": "\n",
    "hardbreak": "<br>\n",
    "em_open": "<em>",
    "em_close": "</em>",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "s_open": "<s>",
    "s_close": "</s>",
    "footnote_block_open": '<section class="footnotes" role="doc-endnotes">\n<ol>\n',
    "footnote_block_close": "</ol>\n</section>\n",
    "footnote_close": "</li>\n",
}


class Writer:
    """Writes one page's HTML."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        """Take the tokens; a first heading of level 1 serves as the page's title."""
        self.tokens = tokens
        self.has_title = bool(tokens) and tokens[0].type == "heading_open" and tokens[0].tag == "h1"
        tops = sum(1 for each in tokens if each.type == "heading_open" and each.tag == "h1")
        self.shift = 1 if tops > self.has_title else 0
        self.closing: list[str] = []

    def write(self) -> str:
        """Give the HTML of all tokens."""
        parts: list[str] = []
        for index, token in enumerate(self.tokens):
            if token.type == "inline":
                for child in token.children or ():
                    kind = child.type
                    if kind == "text":
                        text = child.content.replace("&", "&amp;")
                        parts.append(text.replace("<", "&lt;").replace(">", "&gt;"))
                    else:
                        parts.append(_PLAIN.get(kind) or _RULES[kind](self, child, index))
            elif not token.hidden:
                parts.append(_PLAIN.get(token.type) or _RULES[token.type](self, token, index))
        return "".join(parts)

    def name_heading(self, token: Token, index: int) -> str:
        """Give a heading's tag in the finished page, where the template prints the only h1."""
        level = int(token.tag[1])
        is_title = self.has_title and index in (0, 2)
        return f"h{min(6, level + (1 if is_title else self.shift))}"


def _open_heading(writer: Writer, token: Token, index: int) -> str:
    start = TITLE_START if writer.has_title and index == 0 else ""
    return (
        f'{start}<div class="heading"><{writer.name_heading(token, index)} id="{escape(token.meta["id"])}">'
    )


def _close_heading(writer: Writer, token: Token, index: int) -> str:
    meta = writer.tokens[index - 2].meta
    end = TITLE_END if writer.has_title and index == 2 else ""
    name = escape(f"Link to “{meta['text']}”")
    anchor = f'<a class="anchor" href="#{escape(meta["id"])}" aria-label="{name}">#</a>'
    return f"</{writer.name_heading(token, index)}>{anchor}</div>{end}\n"


def _open_list(_writer: Writer, token: Token, _index: int) -> str:
    start = token.attrs.get("start")
    return f'<ol start="{int(start)}">\n' if start is not None else "<ol>\n"


def _open_item(_writer: Writer, token: Token, _index: int) -> str:
    name = token.attrs.get("class")
    return f'<li class="{name}">' if name else "<li>"


def _open_quote(_writer: Writer, token: Token, _index: int) -> str:
    name = token.attrs.get("class")
    return f'<aside class="{name}" role="note">\n' if name else "<blockquote>\n"


def _close_quote(_writer: Writer, token: Token, _index: int) -> str:
    return f"</{token.tag}>\n"


def _open_table(writer: Writer, _token: Token, index: int) -> str:
    """Name the region by the table's columns: it scrolls, so that the keyboard must reach it."""
    texts = Texts()
    for token in takewhile(lambda each: each.type != "thead_close", islice(writer.tokens, index, None)):
        if token.type == "inline":
            texts.add(", " if texts.length else "", "")
            read_children(token.children or [], texts)
    name = escape(" ".join("".join(texts.shown).split()).strip(", "))
    return f'<div class="scroll" role="group" tabindex="0" aria-label="{name or "Table"}"><table>\n'


def _open_cell(_writer: Writer, token: Token, _index: int) -> str:
    side = str(token.attrs.get("style", "")).removeprefix("text-align:")
    scope = ' scope="col"' if token.tag == "th" else ""
    return f"<{token.tag}{scope}" + (f' class="{side}">' if side else ">")


def _write_fence(_writer: Writer, token: Token, _index: int) -> str:
    found = _LANGUAGE.match(token.info.strip())
    language = found[0] if found else ""
    name = f' class="language-{escape(language)}"' if language else ""
    code = color_code(token.content, language)
    shown = f' data-language="{escape(language)}"' if language else ""
    label = f"Code, {escape(language)}" if language else "Code"
    opening = f'<pre class="highlight" role="group" tabindex="0" aria-label="{label}"{shown}>'
    return f"{opening}<code{name}>{code}</code></pre>\n"


def _write_code(_writer: Writer, token: Token, _index: int) -> str:
    return f"<code>{escape(token.content, quote=False)}</code>"


def _open_link(writer: Writer, token: Token, _index: int) -> str:
    href = str(token.attrs["href"])
    title = f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
    kind = judge(href)
    writer.closing.append("" if kind == "refused" else "</a>")
    if kind == "refused":
        return ""
    return f"<a{write_external(href) if kind == 'external' else mark_link(token.meta['index'])}{title}>"


def _close_link(writer: Writer, _token: Token, _index: int) -> str:
    return writer.closing.pop()


def _write_image(writer: Writer, token: Token, _index: int) -> str:
    """Show an image of the site; one from elsewhere is not loaded but linked to."""
    source, alternative = str(token.attrs["src"]), read_alternative(token)
    kind = judge(source)
    if kind == "internal":
        return mark_image(token.meta["index"], alternative, str(token.attrs.get("title", "")))
    if kind == "refused" or any(writer.closing):
        return escape(alternative, quote=False)
    return f"<a{write_external(source)}>{escape(alternative or source, quote=False)}</a>"


def _write_wikilink(_writer: Writer, token: Token, _index: int) -> str:
    index, label = token.meta["index"], token.meta["label"]
    shown = escape(label, quote=False) if label else mark_title(index, token.content)
    return f"<a{mark_link(index)}>{shown}</a>"


def _write_callout_word(_writer: Writer, token: Token, _index: int) -> str:
    return f"<strong>{token.content}</strong>"


def _write_task(_writer: Writer, token: Token, _index: int) -> str:
    """Say in words what the box shows: it is drawn, so that nobody tries to tick it."""
    said = "done" if token.meta["checked"] else "open"
    return f'<span class="box"></span><span class="vh">({said}) </span>'


def _open_term(_writer: Writer, token: Token, _index: int) -> str:
    """Define a term; the first of its name can be linked to."""
    name = token.meta.get("id", "")
    return f'<dt id="{escape(name)}"><dfn>' if name else "<dt><dfn>"


def _write_footnote_mark(_writer: Writer, token: Token, _index: int) -> str:
    number, again = token.meta["id"] + 1, token.meta["subId"]
    name = f"fnref:{number}" + (f":{again + 1}" if again else "")
    return f'<sup><a href="#fn:{number}" id="{name}" role="doc-noteref">{number}</a></sup>'


def _open_footnote(_writer: Writer, token: Token, _index: int) -> str:
    return f'<li id="fn:{token.meta["id"] + 1}">'


def _write_footnote_back(_writer: Writer, token: Token, _index: int) -> str:
    number = token.meta["id"] + 1
    names = [f"fnref:{number}" + (f":{again + 1}" if again else "") for again in range(token.meta["count"])]
    return "".join(
        f' <a href="#{each}" role="doc-backlink" aria-label="Back to the text of note {number}">↩</a>'
        for each in names
    )


_RULES: Final[dict[str, Callable[[Writer, Token, int], str]]] = {
    "heading_open": _open_heading,
    "heading_close": _close_heading,
    "ordered_list_open": _open_list,
    "list_item_open": _open_item,
    "blockquote_open": _open_quote,
    "blockquote_close": _close_quote,
    "table_open": _open_table,
    "th_open": _open_cell,
    "td_open": _open_cell,
    "fence": _write_fence,
    "code_block": _write_fence,
    "code_inline": _write_code,
    "link_open": _open_link,
    "link_close": _close_link,
    "image": _write_image,
    "wikilink": _write_wikilink,
    "callout_word": _write_callout_word,
    "task_box": _write_task,
    "dt_open": _open_term,
    "footnote_ref": _write_footnote_mark,
    "footnote_open": _open_footnote,
    "footnote_back": _write_footnote_back,
}
