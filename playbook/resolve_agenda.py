"""The days of the plans, turned around: who begins what and which department goes live when.

In: a site's plans. Out: go-lives by department and running plans by owner, in order. Looked up once, since
rules ask it of every plan.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from playbook.model.site import DatedPlan, Site

Agenda = dict[str, tuple[DatedPlan, ...]]


def list_go_lives(site: Site) -> Agenda:
    """List by department the go-lives that hit it; drafts, paused and stopped plans set none."""
    days: dict[str, list[DatedPlan]] = defaultdict(list)
    for page in site.initiatives:
        plan = page.plan
        if plan.go_live and plan.status not in ("draft", "paused", "stopped"):
            for department in dict.fromkeys(plan.affects):
                days[department].append((plan.go_live, page.id))
    return _order(days)


def list_running(site: Site) -> Agenda:
    """List by owner the running plans and their starts; one without a start is the last."""
    starts: dict[str, list[DatedPlan]] = defaultdict(list)
    for page in site.initiatives:
        if page.plan.status == "running" and page.plan.owner:
            starts[page.plan.owner].append((page.plan.starts or date.max, page.id))
    return _order(starts)


def _order(found: Mapping[str, list[DatedPlan]]) -> Agenda:
    return {key: tuple(sorted(some)) for key, some in sorted(found.items())}
