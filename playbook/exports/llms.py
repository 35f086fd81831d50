"""llms.txt: the site's contents for language models, as llmstxt.org has it.

In: the index. Out: one output: a title, a summary, sections of links to the pages' Markdown, to the pages
themselves where no Markdown is made.
"""

from collections.abc import Iterator

from playbook.exports.markdown_page import escape
from playbook.exports.shown import find_markdown, list_pages
from playbook.model.page import Page
from playbook.publish import Output
from playbook.view import Index
from playbook.view.checked import say_pages
from playbook.view.feed import CHANGES, LANGUAGE_MODELS, SITE, TABLES, join_address

SECTIONS = (
    ("Initiatives", "initiative"),
    ("Metrics", "metric"),
    ("Departments", "department"),
    ("People", "person"),
    ("Method", "method"),
    ("Pages", "page"),
)
OPTIONAL = (
    ("json", "The whole model as JSON", SITE),
    ("csv", "Every initiative as a table", f"{TABLES}/initiatives.csv"),
    ("atom", "What changed", CHANGES),
)


def export_llms(index: Index) -> Iterator[Output]:
    """Write llms.txt."""
    site = index.site.config.settings.site
    whose = f" of {escape(site.organisation)}" if site.organisation else ""
    what = "one page for each initiative, each checked for owner, metric and review at every step"
    head = (
        f"# {escape(site.name) or 'Playbook'}",
        f"> The change playbook{whose}: {what}. As of {index.today.isoformat()}.",
        say_pages(index),
    )
    made = (f"- [{title}]({_address(index, url)})" for name, title, url in OPTIONAL if name in index.copies)
    optional = "\n".join(made)
    parts = [*head, *_list_sections(index), *((f"## Optional\n\n{optional}",) if optional else ())]
    yield Output(LANGUAGE_MODELS, ("\n\n".join(parts) + "\n").encode())


def _list_sections(index: Index) -> Iterator[str]:
    for title, kind in SECTIONS:
        lines = [_write_line(index, each) for each in list_pages(index, kind)]
        if lines:
            yield f"## {title}\n\n" + "\n".join(lines)


def _write_line(index: Index, page: Page) -> str:
    card = index.cards.of(page)
    told = f": {escape(text)}" if (text := _describe(index, page)) else ""
    url = find_markdown(index, card) or card.url
    return f"- [{escape(page.title)}]({_address(index, url)}){told}"


def _describe(index: Index, page: Page) -> str:
    if page.kind == "initiative":
        card = index.plans[page.key].plan_card
        health = f", {card.health.text.lower()}" if card.status != card.health.word else ""
        return f"{card.status_text}{health}. {page.plan.summary}".strip()
    return str(getattr(page.data, "definition", "") or getattr(page.data, "role", ""))


def _address(index: Index, url: str) -> str:
    return join_address(index.site.config.settings.site.url, url) or url
