"""What a place of a page names: a page, a milestone, a stage, a rule, a key of the front matter.

In: a draft, an offset, the judged playbook. Out: `Named`, or None where nothing is named.
"""

from dataclasses import dataclass
from unicodedata import normalize

from playbook.assist.draft import Draft
from playbook.assist.known_keys import describe_value
from playbook.assist.outline import unquote
from playbook.assist.spot import Spot, find_spot
from playbook.diagnostic import KeyPath
from playbook.judgement import Judgement
from playbook.model.page import Page
from playbook.model.site import ResolvedLink, Site
from playbook.page_file import EXPORTS
from playbook.readings import split_rows
from playbook.resolve_again import Resolved
from playbook.resolve_links import resolve_links
from playbook.schema.initiative import Initiative

RULE_PATH = ("waivers", "rule")
COLUMNS = {
    ("people.csv", "id"): "person",
    ("people.csv", "deputy"): "person",
    ("people.csv", "department"): "department",
    ("departments.csv", "id"): "department",
    ("departments.csv", "head"): "person",
}
"""The columns of exports that name pages, and of which kind."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name and its place in the draft, in code points.

    `what` is "page", "milestone", "stage", "metric" (a computed one), "rule", "key" or "unknown"; `key` is
    "initiative/crm", "initiative/crm#pilot", "stage/goals", a rule's name, or the key itself. `path` is
    where it stands in the front matter, `anchor` the heading that a link leads to.
    """

    what: str
    key: str
    start: int
    end: int
    path: KeyPath = ()
    anchor: str = ""


def find_named(draft: Draft, at: int, judgement: Judgement) -> Named | None:
    """Say what an offset names."""
    if draft.name in EXPORTS:
        return _find_in_row(draft, at)
    spot = find_spot(draft.text, draft.outline, at)
    if spot.role == "key" and spot.word:
        what = "stage" if spot.path == ("stages",) else "key"
        key = f"stage/{spot.word}" if what == "stage" else spot.word
        return Named(what, key, spot.start, spot.end, (*spot.path, spot.word))
    if spot.role == "value":
        return _find_in_value(draft, spot, judgement)
    return _find_link(draft, at, judgement) if at >= draft.outline.body else None


def _find_in_value(draft: Draft, spot: Spot, judgement: Judgement) -> Named | None:
    word = unquote(spot.word)
    start = spot.start + (1 if word != spot.word else 0)
    place = (start, start + len(word), spot.path)
    keys = tuple(each for each in spot.path if isinstance(each, str))
    if keys == RULE_PATH:
        return Named("rule", word, *place)
    if keys == ("milestones", "id") and word and draft.kind == "initiative":
        return Named("milestone", f"{draft.key}#{word}", *place)
    value = describe_value(draft.kind, spot.path)
    if value and value.kinds and word:
        what, key = settle(judgement.site, draft.page, value.kinds, word)
        return Named(what, key, *place)
    return Named("key", keys[-1], spot.start, spot.end, spot.path) if keys and value else None


def _find_in_row(draft: Draft, at: int) -> Named | None:
    """Say what a cell of an export names."""
    rows = list(split_rows(draft.text))
    for row in rows[1:]:
        for column, cell, place in zip(rows[0].cells, row.cells, row.columns, strict=False):
            start = draft.offset(row.line, place)
            kind = COLUMNS.get((draft.name, column))
            if kind and cell and start <= at <= start + len(cell):
                return Named("page", f"{kind}/{normalize('NFC', cell)}", start, start + len(cell))
    return None


def settle(site: Site, page: Page, kinds: tuple[str, ...], name: str) -> tuple[str, str]:
    """Say what a reference of a page leads to: (what, key)."""
    name = normalize("NFC", name)
    for kind in kinds:
        if f"{kind}/{name}" in site.pages:
            return "page", f"{kind}/{name}"
    if "milestone" in kinds and "#" in name:
        return "milestone", f"initiative/{name}"
    if "milestone" in kinds and isinstance(page.data, Initiative) and _has_milestone(page.data, name):
        return "milestone", f"{page.key}#{name}"
    kind = kinds[0]
    return (kind if kind in ("stage", "metric") else "unknown"), f"{kind}/{name}"


def _has_milestone(plan: Initiative, name: str) -> bool:
    return any(each.id == name for each in plan.milestones)


def resolve_draft(page: Page, judgement: Judgement) -> tuple[ResolvedLink, ...]:
    """Say where the links of a page lead that is being written; nothing before the playbook was resolved."""
    resolved = judgement.store.resolved
    return resolve_links(resolved.targets, page, []) if isinstance(resolved, Resolved) else ()


def _find_link(draft: Draft, at: int, judgement: Judgement) -> Named | None:
    for link, found in zip(draft.page.links, resolve_draft(draft.page, judgement), strict=False):
        start, end = draft.measure(link.span)
        if start <= at <= end and found.page:
            return Named("page", found.page, start, end, (), found.anchor)
    return None
