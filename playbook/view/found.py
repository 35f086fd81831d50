"""What each rule found, where there is too much of it for one page.

In: the index. Out: counts by rule, and a list of findings for each rule that found something.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from playbook.diagnostic import Diagnostic
from playbook.view import words
from playbook.view.address import name_list, quote_path
from playbook.view.base import Card, View
from playbook.view.finding import FoundRow
from playbook.view.index import Index
from playbook.view.listing import Lists, Wanted, build_list

PATH, FOUND = "check.html", "found"
ORDER = ("", "waived", "baselined")
"""In which order findings are listed, by how they are accepted."""

ByRule = Mapping[str, Sequence[tuple[str, Diagnostic]]]
"""Findings by the names of their rules, each with the key of its page."""


@dataclass(frozen=True, slots=True)
class RuleFindings:
    """How often a rule found something that counts, and how often what is waived or in the baseline; `card`
    leads to the list of it.

    `tone` is that of its gravest finding, `label` the word for it.
    """

    code: str
    card: Card
    tone: str
    label: str
    number: int
    waived: int
    baselined: int


def group_by_rule(index: Index) -> ByRule:
    """Group the findings that a site may show by their rules."""
    found: dict[str, list[tuple[str, Diagnostic]]] = {}
    for key, some in index.facts.checked.by_page.items():
        for each in some:
            if each.code not in index.finder.hidden:
                found.setdefault(each.name, []).append((key, each))
    return found


def count_rules(found: ByRule) -> Iterator[RuleFindings]:
    """Yield what each rule found, the gravest first, then what was found most often."""
    grave = {name: max(each.severity for _, each in some) for name, some in found.items()}
    for name in sorted(found, key=lambda each: (-grave[each], -len(found[each]), each)):
        some, tone = found[name], grave[name].word
        how = Counter(each.acceptance for _, each in some)
        card = Card(name, quote_path(name_list(_name_rule(name), FOUND)))
        figures = (how[""], how["waived"], how["baselined"])
        yield RuleFindings(some[0][1].code, card, tone, words.SEVERITY[tone], *figures)


def list_found(index: Index, found: ByRule) -> Iterator[View]:
    """Yield the pages with what each rule found, by page; then what is waived, then the baseline's."""
    up = (Card("Check", PATH),)
    for name, some in found.items():
        code, why = some[0][1].code, some[0][1].why
        lead = words.capitalise(f"{why}.") if why else ""
        wanted = Wanted(FOUND, "findings", f"{code} {name}", lead=lead)
        rows = [
            (
                words.SEVERITY.get(each.acceptance, "Found"),
                FoundRow(find_card(index, key), index.finder.view(each)),
            )
            for key, each in sorted(some, key=lambda each: ORDER.index(each[1].acceptance))
        ]
        lists = Lists(index, _name_rule(name), name, "check")
        yield from build_list(lists, wanted, rows, crumbs=up)


def find_card(index: Index, key: str) -> Card:
    """Give the card of the page that a finding is on; a file without a page has none."""
    return index.cards.by_key(key) if key else Card("Files of no page")


def _name_rule(name: str) -> str:
    return f"rules/{name}.html"
