"""One plan in its site on one day: what a judgement is about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from playbook.model.computed import compute
from playbook.model.page import Page
from playbook.model.site import COMPUTED_METRICS, Site
from playbook.schema.initiative import Initiative
from playbook.schema.shape import Shape


@dataclass(frozen=True, slots=True)
class Case:
    """An initiative's page, its site, and today."""

    page: Page
    site: Site
    today: date

    @property
    def plan(self) -> Initiative:
        """The page's plan."""
        return self.page.plan

    @property
    def shape(self) -> Shape:
        """The method's stages and a company's own fields."""
        return self.site.config.shape

    def measure(self, metric: str | None, day: date) -> Decimal | None:
        """Give a metric's value at a day: computed, else the newest reading; None where there is none."""
        if metric in COMPUTED_METRICS:
            return compute(str(metric), self.plan, self.shape, day)
        return self.site.reading_at(metric, day)
