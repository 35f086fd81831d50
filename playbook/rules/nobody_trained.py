"""PB313 nobody-trained: an affected department without a training before go-live."""

from collections.abc import Iterable
from datetime import date

from playbook.model.coalition import list_staying
from playbook.model.page import Page
from playbook.model.plan import list_members, list_stages
from playbook.model.site import Site
from playbook.rule import BEGUN, Finding, SiteRule, W
from playbook.schema.initiative import Initiative


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find departments that must work differently and that no training reaches.

    A training counts for the department of its person; that of a person from elsewhere counts for all. A
    coalition that is not there, or that nobody is in, is told by another rule.
    """
    plan = page.plan
    if not list_stages(plan, site.config.shape, "coalition") or not list_members(plan):
        return
    homes = {site.department_of(each) for each in _list_trained(plan)}
    if homes - set(plan.affects):
        return
    for n, department in enumerate(plan.affects):
        if department not in homes:
            before = f" before the go-live of {plan.go_live}" if plan.go_live else ""
            message = f"nobody in `{department}` is trained{before}"
            help_ = f"add a milestone or an ask with  kind: training, of somebody in `{department}`"
            yield Finding(("affects", n), message, help_, item=f"affects.{department}")


def _list_trained(plan: Initiative) -> list[str | None]:
    """List who answers for each training that does not come too late."""
    trainings = [
        (each.owner, each.done or each.due)
        for each in plan.milestones
        if each.kind == "training" and not each.cancelled
    ] + [
        (each.person, each.needed or each.accepted or each.asked)
        for _, each in list_staying(plan)
        if each.kind == "training"
    ]
    return [who for who, day in trainings if day is None or plan.go_live is None or day <= plan.go_live]


RULE = SiteRule(
    code="PB313",
    name="nobody-trained",
    level=W,
    why="people who were never shown the new way keep to the old one",
    check=check,
    statuses=BEGUN,
    guard="coalition",
)
