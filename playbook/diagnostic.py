"""What the checker says.

`Diagnostic` is one finding at its place with severity, words and remedy: what every output
format prints. `Fault` is what a phase before the rules found wrong with a page: a rule turns it
into a finding. `NotEvaluated` names a rule that could not run. Nothing here formats or decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from playbook.source import Span

KeyPath = tuple[str | int, ...]
"""Keys and 0-based list positions from the root of the front matter: ("stages", "goals", "reviews", 0)."""


class Severity(IntEnum):
    """How bad a finding is; comparable, so that a threshold is one comparison."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The severity's lower-case name, as every format writes it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Fix:
    """A replacement that would satisfy the rule: `text` instead of what stands in `span`.

    It is safe where it says what the author wrote in the only form that can be meant (`go_live` for
    `go-live`); else it is a guess, the nearest known name, for a person to accept.
    """

    span: Span
    text: str
    is_safe: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a phase found wrong, not yet a diagnostic: `rule` names the rule that reports it.

    `path` is the key path it is about: findings at, above or below that path are silenced, so that
    one cause is one finding. `severity` overrides the rule's level where the rule has two. `file` is another
    file that it is about, as its author named it: one that is not there, say. `fix` would satisfy.
    """

    rule: str
    span: Span
    message: str
    help: str = ""
    path: KeyPath = ()
    severity: Severity | None = None
    file: str = ""
    fix: Fix | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """A second place that belongs to a diagnostic, with the words that say why."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding, placed and weighed.

    `page` is the page's key ("initiative/crm") or the file's path, `item` the thing inside it
    ("stages.goals", a milestone's id) and both, with the rule, are its identity in waivers and
    baselines, never the line. `excerpt` is the source line at `span` ("" when there is none,
    or when it has thousands of signs).
    """

    span: Span
    code: str
    name: str
    severity: Severity
    message: str
    help: str = ""
    why: str = ""
    page: str = ""
    item: str = ""
    excerpt: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    waived: str = ""
    waived_until: str = ""
    baselined: bool = False

    @property
    def suppressed(self) -> bool:
        """Whether a waiver or the baseline takes it out of the verdict."""
        return bool(self.waived) or self.baselined

    @property
    def acceptance(self) -> str:
        """Which of the two does: "waived", else "baselined"; "" where it counts."""
        return "waived" if self.waived else "baselined" if self.baselined else ""


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """A rule that could not run: which, why, and what would let it run."""

    code: str
    name: str
    needs: str
    reason: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What one check found: shown and suppressed diagnostics in order, and what could not run.

    `settings` names each setting that is not from the configuration file.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    suppressed: tuple[Diagnostic, ...] = ()
    not_evaluated: tuple[NotEvaluated, ...] = ()
    pages: int = 0
    today: str = ""
    settings: tuple[str, ...] = field(default=())

    def count(self, severity: Severity) -> int:
        """Count the shown diagnostics of exactly this severity."""
        return sum(1 for each in self.diagnostics if each.severity is severity)

    def count_accepted(self, how: str) -> int:
        """Count the suppressed diagnostics that are "waived", or "baselined" and not waived."""
        return sum(1 for each in self.suppressed if each.acceptance == how)


def list_unmet(report: Report, required: Iterable[str]) -> list[NotEvaluated]:
    """List what was required to run ("history", "readings", a rule's name or code) and could not."""
    wanted = set(required)
    return [each for each in report.not_evaluated if wanted & {each.needs, each.name, each.code}]
