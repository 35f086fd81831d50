"""A comparison -> what is told of it, in order: the verdict, what is serious, the rest, the findings.

In: a comparison, how both sides are called, the threshold of the gate. Out: `Story`, of which every format
for people is made. Days are as the site writes them.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from playbook.comparison import Comparison
from playbook.diagnostic import Diagnostic, Severity
from playbook.diff import Change
from playbook.view.words import say_day, write_days
from playbook.words import count, join


@dataclass(frozen=True, slots=True)
class Ends:
    """How the two sides are called ("main", "the files as they are"), their commits ("" for files), and the
    severity from which findings shut the gate."""

    before: str
    after: str
    commits: tuple[str, str] = ("", "")
    threshold: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Group:
    """What changed on one page: its title, its file, the sentences."""

    title: str
    path: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All that is told: `counts` in one line, `first` what takes a promise away, `rest` all else."""

    ends: Ends
    today: str
    verdict: str
    is_shut: bool
    counts: str
    first: tuple[Group, ...]
    rest: tuple[Group, ...]
    new: tuple[Diagnostic, ...]
    gone: tuple[Diagnostic, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.first or self.rest or self.new or self.gone)


def tell_story(comparison: Comparison, ends: Ends) -> Story:
    """Gather what is told of a comparison."""
    changes = comparison.changes
    return Story(
        ends=ends,
        today=say_day(comparison.after.today),
        verdict=say_verdict(comparison, ends),
        is_shut=bool(comparison.list_shut(ends.threshold)),
        counts=say_counts(changes),
        first=_group(comparison, [each for each in changes if each.is_grave]),
        rest=_group(comparison, [each for each in changes if not each.is_grave]),
        new=comparison.fresh.new,
        gone=comparison.fresh.gone,
    )


def _group(comparison: Comparison, changes: Iterable[Change]) -> tuple[Group, ...]:
    """Group changes by their pages, in the order in which each page's first one comes."""
    groups: dict[str, list[Change]] = {}
    for each in changes:
        groups.setdefault(each.page, []).append(each)
    return tuple(
        Group(some[0].title, _find_path(comparison, key), tuple(write_days(each.message) for each in some))
        for key, some in groups.items()
    )


def _find_path(comparison: Comparison, key: str) -> str:
    page = comparison.after.site.pages.get(key) or comparison.before.site.pages.get(key)
    return page.path if page else comparison.after.site.config.path


def say_verdict(comparison: Comparison, ends: Ends) -> str:
    """Say whether the gate lets the change pass, and what of it is new."""
    shut = comparison.list_shut(ends.threshold)
    new = sum(1 for each in comparison.fresh.new if each.severity >= ends.threshold)
    gone = len(comparison.fresh.gone)
    what = f"finding{'s' if len(shut) != 1 else ''} at or above `{ends.threshold.word}`"
    noun = "error" if ends.threshold is Severity.ERROR else ""
    told = count(len(shut), noun) if noun else f"{len(shut)} {what}"
    others = [f"{count(gone, 'finding')} gone"] if gone else []
    below = [each for each in comparison.fresh.new if each.severity < ends.threshold]
    if below:
        others.insert(0, _count_by_severity(below))
    tail = f"; {join(others)}" if others else ""
    if not shut:
        return f"The check passes{tail}."
    which = (
        "all new"
        if new == len(shut)
        else f"{new} of them new"
        if new
        else f"none of them new since {ends.before}"
    )
    which = which if len(shut) > 1 else "new" if new else f"which {ends.before} had too"
    return f"The check fails: {told}, {which}{tail}."


def _count_by_severity(found: Sequence[Diagnostic]) -> str:
    numbers = Counter(each.severity for each in found)
    words = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    return join(count(numbers[each], f"new {words[each]}") for each in sorted(numbers, reverse=True))


COUNTED = (
    ("page-removed", "page removed", "pages removed"),
    ("target-softened", "target softened", "targets softened"),
    ("baseline-changed", "baseline rewritten", "baselines rewritten"),
    ("item-removed", "item deleted", "items deleted"),
    ("date-moved", "day moved", "days moved"),
    ("gate-lost", "gate lost", "gates lost"),
    ("id-changed", "id changed", "ids changed"),
    ("status-changed", "status changed", "statuses changed"),
    ("gate-passed", "gate passed", "gates passed"),
    ("target-raised", "target raised", "targets raised"),
    ("page-added", "page added", "pages added"),
    ("item-added", "item added", "items added"),
)
"""The kinds of changes that are counted by name, with their words."""


def say_counts(changes: Sequence[Change]) -> str:
    """Count the changes in one line: 1 target softened, 2 days moved (1 later), 5 other changes."""
    numbers = Counter(each.kind for each in changes)
    later = sum(1 for each in changes if each.kind == "date-moved" and each.days > 0)
    parts = []
    for kind, one, more in COUNTED:
        if numbers[kind]:
            words = (
                f"{numbers.pop(kind)} {one if sum(1 for each in changes if each.kind == kind) == 1 else more}"
            )
            parts.append(words + (f" ({later} later)" if kind == "date-moved" and later else ""))
    others = sum(numbers.values())
    if others:
        parts.append(count(others, "other change" if parts else "change"))
    return join(parts) or "nothing changed in the plans"
