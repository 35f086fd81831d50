"""A page's own words as Markdown that leaves the site.

In: a page's text as its author wrote it, and where its links lead. Out: the same Markdown without comments
and without front matter: wiki links are ordinary links, links to pages lead to their Markdown, a link that
leads nowhere is its words alone. What is no HTML on the page is none here either.
"""

import re
from collections.abc import Iterator, Sequence

from playbook.exports.clean import clean
from playbook.frontmatter.fence import find_fences
from playbook.markdown import Link
from playbook.markdown.bounds import is_too_dense
from playbook.markdown.syntax import make_safe, tokenize
from playbook.model.page import Page
from playbook.model.site import ResolvedLink
from playbook.source import Source
from playbook.view import Index
from playbook.view.address import quote_path
from playbook.view.feed import name_copy

_TAG = re.compile(
    r"(?P<kept>`+[^`\n]*`+|\\<|\]\([ \t]*<|\]:[ \t]*<|<(?:https?|mailto):[^\s<>]*>|<[^\s<>@/]+@[^\s<>]+>)"
    r"|<(?=[A-Za-z/!?])"
)
"""A tag that begins, or what looks like one: code, a target in angle brackets, an address."""
_WIKI_END = re.compile(r"[^\[\]\n]*\]\]")

_BRACKETS = str.maketrans({sign: f"\\{sign}" for sign in "[]"})

Change = tuple[int, int, str]
"""From where, up to where, and what stands there instead."""


def write_prose(index: Index, page: Page) -> str:
    """Give a page's own words; "" where it has none."""
    stored = index.facts.store.fetch(page.digest)
    if stored is None or not page.path.endswith(".md"):
        return ""
    source = stored.source
    fences, _ = find_fences(source)
    start = fences.body if fences else 0
    links = index.site.links.get(page.key, ())
    changes = _list_changes(source, page.links, [_point(each, page) for each in links])
    text = _apply(source.text, start, changes)
    return clean(_harden(text)).strip("\n")


def _point(link: ResolvedLink, page: Page) -> tuple[str, str]:
    """Give where a link of a page leads, seen from its copy, and the title of what it leads to."""
    if link.external or not (link.url or link.anchor):
        return link.url, link.title
    root = "../" * page.url.count("/")
    anchor = f"#{link.anchor}" if link.anchor else ""
    path = quote_path(name_copy(link.url) if link.page else link.url)
    return f"{root}{path}{anchor}", link.title


def _list_changes(
    source: Source, links: Sequence[Link], targets: Sequence[tuple[str, str]]
) -> Iterator[Change]:
    """Yield what becomes of each link's target; a definition serves many links and changes once."""
    done: set[int] = set()
    for link, (href, title) in zip(links, targets, strict=False):
        start, end = source.offsets(link.span)
        if start in done or (link.kind != "wiki" and href == link.href):
            continue
        done.add(start)
        if link.kind != "wiki" and not href and _is_bare(source.text, start, end):
            yield start - 1, end + 1, link.text
        elif link.kind != "wiki":
            yield start, end, href
        elif source.text.startswith("[[", start - 2):
            close = _WIKI_END.match(source.text, end)
            words = (link.label or title or link.href).translate(_BRACKETS)
            yield start - 2, close.end() if close else end, f"[{words}]({href})" if href else words


def _is_bare(text: str, start: int, end: int) -> bool:
    """Whether a target stands alone in angle brackets: <https://…>."""
    return text[start - 1 : start] == "<" and text[end : end + 1] == ">" and text[start - 2 : start] != "(<"


def _apply(text: str, start: int, changes: Iterator[Change]) -> str:
    """Put the changes into a text from an offset on."""
    parts, at = [], start
    for begin, end, instead in sorted(changes):
        if begin >= at:
            parts += [text[at:begin], instead]
            at = end
    return "".join([*parts, text[at:]])


def _harden(text: str) -> str:
    """Take comments out and keep tags from being any, but for what stands in blocks of code."""
    text = make_safe(text)
    if "<" not in text or is_too_dense(text):
        return _strip(text)
    lines, parts, at = text.split("\n"), list[str](), 0
    for begin, end in _list_code(text):
        if begin >= at:
            parts += [_strip("\n".join(lines[at:begin])), "\n".join(lines[begin:end])]
            at = end
    return "\n".join([*parts, _strip("\n".join(lines[at:]))])


def _list_code(text: str) -> list[tuple[int, int]]:
    """List the lines, from and up to, of the blocks of code."""
    tokens, _ = tokenize(text)
    maps = (each.map for each in tokens if each.type in ("fence", "code_block"))
    return sorted((each[0], each[1]) for each in maps if each)


def _strip(text: str) -> str:
    if "<" not in text:
        return text
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 2)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return _TAG.sub(lambda found: found["kept"] or r"\<", "".join([*parts, text[at:]]))
