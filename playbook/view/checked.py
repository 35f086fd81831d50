"""The checker's report as a page, and the few facts that a machine reads of a build.

In: the index. Out: one `CheckView`; `count_build`, the content of build.json.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from playbook.config import find_version
from playbook.diagnostic import Diagnostic, NotEvaluated, Severity
from playbook.html import Html
from playbook.view import words
from playbook.view.base import Card, View
from playbook.view.finding import FindingView
from playbook.view.found import PATH, RuleFindings, count_rules, find_card, group_by_rule, list_found
from playbook.view.home import rank, say_as_of
from playbook.view.index import Index
from playbook.view.plan import PlanCard, PlanFacts
from playbook.words import count, join

CLEAN_SHOWN, PLANS_SHOWN = 40, 40
"""How many plans without a finding are listed, and how many with their steps: the gravest first."""


@dataclass(frozen=True, slots=True)
class PageFindings:
    """A page with what was found on it; `plan` where it is an initiative."""

    card: Card
    plan: PlanCard | None
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Unrun:
    """A rule that could not run: why, and what would let it."""

    rule: str
    reason: Html
    help: Html


@dataclass(frozen=True, slots=True)
class StepScore:
    """How many plans have a step without an open finding at its gate, of how many that can be read."""

    title: str
    met: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView(View):
    """The whole report; `waived` are the findings that a waiver covers, `baselined` what else the baseline
    lists.

    Of very many findings `rules` counts those of each rule and leads to them; all three lists are empty.
    `clean` and `plans` are the first ones, `more_clean` and `more_plans` count the others. `unread_text` says
    how many plans cannot be read, "" for none: nobody knows how those stand, and neither list nor score holds
    one.
    """

    as_of: date
    as_of_text: str
    verdict: str
    verdict_text: str
    rules: tuple[RuleFindings, ...]
    pages: tuple[PageFindings, ...]
    waived: tuple[PageFindings, ...]
    baselined: tuple[PageFindings, ...]
    clean: tuple[PlanCard, ...]
    more_clean: int
    plans: tuple[PlanCard, ...]
    more_plans: int
    not_evaluated: tuple[Unrun, ...]
    settings: tuple[str, ...]
    scores: tuple[StepScore, ...]
    unread_text: str = ""


def build(index: Index) -> Iterator[View]:
    """Build the page of the check."""
    report = index.facts.report
    open_, waived, baselined = index.finder.part(index.facts.checked.by_page)
    found = group_by_rule(index)
    is_long = sum(map(len, found.values())) > index.sizes["findings"].most
    readable = {key: each for key, each in index.plans.items() if each.page.readable}
    clean = [each.plan_card for key, each in readable.items() if not open_.get(key)]
    plans = sorted((each.plan_card for each in readable.values() if each.is_active), key=rank)
    errors = report.count(Severity.ERROR)
    yield CheckView(
        path=PATH,
        template="check.html",
        title="Check",
        chrome=index.chrome,
        section="check",
        lead=f"Every stage needs an owner, a metric and a review. {say_pages(index)}",
        as_of=index.today,
        as_of_text=say_as_of(index),
        verdict="bad" if errors else "ok",
        verdict_text=say_verdict(index),
        rules=tuple(count_rules(found)) if is_long else (),
        pages=() if is_long else _group(index, open_),
        waived=() if is_long else _group(index, waived),
        baselined=() if is_long else _group(index, baselined),
        clean=tuple(clean[:CLEAN_SHOWN]),
        more_clean=max(0, len(clean) - CLEAN_SHOWN),
        plans=tuple(plans[:PLANS_SHOWN]),
        more_plans=max(0, len(plans) - PLANS_SHOWN),
        not_evaluated=tuple(_view_unrun(index, each) for each in report.not_evaluated),
        settings=report.settings,
        scores=tuple(_score(index, readable.values())),
        unread_text=_say_unread(len(index.plans) - len(readable)),
    )
    if is_long:
        yield from list_found(index, found)


def _view_unrun(index: Index, rule: NotEvaluated) -> Unrun:
    speaker = index.finder.speaker
    return Unrun(f"{rule.code} {rule.name}", speaker.quote(rule.reason), speaker.quote(rule.help))


def _group(index: Index, found: Mapping[str, list[Diagnostic]]) -> tuple[PageFindings, ...]:
    groups = []
    for key, some in found.items():
        findings = index.finder.show(some)
        if findings:
            plan = index.plans.get(key)
            groups.append(PageFindings(find_card(index, key), plan.plan_card if plan else None, findings))
    return tuple(sorted(groups, key=lambda each: (-max(map(_weigh, each.findings)), each.card.title)))


def _weigh(finding: FindingView) -> int:
    return {"error": 3, "warning": 2, "info": 1}.get(finding.tone, 0)


def _score(index: Index, readable: Iterable[PlanFacts]) -> Iterator[StepScore]:
    active = [each for each in readable if each.is_active and each.standing.states]
    for n, stage in enumerate(index.site.config.stages):
        met = sum(1 for each in active if not each.standing.states[n].is_shut)
        yield StepScore(f"{n + 1}. {stage.title}", met, len(active))


def _say_unread(number: int) -> str:
    """Say that plans are left out of the counts, for nobody knows how they stand; "" when none is."""
    are = "is" if number == 1 else "are"
    return f"{count(number, 'initiative')} cannot be read and {are} not counted." if number else ""


def say_verdict(index: Index) -> str:
    """Count errors, warnings, notes and what is accepted, in the words of the command line."""
    report = index.facts.report
    accepted = ((report.count_accepted(how), how) for how in ("waived", "baselined"))
    parts = [
        count(report.count(Severity.ERROR), "error"),
        count(report.count(Severity.WARNING), "warning"),
        count(report.count(Severity.INFO), "note") if report.count(Severity.INFO) else "",
        *(f"{number} {how}" for number, how in accepted if number),
    ]
    return join(filter(None, parts))


def say_pages(index: Index) -> str:
    """Say what the checker read: 10 initiatives, 11 metrics and 12 people; and what it could not read."""
    kinds = (("initiative", ""), ("metric", ""), ("person", "people"), ("department", ""))
    pages = {kind: index.site.list_kind(kind) for kind in words.KIND}
    parts = [count(sum(each.readable for each in pages[kind]), kind, plural) for kind, plural in kinds]
    unread = sum(not each.readable for some in pages.values() for each in some)
    lost = f"; {count(unread, 'page')} could not be read" if unread else ""
    return f"The checker read {join(parts)}{lost}."


def count_build(index: Index) -> dict[str, object]:
    """Give what build.json says: as-of day, version, counts."""
    report = index.facts.report
    return {
        "as_of": index.today.isoformat(),
        "version": find_version(),
        "preview": index.facts.is_preview,
        "counts": {
            **{kind: len(index.site.list_kind(kind)) for kind in words.KIND},
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "notes": report.count(Severity.INFO),
            "waived": report.count_accepted("waived"),
            "baselined": report.count_accepted("baselined"),
            "not_evaluated": len(report.not_evaluated),
        },
    }
