"""PB311 coalition-empty: no member besides the owner with an ask."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.coalition import list_staying
from playbook.model.page import Page
from playbook.model.plan import find_last_stage, list_members
from playbook.rule import E, Finding, PageRule

HELP = """add under it:  members:
                 - person: <the id of one person>
                   ask: <what you need of them>
                   asked: YYYY-MM-DD"""


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find a coalition in which nobody but the owner was asked for anything, or everybody declined."""
    plan = page.plan
    stage = find_last_stage(plan, config.shape, "coalition")
    asked = [each for _, each in list_members(plan) if each.ask and each.person not in (None, plan.owner)]
    staying = [each for _, each in list_staying(plan) if each in asked]
    if stage and not staying:
        words = (
            "in which everybody who was asked declined"
            if asked
            else "without a member who was asked for anything"
        )
        yield Finding(("stages", stage, "members"), f"stage `{stage}` is a coalition {words}", HELP)


RULE = PageRule(
    code="PB311",
    name="coalition-empty",
    level=E,
    why="nobody changes a company alone",
    check=check,
    guard="coalition",
)
