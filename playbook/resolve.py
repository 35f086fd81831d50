"""Pages -> Site: ids, references, links, backlinks.

In: loaded pages. Out: a site whose `faults` say, by page, what does not fit between pages: an id given
twice, a reference or a link to nothing. It types nothing and renders nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from sys import intern

from playbook.config import Config
from playbook.load import Loaded
from playbook.markdown import Link
from playbook.model.page import Page
from playbook.model.site import Backlink, ResolvedLink, Site
from playbook.resolve_agenda import list_go_lives, list_running
from playbook.resolve_ids import Ids, settle_ids
from playbook.resolve_links import resolve_links
from playbook.resolve_navigation import check_navigation
from playbook.resolve_references import Known, list_known, list_mentions, resolve_references
from playbook.resolve_targets import list_targets
from playbook.resolve_terms import settle_terms
from playbook.store import Store


def resolve(config: Config, loaded: Loaded, store: Store) -> Site:
    """Join pages of one id, look up what they name, and turn the links around."""
    ids = settle_ids(loaded.pages, store)
    by_kind: dict[str, list[Page]] = defaultdict(list)
    for page in ids.pages.values():
        by_kind[page.kind].append(page)
    site = Site(
        config=config,
        pages=dict(sorted(ids.pages.items())),
        by_kind={kind: tuple(sorted(some, key=lambda p: p.id)) for kind, some in sorted(by_kind.items())},
        assets=loaded.assets,
        loose=(*loaded.faults, *check_navigation(config, ids.pages)),
    )
    _refer(site, ids, list_known(site, ids.former), store)
    targets = list_targets(site, loaded.others, ids.former)
    links = {page.key: resolve_links(targets, page, ids.faults[page.key]) for page in site.pages.values()}
    linked = replace(site, links=links)
    return replace(
        linked,
        backlinks=_turn_around(linked, store),
        terms=settle_terms(linked, ids.faults),
        go_lives=list_go_lives(site),
        running=list_running(site),
        faults={key: tuple(some) for key, some in ids.faults.items() if some},
    )


def _refer(site: Site, ids: Ids, known: Known, store: Store) -> None:
    """Look up what front matter names; what comes from a row of an export is located there."""
    for page in site.pages.values():
        row = ids.rows.get(page.key)
        found = list(resolve_references(known, page, store))
        if row:
            own = [each for each in found if each.span.line > 1]
            found = [*own, *resolve_references(known, row, store)]
        ids.faults[page.key].extend(found)


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


def _turn_around(site: Site, store: Store) -> dict[str, tuple[Backlink, ...]]:
    """Give what names each page; what an unchanged page gives to others is remembered in the store."""
    keys = frozenset(site.pages)
    known: dict[str, Turned] = store.turned if store.keys == keys else {}
    turned: dict[str, Turned] = {}
    back: dict[str, list[Backlink]] = defaultdict(list)
    for key, page in site.pages.items():
        decides = (page.digest, page.references, site.links[key])
        last = known.get(key)
        turned[key] = last if last and last[0] == decides else (decides, tuple(_list_given(site, key, page)))
        for other, backlink in turned[key][1]:
            back[other].append(backlink)
    store.keys, store.turned = keys, turned
    return {key: tuple(some) for key, some in sorted(back.items())}


def _list_given(site: Site, own: str, page: Page) -> Iterable[tuple[str, Backlink]]:
    """List what a page of this key gives to others, each once."""
    given = [(intern(key), Backlink(own, role=role)) for role, key in list_mentions(site, page)]
    pairs = list(zip(page.links, site.links[own], strict=True))
    naming = _learn_names(pairs)
    for link, target in pairs:
        if target.page and target.page != own:
            given.append((target.page, Backlink(own, sentence=naming.say(link.sentence))))
    return dict.fromkeys(given)
