"""What waits for what, within a plan and across plans.

In: the site, and what `depends-on` names. Out: the plan or milestone that is meant, everything that a plan
waits for, and the way by which something waits for itself. Nothing here compares days.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.model.plan import is_open
from playbook.model.site import Site
from playbook.schema.initiative import Milestone

SETTLED = ("live", "sustained", "stopped")
"""The statuses in which a plan as a whole waits for nothing more."""


REACH = 1000
"""How many plans and milestones are searched for a circle."""


@dataclass(frozen=True, slots=True)
class Node:
    """A plan as a whole, or one milestone of it."""

    page: Page
    milestone: Milestone | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What tells nodes apart: the plan's id and the milestone's ("" for the whole)."""
        return self.page.id, self.milestone.id if self.milestone else ""

    def name_from(self, page: Page) -> str:
        """Name it as a plan would in `depends-on`: `pilot`, `crm` or `crm#pilot`."""
        if self.milestone is None:
            return self.page.id
        return self.milestone.id if self.page.id == page.id else f"{self.page.id}#{self.milestone.id}"


@dataclass(frozen=True, slots=True)
class Edge:
    """One `depends-on` of a plan: where it stands, who waits, for what."""

    path: KeyPath
    source: Node
    target: Node


def find_node(site: Site, page: Page, name: str) -> Node | None:
    """Give what a name in a plan's `depends-on` means; None when nothing bears it."""
    plan_id, _, milestone_id = name.partition("#")
    own = None if milestone_id else _find_milestone(page, name)
    if own:
        return Node(page, own)
    other = site.find("initiative", plan_id)
    if other is None or not other.readable:
        return None
    milestone = _find_milestone(other, milestone_id)
    return Node(other, milestone) if milestone or not milestone_id else None


def _find_milestone(page: Page, milestone_id: str) -> Milestone | None:
    found = (each for each in page.plan.milestones if each.id == milestone_id)
    return next(found, None) if milestone_id else None


def list_edges(site: Site, page: Page) -> Iterator[Edge]:
    """Yield every `depends-on` of a plan that leads somewhere: the plan's own, then its milestones'."""
    plan = page.plan
    named: list[tuple[Node, KeyPath, str]] = []
    named += [(Node(page), ("depends-on", n), name) for n, name in enumerate(plan.depends_on)]
    named += [
        (Node(page, each), ("milestones", i, "depends-on", n), name)
        for i, each in enumerate(plan.milestones)
        for n, name in enumerate(each.depends_on)
        if each.id
    ]
    for source, path, name in named:
        target = find_node(site, page, name)
        if target:
            yield Edge(path, source, target)


def list_needs(site: Site, node: Node) -> Iterator[Node]:
    """Yield what must be done before a node is: what it depends on and, for a whole plan, its milestones.

    What is done, cancelled, live or stopped waits for nothing.
    """
    plan = node.page.plan
    if node.milestone is None and plan.status in SETTLED:
        return
    if node.milestone is not None and not is_open(node.milestone):
        return
    names = plan.depends_on if node.milestone is None else node.milestone.depends_on
    yield from (found for name in names if (found := find_node(site, node.page, name)))
    if node.milestone is None:
        yield from (Node(node.page, each) for each in plan.milestones if each.id and is_open(each))


def find_circle(site: Site, edge: Edge) -> tuple[Node, ...]:
    """Give the shortest way by which an edge's source waits for itself; () when it does not.

    Only the nearest `REACH` plans and milestones are looked at, so that a long chain costs little.
    """
    goal = edge.source.key
    if edge.target.key not in {each.key for each in list_needs(site, edge.source)}:
        return ()
    before: dict[tuple[str, str], Node] = {}
    queue = [edge.target]
    for node in queue:
        if node.key == goal:
            return (edge.source, *_trace(before, node, edge.target))
        for each in list_needs(site, node):
            if each.key not in before and each.key != edge.target.key and len(before) < REACH:
                before[each.key] = node
                queue.append(each)
    return ()


def _trace(before: dict[tuple[str, str], Node], last: Node, first: Node) -> tuple[Node, ...]:
    """Give the nodes from the first to the last."""
    way = [last]
    while way[-1].key != first.key:
        way.append(before[way[-1].key])
    return tuple(reversed(way))
