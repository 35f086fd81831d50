"""One of the two states that are compared.

In: a site, how its plans stand on the day, what gives a page's prose. Out: `Side`, `Names`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from playbook.gate import Standing
from playbook.model.page import Page
from playbook.model.site import COMPUTED_METRICS, Site


def _tell_nothing(_page: Page) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Side:
    """A playbook as it was or is; `read_prose` gives what stands below a page's front matter."""

    site: Site
    today: date
    standings: Mapping[str, Standing] = field(default_factory=dict)
    read_prose: Callable[[Page], str] = _tell_nothing


@dataclass(frozen=True, slots=True)
class Names:
    """How persons, metrics and stages are called: as they are now, else as they were."""

    before: Site
    after: Site

    def title(self, kind: str, name: str) -> str:
        """Give the title of a page, else the id itself."""
        if kind == "metric" and name in COMPUTED_METRICS:
            return COMPUTED_METRICS[name]
        page = self.after.find(kind, name) or self.before.find(kind, name)
        return page.title if page else name

    def stage(self, name: str) -> str:
        """Give the title of a stage."""
        stages = (*self.after.config.shape.stages, *self.before.config.shape.stages)
        return next((each.title for each in stages if each.id == name), name)

    def say(self, metric: str | None, value: Decimal) -> str:
        """Write a value with its metric's unit."""
        site = self.after if self.after.find("metric", metric) else self.before
        return site.say(metric, value)
