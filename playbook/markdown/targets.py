"""Links in a page's HTML, before and after anybody knows where they lead.

In: HTML with places for targets, and the targets. Out: the HTML with escaped links. A place is
written with control characters that the text of a page cannot hold, so that no page can forge one.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import Final

from markdown_it.common.normalize_url import normalizeLink

from playbook.markdown.body import Target

OPEN, CLOSE = "\x02", "\x03"
TITLE_START, TITLE_END = "\x04", "\x05"
_PLACE = re.compile(r"\x02([hti])(\d+)(?::([^\x03]*))?\x03")
_TITLE = re.compile(r'\x04<div class="heading"><h2 (id="[^"]*")>[^\x05]*\x05')
_CONTROLS = re.compile(r"[\0-\x1f\x7f-\x9f]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_INVISIBLE = re.compile(r"[\0-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_EXTERNAL: Final = frozenset({"http", "https", "mailto"})
_BROKEN_LINK: Final = ' class="broken" role="link" aria-disabled="true"'


def judge(href: str) -> str:
    """Say what a link may be: "internal", "external", or "refused" for any other scheme or host."""
    bare = _INVISIBLE.sub("", href)
    found = _SCHEME.match(bare)
    if found:
        return "external" if found[1].lower() in _EXTERNAL else "refused"
    return "refused" if bare.replace("\\", "/").startswith("//") else "internal"


def write_external(href: str) -> str:
    """Give the attributes of a link that leaves the site."""
    return f' href="{escape(normalizeLink(href))}" rel="noopener"'


def mark_link(index: int) -> str:
    """Give the place for a link's attributes."""
    return f"{OPEN}h{index}{CLOSE}"


def mark_title(index: int, fallback: str) -> str:
    """Give the place for the title of what a link leads to; `fallback` stands where there is none."""
    return f"{OPEN}t{index}:{escape(fallback)}{CLOSE}"


def mark_image(index: int, alternative: str, title: str) -> str:
    """Give the place for an image."""
    attributes = f' alt="{escape(alternative)}"' + (f' title="{escape(title)}"' if title else "")
    return f"{OPEN}i{index}:{attributes}{CLOSE}"


def fill(html: str, targets: Sequence[Target], *, without_title: bool = False) -> str:
    """Put targets into a page's HTML: target i belongs to link i.

    A broken link becomes a link that leads nowhere, of the class "broken". With `without_title` a
    first heading of level 1 is left out, because the page's template prints it; its id stays.
    """
    if without_title:
        html = _TITLE.sub(r"<span \1></span>", html)
    html = html.replace(TITLE_START, "").replace(TITLE_END, "")
    return _PLACE.sub(lambda found: _write(found[1], targets[int(found[2])], found[3] or ""), html)


def _write(kind: str, target: Target, text: str) -> str:
    broken = target.broken or not target.href or judge(target.href) == "refused"
    if kind == "t":
        return _escape(target.title) or text
    if kind == "i" and broken:
        return f'<span class="broken" role="img"{text.replace(" alt=", " aria-label=", 1)}></span>'
    if kind == "i":
        size = f' width="{target.size[0]}" height="{target.size[1]}"' if target.size else ""
        return f'<img src="{_escape(target.href)}"{text}{size} loading="lazy">'
    if broken:
        return _BROKEN_LINK
    return f' href="{_escape(target.href)}"' + (' rel="noopener"' if target.external else "")


def _escape(text: str) -> str:
    """Escape what comes from another page; controls of any kind go."""
    return escape(_CONTROLS.sub("", text))
