"""Two judgements -> what changed in the plans, which findings are new and which are gone.

In: a playbook judged twice as of one day, before a change and after it. Out: `Comparison`. It reads no file
and says nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from playbook.baseline import identify
from playbook.check import Options, sort_key
from playbook.diagnostic import Diagnostic, Report, Severity
from playbook.diff import Change, Pairing, Side, compare_sites, pair_pages
from playbook.judge_change import judge_changes, raise_claims
from playbook.judge_page import Checker
from playbook.judgement import Judgement
from playbook.model.page import Page
from playbook.since import Fresh, Renamed, find_fresh


@dataclass(frozen=True)
class Comparison:
    """A change of a playbook: how it stood before and how it stands after, both on the same day.

    `options` are those by which it was judged after.
    """

    before: Judgement
    after: Judgement
    options: Options = field(default_factory=Options)

    @cached_property
    def pairing(self) -> Pairing:
        """Which page is which."""
        return pair_pages(self.before.site, self.after.site)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed in the plans, the most serious first."""
        return compare_sites(make_side(self.before), make_side(self.after), self.pairing)

    @cached_property
    def report(self) -> Report:
        """What was found after the change, with what is to be said of the change itself."""
        after = self.after
        checker = Checker(after.site, after.store, after.today, self.options)
        both, report = self.pairing.both, after.checked.report
        found = [*report.diagnostics, *report.suppressed]
        known = {identify(each) for each in found}  # what git's history has told already
        changed = judge_changes(checker, self.before.site, both)
        own = [each for each in changed if identify(each) not in known]
        shown = [
            *raise_claims(checker, both, report.diagnostics),
            *(each for each in own if not each.suppressed),
        ]
        hidden = [*report.suppressed, *(each for each in own if each.suppressed)]
        return replace(
            report,
            diagnostics=tuple(sorted(shown, key=sort_key)),
            suppressed=tuple(sorted(hidden, key=sort_key)),
        )

    @cached_property
    def fresh(self) -> Fresh:
        """Which findings are new, and which are gone."""
        renamed = Renamed(self.pairing.map_keys(), self.pairing.map_items())
        return find_fresh(self.before.checked.report, self.report, renamed)

    def list_shut(self, threshold: Severity) -> list[Diagnostic]:
        """List the findings by which the gate is shut after the change."""
        return [each for each in self.report.diagnostics if each.severity >= threshold]


def make_side(judgement: Judgement) -> Side:
    """Make a side of a judgement."""
    return Side(judgement.site, judgement.today, judgement.checked.standings, make_reader(judgement))


def make_reader(judgement: Judgement) -> Callable[[Page], str]:
    """Give what reads a page's prose."""

    def read(page: Page) -> str:
        stored = judgement.store.fetch(page.digest)
        if stored is None or stored.row:  # a row of an export has no prose
            return ""
        return "\n".join(stored.document.body.splitlines()).strip()

    return read
