"""PB513 reading-disagrees: a review was told another value than the metric's readings hold."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from playbook.model.page import Page
from playbook.model.plan import list_reviews
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find held reviews whose reading is not the metric's at that day; computed metrics hold none."""
    for path, each in list_reviews(page.plan, site.config.shape):
        metric = (page.plan.stages or {})[str(path[1])].metric
        if each.held is None or each.reading is None:
            continue
        read = site.readings(metric, each.held)[-1:]
        if read and not is_same(each.reading, read[0].value):
            told, stood = site.say(metric, each.reading), site.say(metric, read[0].value)
            message = f"the review of {each.held} says {told}, and {metric} stood at {stood}"
            help_ = f"correct the one that is wrong; the last reading before it is of {read[0].date}"
            yield Finding((*path, "reading"), message, help_)


def is_same(told: Decimal, read: Decimal) -> bool:
    """Whether a value is what was read, rounded as it is written."""
    exponent = told.as_tuple().exponent
    assert isinstance(exponent, int)
    return read == told or round(read, -exponent) == told


RULE = SiteRule(
    code="PB513",
    name="reading-disagrees",
    level=W,
    why="with two figures in circulation, each side picks its own",
    check=check,
)
