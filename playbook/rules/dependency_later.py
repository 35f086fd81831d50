"""PB410 dependency-later: what a plan waits for comes later than the plan needs it, or not at all."""

from collections.abc import Iterable
from datetime import date

from playbook.model.dependency import Edge, Node, find_circle, list_edges
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find dependencies on what was stopped or cancelled, and on other plans' later days."""
    for edge in list_edges(site, page):
        name = edge.target.name_from(page)
        if is_settled(edge.source) or is_settled(edge.target):
            continue
        if is_dropped(edge.target):
            help_ = "say how the plan gets on without it, and take the dependency out"
            yield Finding(edge.path, f"`{name}`, which this waits for, was {is_dropped(edge.target)}", help_)
        elif comes_later(edge) and not find_circle(site, edge):
            message = f"`{name}` is due on {find_due(edge.target)}, after what waits for it here"
            here = f"due on {find_due(edge.source)}"
            related = (((*edge.path[:-2], "due") if edge.source.milestone else ("go-live",), here),)
            yield Finding(edge.path, message, "agree on a day with its owner, or move your own", related)


def is_settled(node: Node) -> bool:
    """Whether a milestone is done, or a plan already works."""
    if node.milestone:
        return node.milestone.done is not None
    return node.page.plan.status in ("live", "sustained")


def is_dropped(node: Node) -> str:
    """Say that a node will never come, "stopped" or "cancelled"; "" when it will."""
    if node.milestone and node.milestone.cancelled is not None:
        return "cancelled"
    return "stopped" if node.page.plan.status == "stopped" else ""


def find_due(node: Node) -> date | None:
    """Give the day of a milestone, or the go-live of a plan."""
    return node.milestone.due if node.milestone else node.page.plan.go_live


def comes_later(edge: Edge) -> bool:
    """Whether another plan's part comes after what waits for it; within a plan PB406 asks that."""
    mine, theirs = find_due(edge.source), find_due(edge.target)
    is_other = edge.source.page.id != edge.target.page.id
    return is_other and mine is not None and theirs is not None and theirs > mine


RULE = SiteRule(
    code="PB410",
    name="dependency-later",
    level=W,
    why="a plan that waits for a later day is late already, and its owner may not know it",
    check=check,
)
