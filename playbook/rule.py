"""What a rule is, and what it finds.

A rule is a frozen value with a pure function: `PageRule` sees one page and the configuration, `SiteRule`
the site and today too, `DerivedRule` what the gates came to, `DiffRule` a page before a change too. It yields
findings; severity, waivers, baseline and place are the checker's business.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from playbook.config import Config
from playbook.diagnostic import Fix, KeyPath, Severity
from playbook.gate import Standing
from playbook.model.case import Case
from playbook.model.page import Page
from playbook.model.plan import name_item
from playbook.model.site import Site
from playbook.source import Span

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741

ALL_STATUSES = frozenset({"draft", "committed", "running", "live", "sustained", "paused", "stopped"})
OPEN_STATUSES = ALL_STATUSES - {"stopped"}
"""Where a rule holds unless it says otherwise: everywhere but in a stopped plan."""

PLANNED = frozenset({"committed", "running", "live", "sustained", "paused"})
BEGUN = frozenset({"running", "live", "sustained"})

Place = KeyPath | Span
Related = tuple[Place, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found: at a key path (a missing key's full path) or a place in the body.

    `severity` overrides the rule's level, `item` the name derived from `at`. `timed` marks a finding that
    depends on today, or on a reading newer than the page, in a rule that otherwise does not. `fix` would
    satisfy.
    """

    at: Place
    message: str
    help: str = ""
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    item: str = ""
    timed: bool = False
    fix: Fix | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What every rule says of itself.

    `name` states the defect and reads well after "waive". `level` is what a committed plan gets, `levels`
    the statuses that differ. `guard` names the step whose gate the finding keeps shut ("stage": the stage
    at which it stands). A `core` rule cannot be waived, lowered or switched off from committed, a `locked`
    one never. A `fixed` rule keeps its level in a draft. A `timed` rule reads today and is never an error
    without `--deadlines error`. `needs` names what it cannot run without ("history", "readings").
    `claims` are statuses: in the change that claims one of them, a finding is an error. `reads_faults` marks
    rules that also judge a page that cannot be read. `thresholds` are the configurable numbers with their
    defaults.
    """

    code: str
    name: str
    level: Severity
    why: str
    check: Callable[..., Iterable[Finding]]
    kinds: frozenset[str] = frozenset({"initiative"})
    statuses: frozenset[str] = OPEN_STATUSES
    levels: Mapping[str, Severity] = field(default_factory=dict)
    guard: str = ""
    core: bool = False
    locked: bool = False
    fixed: bool = False
    timed: bool = False
    needs: str = ""
    claims: frozenset[str] = frozenset()
    about_persons: bool = False
    reads_faults: bool = False
    thresholds: Mapping[str, float] = field(default_factory=dict)

    def number(self, config: Config, key: str) -> float:
        """Give a threshold: the configuration's, else this rule's default."""
        return config.number(self.name, key, self.thresholds[key])

    def is_locked(self, status: str) -> bool:
        """Whether configuration, waivers and options leave the rule alone for a plan of this status."""
        return self.locked or (self.core and status != "draft")

    def level_in(self, status: str) -> Severity:
        """Give the level for a plan that claims this status."""
        return self.levels.get(status, self.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRule(Rule):
    """Sees one page: `check(page, config)`."""

    check: Callable[[Page, Config], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule(Rule):
    """Sees one page, the site and today: `check(page, site, today)`.

    `compare(before, after)` judges a change besides, as a `DiffRule` does.
    """

    check: Callable[[Page, Site, date], Iterable[Finding]]
    compare: Callable[[Case, Case], Iterable[Finding]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedRule(Rule):
    """Runs after the others: `check(page, site, standing)`; the standing knows today."""

    check: Callable[[Page, Site, Standing], Iterable[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRule(Rule):
    """Judges a change: `check(before, after)` sees a page in its site as it was and as it is, both as of the
    same day. It runs only where there is a revision to compare with."""

    check: Callable[[Case, Case], Iterable[Finding]]


ANY_KIND = frozenset({"initiative", "metric", "person", "department", "method", "page"})


def read_faults(name: str) -> Callable[[Page, Site, date], Iterable[Finding]]:
    """Make the check of a rule whose findings an earlier phase left as faults on the page."""

    def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
        for fault in site.iter_faults(page):
            if fault.rule == name:
                item = name_item(page.data, fault.path) if fault.span.path == page.path else ""
                yield Finding(
                    fault.span, fault.message, fault.help, severity=fault.severity, item=item, fix=fault.fix
                )

    return check
