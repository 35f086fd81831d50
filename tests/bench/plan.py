"""The front matter of the benchmark's plans: complete, and at every age that a plan can have today.

In: a plan's number in a playbook of a size. Out: about 65 lines of YAML, the leaves in flow style. Starts are
spread over two and a half years; what a plan claims (`status`) follows from where today lies in its course.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.bench.course import TODAY, measure_outcome, measure_use

PLANS_EACH = 8
"""How many plans one person owns; as they start 110 days apart, two of them run at a time at most."""

GO_LIVE, UNTIL, BETWEEN, FIRST = 165, 530, 110, -760
"""Days: from a start to go-live and to the end of the watch; between an owner's plans; to the first start."""

GOALS = (
    "Quotes within two days",
    "One price list for every site",
    "Fewer returns of the first delivery",
    "Every order typed once",
    "Complaints answered by one person",
    "Stock that is where the system says",
    "Invoices without paper",
    "New customers served within a week",
)
THEMES = ("Growth", "Cost of errors", "Delivery", "Data", "People", "Service", "Compliance")


@dataclass(frozen=True)
class Size:
    """How many of everything a playbook of `plans` plans has: all of it grows with the plans."""

    plans: int

    @property
    def owners(self) -> int:
        """People who own plans."""
        return -(-self.plans // PLANS_EACH)

    @property
    def departments(self) -> int:
        """Departments; each has a head and a lead."""
        return max(6, self.plans // 12)

    @property
    def controllers(self) -> int:
        """People who read metrics and look at reviews."""
        return max(2, self.plans // 20)

    @property
    def metrics(self) -> int:
        """Metrics of each kind."""
        return max(3, self.plans // 20)


@dataclass(frozen=True)
class Plan:
    """One plan: its number and the size of its playbook; everything else follows from them."""

    n: int
    size: Size

    @property
    def owner(self) -> int:
        """The number of its owner."""
        return self.n % self.size.owners

    @property
    def starts(self) -> date:
        """The day on which the work begins."""
        after = FIRST + self.n // self.size.owners * BETWEEN + self.owner * 37 % BETWEEN
        return TODAY + timedelta(after)

    @property
    def status(self) -> str:
        """What the plan claims today."""
        age = (TODAY - self.starts).days
        if age < 0:
            return "draft" if self.n % 5 == 0 else "committed"
        if age < GO_LIVE:
            return {7: "paused", 19: "stopped"}.get(self.n % 37, "running")
        return "live" if age < UNTIL else "sustained"

    @property
    def department(self) -> int:
        """The number of the department whose change it is: its owner's."""
        return self.owner % self.size.departments

    @property
    def other_department(self) -> int:
        """The number of the other department that must work differently."""
        return (self.department + 1 + self.n // self.size.owners) % self.size.departments

    @property
    def metric(self) -> int:
        """The number of the metrics that it moves, uses and guards."""
        return self.n * 7 % self.size.metrics

    @property
    def title(self) -> str:
        """The goal in a few words."""
        return f"{GOALS[self.n % len(GOALS)]}, wave {self.n}"

    def day(self, after: int) -> date:
        """Give the day so many days after the start."""
        return self.starts + timedelta(after)

    def has_come(self, after: int) -> bool:
        """Whether the day so many days after the start is over, and the plan not at rest by then."""
        return self.day(after) < TODAY and self.status not in ("draft", "committed")


def write_front(plan: Plan) -> str:
    """Write the front matter of a plan, without its two lines of dashes."""
    return "\n".join(_list_lines(plan))


def _list_lines(plan: Plan) -> Iterator[str]:
    home, other = f"department-{plan.department:05}", f"department-{plan.other_department:05}"
    yield f"title: {plan.title}"
    yield f"summary: The {plan.n % 60 + 12} people of {home} know what is owed to whom on the same day."
    yield f"status: {plan.status}"
    yield f"owner: owner-{plan.owner:05}"
    yield f"sponsor: head-{plan.department:05}"
    yield f"department: {home}"
    yield f"affects:\n  - {home}\n  - {other}"
    yield f"theme: {THEMES[plan.n % len(THEMES)]}"
    yield f"starts: {plan.starts}\ngo-live: {plan.day(GO_LIVE)}"
    yield from _list_targets(plan)
    yield "stages:"
    yield from _list_vision(plan)
    yield from _list_coalition(plan)
    yield from _list_goals(plan)
    yield from _list_follow_through(plan)
    yield from _list_milestones(plan)
    yield from _list_account(plan)


def _list_targets(plan: Plan) -> Iterator[str]:
    before, due = plan.day(-14), plan.day(GO_LIVE + 120)
    base, goal = measure_outcome(plan.metric, before), measure_outcome(plan.metric, due) + 0.3
    source = f"Report {plan.n % 40 + 3}"
    yield f"targets:\n  - metric: outcome-{plan.metric:05}\n    headline: true"
    yield f"    baseline: {{value: {base:.1f}, date: {before}, source: {source}}}"
    yield f"    target: {{value: {goal:.1f}, due: {due}}}"
    yield f"  - {{metric: returns-{plan.metric:05}, guardrail: true, limit: 6}}"


def _write_review(plan: Plan, after: int, by: str) -> str:
    verdict = "holding" if after > GO_LIVE else "passed"
    held = f", held: {plan.day(after)}, verdict: {verdict}" if plan.has_come(after) else ""
    return f"      - {{due: {plan.day(after)}, by: {by}{held}}}"


def _begin_stage(plan: Plan, name: str, kept: tuple[str, str], days: tuple[int, int]) -> Iterator[str]:
    """Yield the name of a stage, what keeps it (owner and metric), and when it began and was done."""
    (owner, metric), (first, last) = kept, days
    yield f"  {name}:\n    owner: {owner}\n    metric: {metric}\n    starts: {plan.day(first)}"
    if last and plan.has_come(last):
        yield f"    done: {plan.day(last)}"


def _list_vision(plan: Plan) -> Iterator[str]:
    owner, n = f"owner-{plan.owner:05}", plan.n
    yield from _begin_stage(plan, "vision", (owner, f"outcome-{plan.metric:05}"), (0, 30))
    yield "    diagnosis:"
    yield (
        f"      - {{finding: A request is typed into {n % 4 + 2} tools, "
        f"evidence: {n % 30 / 10 + 2:.1f} hours per person and week, source: Time study {n % 12 + 1}}}"
    )
    yield f"    reviews:\n{_write_review(plan, 30, f'head-{plan.department:05}')}"


def _list_coalition(plan: Plan) -> Iterator[str]:
    head, lead = f"head-{plan.other_department:05}", f"lead-{plan.department:05}"
    owner, trained = f"owner-{plan.owner:05}", f"lead-{plan.other_department:05}"
    asked = min(plan.day(2), TODAY - timedelta(20))
    is_asked = plan.status != "draft"
    answer = f", asked: {asked}, accepted: {asked + timedelta(7)}" if is_asked else ""
    both = f"[department-{plan.department:05}, department-{plan.other_department:05}]"
    yield from _begin_stage(plan, "coalition", (owner, "asks-accepted"), (2, 55))
    yield f"    members:\n      - {{person: {head}, ask: Two people for {plan.n % 4 + 2} weeks{answer}}}"
    yield f"      - {{person: {lead}, ask: Half a day for everyone, kind: training{answer}}}"
    yield f"      - {{person: {trained}, ask: A day for the counter, kind: training{answer}}}"
    yield "    communication:"
    told = [
        f"by: {by}, {'sent' if plan.has_come(after) else 'due'}: {plan.day(after)}"
        for by, after in ((owner, 15), (owner, 49), (head, 150))
    ]
    yield f"      - {{audience: everyone, message: Type it once, channel: all-hands, {told[0]}}}"
    yield f"      - {{audience: {both}, message: What changes on Monday, channel: meeting, {told[1]}}}"
    yield f"      - {{audience: everyone, message: The old form closes, channel: mail, {told[2]}}}"
    yield f"    reviews:\n{_write_review(plan, 55, f'head-{plan.department:05}')}"


def _list_goals(plan: Plan) -> Iterator[str]:
    by = f"controller-{plan.n % plan.size.controllers:05}"
    owner = f"lead-{plan.department:05}"
    yield from _begin_stage(plan, "goals", (owner, f"use-{plan.metric:05}"), (56, GO_LIVE))
    yield f"    reviews:\n{_write_review(plan, 95, by)}\n{_write_review(plan, 145, by)}"


def _list_follow_through(plan: Plan) -> Iterator[str]:
    owner, by = f"controller-{plan.n % plan.size.controllers:05}", f"head-{plan.department:05}"
    keep = measure_use(plan.metric, plan.day(GO_LIVE)) - 1
    yield f"  follow-through:\n    owner: {owner}\n    metric: use-{plan.metric:05}"
    yield f"    keep: {keep:.0f}\n    until: {plan.day(UNTIL)}"
    yield f"    anchors:\n      - what: The first week of onboarding at site {plan.n % 40} uses the form only"
    reviews = [_write_review(plan, GO_LIVE + after, by) for after in (45, 130, 225, 315)]
    yield "    reviews:\n" + "\n".join(reviews)


def _list_milestones(plan: Plan) -> Iterator[str]:
    yield "milestones:"
    lead, other = f"lead-{plan.department:05}", f"lead-{plan.other_department:05}"
    for name, owner, after in (("pilot", lead, 54), ("second-site", other, 104), ("all-sites", lead, 150)):
        value = measure_use(plan.metric, plan.day(after))
        title = f"{name.replace('-', ' ').capitalize()} works in one form"
        done = f", reached: {value:.1f}, done: {plan.day(after)}" if plan.has_come(after) else ""
        measured = f"metric: use-{plan.metric:05}, target: {value - 1:.0f}{done}"
        yield f"  - {{id: {name}, title: {title}, owner: {owner}, due: {plan.day(after)}, {measured}}}"


def _list_account(plan: Plan) -> Iterator[str]:
    """Yield what the owner tells of the course, up to now or to its end."""
    owner, head = f"owner-{plan.owner:05}", f"head-{plan.department:05}"
    answer, due = "Two more people for three weeks", max(TODAY, plan.starts) + timedelta(20 + plan.n % 30)
    yield f"risks:\n  - {{risk: The import is late, owner: {owner}, due: {due}, answer: {answer}}}"
    told = max(plan.starts, TODAY - timedelta(3 + plan.n % 25))
    if told <= TODAY:
        note = f"{plan.n % 9 + 2} of {plan.n % 9 + 5} sites are in."
        late = plan.n % 11 == 0
        back = ", way-back: Two more people until the end of June" if late else ""
        health = "at-risk" if late else "on-track"
        yield f"updates:\n  - {{date: {told}, by: {owner}, health: {health}, note: {note}{back}}}"
    if plan.status == "paused":
        since, until = TODAY - timedelta(9), TODAY + timedelta(60)
        yield f"paused: {{since: {since}, until: {until}, by: {head}, reason: The move of the warehouse}}"
    if plan.status == "stopped":
        yield f"stopped: {{date: {TODAY - timedelta(5)}, by: {head}, reason: The site is sold}}"
    if plan.status in ("stopped", "sustained"):
        yield "lessons:\n  expected: Half the calls\n  actual: A third fewer"
        yield "  why: Nobody asked the night shift\n  keep: One form\n  change: Ask every shift"
