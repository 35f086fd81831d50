"""The symptoms that sharpen a diagnosis: what is seen in a plan and its readings, and where to look first.

In: a plan in its site on a day. Out: `Symptom`s in the order of the table in SYMPTOMS. What only git
knows (who owned it before) is not looked at, and no person is judged.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from playbook.health import is_behind, measure_way, name_item
from playbook.model.case import Case
from playbook.model.moves import list_often
from playbook.model.plan import find_keep, is_open, list_events, list_goals, list_members, list_messages
from playbook.model.plan import list_reviews as list_all_reviews
from playbook.model.promised import recall
from playbook.schema.initiative import Target
from playbook.words import count, join, say_times

UNDER_WAY = ("running", "live", "sustained")
HALF_A_YEAR = timedelta(days=183)
QUARTER = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Symptom:
    """What is seen, the step to look at first, and what to look for there."""

    seen: str
    step: str
    look: str


Test = Callable[[Case], Iterator[str]]


def list_symptoms(case: Case) -> tuple[Symptom, ...]:
    """List the symptoms that a plan under way shows; several signs of one symptom are one."""
    if case.plan.status not in UNDER_WAY:
        return ()
    found = []
    for test, step, look in SYMPTOMS:
        signs = list(dict.fromkeys(test(case)))
        if signs:
            found.append(Symptom(join(signs), step, look))
    return tuple(found)


def see_low_start(case: Case) -> Iterator[str]:
    """Adoption low from the start, the first message after go-live, a silent sponsor.

    Low: the first reading of an adoption metric within 92 days after go-live is less than half of the way
    from baseline (none: zero) to target (none: what is to be kept). Late: the first message sent after
    go-live, or none by then. Silent: under way for 60 days without a message or a held review of the sponsor.
    """
    yield from _see_low_adoption(case)
    go_live, plan = case.plan.go_live, case.plan
    sent = [each for _, each in list_messages(plan) if each.sent and each.sent <= case.today]
    first = min((each.sent for each in sent if each.sent), default=None)
    if go_live and go_live <= case.today and (first is None or first > go_live):
        when = f"the first message went out on {first}" if first else "no message has been sent"
        yield f"{when}, and people had to work the new way from {go_live}"
    begun = plan.starts and plan.starts <= case.today - timedelta(days=60)
    is_shown = case.site.config.settings.site.rules_about_persons
    if begun and is_shown and plan.sponsor and not _is_heard(case, plan.sponsor):
        yield "the sponsor has sent no message and held no review"


def _see_low_adoption(case: Case) -> Iterator[str]:
    go_live = case.plan.go_live
    if go_live is None or go_live > case.today:
        return
    for metric, base, goal in _list_adoption(case):
        after = [each for each in case.site.readings(metric, case.today) if each.date >= go_live]
        first = after[0] if after and after[0].date <= go_live + QUARTER else None
        if first and goal != base and (first.value - base) / (goal - base) < Decimal("0.5"):
            stood = case.site.say(metric, first.value)
            yield f"{_name(case, metric)} stood at {stood} at the start, on {first.date}"


def _list_adoption(case: Case) -> Iterator[tuple[str, Decimal, Decimal]]:
    seen = set()
    for _, target in list_goals(case.plan):
        base, goal = target.baseline, target.target
        if _is_kind(case, target.metric, "adoption") and goal and goal.value is not None:
            seen.add(target.metric)
            yield target.metric, (base.value if base and base.value is not None else Decimal(0)), goal.value
    keep = find_keep(case.plan, case.shape)
    if keep and keep[0] not in seen and _is_kind(case, keep[0], "adoption"):
        yield keep[0], Decimal(0), keep[1]


def _is_heard(case: Case, person: str) -> bool:
    told = any(each.by == person and each.sent for _, each in list_messages(case.plan))
    return told or any(each.by == person and each.held for _, each in list_all_reviews(case.plan, case.shape))


def see_flat_metric(case: Case) -> Iterator[str]:
    """Milestones done, metric flat: half of them done, at least two, less than a tenth of the way gained.

    The plan for today must be a quarter of the way at least. Also: every target is of kind activity.
    """
    wanted = [each for each in case.plan.milestones if each.cancelled is None]
    done = [each for each in wanted if each.done and each.done <= case.today]
    goals = [target for _, target in list_goals(case.plan)]
    if len(done) >= 2 and 2 * len(done) >= len(wanted):
        for target in goals:
            way = measure_way(target, case.site, case.today)
            if way and way[0] < Decimal("0.1") and way[1] >= Decimal("0.25"):
                part = f"{len(done)} of {count(len(wanted), 'milestone')} are done"
                yield f"{part} and {_name(case, target.metric)} has hardly moved"
    if goals and all(_is_kind(case, each.metric, "activity") for each in goals):
        yield "every target counts activity, none an outcome"


def see_lost_gain(case: Case) -> Iterator[str]:
    """Metric reached, then falling, no review in between: the target was met on a day, the last reading
    misses it, and no review was held from that day on until the last reading."""
    for _, target in list_goals(case.plan):
        found = _find_loss(case, target)
        if found is None:
            continue
        reached, last = found
        held = [each.held for _, each in list_all_reviews(case.plan, case.shape) if each.held]
        if not any(reached < day <= last for day in held):
            name = _name(case, target.metric)
            yield f"{name} had reached its target on {reached}, has lost it since, and no review was held"


def _find_loss(case: Case, target: Target) -> tuple[date, date] | None:
    base, goal = target.baseline, target.target
    if not (base and goal and base.value is not None and goal.value is not None and base.date):
        return None
    upward = goal.value > base.value
    readings = [each for each in case.site.readings(target.metric, case.today) if each.date >= base.date]
    met = [each for each in readings if (each.value >= goal.value if upward else each.value <= goal.value)]
    if not met or met[-1] is readings[-1]:
        return None
    return met[-1].date, readings[-1].date


def see_one_department(case: Case) -> Iterator[str]:
    """One department uses it, others do not: once goals have begun, exactly one affected department has an
    accepted ask or a milestone done, and at least one other has neither.

    Readings are not split by department, so what its people accepted and finished stands for use.
    """
    affected = set(case.plan.affects)
    if len(affected) < 2 or not any(each.done for each in case.plan.milestones):
        return
    active = {
        case.site.department_of(each.person) for _, each in list_members(case.plan) if each.accepted
    } | {case.site.department_of(each.owner) for each in case.plan.milestones if each.done}
    inside, outside = sorted(affected & active), sorted(affected - active)
    if len(inside) == 1 and outside:
        names = join(_name(case, each, "department") for each in outside)
        yield f"{_name(case, inside[0], 'department')} takes part, {names} not yet"


def see_serial_slips(case: Case) -> Iterator[str]:
    """Dates slip twice or more up to today, by git or by `slips`."""
    waiting = [each for _, each in list_members(case.plan) if not (each.accepted or each.declined)]
    for item, times in list_often(case):
        wait = "waits" if len(waiting) == 1 else "wait"
        asks = f", and {count(len(waiting), 'ask')} {wait} for an answer" if waiting else ""
        yield f"{name_item(case.plan, item)} was moved {say_times(times)}{asks}"


def see_new_owners(case: Case) -> Iterator[str]:
    """The owner changed twice or more since the plan was committed to, by git."""
    promised = recall(case.page, case.site)
    trail = promised.history.find("", "owner") if promised else None
    moves = promised.list_moves(trail) if promised and trail else ()
    times = sum(not each.by.day or each.by.day <= case.today for each in moves)
    if times > 1:
        yield f"the owner changed {say_times(times)}"


def see_late_red(case: Case) -> Iterator[str]:
    """All green until the last quarter: every update before the last quarter of the time said on-track
    (two at least), the target is behind its line or missed now, and no milestone before set a value."""
    for _, target in list_goals(case.plan):
        base, goal = target.baseline, target.target
        if not (base and base.date and goal and goal.due and base.date < goal.due):
            continue
        turn = goal.due - (goal.due - base.date) / 4
        early = [each.health for each in case.plan.updates if each.date and each.date < turn and each.health]
        staged = any(
            each.metric == target.metric and each.target is not None and each.due and each.due < turn
            for each in case.plan.milestones
        )
        green = len(early) > 1 and set(early) == {"on-track"}
        if green and not staged and case.today >= turn and is_behind(target, case.site, case.today):
            yield f"every update was green until {turn}, and {_name(case, target.metric)} is behind now"


def see_softened_target(case: Case) -> Iterator[str]:
    """Target softened twice: `rebaselined` names the same target at least twice up to today."""
    changed = Counter(each.item for each in case.plan.rebaselined if each.date and each.date <= case.today)
    for item in sorted(item for item, times in changed.items() if times > 1):
        yield f"{_name(case, item.rpartition('.')[2])} was given a new figure {changed[item]} times"


def see_silence(case: Case) -> Iterator[str]:
    """Silent for six months: no update, and nothing accepted, sent, reached, held or done, for 183 days;
    open work or a day of watching must still be ahead."""
    days = [each.date for each in case.plan.updates if each.date]
    for stage in case.shape.stages:
        days += [day for _, day in list_events(case.plan, case.shape, stage.id)]
    past = [day for day in days if day <= case.today]
    last = max(past, default=case.plan.starts)
    ahead = [each.until for each in (case.plan.stages or {}).values() if each.until]
    goes_on = any(day >= case.today for day in ahead) or any(map(is_open, case.plan.milestones))
    if last and goes_on and case.today - last > HALF_A_YEAR:
        yield f"nothing has been written on the page since {last}"


SYMPTOMS: tuple[tuple[Test, str, str], ...] = (
    (see_low_start, "coalition", "whether those affected were told what it is for, in time and by whom"),
    (see_flat_metric, "vision", "whether the diagnosis is right, and the metric an outcome"),
    (see_lost_gain, "follow-through", "who looks at the figure, and when"),
    (see_one_department, "coalition", "who of the other departments was asked, and said yes"),
    (see_serial_slips, "coalition", "an ask that nobody has accepted"),
    (see_new_owners, "coalition", "whether anybody has taken it on, and has the time"),
    (see_late_red, "goals", "values to be reached on the way"),
    (see_softened_target, "vision", "whether the goal was ever agreed"),
    (see_silence, "follow-through", "whether anybody still watches it"),
)
"""Each test with the step to look at first."""


def _is_kind(case: Case, metric: str, kind: str) -> bool:
    page = case.site.find("metric", metric)
    return bool(page and page.data.kind == kind)


def _name(case: Case, page_id: str, kind: str = "metric") -> str:
    page = case.site.find(kind, page_id)
    return page.title if page else page_id
