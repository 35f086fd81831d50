"""PB412 initiative-past-end: the plan's own days have passed, and its status has not moved."""

from collections.abc import Iterable
from datetime import date

from playbook.model.page import Page
from playbook.model.plan import list_stages
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find plans past `until`, else past `go-live`, that still claim to be before it."""
    plan = page.plan
    if plan.paused and plan.paused.until and plan.paused.until < today and plan.status == "paused":
        message = f"the pause ended on {plan.paused.until}, and the plan is still paused"
        help_ = "set the status that it has again, agree on a later  until:  or set  status: stopped"
        yield Finding(("paused", "until"), message, help_, ((("status",), "the status"),))
        return
    watched = [
        (each.until, name)
        for name, each in list_stages(plan, site.config.shape, "follow-through")
        if each.until
    ]
    until, name = max(watched, default=(None, ""))
    if until and until < today:
        message = f"the change was to be watched until {until}, and the plan is still {plan.status}"
        help_ = "set  status: sustained  if it has held,  status: stopped  if not, or watch it for longer"
        yield Finding(("stages", name, "until"), message, help_, ((("status",), "the status"),))
    elif plan.go_live and plan.go_live < today and plan.status in ("committed", "running"):
        message = f"go-live was on {plan.go_live}, and the plan is still {plan.status}"
        help_ = "set  status: live  or move  go-live:  and say why under `slips:`"
        yield Finding(("go-live",), message, help_, ((("status",), "the status"),))


RULE = SiteRule(
    code="PB412",
    name="initiative-past-end",
    level=W,
    why="a plan that nobody ends keeps its people busy and its failure hidden",
    check=check,
    statuses=frozenset({"committed", "running", "live", "paused"}),
    timed=True,
)
