"""The whole playbook, resolved: pages by key and kind, links, backlinks, faults between pages.

Queries only; nothing here loads, resolves or renders.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from playbook.config import Config
from playbook.diagnostic import Fault
from playbook.model.page import Page, Reading
from playbook.model.trail import NO_PLANS, PlanHistory, SiteHistory
from playbook.model.unit import say_value

COMPUTED_METRICS = {
    "asks-accepted": "Asks accepted",
    "milestones-on-time": "Milestones on time",
    "reviews-held": "Reviews held",
}
"""Metrics that need no page: computed from the plan, in per cent."""


@dataclass(frozen=True, slots=True)
class ResolvedLink:
    """Where a body's link leads: `page` (its key) for a page of the playbook, `url` else ("" when broken)."""

    page: str = ""
    anchor: str = ""
    url: str = ""
    title: str = ""
    external: bool = False


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A term of a glossary: its words, what they mean, the glossary's output and the id of its place."""

    name: str
    text: str
    url: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Backlink:
    """A page that names another: by a link in its prose (`sentence`) or as a role in its front matter."""

    page: str
    role: str = ""
    sentence: str = ""


def find_named(pages: Mapping[str, Page], name: str) -> Page | None:
    """Give a page by its id where it has no kind of its own, else by kind and id: "initiative/crm"."""
    return pages.get(f"page/{name}") or pages.get(name)


DatedPlan = tuple[date, str]
"""A day of a plan and the plan's id: its go-live, its start."""


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of a playbook and everything that is between them; `loose` are faults of no page.

    `go_lives` are the days that hit each department, in order; drafts, paused and stopped plans set none.
    `terms` are what the glossaries define; `image_sizes` the width and height of images by their URL.
    `running` are each owner's running plans in the order of their starts; one without a start is the last.
    `trails` are what git knows of plans, by page key; `history` says whether it does, and holds no plan.
    """

    config: Config
    pages: Mapping[str, Page] = field(default_factory=dict)
    by_kind: Mapping[str, tuple[Page, ...]] = field(default_factory=dict)
    links: Mapping[str, tuple[ResolvedLink, ...]] = field(default_factory=dict)
    backlinks: Mapping[str, tuple[Backlink, ...]] = field(default_factory=dict)
    go_lives: Mapping[str, tuple[DatedPlan, ...]] = field(default_factory=dict)
    running: Mapping[str, tuple[DatedPlan, ...]] = field(default_factory=dict)
    faults: Mapping[str, tuple[Fault, ...]] = field(default_factory=dict)
    terms: tuple[GlossaryTerm, ...] = ()
    assets: tuple[str, ...] = ()
    image_sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    trails: Mapping[str, PlanHistory] = NO_PLANS
    history: SiteHistory = field(default_factory=SiteHistory)
    loose: tuple[Fault, ...] = ()

    def find(self, kind: str, page_id: str | None) -> Page | None:
        """Give a page by kind and id; None when there is none."""
        return self.pages.get(f"{kind}/{page_id}")

    def list_kind(self, kind: str) -> tuple[Page, ...]:
        """Give all pages of a kind, by id."""
        return self.by_kind.get(kind, ())

    @property
    def initiatives(self) -> tuple[Page, ...]:
        """Every plan, by id."""
        return self.list_kind("initiative")

    def department_of(self, person: str | None) -> str:
        """Give the department of a person; "" when nobody knows."""
        page = self.find("person", person)
        return (page.data.department or "") if page else ""

    def has_left(self, person: str | None, today: date) -> bool:
        """Whether a person has left before today."""
        page = self.find("person", person)
        return bool(page and page.data.left and page.data.left < today)

    def readings(self, metric: str | None, until: date | None = None) -> tuple[Reading, ...]:
        """Give a metric's readings, oldest first, up to and with a day."""
        page = self.find("metric", metric)
        found = page.readings if page else ()
        if until is None or not found or found[-1].date <= until:
            return found
        return tuple(each for each in found if each.date <= until)

    def reading_at(self, metric: str | None, day: date) -> Decimal | None:
        """Give the newest value of a metric at a day; None before the first reading."""
        found = self.readings(metric, day)
        return found[-1].value if found else None

    def direction(self, metric: str | None) -> str:
        """Give which way a metric is good: "up", "down", "hold", or "" when nobody says."""
        if metric in COMPUTED_METRICS:
            return "up"
        page = self.find("metric", metric)
        return (page.data.direction or "") if page else ""

    def say(self, metric: str | None, value: Decimal | None) -> str:
        """Write a value with its metric's unit, for a message: 71%, 53 days; bare where no unit is known."""
        if value is None:
            return "nothing"
        page = self.find("metric", metric)
        unit = "%" if metric in COMPUTED_METRICS else (page.data.unit or "") if page else ""
        return say_value(value, unit)

    def iter_faults(self, page: Page) -> Iterator[Fault]:
        """Yield a page's own faults and those between it and others."""
        yield from page.faults
        yield from self.faults.get(page.key, ())
