"""Computed health: the first that holds of stuck, regressed, slipping, late, at risk, on track.

In: a plan, its diagnostics, whether a barrier stands, today. Out: the health and the reasons in words.
Drafts, paused, sustained and stopped plans show themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from playbook.diagnostic import Diagnostic
from playbook.model.case import Case
from playbook.model.moves import list_often
from playbook.model.plan import find_keep, list_reviews
from playbook.model.site import Site
from playbook.schema.initiative import Initiative, Target
from playbook.words import say_times

WORDS = {
    "stuck": "Stuck",
    "regressed": "Regressed",
    "slipping": "Slipping",
    "late": "Late",
    "at-risk": "At risk",
    "on-track": "On track",
    "draft": "Draft",
    "paused": "Paused",
    "sustained": "Sustained",
    "stopped": "Stopped",
}
DECLARED = {
    "stuck": "off-track",
    "regressed": "off-track",
    "late": "off-track",
    "slipping": "at-risk",
    "at-risk": "at-risk",
}
"""What each computed health would be as a declared one, where that is not on-track."""

LATE_RULES = ("milestone-overdue", "target-missed", "initiative-past-end")
CORE = ("PB101", "PB102", "PB103", "PB104", "PB105")
BEHIND = Decimal("0.1")
"""How far behind the line from baseline to target a reading may lie, as a part of the whole way."""


@dataclass(frozen=True, slots=True)
class Health:
    """A computed health: a key of WORDS and why, the strongest reason first.

    `is_gap` says that nothing is wrong but what the plan lacks of owners, metrics, reviews and stages.
    """

    word: str = "on-track"
    reasons: tuple[str, ...] = ()
    is_gap: bool = False

    @property
    def as_declared(self) -> str:
        """The word that an owner who saw the same would declare."""
        return DECLARED.get(self.word, "on-track")


def judge_health(case: Case, found: Sequence[Diagnostic], is_stuck: bool) -> Health:
    """Compute a plan's health from its diagnostics, reviews and readings."""
    status = case.plan.status
    if status in ("draft", "paused", "stopped", "sustained"):
        return Health(status)
    if is_stuck:
        return Health("stuck", ("a later step has begun while an earlier one is not complete",))
    tests = (
        ("regressed", _find_regress(case)),
        ("slipping", _find_slip(case, found)),
        ("late", [each.message for each in found if each.name in LATE_RULES]),
        ("at-risk", _find_risk(case)),
    )
    for word, reasons in tests:
        listed = tuple(reasons)
        if listed:
            return Health(word, listed)
    gaps = tuple(each.message for each in found if each.code in CORE)
    return Health("at-risk", gaps, is_gap=True) if gaps else Health()


def _last_verdict(case: Case) -> str:
    held = [
        each
        for _, each in list_reviews(case.plan, case.shape, "follow-through")
        if each.held and each.held <= case.today
    ]
    last = max(held, key=lambda each: each.held or case.today, default=None)
    return (last.verdict or "") if last else ""


def _find_regress(case: Case) -> Iterator[str]:
    keep = find_keep(case.plan, case.shape)
    go_live = case.plan.go_live
    if keep and go_live and go_live <= case.today:
        metric, value = keep
        last = case.site.readings(metric, case.today)[-1:]
        if last and last[0].date >= go_live and is_off(last[0].value, value, case.site.direction(metric)):
            stood, kept = case.site.say(metric, last[0].value), case.site.say(metric, value)
            yield f"{metric} stood at {stood} on {last[0].date}, and {kept} was to be kept"
    if _last_verdict(case) == "regressed":
        yield "the last review found it regressed"


def is_off(value: Decimal, keep: Decimal, direction: str) -> bool:
    """Whether a value lies on the wrong side of what was to be kept; down: above, otherwise: below."""
    return value > keep if direction == "down" else value < keep


def _find_slip(case: Case, found: Sequence[Diagnostic]) -> Iterator[str]:
    yield from (each.message for each in found if each.name == "usage-decaying")
    if _last_verdict(case) == "slipping":
        yield "the last review found it slipping"


def _find_risk(case: Case) -> Iterator[str]:
    for target in case.plan.targets:
        if not target.guardrail and is_behind(target, case.site, case.today):
            yield f"{target.metric} is behind the line from baseline to target"
    for item, times in list_often(case):
        yield f"{name_item(case.plan, item)} was moved {say_times(times)}"


def name_item(plan: Initiative, item: str) -> str:
    """Name what a slip moved, within a sentence: a milestone by its title, another key as code."""
    name = item.rpartition(".")[2]
    title = next((each.title for each in plan.milestones if each.id == name), "")
    return f"the milestone “{title}”" if title else "the go-live" if name == "go-live" else f"`{name}`"


def measure_way(target: Target, site: Site, today: date) -> tuple[Decimal, Decimal] | None:
    """Give how much of the way from baseline to target is done and is planned for today (1 is all).

    The plan is the straight line from the baseline's day to the target's due day. None where a figure
    is missing, baseline equals target, or no reading is newer than the baseline.
    """
    base, goal = target.baseline, target.target
    if not (base and goal and base.value is not None and goal.value is not None and base.date and goal.due):
        return None
    last = site.readings(target.metric, today)[-1:]
    if not last or last[0].date < base.date or goal.value == base.value or goal.due <= base.date:
        return None
    done = (last[0].value - base.value) / (goal.value - base.value)
    days = Decimal((min(today, goal.due) - base.date).days) / Decimal((goal.due - base.date).days)
    return done, max(days, Decimal(0))


def is_behind(target: Target, site: Site, today: date) -> bool:
    """Whether the last reading lies more than a tenth of the way behind the plan."""
    way = measure_way(target, site, today)
    return way is not None and way[0] < way[1] - BEHIND
