"""Records of the front matter with every key set: what the allow-list of a machine copy is held against.

In: a record's class, and what writes a text for the key at a path. Out: the record. It is put into a site
after loading, so that a text may hold what no page's front matter may.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args, get_origin

from playbook.check import Options, check
from playbook.model.page import Page
from playbook.schema.initiative import Initiative
from playbook.schema.record import list_keys, strip_none
from playbook.schema.scalar import Refers, Word
from playbook.schema.validate import KINDS, get_field
from playbook.view import Index, make_index
from tests.rendered import make_facts
from tests.sites import TODAY, judge_files

Write = Callable[[str], str]
"""Gives the text for the key at a path: "initiative.stages.goals.reviews.note"."""

IDS = {
    "person": "tom-hale",
    "department": "sales",
    "metric": "sales-cycle",
    "stage": "goals",
    "initiative": "crm",
    "everyone": "everyone",
}
DAY = date(2026, 5, 4)
DAYS = {"due": date(2026, 6, 9), "until": date(2026, 6, 20), "needed": date(2026, 6, 10)}
CLOSING = {"done", "held", "sent", "accepted", "declined", "closed", "cancelled", "left"}
STAGES = ("vision", "coalition", "goals", "follow-through")


@dataclass(frozen=True)
class Full:
    """Makes records; `write` gives the texts; `is_open` leaves out what says that something is over."""

    write: Write
    is_open: bool = False

    def make(self, hint: Any, path: str) -> Any:
        """Make a value of a type."""
        hint = strip_none(hint)
        for mark in getattr(hint, "__metadata__", ()):
            if isinstance(mark, Word):
                return mark.words[0]
            if isinstance(mark, Refers):
                return IDS[mark.kinds[0]]
        hint = getattr(hint, "__origin__", hint) if hasattr(hint, "__metadata__") else hint
        if get_origin(hint) is tuple:
            return (self.make(get_args(hint)[0], path),)
        if get_origin(hint) is dict:
            return self.make_mapping(get_args(hint)[1], path)
        return self.make_record(hint, path) if list_keys(hint) else self.make_scalar(hint, path)

    def make_record(self, cls: type, path: str) -> Any:
        """Make a record with every key set."""
        made = {
            get_field(cls, key): self.make(hint, f"{path}.{key}")
            for key, hint in list_keys(cls).items()
            if not (self.is_open and key in CLOSING)
        }
        return cls(**made)

    def make_mapping(self, hint: Any, path: str) -> dict[str, Any]:
        """Make the stages, or a company's own fields."""
        names = STAGES if path.endswith("stages") else ("shown", "hidden")
        return {name: self.make(hint, f"{path}.{name}") for name in names}

    def make_scalar(self, kind: type, path: str) -> Any:
        """Make a day, a number, a truth value or a text."""
        key = path.rpartition(".")[2]
        if kind is date:
            return DAYS.get(key, DAY)
        if kind is Decimal:
            return Decimal("2.50")
        return True if kind is bool else self.write(path)


FIELDS = """
[[fields]]
name = "shown"
[[fields]]
name = "hidden"
show = false
"""


def make_full_index(folder: Path, full: Full, files: Mapping[str, str], **changes: Any) -> Index:
    """Look up a site whose first page of each kind has every key set; `changes` are of the plan.

    The files need a page of every kind, and the fields of `FIELDS` in their configuration.
    """
    judgement = judge_files(folder, files)
    site = judgement.site
    pages = dict(site.pages)
    ids = {"initiative": "crm", "metric": "sales-cycle", "person": "tom-hale", "department": "sales"}
    for kind, cls in KINDS.items():
        page = site.find(kind, ids.get(kind, "")) or site.list_kind(kind)[0]
        data = full.make(cls, kind)
        if isinstance(data, Initiative):
            data = replace(data, **changes)
        pages[page.key] = _put(page, data, full.write)
    by_kind = {kind: tuple(pages[each.key] for each in some) for kind, some in site.by_kind.items()}
    site = replace(site, pages=pages, by_kind=by_kind)
    checked = check(site, judgement.store, TODAY, Options())
    return make_index(make_facts(replace(judgement, site=site, checked=checked)))


def _put(page: Page, data: Any, write: Write) -> Page:
    readings = tuple(replace(each, note=write(f"{page.kind}.readings.note")) for each in page.readings)
    title = getattr(data, "name", "") or data.title
    return replace(page, data=data, title=title, readings=readings)
