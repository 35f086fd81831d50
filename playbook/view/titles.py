"""All pages by title, A to Z: what the search is for those who have no script.

In: the index. Out: one `TitlesView`, which is also the page on which a search shows its results.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from unicodedata import combining, normalize

from playbook.model.page import Page
from playbook.view import words
from playbook.view.address import quote_path
from playbook.view.base import POLICY, Card, Chrome, View
from playbook.view.index import Index, link_up
from playbook.view.paging import Leaf, split

PATH, TITLE = "search.html", "All pages, A to Z"

MOST_WAYS = 60
"""How many letters are led to; a script of thousands of signs has its pages."""

MOST_OPEN = 150
"""With more pages than this the letters are folded, so that all of them stand on a screen or two."""

WASM_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""What Pagefind needs, and this page alone allows: its index is read by WebAssembly."""


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A page in the list, with the word for its kind."""

    card: Card
    kind_text: str
    is_draft: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """The pages under a letter; "#" is whatever begins with none. `anchor` is the id of its place."""

    title: str
    anchor: str
    rows: tuple[TitleRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TitlesView(View):
    """All pages under their first letters, or a page of them; `ways` lead to each letter, `is_folded` where
    there are too many to show at once."""

    letters: tuple[Letter, ...]
    ways: tuple[Card, ...]
    is_folded: bool


def build(index: Index) -> Iterator[View]:
    """Build the list of all titles."""
    rows = [_make_row(index, each) for each in index.site.pages.values() if each.url]
    rows.sort(key=lambda each: (_find_letter(each), _fold(each.card.title), each.card.key))
    leaves = list(split(PATH, rows, index.sizes["titles"].each))
    ways = tuple(_list_ways(leaves))
    for leaf in leaves:
        yield TitlesView(
            path=leaf.path,
            template="titles.html",
            title=leaf.name(TITLE),
            chrome=_make_chrome(index),
            section="titles",
            lead=f"{words.capitalise(words.say_count(len(rows), 'page'))}.",
            crumbs=link_up(TITLE, PATH) if leaf.number > 1 else (),
            paging=leaf.paging,
            letters=tuple(_group_letters(leaf.rows)),
            ways=ways[:MOST_WAYS],
            is_folded=leaf.paging is None and len(rows) > MOST_OPEN,
        )


def _group_letters(rows: Iterable[TitleRow]) -> Iterator[Letter]:
    for title, some in groupby(rows, _find_letter):
        yield Letter(title, f"at.letter-{'other' if title == '#' else title.lower()}", tuple(some))


def _list_ways(leaves: Iterable[Leaf[TitleRow]]) -> Iterator[Card]:
    """Yield the way to each letter: where it begins."""
    known = set()
    for leaf in leaves:
        for letter in _group_letters(leaf.rows):
            if letter.title not in known:
                known.add(letter.title)
                yield Card(letter.title, f"{quote_path(leaf.path)}#{letter.anchor}")


def _make_row(index: Index, page: Page) -> TitleRow:
    plan = index.plans.get(page.key)
    is_draft = plan is not None and plan.plan_card.status == "draft"
    return TitleRow(index.cards.of(page), words.KIND[page.kind], is_draft)


def _fold(title: str) -> str:
    """Give a title as it is sorted: without case and accents."""
    return "".join(each for each in normalize("NFD", title) if not combining(each)).casefold()


def _find_letter(row: TitleRow) -> str:
    """Give the letter without its accents, so that Äh stands under A."""
    first = _fold(row.card.title)[:1].upper()[:1]
    return first if first.isalpha() else "#"


def _make_chrome(index: Index) -> Chrome:
    if index.chrome.search != "pagefind":
        return index.chrome
    return replace(index.chrome, policy=WASM_POLICY)
