"""The links of pages, turned around: what names each page.

In: a site whose links are resolved. Out: backlinks by the key of the page that is named, in the order of the
keys of those that name it. What a page that has not changed gives to others is remembered in the store.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from sys import intern

from playbook.markdown import Link
from playbook.model.page import Page
from playbook.model.site import Backlink, ResolvedLink, Site
from playbook.resolve_references import list_mentions
from playbook.store import Store

_NAME = re.compile(r"[\w#/-]+(?:\.[\w#/-]+)*")


@dataclass(frozen=True, slots=True)
class _Naming:
    """The titles of the ids that a page names without words of its own, and by sentence which those are."""

    titles: Mapping[str, str]
    named: Mapping[str, set[str]]

    def say(self, sentence: str) -> str:
        """Give the sentence around a link as its readers see it: titles where the author wrote bare ids.

        An id that might be any word, such as `handover`, is one in a sentence that links to it only.
        """
        if not self.titles:
            return sentence
        own = self.named.get(sentence, set())
        return _NAME.sub(lambda found: self._name(found[0], own), sentence)

    def _name(self, word: str, own: set[str]) -> str:
        return self.titles.get(word, word) if "-" in word or word in own else word


def _learn_names(pairs: Iterable[tuple[Link, ResolvedLink]]) -> _Naming:
    titles: dict[str, str] = {}
    named: dict[str, set[str]] = defaultdict(set)
    for link, target in pairs:
        if link.kind == "wiki" and not link.label and target.page:
            titles[link.text] = target.title
            named[link.sentence].add(link.text)
    return _Naming(titles, named)


Turned = tuple[tuple[object, ...], tuple[tuple[str, Backlink], ...]]
"""What decides about it beside the page's file, and what a page gives to others: keys and its backlinks."""


def turn_page(site: Site, page: Page) -> Turned:
    """Give what a page gives to others, with what decides about it."""
    return (page.digest, page.references, site.links[page.key]), tuple(_list_given(site, page))


def turn_around(site: Site, store: Store) -> dict[str, tuple[Backlink, ...]]:
    """Give what names each page; what an unchanged page gives to others is remembered in the store."""
    keys = frozenset(site.pages)
    known: dict[str, Turned] = store.turned if store.keys == keys else {}
    turned: dict[str, Turned] = {}
    back: dict[str, list[Backlink]] = defaultdict(list)
    for key, page in site.pages.items():
        decides = (page.digest, page.references, site.links[key])
        last = known.get(key)
        turned[key] = last if last and last[0] == decides else turn_page(site, page)
        for other, backlink in turned[key][1]:
            back[other].append(backlink)
    store.keys, store.turned = keys, turned
    return {key: tuple(some) for key, some in sorted(back.items())}


def _list_given(site: Site, page: Page) -> Iterable[tuple[str, Backlink]]:
    """List what a page gives to others, each once."""
    own = intern(page.key)
    given = [(intern(key), Backlink(own, role=role)) for role, key in list_mentions(site, page)]
    pairs = list(zip(page.links, site.links[own], strict=True))
    naming = _learn_names(pairs)
    for link, target in pairs:
        if target.page and target.page != own:
            given.append((target.page, Backlink(own, sentence=naming.say(link.sentence))))
    return dict.fromkeys(given)
