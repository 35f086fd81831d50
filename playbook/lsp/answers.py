"""Answers about a page: completions, explanations, places, symbols, folds, links, in the protocol's types.

In: a desk and what was asked. Out: what the editor shows. What is worked out is worked out in
`playbook.assist`.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from lsprotocol import types

from playbook.assist.completion import complete as find_completions
from playbook.assist.explanation import explain_place
from playbook.assist.named import Named, find_named, resolve_draft
from playbook.assist.offer import Offer
from playbook.assist.places import list_definitions
from playbook.assist.symbols import Symbol, list_folds, list_symbols
from playbook.lsp.findings import locate
from playbook.lsp.project import Project
from playbook.lsp.session import Desk
from playbook.lsp.uris import make_uri
from playbook.resolve_ids import locate_page
from playbook.source import Span

KINDS = {
    "key": types.CompletionItemKind.Property,
    "word": types.CompletionItemKind.EnumMember,
    "id": types.CompletionItemKind.Reference,
    "day": types.CompletionItemKind.Value,
    "link": types.CompletionItemKind.File,
    "heading": types.CompletionItemKind.Text,
}
SYMBOLS = {
    "key": types.SymbolKind.Property,
    "item": types.SymbolKind.Object,
    "stage": types.SymbolKind.Namespace,
    "heading": types.SymbolKind.String,
}
TRIGGERS = (" ", ":", "[", "-", "#", "(", "/")
"""The signs after which an editor asks by itself."""

FOUND = 100
"""How many pages a search by title gives."""


def complete(desk: Desk, position: types.Position) -> types.CompletionList:
    """Offer what may be written."""
    found = find_completions(desk.draft, desk.positions.offset(position), desk.project.judgement)
    items = [_show_offer(desk, each, n) for n, each in enumerate(found.offers)]
    return types.CompletionList(is_incomplete=not found.is_whole, items=items)


def _show_offer(desk: Desk, offer: Offer, number: int) -> types.CompletionItem:
    return types.CompletionItem(
        label=offer.label,
        kind=KINDS[offer.kind],
        detail=offer.detail or None,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, offer.doc) if offer.doc else None,
        sort_text=f"{number:04}",
        filter_text=offer.search or offer.label,
        insert_text_mode=types.InsertTextMode.AsIs,
        text_edit=types.TextEdit(desk.positions.range(offer.start, offer.end), offer.text),
    )


def hover(desk: Desk, position: types.Position) -> types.Hover | None:
    """Explain what stands there."""
    found = explain_place(desk.draft, desk.positions.offset(position), desk.project.judgement)
    if found is None:
        return None
    text = types.MarkupContent(types.MarkupKind.Markdown, found.text)
    return types.Hover(text, desk.positions.range(found.start, found.end))


def define(desk: Desk, position: types.Position) -> list[types.Location]:
    """Say where it is written what stands there."""
    named = find_named(desk.draft, desk.positions.offset(position), desk.project.judgement)
    found = list_definitions(named, desk.draft, desk.project.judgement) if named else []
    return show_places(desk, found)


def find_subject(desk: Desk, position: types.Position) -> str:
    """Give the key of what references are asked for: of what is named there, else of the page itself."""
    named = find_named(desk.draft, desk.positions.offset(position), desk.project.judgement)
    return named.key if named and _is_thing(named) else desk.draft.key


def _is_thing(named: Named) -> bool:
    return named.what in ("page", "milestone", "stage", "metric")


def refer(desk: Desk, asked: types.ReferenceParams) -> list[types.Location]:
    """Say where it is named what stands there."""
    key, judgement = find_subject(desk, asked.position), desk.project.judgement
    spans = [each.span for each in desk.project.uses.find(key, judgement)]
    if asked.context.include_declaration:
        what = "milestone" if "#" in key else "stage" if key.startswith("stage/") else "page"
        spans = [*list_definitions(Named(what, key, 0, 0), desk.draft, judgement), *spans]
    return show_places(desk, dict.fromkeys(spans))


def show_places(desk: Desk, spans: Iterable[Span]) -> list[types.Location]:
    """Write spans of any files of the playbook."""
    read, find_uri = cache(desk.publishing.read_now), cache(desk.publishing.find_uri)
    return [types.Location(find_uri(each.path), locate(each, read(each.path))) for each in spans]


def outline(desk: Desk) -> list[types.DocumentSymbol]:
    """Give the page's parts."""
    return [_show_symbol(desk, each) for each in list_symbols(desk.draft)]


def _show_symbol(desk: Desk, symbol: Symbol) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        name=symbol.name or "?",
        kind=SYMBOLS[symbol.kind],
        range=desk.positions.range(symbol.start, symbol.end),
        selection_range=desk.positions.range(symbol.name_start, min(symbol.name_end, symbol.end)),
        children=[_show_symbol(desk, each) for each in symbol.children],
    )


def fold(desk: Desk) -> list[types.FoldingRange]:
    """Say what may be folded, by whole lines."""
    found = []
    for start, end in list_folds(desk.draft):
        text = desk.draft.text[start:end].rstrip()
        first, last = desk.positions.position(start).line, desk.positions.position(start + len(text)).line
        if last > first:
            found.append(types.FoldingRange(first, last, kind=types.FoldingRangeKind.Region))
    return found


def link(desk: Desk) -> list[types.DocumentLink]:
    """Give the links of the prose that lead to pages."""
    judgement, page = desk.project.judgement, desk.draft.page
    found = []
    for each, target in zip(page.links, resolve_draft(page, judgement), strict=False):
        to = judgement.site.pages.get(target.page)
        if to:
            place = desk.positions.range(*desk.draft.measure(each.span))
            found.append(types.DocumentLink(place, desk.publishing.find_uri(to.path), to.title))
    return found


def search(projects: Iterable[Project], query: str) -> list[types.WorkspaceSymbol]:
    """Give the pages whose title or id holds what is searched for."""
    return [each for project in projects for each in _search_one(project, query.casefold())][:FOUND]


def _search_one(project: Project, wanted: str) -> Iterator[types.WorkspaceSymbol]:
    for page in project.judgement.site.pages.values():
        if wanted in page.title.casefold() or wanted in page.id:
            at = locate_page(page)
            uri = make_uri(project.root / page.path)
            line = types.Position(max(at.line - 1, 0), 0)
            place = types.Location(uri, types.Range(line, line))
            yield types.WorkspaceSymbol(place, page.title, types.SymbolKind.File, container_name=page.kind)
