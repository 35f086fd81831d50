"""The rules: the list, and the page that each rule brings along.

In: the index. Out: one `RulesView`, a `RuleView` for each rule that has a page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from playbook.html import Html
from playbook.markdown import Target, fill, parse
from playbook.rule import Rule
from playbook.schema.shape import STEP_TITLES
from playbook.source import Source
from playbook.view.base import Card, Prose, View
from playbook.view.index import Index, link_up
from playbook.view.listing import Lists, Wanted
from playbook.view.prose import list_headings, repeats_title, settle_headings
from playbook.view.rule_text import list_documented
from playbook.view.words import SEVERITY

FAMILIES = {
    "PB0": "Every page",
    "PB1": "Every stage",
    "PB2": STEP_TITLES["vision"],
    "PB3": STEP_TITLES["coalition"],
    "PB4": STEP_TITLES["goals"],
    "PB5": STEP_TITLES["follow-through"],
    "PB6": "Steps and gates",
    "PB7": "What changed",
    "PB9": "The checker itself",
}
OWN = "The company's own"

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


@dataclass(frozen=True, slots=True)
class Family:
    """The rules whose codes begin alike: those of one step, or of every page."""

    key: str
    title: str
    rules: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView(View):
    """All rules by code, in families; `levels` are the words to filter by, `found` counts the findings."""

    families: tuple[Family, ...]
    levels: tuple[tuple[str, str], ...]
    found: int

    @property
    def rules(self) -> tuple[RuleRow, ...]:
        """All rules."""
        return tuple(each for family in self.families for each in family.rules)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView(View):
    """One rule with its own page's words, and the pages on which it found something; `siblings` are the
    documented rules of its family."""

    rule: RuleRow
    prose: Prose
    pages: tuple[Card, ...]
    family: str
    siblings: tuple[RuleRow, ...]
    previous: Card | None
    next: Card | None


def build(index: Index) -> Iterator[View]:
    """Build the list of rules and their pages."""
    found: dict[str, dict[str, int]] = {}
    for each in index.facts.report.diagnostics:
        pages = found.setdefault(each.name, {})
        pages[each.page] = pages.get(each.page, 0) + 1
    rows = {each.name: _make_row(each, sum(found.get(each.name, {}).values())) for each in index.facts.rules}
    families = _list_families(rows.values())
    yield RulesView(
        path="rules.html",
        template="rules.html",
        title="The rules",
        chrome=index.chrome,
        section="rules",
        lead=f"{len(rows)} rules are held against every page, the same on every machine. Each says why it is "
        "there, shows a page that breaks it and one that does not, and tells how to waive it.",
        families=families,
        levels=tuple((word, SEVERITY[word]) for word in dict.fromkeys(each.level for each in rows.values())),
        found=sum(each.found for each in rows.values()),
    )
    for family in families:
        some = tuple(each for each in family.rules if each.url)
        for n, row in enumerate(some):
            cards = tuple(index.cards.by_key(key) for key in found.get(row.name, {}) if key)
            yield from _build_one(index, replace(family, rules=some), n, cards)


def _list_families(rows: Iterable[RuleRow]) -> tuple[Family, ...]:
    """Group the rules by how their codes begin; a company's own, whose codes are its own, stand together."""
    found: dict[str, list[RuleRow]] = {}
    for row in rows:
        key = row.code[:3] if row.code[:3] in FAMILIES else ""
        found.setdefault(key, []).append(row)
    return tuple(Family(key or "own", FAMILIES.get(key, OWN), tuple(some)) for key, some in found.items())


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


def _build_one(index: Index, family: Family, n: int, pages: Sequence[Card]) -> Iterator[View]:
    some = family.rules
    row = some[n]
    title = f"{row.code} {row.name}"
    lists = Lists(index, row.url, title, "rules")
    yield RuleView(
        path=row.url,
        template="rule.html",
        title=title,
        chrome=index.chrome,
        section="rules",
        crumbs=link_up("The rules", "rules.html"),
        rule=row,
        prose=render_rule(row.name, title),
        pages=lists.begin(Wanted("pages", "cards", f"Where {row.name} found something", "All {}"), pages),
        family=family.title,
        siblings=some,
        previous=_link(some[n - 1]) if n else None,
        next=_link(some[n + 1]) if n + 1 < len(some) else None,
        more=lists.more,
    )
    yield from lists.build()


def _link(row: RuleRow) -> Card:
    return Card(f"{row.code} {row.name}", row.url)


@cache
def render_rule(name: str, title: str) -> Prose:
    """Render the page of a rule; links in it lead nowhere but to other hosts."""
    body = parse(Source(f"{name}.md", list_documented()[name]), 0)
    filled = fill(body.html, [BROKEN] * len(body.links), without_title=repeats_title(body.headings, title))
    return Prose(Html(settle_headings(filled)), list_headings(body.headings, title))
