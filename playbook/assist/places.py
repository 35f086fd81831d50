"""Where a thing is written that a place names.

In: what is named, the judged playbook. Out: spans: of a page its file, of a row of an export that row, of a
milestone its key, of a heading its line.
"""

from playbook.assist.draft import Draft
from playbook.assist.named import Named
from playbook.diagnostic import KeyPath
from playbook.judgement import Judgement
from playbook.model.page import Page
from playbook.resolve_ids import locate_page
from playbook.schema.initiative import Initiative
from playbook.source import Span


def list_definitions(named: Named, draft: Draft, judgement: Judgement) -> list[Span]:
    """List where it is written what is named; nothing for keys, rules and what is not there."""
    if named.what == "stage":
        guided = judgement.site.list_kind("method")
        return [locate_page(each) for each in guided if each.data.stage == named.key.partition("/")[2]]
    key, _, item = named.key.partition("#")
    page = judgement.site.pages.get(key)
    if page is None or named.what not in ("page", "milestone"):
        return []
    if item:
        return [_locate_milestone(page, item, draft, judgement)]
    if named.anchor:
        line = next((each.line for each in page.headings if each.id == named.anchor), 1)
        return [Span(page.path, line, 1, line, 1)]
    return [locate_page(page)]


def _locate_milestone(page: Page, name: str, draft: Draft, judgement: Judgement) -> Span:
    """Give where a milestone's id stands, else its title."""
    path = find_milestone(page.data, name)
    if page.path == draft.path:
        entry = draft.outline.find((*path, "id")) or draft.outline.find((*path, "title"))
        return draft.source.span(entry.value_at, entry.value_end) if entry else locate_page(page)
    stored = judgement.store.fetch(page.digest)
    tree = stored.tree if stored else None
    if tree is None or not path:
        return locate_page(page)
    own = tree.values.get((*path, "id"))
    return own or tree.locate_value((*path, "title"))


def find_milestone(plan: object, name: str) -> KeyPath:
    """Give the key path of a milestone by its id; () where there is none."""
    milestones = plan.milestones if isinstance(plan, Initiative) else ()
    return next((("milestones", n) for n, each in enumerate(milestones) if each.id == name), ())
