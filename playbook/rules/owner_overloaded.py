"""PB308 owner-overloaded: one person accountable for too many running initiatives."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W
from playbook.words import count, join

NAMED = 3
"""How many of the others a message names."""


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find the plans that an owner began beyond the limit: the latest by their start."""
    owner = page.plan.owner
    limit = int(RULE.number(site.config, "initiatives"))
    running = [name for _, name in site.running.get(owner or "", ())]
    if page.id in running[limit:]:
        others = [f"`{each}`" for each in running if each != page.id]
        many = count(len(running), "running initiative")
        some = join([*others[:NAMED], "this one"])
        message = f"`{owner}` is accountable for {many}, among them {some}"
        help_ = f"let somebody else own one, or end one; more than {limit} are too many"
        yield Finding(("owner",), message, help_)


RULE = SiteRule(
    code="PB308",
    name="owner-overloaded",
    level=W,
    why="somebody who answers for everything has time for nothing",
    check=check,
    statuses=frozenset({"running"}),
    about_persons=True,
    thresholds={"initiatives": 3},
)
