"""What a link in prose may lead to: pages by id in `[[…]]`, pages by file in `](…)`, headings after a `#`.

In: a draft, an offset in its prose, the judged playbook. Out: offers, and what is typed of the link.
"""

import posixpath
import re
from collections.abc import Iterator

from playbook.assist.draft import Draft
from playbook.assist.offer import Offer
from playbook.judgement import Judgement
from playbook.model.page import Page

_WIKI = re.compile(r"\[\[([^\[\]|\n]*)\Z")
_PATH = re.compile(r"\]\(([^()\s]*)\Z")


def offer_links(draft: Draft, at: int, judgement: Judgement) -> tuple[list[Offer], str]:
    """Offer the ends of the link in which an offset stands; nothing where it stands in none."""
    line = draft.text[draft.text.rfind("\n", 0, at) + 1 : at]
    found = _WIKI.search(line) or _PATH.search(line)
    if found is None:
        return [], ""
    is_wiki, typed = found.re is _WIKI, found[1]
    name, sign, anchor = typed.partition("#")
    if sign:
        page = _find_page(draft, name.strip(), judgement, is_wiki=is_wiki)
        return (_offer_headings(page, at, anchor) if page else []), anchor
    offers = _offer_ids if is_wiki else _offer_paths
    return list(offers(draft, (at - len(typed), at), judgement)), typed


def _offer_ids(draft: Draft, place: tuple[int, int], judgement: Judgement) -> Iterator[Offer]:
    pages = [each for each in judgement.site.pages.values() if each.url]
    taken: dict[str, int] = {}
    for page in pages:
        taken[page.id] = taken.get(page.id, 0) + 1
    close = "" if draft.text.startswith("]]", place[1]) else "]]"
    for page in sorted(pages, key=lambda each: (each.kind != "initiative", each.kind, each.id)):
        name = page.id if taken[page.id] == 1 else page.key
        yield Offer(
            name, name + close, *place, "link", f"{page.title} ({page.kind})", "", f"{name} {page.title}"
        )


def _offer_paths(draft: Draft, place: tuple[int, int], judgement: Judgement) -> Iterator[Offer]:
    folder = posixpath.dirname(draft.path)
    for page in judgement.site.pages.values():
        if page.url and page.path.endswith(".md") and page.path != draft.path:
            path = posixpath.relpath(page.path, folder)
            yield Offer(path, path, *place, "link", page.title, "", f"{path} {page.title}")


def _offer_headings(page: Page, at: int, anchor: str) -> list[Offer]:
    start = at - len(anchor)
    return [
        Offer(each.id, each.id, start, at, "heading", each.text, "", f"{each.id} {each.text}")
        for each in page.headings
    ]


def _find_page(draft: Draft, name: str, judgement: Judgement, *, is_wiki: bool) -> Page | None:
    """Find the page that is named before a `#`; the page itself where none is."""
    if not name:
        return draft.page
    if not is_wiki:
        full = posixpath.normpath(posixpath.join(posixpath.dirname(draft.path), name))
        return next((each for each in judgement.site.pages.values() if each.path == full), None)
    named = (each for each in judgement.site.pages.values() if name in (each.id, each.key) and each.url)
    return next(named, None)
