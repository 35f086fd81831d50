"""PB406 milestone-dates-contradict: days of milestones that cannot all hold."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from playbook.model.dependency import Edge, Node, find_circle, list_edges
from playbook.model.page import Page
from playbook.model.plan import find_until, is_open, label_milestone
from playbook.model.site import Site
from playbook.rule import E, Finding, SiteRule
from playbook.schema.initiative import Initiative


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find milestones outside the plan, before what they wait for, in a circle, or done in the future."""
    yield from _check_days(page.plan)
    circles = [(edge, find_circle(site, edge)) for edge in list_edges(site, page)]
    yield from _check_circles(page, circles)
    yield from _check_order(page, [edge for edge, circle in circles if not circle])
    latest = today + timedelta(RULE.number(site.config, "grace-days"))
    for n, each in enumerate(page.plan.milestones):
        if each.done and each.done > latest:
            message = f"{label_milestone(n, each)} is done on {each.done}, a day that has not come"
            yield Finding(
                ("milestones", n, "done"), message, "write the day on which it was done", timed=True
            )


def _check_days(plan: Initiative) -> Iterator[Finding]:
    ends = [each.target.due for each in plan.targets if each.target and each.target.due]
    ends += [day for day in (find_until(plan), plan.go_live) if day]
    for n, each in enumerate(plan.milestones):
        if each.due is None or each.cancelled is not None:
            continue
        at, label = ("milestones", n, "due"), label_milestone(n, each)
        if plan.starts and each.due < plan.starts:
            message = f"{label} is due on {each.due}, before the initiative starts on {plan.starts}"
            yield Finding(at, message, "correct one of the two days", ((("starts",), "starts here"),))
        elif ends and each.due > max(ends):
            message = f"{label} is due on {each.due}, after the initiative ends on {max(ends)}"
            yield Finding(at, message, "move it, or watch the change for longer: a later `until`")


def _check_circles(page: Page, circles: list[tuple[Edge, tuple[Node, ...]]]) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for edge, circle in circles:
        if circle and edge.source.key not in told:
            told |= {each.key for each in circle}
            way = " → ".join(each.name_from(page) for each in circle)
            message = f"`{edge.source.name_from(page)}` waits for itself: {way}"
            yield Finding(edge.path, message, "take one of these dependencies out, here or in the other plan")


def _check_order(page: Page, edges: list[Edge]) -> Iterator[Finding]:
    places = {each.id: n for n, each in reversed(list(enumerate(page.plan.milestones)))}
    for edge in edges:
        first, then = edge.target.milestone, edge.source.milestone
        if edge.target.page.id != page.id or not (first and then and is_open(first) and is_open(then)):
            continue
        if first.due and then.due and then.due < first.due:
            message = f"milestone `{then.id}` is due before `{first.id}`, which it waits for ({first.due})"
            related = ((("milestones", places[first.id], "due"), "due here"), (edge.path, "depends on it"))
            at = ("milestones", edge.path[1], "due")
            yield Finding(at, message, "move one of the two days, or take the dependency out", related)


RULE = SiteRule(
    code="PB406",
    name="milestone-dates-contradict",
    level=E,
    why="days that cannot all hold will move, and nobody can tell which",
    check=check,
    guard="goals",
    thresholds={"grace-days": 1},
)
