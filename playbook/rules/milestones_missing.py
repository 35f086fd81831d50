"""PB401 milestones-missing: no milestones, or a single one for a long change."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.model.plan import list_stages, measure_change
from playbook.rule import E, Finding, PageRule

HELP = """add:  milestones:
        - title: The first team works the new way
          owner: <the id of one person>
          due: YYYY-MM-DD
          acceptance: <what shows that it is done>"""


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find plans whose way is not cut into parts; cancelled milestones are no parts."""
    plan = page.plan
    if not list_stages(plan, config.shape, "goals"):
        return
    wanted = [each for each in plan.milestones if each.cancelled is None]
    days = measure_change(plan)
    if not wanted:
        message = "every milestone is cancelled" if plan.milestones else "the plan has no milestones"
        yield Finding(("milestones",), message, HELP)
    elif len(wanted) == 1 and days is not None and days > RULE.number(config, "days"):
        message = f"one milestone for {days} days of change"
        yield Finding(("milestones",), message, "add one for the first part of the way: a pilot, a team")


RULE = PageRule(
    code="PB401",
    name="milestones-missing",
    level=E,
    why="without milestones, nobody sees that a goal is missed until it is too late",
    check=check,
    guard="goals",
    thresholds={"days": 120},
)
