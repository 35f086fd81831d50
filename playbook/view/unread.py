"""A page that could not be read, as a preview shows it: its faults, each with its line and what would help.

In: the index, the page, the view that it would have had. Out: an `UnreadView` in its place. A published site
has none: such a page fails the check.
"""

from dataclasses import dataclass

from playbook.diagnostic import Diagnostic
from playbook.model.page import Page
from playbook.view.base import View
from playbook.view.finding import FindingView
from playbook.view.index import Index


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file with its number, cut where it is long; `marked` is the part that is meant."""

    number: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadView(View):
    """A page that could not be read: what was found, each with the line it is about."""

    found: tuple[tuple[FindingView, Excerpt | None], ...]


LONGEST = 160
"""How much of a line is shown, in signs."""


def view_unread(index: Index, page: Page, view: View) -> UnreadView:
    """Give the view of a page that could not be read, at the place of the one it would have had."""
    found = index.facts.checked.by_page.get(page.key, ())
    shown = [each for each in found if each.code not in index.finder.hidden]
    return UnreadView(
        path=view.path,
        template="unread.html",
        title=view.title,
        chrome=view.chrome,
        section=view.section,
        lead="This page could not be read, and nothing of it is shown.",
        crumbs=view.crumbs,
        source=view.source,
        edit_url=view.edit_url,
        found=tuple((index.finder.view(each), cut_excerpt(each)) for each in shown),
    )


def cut_excerpt(found: Diagnostic) -> Excerpt | None:
    """Give the line that a finding is about, with what is meant of it; None where there is no line."""
    span, line = found.span, found.excerpt
    if not span.line or not line:
        return None
    start = min(max(span.column - 1, 0), len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    end = min(max(end, start), len(line), start + LONGEST)
    first = max(0, start - LONGEST // 2)
    lead, tail = "…" if first else "", "…" if len(line) > end + LONGEST else ""
    return Excerpt(span.line, lead + line[first:start], line[start:end], line[end : end + LONGEST] + tail)
