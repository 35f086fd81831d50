"""The base site looked up and built as views, with a fragment laid over its plan."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from playbook.pipeline import Judgement
from playbook.view import Index, View, build_views, make_index
from playbook.view.address import name_part
from playbook.view.initiative import InitiativeView, build_one
from playbook.view.listing import Lists, ListView
from playbook.view.paging import SIZES, Size
from playbook.view.plan import PlanFacts
from tests.plans import judge_plan
from tests.rendered import make_facts

V = TypeVar("V", bound=View)


def look_up(folder: Path, fragment: str = "", sizes: Mapping[str, Size] = SIZES, **changes: Any) -> Index:
    """Look the base site up."""
    return make_index(make_facts(judge_plan(folder, fragment, **changes), sizes=sizes))


def work_out(folder: Path, fragment: str = "", **changes: Any) -> PlanFacts:
    """Work out the base site's plan."""
    return look_up(folder, fragment, **changes).plans["initiative/crm"]


def make_facts_index(judgement: Judgement) -> Index:
    """Look a checked site up."""
    return make_index(make_facts(judgement))


def show(index: Index, page: str = "initiative/crm") -> InitiativeView:
    """Build the page of one plan."""
    facts = index.plans[page]
    return build_one(Lists(index, facts.page.url, facts.page.title, "initiatives"), facts)


def build(
    folder: Path, fragment: str = "", sizes: Mapping[str, Size] = SIZES, **changes: Any
) -> Sequence[View]:
    """Build all views of the base site."""
    return list(build_views(make_facts(judge_plan(folder, fragment, **changes), sizes=sizes)))


def list_rows(views: Sequence[View], url: str) -> list[Any]:
    """List the rows of a list on all of its pages, in their order."""
    paths = [url] + [name_part(url, each.paging.number) for each in views if each.paging]
    pages = [each for each in views if isinstance(each, ListView) and each.path in paths]
    return [row for page in pages for group in page.groups for row in group.rows]


def pick(views: Sequence[View], kind: type[V], path: str = "") -> V:
    """Pick the one view of a kind, or that of a path."""
    found = [each for each in views if isinstance(each, kind) and path in ("", each.path)]
    assert found, path
    return found[0]
