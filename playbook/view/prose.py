"""A page's own words as HTML: links filled in, terms linked, headings set below the page's title.

In: a page, the store, the cards. Out: `Prose`. It parses nothing: the Markdown was rendered on loading.
"""

import re
from collections.abc import Sequence

from playbook.html import Html
from playbook.markdown import Heading, Target, fill
from playbook.model.page import Page
from playbook.model.site import ResolvedLink, Site
from playbook.store import Store
from playbook.view.address import quote_path
from playbook.view.base import Card, Prose
from playbook.view.cards import Cards
from playbook.view.terms import link_terms

_HEADING = re.compile(r"(</?h)([1-6])(?=[ >])")


def make_prose(site: Site, store: Store, page: Page, lower: int = 0) -> Prose | None:
    """Give a page's prose; None for a page without words.

    A first heading that repeats the title is left out, any other first-level one becomes second-level;
    `lower` sets all of them further down, where the page has headings of its own.
    """
    stored = store.fetch(page.digest)
    if stored is None or not stored.html.strip():
        return None
    root = "../" * page.url.count("/")
    targets = [point(site, each, root) for each in site.links.get(page.key, ())]
    html = fill(stored.html, targets, without_title=repeats_title(page.headings, page.title))
    html = settle_headings(html, lower)
    if site.config.settings.site.glossary:
        html = link_terms(html, site.terms, page.url)
    return Prose(Html(html), list_headings(page.headings, page.title))


def point(site: Site, link: ResolvedLink, root: str) -> Target:
    """Give where a link of a page leads, seen from that page."""
    if not (link.url or link.anchor):
        return Target("", link.title, broken=True)
    if link.external:
        return Target(link.url, link.title, external=True)
    anchor = f"#{link.anchor}" if link.anchor else ""
    size = site.image_sizes.get(link.url)
    return Target(f"{root}{quote_path(link.url)}{anchor}", link.title, size=size)


def repeats_title(headings: Sequence[Heading], title: str) -> bool:
    """Whether the words begin with the page's own title."""
    return bool(headings) and headings[0].level == 1 and headings[0].text.strip() == title.strip()


def settle_headings(html: str, lower: int = 0) -> str:
    """Let the highest heading be of the second level (`lower` further down), and skip no level below it."""
    levels = sorted({int(each[2]) for each in _HEADING.finditer(html)})
    settled = {old: min(6, new + lower) for new, old in enumerate(levels, 2)}
    return _HEADING.sub(lambda each: f"{each[1]}{settled[int(each[2])]}", html)


def list_headings(headings: Sequence[Heading], title: str = "") -> tuple[Card, ...]:
    """List a page's highest headings, without its title, for its list of contents."""
    own = headings[1:] if repeats_title(headings, title) else headings
    top = min((each.level for each in own), default=0)
    return tuple(Card(each.text, f"#{each.id}") for each in own if each.level == top)


def make_index_prose(cards: Cards, store: Store) -> Prose | None:
    """Give the words of content/index.md for the home page."""
    page = cards.site.find("page", "index")
    return make_prose(cards.site, store, page, 1) if page else None
