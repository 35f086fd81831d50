"""What every page of a file says beside its own words, put in at one place.

In: the index, the views as their builders made them. Out: the same with who changed the page last, and with
the entry of the navigation that leads to it. A page that could not be read becomes one that says why.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from playbook.view.base import View
from playbook.view.changed import say_changed
from playbook.view.index import Index
from playbook.view.unread import view_unread


def dress(index: Index, views: Iterable[View]) -> Iterator[View]:
    """Yield the views of a builder, completed."""
    facts = index.facts
    own = {item.url: item.section for item in (*index.chrome.nav, *index.chrome.foot)}
    for view in views:
        key = index.by_url.get(view.path)
        if key is None:
            yield view
            continue
        page = facts.site.pages[key]
        shown = view if page.readable else view_unread(index, page, view)
        changed = say_changed(facts.history, page.key, facts.site.config) if view.source else None
        section = view.section or own.get(view.url, "")
        is_same = (changed, section) == (shown.changed, shown.section)
        yield shown if is_same else replace(shown, changed=changed, section=section)
