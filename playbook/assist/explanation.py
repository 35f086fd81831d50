"""What a name on a page stands for, in a few lines of Markdown.

In: a draft, an offset, the judged playbook. Out: `Explanation`, or None. Texts of pages are escaped: they
are no Markdown of the editor's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playbook.assist.describe import escape, list_page_lines
from playbook.assist.draft import Draft
from playbook.assist.known_keys import describe_value, find_doc
from playbook.assist.named import Named, find_named
from playbook.diagnostic import Diagnostic
from playbook.judgement import Judgement
from playbook.model.site import COMPUTED_METRICS
from playbook.rule import Rule
from playbook.rules import RULES


@dataclass(frozen=True, slots=True)
class Explanation:
    """Markdown about what stands from `start` to `end`."""

    text: str
    start: int
    end: int


def explain_place(draft: Draft, at: int, judgement: Judgement) -> Explanation | None:
    """Explain what an offset names, and the rules of what was found there."""
    named = find_named(draft, at, judgement)
    found = list(list_found(draft, at, judgement))
    lines = list(_list_lines(named, draft, judgement)) if named else []
    for each in found:
        lines += ["", f"**{each.code} {each.name}**: {escape(each.why or each.message)}"]
    if not lines:
        return None
    start, end = (named.start, named.end) if named else draft.measure(found[0].span)
    return Explanation("\n".join(lines).strip(), start, end)


def list_found(draft: Draft, at: int, judgement: Judgement) -> Iterator[Diagnostic]:
    """Yield what was found at an offset."""
    for each in judgement.checked.by_page.get(draft.key, ()):
        start, end = draft.measure(each.span)
        if each.span.path == draft.path and each.span.line and start <= at <= end:
            yield each


def _list_lines(named: Named, draft: Draft, judgement: Judgement) -> Iterator[str]:
    page = judgement.site.pages.get(named.key.partition("#")[0])
    if named.what == "page" and page:
        yield from list_page_lines(page, judgement, draft.page)
    elif named.what == "milestone" and page:
        yield from _list_milestone_lines(named, judgement)
    elif named.what == "metric" and (title := COMPUTED_METRICS.get(named.key.partition("/")[2])):
        yield f"**{title}** (metric): computed from the plan, in per cent"
    elif named.what == "rule":
        yield from _list_rule_lines(named.key, (*RULES, *judgement.own_rules))
    elif named.path:
        yield from list_key_lines(draft, named)


def _list_milestone_lines(named: Named, judgement: Judgement) -> Iterator[str]:
    key, _, name = named.key.partition("#")
    for each in judgement.site.pages[key].plan.milestones:
        if each.id == name:
            yield f"**{escape(each.title)}** (milestone of {key.partition('/')[2]})"
            state = f"done {each.done}" if each.done else "cancelled" if each.cancelled else "open"
            yield f"\ndue {each.due or 'nobody knows when'}, {state}, owner {each.owner or 'nobody'}"


def _list_rule_lines(word: str, rules: tuple[Rule, ...]) -> Iterator[str]:
    for each in rules:
        if word in (each.name, each.code):
            yield f"**{each.code} {each.name}** ({each.level.word})\n\n{each.why[:1].upper()}{each.why[1:]}."


def list_key_lines(draft: Draft, named: Named) -> Iterator[str]:
    """Yield what a key means, from where it is required, what it may hold."""
    path = tuple(named.path)
    while path and isinstance(path[-1], int):
        path = path[:-1]
    doc = find_doc(draft.kind, draft.config.shape, path)
    if doc is None:
        return
    required = f", required from {re.sub('^always$', 'the beginning', doc.required)}" if doc.required else ""
    yield f"**{path[-1]}** ({doc.type.replace('`', '')}{required})"
    yield f"\n{doc.meaning}"
    value = describe_value(draft.kind, path)
    if value and value.words:
        yield f"\nOne of: {', '.join(f'`{each}`' for each in value.words)}"
