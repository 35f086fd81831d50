"""A rule's finding -> a diagnostic with place, item and severity.

In: a page, a rule and what it found; the store for places. Out: `Judged`, one each. Waivers, the baseline
and what is shown come later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from playbook.config import LEVELS, Config
from playbook.diagnostic import Diagnostic, KeyPath, Related, Severity
from playbook.model.page import Page
from playbook.model.plan import name_item
from playbook.rule import Finding, Place, Rule
from playbook.source import Span
from playbook.store import Store, Stored

LONGEST = 4000
"""The longest line that is carried along with a finding: a page may have thousands of findings on one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with its rule and its diagnostic; `is_off` when the configuration does not show it."""

    rule: Rule
    path: KeyPath
    diagnostic: Diagnostic
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """What places and weighs a finding beside its rule: configuration, store, profile, deadlines."""

    config: Config
    store: Store
    deadlines: str = "warning"
    profile: str = "method"


def judge(page: Page, rule: Rule, found: Iterable[Finding], policy: Policy) -> Iterator[Judged]:
    """Place and weigh what a rule found on a page, but for what a fault of the page explains."""
    for each in found:
        stored = policy.store.fetch(page.digest)  # asked for by the few pages alone that have a finding
        at = each.at
        path: KeyPath = () if isinstance(at, Span) else at
        severity = weigh(page, rule, each, policy)
        item = each.item or name_item(page.data, path)
        diagnostic = Diagnostic(
            span=(span := locate(page, at, stored)),
            code=rule.code,
            name=rule.name,
            severity=severity or Severity.INFO,
            message=each.message,
            help=each.help,
            why=rule.why,
            page=page.key,
            item=item,
            excerpt=quote_line(span, stored),
            related=tuple(Related(locate(page, place, stored), words) for place, words in each.related),
            fix=each.fix,
        )
        yield Judged(rule, path, diagnostic, is_off=severity is None)


def locate(page: Page, place: Place, stored: Stored | None) -> Span:
    """Give the span of a key path (of its nearest existing parent) or a place in the body."""
    if isinstance(place, Span):
        return place
    if stored is None or stored.tree is None:
        return Span(page.path, 1, 1, 1, 1)
    return stored.tree.locate(place)


def quote_line(span: Span, stored: Stored | None) -> str:
    """Give the line at a span, when it lies in the page's own file and is not endless."""
    if stored is None or span.path != stored.source.path:
        return ""
    line = stored.source.line(span.line)
    return line if len(line) <= LONGEST else ""


def is_explained(path: KeyPath, faulty: Iterable[KeyPath]) -> bool:
    """Whether a fault at, above or below a key path already says what is wrong there."""
    return bool(path) and any(other[: len(path)] == path[: len(other)] for other in faulty if other)


def weigh(page: Page, rule: Rule, finding: Finding, policy: Policy) -> Severity | None:
    """Give a finding's severity; None when the configuration switches it off.

    In this order: the rule's level for the plan's status or the finding's own, the profile, the configured
    level, the draft's grace, and at last that deadlines alone are no errors.
    """
    status = page.plan.status if page.kind == "initiative" else "committed"
    severity = finding.severity or rule.level_in(status)
    if policy.profile == "core" and not (rule.core or rule.code.startswith("PB0")):
        severity = min(severity, Severity.WARNING)
    configured = policy.config.level(rule.name, page.path)
    if configured and not rule.is_locked(status):
        level = LEVELS[configured]
        if level is None:
            return None
        severity = min(severity, level) if finding.severity else level
    if status == "draft" and not rule.fixed:
        severity = min(severity, Severity.WARNING)
    if not (rule.timed or finding.timed):
        return severity
    if policy.deadlines == "error":
        return Severity.ERROR if severity is Severity.WARNING else severity
    return min(severity, Severity.WARNING)


def drop_explained(judged: Iterable[Judged], faulty: Iterable[KeyPath]) -> list[Judged]:
    """Leave out what a fault of the page explains: one cause is one finding."""
    paths = tuple(faulty)
    return [each for each in judged if not is_explained(each.path, paths)]


def mark(judged: Judged, **changes: object) -> Judged:
    """Give the same finding with a changed diagnostic."""
    return replace(judged, diagnostic=replace(judged.diagnostic, **changes))  # type: ignore[arg-type]
