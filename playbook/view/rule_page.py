"""The rules: the list, and the page that each rule brings along.

In: the index. Out: one `RulesView`, a `RuleView` for each rule that has a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from playbook.html import Html
from playbook.markdown import Target, fill, parse
from playbook.rule import Rule
from playbook.schema.shape import STEP_TITLES
from playbook.source import Source
from playbook.view.base import Card, Prose, View
from playbook.view.index import Index, link_up
from playbook.view.prose import repeats_title, settle_headings
from playbook.view.rule_text import list_documented
from playbook.view.words import SEVERITY

BROKEN = Target("", "", broken=True)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in the list; `found` counts what it has found in this site."""

    code: str
    name: str
    level: str
    level_text: str
    why: str
    step: str
    is_core: bool
    is_timed: bool
    needs: str
    found: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView(View):
    """All rules by code."""

    rules: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView(View):
    """One rule with its own page's words, and the pages on which it found something."""

    rule: RuleRow
    prose: Prose
    pages: tuple[Card, ...]


def build(index: Index) -> Iterator[View]:
    """Build the list of rules and their pages."""
    found: dict[str, dict[str, int]] = {}
    for each in index.facts.checked.report.diagnostics:
        pages = found.setdefault(each.name, {})
        pages[each.page] = pages.get(each.page, 0) + 1
    rows = {each.name: _make_row(each, sum(found.get(each.name, {}).values())) for each in index.facts.rules}
    yield RulesView(
        path="rules.html",
        template="rules.html",
        title="The rules",
        chrome=index.chrome,
        section="rules",
        lead=f"{len(rows)} rules are held against every page, the same on every machine.",
        rules=tuple(rows.values()),
    )
    for rule in index.facts.rules:
        if rule.name in list_documented():
            hidden = rule.about_persons and not index.site.config.settings.site.rules_about_persons
            pages = {} if hidden else found.get(rule.name, {})
            yield _build_one(index, rows[rule.name], tuple(index.cards.by_key(key) for key in pages if key))


def _make_row(rule: Rule, found: int) -> RuleRow:
    step = "Every stage" if rule.guard == "stage" else STEP_TITLES.get(rule.guard, "")
    return RuleRow(
        code=rule.code,
        name=rule.name,
        level=rule.level.word,
        level_text=SEVERITY[rule.level.word],
        why=rule.why,
        step=step,
        is_core=rule.core,
        is_timed=rule.timed,
        needs=rule.needs,
        found=found,
        url=f"rules/{rule.name}.html" if rule.name in list_documented() else "",
    )


def _build_one(index: Index, row: RuleRow, pages: tuple[Card, ...]) -> RuleView:
    title = f"{row.code} {row.name}"
    return RuleView(
        path=row.url,
        template="rule.html",
        title=title,
        chrome=index.chrome,
        section="rules",
        crumbs=link_up("The rules", "rules.html"),
        rule=row,
        prose=Prose(render_rule(row.name, title)),
        pages=pages,
    )


@cache
def render_rule(name: str, title: str) -> Html:
    """Render the page of a rule; links in it lead nowhere but to other hosts."""
    body = parse(Source(f"{name}.md", list_documented()[name]), 0)
    filled = fill(body.html, [BROKEN] * len(body.links), without_title=repeats_title(body.headings, title))
    return Html(settle_headings(filled))
