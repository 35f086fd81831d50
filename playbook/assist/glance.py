"""What is wrong with a page that is being written, before all others are judged again.

In: a draft, the playbook as it was judged last, the options of that check. Out: the findings of this page,
as if no other page had changed since. Nothing of the last judgement is changed.
"""

from dataclasses import replace

from playbook.assist.draft import Draft
from playbook.check import Options
from playbook.diagnostic import Diagnostic, Fault
from playbook.judge_page import Checker
from playbook.judgement import Judgement
from playbook.model.page import Page
from playbook.resolve_again import Resolved
from playbook.resolve_links import resolve_links
from playbook.resolve_references import resolve_references

JOINED = frozenset({"person", "department"})
"""Kinds of page of which a row of an export may know more."""


def glance(draft: Draft, judgement: Judgement, options: Options) -> tuple[Diagnostic, ...] | None:
    """Judge one page; None where that takes all of them, or nothing is known of them yet."""
    resolved, old = judgement.store.resolved, judgement.site.pages.get(draft.key)
    if not isinstance(resolved, Resolved) or old is None or draft.kind in JOINED or old.path != draft.path:
        return None
    page, stored = draft.loaded
    page = replace(page, readings=old.readings, readings_path=old.readings_path)
    store = judgement.store.add(page.digest, stored)
    found = list(resolve_references(resolved.known, page, store))
    links = resolve_links(resolved.targets, page, found)
    site = replace(
        judgement.site,
        pages={**judgement.site.pages, page.key: page},
        links={**judgement.site.links, page.key: links},
        faults={**judgement.site.faults, page.key: (*found, *_list_clashes(judgement, page))},
    )
    return Checker(site, store, judgement.today, options).judge_page(page)[0]


def _list_clashes(judgement: Judgement, page: Page) -> list[Fault]:
    """List the faults of ids, which only all pages tell: as they were."""
    return [each for each in judgement.site.faults.get(page.key, ()) if each.rule == "duplicate-id"]
