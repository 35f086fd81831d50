"""The rules that judge a change: what a revision's page was and is.

In: a checker of the site as it is, the pages that are there before and after. Out: diagnostics by page's key,
waived and weighed as all others; and those findings of other rules that weigh more in the change that claims
a status.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from playbook.diagnostic import Diagnostic, Severity
from playbook.judge import Judged
from playbook.judge_page import Checker, applies
from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.rule import DiffRule, Finding, Rule, SiteRule

Way = Callable[[Case, Case], Iterable[Finding]]
Both = Mapping[str, tuple[Page, Page]]
"""Pages before and after, by their keys now."""


def judge_changes(checker: Checker, before: Site, both: Both) -> Iterator[Diagnostic]:
    """Yield what the rules about changes find on pages that are there before and after."""
    rules = [(each, way) for each in checker.options.rules if (way := _find_way(each))]
    for old, new in both.values():
        if old.digest == new.digest and old.key == new.key:
            continue
        cases = Case(old, before, checker.today), Case(new, checker.site, checker.today)
        judged: list[Judged] = []
        for rule, way in rules:
            if old.readable and applies(rule, new, checker.today):
                judged += checker.ask(rule, new, partial(way, *cases))
        yield from checker.show(new, checker.settle(new, checker.drop_explained(new, judged)))


def _find_way(rule: Rule) -> Way | None:
    """Give what a rule judges a change by; None for most."""
    if isinstance(rule, DiffRule):
        return rule.check
    return rule.compare if isinstance(rule, SiteRule) else None


def raise_claims(checker: Checker, both: Both, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield findings; one of a rule that guards a claim is an error in the change that makes the claim, but
    where the configuration sets the rule's level."""
    guards = {each.name: each.claims for each in checker.options.rules if each.claims}
    for each in found:
        pair = both.get(each.page)
        claims = guards.get(each.name) if pair else None
        is_set = bool(pair and claims and checker.site.config.level(each.name, pair[1].path))
        if claims and not is_set and _find_claim(pair) in claims:
            yield replace(each, severity=Severity.ERROR)
        else:
            yield each


def _find_claim(pair: tuple[Page, Page] | None) -> str:
    """Give the status that a change claims; "" where it claims none."""
    if pair is None or pair[1].kind != "initiative" or not (pair[0].readable and pair[1].readable):
        return ""
    old, new = (each.plan.status for each in pair)
    return new if new != old else ""
