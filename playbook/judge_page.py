"""The rules over one page: run, weighed, waived and sorted.

In: a site, the store (for places), today, options. Out: what was found on a page, and how its plan stands. It
prints nothing and changes nothing, and one page's verdict needs no other's.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from playbook.baseline import Baseline, apply_baseline
from playbook.diagnostic import Diagnostic, KeyPath
from playbook.gate import Standing, assess, name_gate
from playbook.judge import Judged, Policy, drop_explained, judge
from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.rule import DerivedRule, DiffRule, Finding, PageRule, Rule, SiteRule
from playbook.rules import RULES, internal_fault, waiver_invalid
from playbook.store import Store
from playbook.waive import check_waivers, waive


@dataclass(frozen=True, slots=True)
class Options:
    """How a check is asked for. `select` and `ignore` hold rule names, codes or the start of codes.

    `deadlines` "error" lets rules that read today be errors. `profile` "" takes the configuration's.
    `settings` names, for the report, what is not from the configuration file. `own_rules` are a company's
    own, beside RULES.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    deadlines: str = "warning"
    baseline: Baseline | None = None
    profile: str = ""
    settings: tuple[str, ...] = ()
    own_rules: tuple[Rule, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that this check runs."""
        return (*RULES, *self.own_rules)


Verdict = tuple[tuple[Diagnostic, ...], Standing | None]
"""What was found on a page, and how a plan stands."""


@dataclass(frozen=True, slots=True)
class Checker:
    """Judges the pages of a site, one at a time."""

    site: Site
    store: Store
    today: date
    options: Options

    @property
    def policy(self) -> Policy:
        """What places and weighs findings."""
        profile = self.options.profile or self.site.config.settings.check.profile
        return Policy(self.site.config, self.store, self.options.deadlines, profile)

    def judge_page(self, page: Page) -> Verdict:
        """Run the rules over one page: all but the derived, then the gates, then those and the waivers."""
        judged = self.run(page, None)
        if page.kind != "initiative" or not page.readable:
            return self.show(page, self.settle(page, judged)), None
        standing = self.assess(page, self.settle(page, judged))
        judged += self.run(page, standing)
        waivers = check_waivers(page, judged, self.options.rules, self.today)
        judged += judge(page, waiver_invalid.RULE, waivers, self.policy)
        return self.show(page, self.settle(page, judged)), standing

    def run(self, page: Page, standing: Standing | None) -> list[Judged]:
        """Let every rule look at a page: the derived ones when there is a standing, the others before."""
        judged: list[Judged] = []
        for rule in self.options.rules:
            is_asked = isinstance(rule, DerivedRule) == (standing is not None) and not isinstance(
                rule, DiffRule
            )
            if is_asked and applies(rule, page, self.today):
                judged += self.ask(rule, page, partial(self.call, rule, page, standing))
        return self.drop_explained(page, judged)

    def drop_explained(self, page: Page, judged: Sequence[Judged]) -> list[Judged]:
        """Leave out what a fault of the page explains."""
        faulty: list[KeyPath] = [each.path for each in self.site.iter_faults(page) if each.path]
        return drop_explained(judged, faulty)

    def ask(self, rule: Rule, page: Page, call: Callable[[], Iterable[Finding]]) -> list[Judged]:
        """Let a rule look at a page; one that crashes, or exits, is a finding of its own: the run goes on."""
        try:
            return list(judge(page, rule, call(), self.policy))
        except (Exception, SystemExit) as error:
            finding = internal_fault.describe(rule, page, error)
            return list(judge(page, internal_fault.RULE, [finding], self.policy))

    def call(self, rule: Rule, page: Page, standing: Standing | None) -> Iterable[Finding]:
        """Ask a rule, as its kind is asked."""
        if isinstance(rule, PageRule):
            return rule.check(page, self.site.config)
        if isinstance(rule, SiteRule):
            return rule.check(page, self.site, self.today)
        assert isinstance(rule, DerivedRule)
        assert standing is not None
        return rule.check(page, self.site, standing)

    def settle(self, page: Page, judged: Sequence[Judged]) -> list[Judged]:
        """Mark what is waived or in the baseline."""
        if page.kind == "initiative":
            judged = waive(page, judged, self.today, self.policy)
        return apply_baseline(self.options.baseline, judged)

    def assess(self, page: Page, settled: Sequence[Judged]) -> Standing:
        """Say how a plan stands: by everything that was found, whatever of it is asked for or shown."""
        guards: dict[str, list[Diagnostic]] = defaultdict(list)
        for each in settled:
            if each.rule.guard:
                guards[name_gate(self.site, each.path, each.rule.guard)].append(each.diagnostic)
        found = sorted((each.diagnostic for each in settled), key=sort_key)
        return assess(Case(page, self.site, self.today), found, guards)

    def show(self, page: Page, settled: Sequence[Judged]) -> tuple[Diagnostic, ...]:
        """Give what is asked for and not switched off, in order."""
        shown = (each.diagnostic for each in settled if self.is_shown(each, page))
        return tuple(sorted(shown, key=sort_key))

    def is_shown(self, judged: Judged, page: Page) -> bool:
        """Whether a finding is asked for and not switched off."""
        status = page.plan.status if page.kind == "initiative" else ""
        if judged.rule.is_locked(status):
            return True
        ignored = (*self.options.ignore, *self.site.config.settings.check.ignore)
        if judged.is_off or names(judged.rule, ignored):
            return False
        return not self.options.select or names(judged.rule, self.options.select)


def applies(rule: Rule, page: Page, today: date) -> bool:
    """Whether a rule looks at a page: by kind, by status, and not at a deadline that rests."""
    if page.kind not in rule.kinds or not (page.readable or rule.reads_faults):
        return False
    if page.kind != "initiative":
        return True
    plan = page.plan
    rests = plan.status == "paused" and rule.timed
    if rests and (plan.paused is None or plan.paused.until is None or today <= plan.paused.until):
        return False
    return rule.reads_faults or plan.status in rule.statuses


def names(rule: Rule, words: Iterable[str]) -> bool:
    """Whether one of the words names a rule: its name, its code, or the start of its code."""
    return any(
        word == rule.name or (len(word) > 1 and word[:2].isupper() and rule.code.startswith(word))
        for word in words
    )


def sort_key(diagnostic: Diagnostic) -> tuple[object, ...]:
    """Order diagnostics by file and place, then by code and words."""
    return (diagnostic.span, diagnostic.code, diagnostic.message, diagnostic.item)
