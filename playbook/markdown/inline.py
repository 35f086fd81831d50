"""Inline rules that know where a link's target stands.

In: markdown-it's inline state. Out: tokens whose `meta` says at which offsets of the block's
content the target is written ("at"), or by which definition it comes ("reference"). They follow
CommonMark, and add wikilinks and comments.
"""

import re
from dataclasses import dataclass
from typing import Final

from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.rules_inline import StateInline, autolink
from markdown_it.token import Token

MAX_IMAGE_DEPTH: Final = 2
_BLANKS = re.compile(r"[ \t\n]*")
_WIKI = re.compile(r"\[\[(?P<target>[^\s\[\]|][^\[\]|\n]*)(?:\|(?P<label>[^\[\]\n]*))?\]\](?!\()")


@dataclass(frozen=True, slots=True)
class _Found:
    """A link's target as it was found after the label, and the position behind it."""

    href: str
    title: str
    meta: dict[str, object]
    end: int


def read_wikilink(state: StateInline, silent: bool) -> bool:
    """Read [[id]], [[id#anchor]] or [[id|label]]; not before a bracket, where it is the text of a link."""
    if not state.src.startswith("[[", state.pos):
        return False
    found = _WIKI.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        target = found["target"].rstrip()
        start = found.start("target")
        token.content = target
        token.meta = {"at": (start, start + len(target)), "label": (found["label"] or "").strip()}
    state.pos = found.end()
    return True


def read_link(state: StateInline, silent: bool) -> bool:
    """Read [text](target "title"), [text][label], [label][] or [label]."""
    start, maximum = state.pos, state.posMax
    if state.src[start] != "[":
        return False
    label_end = parseLinkLabel(state, start, True)
    found = _find_target(state, start + 1, label_end) if label_end >= 0 else None
    if found is None:
        return False
    if not silent:
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": found.href, **({"title": found.title} if found.title else {})}
        token.meta = found.meta
        state.pos, state.posMax = start + 1, label_end
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
    state.pos, state.posMax = found.end, maximum
    return True


def read_image(state: StateInline, silent: bool) -> bool:
    """Read ![text](target "title") and its forms by reference; the text may nest a few levels deep."""
    start = state.pos
    if not state.src.startswith("![", start):
        return False
    label_end = parseLinkLabel(state, start + 1, False)
    found = _find_target(state, start + 2, label_end) if label_end >= 0 else None
    if found is None:
        return False
    if not silent:
        content = state.src[start + 2 : label_end]
        token = state.push("image", "img", 0)
        token.content = content
        token.children = _parse_alternative(state, content)
        token.attrs = {"src": found.href, **({"title": found.title} if found.title else {})}
        token.meta = found.meta
    state.pos = found.end
    return True


def _parse_alternative(state: StateInline, content: str) -> list[Token]:
    """Parse the text of an image: each level is a call, so that the depth must be bounded."""
    depth = state.env.get("image_depth", 0)
    if depth >= MAX_IMAGE_DEPTH:
        plain = Token("text", "", 0)
        plain.content = content
        return [plain]
    tokens: list[Token] = []
    state.env["image_depth"] = depth + 1
    state.md.inline.parse(content, state.md, state.env, tokens)
    state.env["image_depth"] = depth
    return tokens


def _find_target(state: StateInline, label_start: int, label_end: int) -> _Found | None:
    after = label_end + 1
    if state.src.startswith("(", after) and after < state.posMax:
        found = _find_inline_target(state, after + 1)
        if found is not None:
            return found
    return _find_reference(state, label_start, label_end)


def _find_inline_target(state: StateInline, pos: int) -> _Found | None:
    maximum = state.posMax
    start = pos = _skip_blanks(state, pos)
    href, title = "", ""
    destination = parseLinkDestination(state.src, pos, maximum)
    if destination.ok:
        href, pos = destination.str, destination.pos
    at = (start + 1, pos - 1) if state.src.startswith("<", start) and destination.ok else (start, pos)
    gap = _skip_blanks(state, pos)
    quoted = parseLinkTitle(state.src, gap, maximum)
    if gap < maximum and gap > pos and quoted.ok:
        title, gap = quoted.str, _skip_blanks(state, quoted.pos)
    if gap >= maximum or state.src[gap] != ")":
        return None
    return _Found(href, title, {"at": at}, gap + 1)


def _find_reference(state: StateInline, label_start: int, label_end: int) -> _Found | None:
    references = state.env.get("references")
    if not references:
        return None
    end, label = label_end + 1, ""
    if state.src.startswith("[", end) and end < state.posMax:
        close = parseLinkLabel(state, end)
        if close >= 0:
            label, end = state.src[end + 1 : close], close + 1
    name = normalizeReference(label or state.src[label_start:label_end])
    reference = references.get(name)
    if reference is None:
        return None
    return _Found(reference["href"], reference["title"], {"reference": name}, end)


def _skip_blanks(state: StateInline, pos: int) -> int:
    found = _BLANKS.match(state.src, pos, state.posMax)
    return found.end() if found else pos


def read_autolink(state: StateInline, silent: bool) -> bool:
    """Read <https://…> and <name@host>."""
    start, count = state.pos, len(state.tokens)
    if not autolink(state, silent):
        return False
    for token in state.tokens[count:] if not silent else []:
        if token.type == "link_open":
            token.meta = {"at": (start + 1, state.pos - 1)}
    return True


def skip_comment(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - a rule's signature
    """Drop <!-- … -->: what an author hides is not for readers."""
    src = state.src
    if not src.startswith("<!--", state.pos):
        return False
    last = state.env.setdefault("last_comment_ends", {})
    if src not in last:
        last[src] = src.rfind("-->")
    if last[src] < state.pos + 2:
        return False
    state.pos = src.index("-->", state.pos + 2) + 3
    return True
