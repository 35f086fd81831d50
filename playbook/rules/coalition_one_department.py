"""PB302 coalition-one-department: members from one department although others are affected."""

from collections.abc import Iterable
from datetime import date

from playbook.model.coalition import list_staying
from playbook.model.page import Page
from playbook.model.plan import find_last_stage
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W
from playbook.words import join


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find a coalition in which only one department sits; a person of unknown department proves nothing."""
    plan = page.plan
    homes = {site.department_of(each.person) for _, each in list_staying(plan)}
    others = [each for each in plan.affects if each not in homes]
    if len(homes) == 1 and "" not in homes and others:
        names = join(f"`{each}`" for each in others)
        message = f"the coalition has members of `{min(homes)}` only, and the change affects {names} too"
        help_ = f"ask somebody of {names} for what you need of them, and add them under `members:`"
        stage = find_last_stage(plan, site.config.shape, "coalition")
        yield Finding(("stages", stage, "members"), message, help_)


RULE = SiteRule(
    code="PB302",
    name="coalition-one-department",
    level=W,
    why="a department that was not asked finds reasons why it cannot work there",
    check=check,
    guard="coalition",
)
