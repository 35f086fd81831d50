"""A kind of page -> its form, and the list of its pages.

In: what may be chosen, where pages lie. Out: Decap's description of a collection, plain data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playbook.cms.options import Options
from playbook.cms.widgets import Field, Widgets
from playbook.schema.choice import STATUSES
from playbook.schema.required import RECORDS
from playbook.schema.validate import HOMES, KINDS

PAGES = "pages"
"""The collection of the pages that have no kind of their own."""

SEEN = "playbook-seen"
"""A key that only the form has: which state of the page it was opened with."""

NAMES: Mapping[str, tuple[str, str]] = {
    "initiative": ("Initiatives", "Initiative"),
    "metric": ("Metrics", "Metric"),
    "person": ("People", "Person"),
    "department": ("Departments", "Department"),
    "method": ("Method", "Method page"),
    "page": ("Other pages", "Page"),
}
ABOUT: Mapping[str, str] = {
    "initiative": "The plans: one page for each change.",
    "metric": "What is measured. Readings stand in the table beside the page.",
    "person": "Who may own something. Persons of an export (people.csv) are not listed here.",
    "department": "Departments. Those of an export (departments.csv) are not listed here.",
    "method": "How this company runs each stage.",
    "page": "All other pages.",
}
SUMMARIES = {"initiative": "{{title}}  ·  {{status}}", "metric": "{{title}}  ·  {{unit}}"}


def list_homes() -> dict[str, str]:
    """Map the name of each collection to the kind of its pages."""
    return {folder: kind for kind, folder in HOMES.items()} | {PAGES: "page"}


@dataclass(frozen=True, slots=True)
class Collections:
    """Makes the collections of one site; `content` is how its folder is called by whoever stores the pages,
    `preview` where the site shows a page."""

    options: Options
    content: str
    preview: Mapping[str, str]
    is_here: bool

    def list_all(self) -> list[Field]:
        """Make every collection, in the order in which a newcomer needs them."""
        return [self.make(name, kind) for name, kind in list_homes().items()]

    def make(self, name: str, kind: str) -> Field:
        """Make one collection."""
        title = "name" if kind == "person" else "title"
        label, one = NAMES[kind]
        return {
            "name": name,
            "label": label,
            "label_singular": one,
            "description": ABOUT[kind],
            "folder": f"{self.content}/{name}" if name != PAGES else self.content,
            "extension": "md",
            "format": "yaml-frontmatter",
            "create": True,
            "slug": "{{" + title + "}}",
            "identifier_field": title,
            "summary": SUMMARIES.get(kind, "{{" + title + "}}"),
            "sortable_fields": [title, "status"] if kind == "initiative" else [title],
            **self._make_views(kind),
            **({"preview_path": self.preview[name]} if name in self.preview else {}),
            "editor": {"preview": False},
            "fields": [*self._list_fields(kind), *self._list_ends()],
        }

    def _make_views(self, kind: str) -> Field:
        if kind != "initiative":
            return {}
        filters = [{"label": each.capitalize(), "field": "status", "pattern": each} for each in STATUSES]
        return {"view_filters": filters, "view_groups": [{"label": "Status", "field": "status"}]}

    def _list_fields(self, kind: str) -> list[Field]:
        widgets, record = Widgets(self.options), KINDS[kind]
        needed = frozenset(RECORDS[record][1] if record in RECORDS else ())
        fields = widgets.list_fields(record, required=needed | {"owner"} if kind == "initiative" else needed)
        for each in fields:
            if kind == "metric" and each["name"] == "unit":
                each |= {"widget": "select", "options": list(self.options.shape.units)}
        return [each for each in fields if each.get("fields") != []]

    def _list_ends(self) -> list[dict[str, Any]]:
        """Make what stands at the end of every form: the prose; and here, what the form was opened with."""
        hint = "The page below its keys, in Markdown."
        body = {"name": "body", "label": "Text", "widget": "text", "required": False, "hint": hint}
        return [body, {"name": SEEN, "widget": "hidden", "required": False}] if self.is_here else [body]
