"""Ids in exports of persons and departments, and in a baseline: cells and entries that name a page.

In: the page that gets another id, the judged playbook. Out: the edits of those files.
"""

import re
from collections.abc import Callable, Iterator

from playbook.assist.items import find_part, is_unsure, split_key
from playbook.assist.named import COLUMNS
from playbook.assist.rename_checks import RenameError
from playbook.edit import Edit
from playbook.judgement import Judgement
from playbook.model.page import Page
from playbook.page_file import EXPORTS
from playbook.readings import split_rows
from playbook.source import Source

_ENTRY = re.compile(r"\{[^{}]*\}")
_ITEM = re.compile(r'"item":\s*"([^"\\]*)"')
_PAGE = re.compile(r'"page":\s*"([^"\\]*)"')


def list_row_edits(
    page: Page, new: str, judgement: Judgement, read: Callable[[str], str]
) -> Iterator[tuple[str, Edit]]:
    """Yield each edit with its file."""
    settings = judgement.site.config.settings
    for name in EXPORTS:
        columns = tuple(
            column for (file, column), kind in COLUMNS.items() if (file, kind) == (name, page.kind)
        )
        path = f"{settings.content}/{name}"
        for edit in _list_cells(read(path), columns, page.id, new) if columns else ():
            yield path, edit
    baseline = settings.check.baseline
    if baseline:
        yield from ((baseline, each) for each in _list_entries(read(baseline), page, new))


def _list_cells(text: str, columns: tuple[str, ...], old: str, new: str) -> Iterator[Edit]:
    rows, source = list(split_rows(text)), Source("", text)
    for row in rows[1:]:
        for name, cell, column in zip(rows[0].cells, row.cells, row.columns, strict=False):
            start = source.starts[row.line - 1] + column - 1
            start += 1 if text.startswith('"', start) else 0
            if name in columns and cell == old and text.startswith(old, start):
                yield Edit(start, start + len(old), new)


def _list_entries(text: str, page: Page, new: str) -> Iterator[Edit]:
    word, at = f'"{page.key}"', text.find(f'"{page.key}"')
    while at >= 0:
        yield Edit(at, at + len(word), f'"{page.kind}/{new}"')
        at = text.find(word, at + len(word))


def list_item_edits(
    key: str, new: str, judgement: Judgement, read: Callable[[str], str]
) -> Iterator[tuple[str, Edit]]:
    """Yield the edits of a baseline's entries whose item holds the id. Raises RenameError."""
    baseline = judgement.site.config.settings.check.baseline
    kind, old = split_key(key)
    text = read(baseline) if baseline else ""
    for entry in _ENTRY.finditer(text):
        found, of = _ITEM.search(entry.group()), _PAGE.search(entry.group())
        page = judgement.site.pages.get(of[1]) if of else None
        at = find_part(found[1], kind, old) if found and page else None
        if found is None or page is None or at is None or ("#" in key and page.key != key.partition("#")[0]):
            continue
        if is_unsure(found[1], key, page, judgement):
            raise RenameError(f"{baseline}: the item `{found[1]}` may name something else; change it by hand")
        start = entry.start() + found.start(1) + at
        yield baseline, Edit(start, start + len(old), new)
