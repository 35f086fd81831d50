"""The whole model: which lists it has, and which of them are tables.

In: the configuration's shape, the index. Out: the lists of site.json and the rows of every table, both
listed by hand. It writes neither JSON nor CSV.
"""

from collections.abc import Mapping

from playbook.exports import page_fields
from playbook.exports.field import Field, Read
from playbook.exports.page_fields import list_links, list_paged
from playbook.exports.plan_fields import list_plan_fields, list_plans
from playbook.exports.shown import list_due, list_findings
from playbook.schema.shape import Shape

Parts = tuple[Field, ...]


def _list_kind(kind: str) -> Read:
    """Give what lists the pages of a kind."""
    return lambda index: list_paged(index, kind)


def make_lists(shape: Shape) -> Mapping[str, Field]:
    """Give the lists of the whole model by name; each reads its items off the index."""
    listed: tuple[tuple[str, str, Read, Parts], ...] = (
        ("initiatives", "Every plan", list_plans, list_plan_fields(shape)),
        ("metrics", "Every metric", _list_kind("metric"), page_fields.METRIC),
        ("people", "Everybody who may own something", _list_kind("person"), page_fields.PERSON),
        ("departments", "Every department", _list_kind("department"), page_fields.DEPARTMENT),
        ("methods", "The company's guidance", _list_kind("method"), page_fields.METHOD),
        ("pages", "Every other page", _list_kind("page"), page_fields.PROSE),
        ("due", "Everything that is owed", list_due, page_fields.DUE),
        ("findings", "What the check found", list_findings, page_fields.FINDING),
        ("links", "Which page names which", list_links, page_fields.LINK),
    )
    return {
        name: Field(name, "records", means, read, parts=parts, one=name.removesuffix("s"))
        for name, means, read, parts in listed
    }


TABLES: Mapping[str, tuple[str, ...]] = {
    "initiatives": ("initiatives",),
    "targets": ("initiatives", "targets"),
    "stages": ("initiatives", "stages"),
    "reviews": ("initiatives", "stages", "reviews"),
    "actions": ("initiatives", "stages", "reviews", "actions"),
    "causes": ("initiatives", "stages", "diagnosis"),
    "asks": ("initiatives", "stages", "members"),
    "communications": ("initiatives", "stages", "communication"),
    "anchors": ("initiatives", "stages", "anchors"),
    "milestones": ("initiatives", "milestones"),
    "risks": ("initiatives", "risks"),
    "updates": ("initiatives", "updates"),
    "slips": ("initiatives", "slips"),
    "rebaselined": ("initiatives", "rebaselined"),
    "lessons": ("initiatives", "lessons"),
    "waivers": ("initiatives", "waivers"),
    "metrics": ("metrics",),
    "readings": ("metrics", "readings"),
    "people": ("people",),
    "departments": ("departments",),
    "methods": ("methods",),
    "pages": ("pages",),
    "due": ("due",),
    "findings": ("findings",),
    "links": ("links",),
}
"""Every table by name, and the lists that lead to its rows."""


def find_path(shape: Shape, table: str) -> tuple[Field, ...]:
    """Give the lists that lead to a table, the table's own last."""
    first, *rest = TABLES[table]
    path = [make_lists(shape)[first]]
    for name in rest:
        path.append(next(each for each in path[-1].parts if each.name == name))
    return tuple(path)
