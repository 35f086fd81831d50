"""What waits for what: names, what must be done before, and the ways back to oneself."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from playbook.config import Config
from playbook.model.dependency import Node, find_circle, find_node, list_edges, list_needs
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.schema.initiative import Cancelled, Initiative, Milestone
from tests.sites import TODAY


def make_page(page_id: str, **keys: Any) -> Page:
    """Make an initiative's page."""
    return Page(page_id, "initiative", "", "", "", page_id, Initiative(**keys))


def make_milestone(milestone_id: str, *depends_on: str, **keys: Any) -> Milestone:
    """Make a milestone that waits for others."""
    return Milestone(id=milestone_id, depends_on=depends_on, **keys)


def make_site(*pages: Page) -> Site:
    """Make a site of initiatives."""
    return Site(Config(Path()), {page.key: page for page in pages})


CRM = make_page("crm", milestones=(make_milestone("pilot"), make_milestone("erp")))
ERP = make_page("erp", milestones=(make_milestone("pilot"),))
BROKEN = replace(make_page("broken"), readable=False)

NAMES = {
    "own milestone": ("pilot", ("crm", "pilot")),
    "own milestone before a plan of its name": ("erp", ("crm", "erp")),
    "a plan": ("hr", ("hr", "")),
    "another's milestone": ("erp#pilot", ("erp", "pilot")),
    "own milestone in full": ("crm#pilot", ("crm", "pilot")),
    "no such plan": ("mars", None),
    "no such milestone": ("erp#launch", None),
    "a plan that cannot be read": ("broken", None),
}


@pytest.mark.parametrize(("name", "key"), NAMES.values(), ids=NAMES)
def test_a_name_means(name: str, key: tuple[str, str] | None) -> None:
    found = find_node(make_site(CRM, ERP, BROKEN, make_page("hr")), CRM, name)
    assert (found.key if found else None) == key


def test_a_node_is_named_as_its_reader_would() -> None:
    pilot = Node(CRM, CRM.plan.milestones[0])
    assert [pilot.name_from(CRM), pilot.name_from(ERP), Node(CRM).name_from(ERP)] == [
        "pilot",
        "crm#pilot",
        "crm",
    ]


def test_edges_stand_where_they_are_written_and_lead_somewhere() -> None:
    page = make_page(
        "hr",
        depends_on=("crm", "mars"),
        milestones=(make_milestone("", "crm"), make_milestone("a", "mars", "erp#pilot")),
    )
    edges = list(list_edges(make_site(CRM, ERP, page), page))
    assert [(each.path, each.source.key, each.target.key) for each in edges] == [
        (("depends-on", 0), ("hr", ""), ("crm", "")),
        (("milestones", 1, "depends-on", 1), ("hr", "a"), ("erp", "pilot")),
    ]


SETTLED = {
    "a plan at work": ({"status": "running"}, {("crm", ""), ("hr", "a")}),
    "a draft": ({"status": "draft"}, {("crm", ""), ("hr", "a")}),
    "a live plan": ({"status": "live"}, set()),
    "a sustained plan": ({"status": "sustained"}, set()),
    "a stopped plan": ({"status": "stopped"}, set()),
}


@pytest.mark.parametrize(("keys", "needs"), SETTLED.values(), ids=SETTLED)
def test_a_plan_waits_for(keys: dict[str, str], needs: set[tuple[str, str]]) -> None:
    parts = (make_milestone("a"), make_milestone("b", done=TODAY), make_milestone(""))
    page = make_page("hr", depends_on=("crm",), milestones=parts, **keys)
    assert {each.key for each in list_needs(make_site(CRM, page), Node(page))} == needs


@pytest.mark.parametrize("end", [{"done": TODAY}, {"cancelled": Cancelled()}], ids=["done", "cancelled"])
def test_a_milestone_that_has_ended_waits_for_nothing(end: dict[str, Any]) -> None:
    page = make_page("hr", milestones=(make_milestone("a", "crm", **end),))
    assert list(list_needs(make_site(CRM, page), Node(page, page.plan.milestones[0]))) == []


CIRCLES = {
    "none": ({"crm": ("erp",), "erp": ("hr",), "hr": ()}, ""),
    "itself": ({"crm": ("crm",)}, "crm crm"),
    "two": ({"crm": ("erp",), "erp": ("crm",)}, "crm erp crm"),
    "the shortest way": ({"crm": ("erp",), "erp": ("hr", "crm"), "hr": ("crm",)}, "crm erp crm"),
    "a circle beside it": ({"crm": ("erp",), "erp": ("hr",), "hr": ("erp",)}, ""),
}


@pytest.mark.parametrize(("plans", "way"), CIRCLES.values(), ids=CIRCLES)
def test_a_circle_of_plans(plans: dict[str, tuple[str, ...]], way: str) -> None:
    site = make_site(*(make_page(name, depends_on=names) for name, names in plans.items()))
    page = site.pages["initiative/crm"]
    edge = next(iter(list_edges(site, page)))
    assert " ".join(each.page.id for each in find_circle(site, edge)) == way


def test_what_is_settled_is_on_no_circle() -> None:
    page = make_page("crm", milestones=(make_milestone("a", "a", done=TODAY),))
    edge = next(iter(list_edges(make_site(page), page)))
    assert find_circle(make_site(page), edge) == ()


@pytest.mark.parametrize(("count", "length"), [(900, 901), (1500, 0)], ids=["within reach", "beyond it"])
def test_a_long_chain_ends(count: int, length: int) -> None:
    names = [f"plan-{n}" for n in range(count)]
    pages = [make_page(name, depends_on=(names[n - 1],)) for n, name in enumerate(names)]
    site = make_site(*pages)
    edge = next(iter(list_edges(site, pages[0])))
    assert len(find_circle(site, edge)) == length
