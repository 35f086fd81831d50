"""The terms that a playbook's glossaries define, each once.

In: the pages by key, their links resolved. Out: the terms, and a fault for each that is defined twice: the
first definition holds, in the order of the pages' ids. Nothing is linked here.
"""

from collections.abc import Iterator

from playbook.diagnostic import Fault
from playbook.markdown import Term
from playbook.model.page import Page
from playbook.model.site import GlossaryTerm, Site
from playbook.resolve_ids import Faults
from playbook.source import Span
from playbook.words import quote


def settle_terms(site: Site, faults: Faults) -> tuple[GlossaryTerm, ...]:
    """Collect the terms of all glossaries; a second definition is a fault of its page."""
    found: dict[str, GlossaryTerm] = {}
    homes: dict[str, str] = {}
    for page, term in _iter_terms(site):
        if term.id not in found:
            found[term.id] = GlossaryTerm(term.name, _say(site, page, term), page.url, term.id)
            homes[term.id] = f"{page.path}:{term.line}"
            continue
        message = f"{quote(term.name)} is defined in {homes[term.id]} already"
        span = Span(page.path, term.line, 1, term.line, 1)
        faults[page.key].append(
            Fault(
                "duplicate-id",
                span,
                message,
                "keep one of the two definitions, or say in its name what differs",
            )
        )
    return tuple(found.values())


def _iter_terms(site: Site) -> Iterator[tuple[Page, Term]]:
    """Yield the terms that have words and a definition; one written as code names a key, and is no term."""
    for page in site.list_kind("page"):
        if page.url:
            yield from ((page, each) for each in page.terms if each.name and each.text)


def _say(site: Site, page: Page, term: Term) -> str:
    """Give a definition as its readers see it: titles where the author wrote bare ids."""
    text = term.text
    for link, target in zip(page.links, site.links[page.key], strict=True):
        if link.block == term.block and link.kind == "wiki" and not link.label and target.title:
            text = text.replace(link.text, target.title)
    return text
