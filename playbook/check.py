"""Run the rules over a site; weigh, waive and sort what they find.

In: the site, the store (for places), today, options. Out: `Checked`: the report and every plan's standing.
It prints nothing and changes nothing. A later today never adds an error unless deadlines are errors.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from playbook.baseline import Baseline, apply_baseline, count_closed
from playbook.diagnostic import Diagnostic, KeyPath, NotEvaluated, Report
from playbook.gate import Standing, assess, name_gate
from playbook.judge import Judged, Policy, drop_explained, judge
from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.not_evaluated import list_not_evaluated
from playbook.rule import DerivedRule, Finding, PageRule, Rule, SiteRule
from playbook.rules import RULES, internal_fault, waiver_invalid
from playbook.store import Store
from playbook.waive import check_waivers, waive

DERIVED = tuple(each for each in RULES if isinstance(each, DerivedRule))
FIRST = tuple(each for each in RULES if not isinstance(each, DerivedRule))


@dataclass(frozen=True, slots=True)
class Options:
    """How a check is asked for. `select` and `ignore` hold rule names, codes or the start of codes.

    `deadlines` "error" lets rules that read today be errors. `profile` "" takes the configuration's.
    `settings` names, for the report, what is not from the configuration file.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    deadlines: str = "warning"
    baseline: Baseline | None = None
    profile: str = ""
    settings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to: the report, all diagnostics by page's key, each plan's standing.

    `closed` counts the gaps that the baseline lists and nobody finds any more.
    """

    report: Report
    by_page: Mapping[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    standings: Mapping[str, Standing] = field(default_factory=dict)
    closed: int = 0


def check(site: Site, store: Store, today: date, options: Options) -> Checked:
    """Judge a site as of a day."""
    checker = _Checker(site, store, today, options)
    by_page: dict[str, tuple[Diagnostic, ...]] = {}
    standings: dict[str, Standing] = {}
    for page in site.pages.values():
        by_page[page.key], standing = checker.judge_page(page)
        if standing:
            standings[page.key] = standing
    by_page[""] = checker.judge_loose()
    found = [each for some in by_page.values() for each in some]
    report = checker.report(found)
    return Checked(report, by_page, standings, count_closed(options.baseline, found))


@dataclass(frozen=True, slots=True)
class _Checker:
    site: Site
    store: Store
    today: date
    options: Options

    @property
    def policy(self) -> Policy:
        profile = self.options.profile or self.site.config.settings.check.profile
        return Policy(self.site.config, self.store, self.options.deadlines, profile)

    def judge_page(self, page: Page) -> tuple[tuple[Diagnostic, ...], Standing | None]:
        """Run the rules over one page: all but the derived, then the gates, then those and the waivers."""
        judged = self.run(page, FIRST, None)
        if page.kind != "initiative" or not page.readable:
            return self.finish(page, judged)[0], None
        found, guards = self.finish(page, judged)
        standing = assess(Case(page, self.site, self.today), found, guards)
        judged += self.run(page, DERIVED, standing)
        waivers = check_waivers(page, judged, RULES, self.today)
        judged += judge(page, waiver_invalid.RULE, waivers, self.policy)
        return self.finish(page, judged)[0], standing

    def run(self, page: Page, rules: Iterable[Rule], standing: Standing | None) -> list[Judged]:
        judged: list[Judged] = []
        for rule in rules:
            if applies(rule, page, self.today):
                judged += self.ask(rule, page, standing)
        faulty: list[KeyPath] = [each.path for each in self.site.iter_faults(page) if each.path]
        return drop_explained(judged, faulty)

    def ask(self, rule: Rule, page: Page, standing: Standing | None) -> list[Judged]:
        """Let a rule look at a page; one that crashes is a finding of its own, and the run goes on."""
        try:
            return list(judge(page, rule, self.call(rule, page, standing), self.policy))
        except Exception as error:
            finding = internal_fault.describe(rule, page, error)
            return list(judge(page, internal_fault.RULE, [finding], self.policy))

    def call(self, rule: Rule, page: Page, standing: Standing | None) -> Iterable[Finding]:
        if isinstance(rule, PageRule):
            return rule.check(page, self.site.config)
        if isinstance(rule, SiteRule):
            return rule.check(page, self.site, self.today)
        assert isinstance(rule, DerivedRule)
        assert standing is not None
        return rule.check(page, self.site, standing)

    def finish(
        self, page: Page, judged: Sequence[Judged]
    ) -> tuple[tuple[Diagnostic, ...], dict[str, list[Diagnostic]]]:
        """Waive and baseline a page's findings; sort out which keep whose gate shut."""
        if page.kind == "initiative":
            judged = waive(page, judged, self.today, self.policy)
        guards: dict[str, list[Diagnostic]] = defaultdict(list)
        final = apply_baseline(self.options.baseline, judged)
        for each in final:
            if each.rule.guard:
                guards[name_gate(self.site, each.path, each.rule.guard)].append(each.diagnostic)
        shown = (each.diagnostic for each in final if self.is_shown(each, page))
        return tuple(sorted(shown, key=sort_key)), guards

    def is_shown(self, judged: Judged, page: Page) -> bool:
        status = page.plan.status if page.kind == "initiative" else ""
        if judged.rule.is_locked(status):
            return True
        ignored = (*self.options.ignore, *self.site.config.settings.check.ignore)
        if judged.is_off or names(judged.rule, ignored):
            return False
        return not self.options.select or names(judged.rule, self.options.select)

    def judge_loose(self) -> tuple[Diagnostic, ...]:
        by_name = {each.name: each for each in RULES}
        rules = [(by_name[each.rule], each) for each in self.site.loose]
        return tuple(
            Diagnostic(
                each.span,
                rule.code,
                rule.name,
                each.severity or rule.level,
                each.message,
                each.help,
                rule.why,
                each.span.path,
            )
            for rule, each in rules
        )

    def report(self, found: Sequence[Diagnostic]) -> Report:
        ordered = sorted(found, key=sort_key)
        return Report(
            diagnostics=tuple(each for each in ordered if not each.suppressed),
            suppressed=tuple(each for each in ordered if each.suppressed),
            not_evaluated=tuple(list_not_evaluated(self.site, RULES, self.today)),
            pages=len(self.site.pages),
            today=self.today.isoformat(),
            settings=self.options.settings,
        )


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
    return any(word == rule.name or (word.startswith("PB") and rule.code.startswith(word)) for word in words)


def sort_key(diagnostic: Diagnostic) -> tuple[object, ...]:
    """Order diagnostics by file and place, then by code and words."""
    return (diagnostic.span, diagnostic.code, diagnostic.message, diagnostic.item)


def list_unmet(report: Report, required: Iterable[str]) -> list[NotEvaluated]:
    """List what was required to run ("history", "readings", a rule's name or code) and could not."""
    wanted = set(required)
    return [each for each in report.not_evaluated if wanted & {each.needs, each.name, each.code}]
