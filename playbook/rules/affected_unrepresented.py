"""PB303 affected-unrepresented: an affected department with no member and no communication."""

from collections.abc import Iterable
from datetime import date

from playbook.model.coalition import list_messages_to, list_staying
from playbook.model.page import Page
from playbook.model.plan import list_messages
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W


def check(page: Page, site: Site, _today: date) -> Iterable[Finding]:
    """Find departments that must work differently, and that nobody of the plan speaks for or to."""
    plan = page.plan
    people = [plan.owner, *(each.person for _, each in list_staying(plan))]
    if not (people[1:] or list_messages(plan)) or any(
        not site.find("person", each) for each in people if each
    ):
        return
    homes = {site.department_of(each) for each in people}
    for n, department in enumerate(plan.affects):
        if department not in homes and not list_messages_to(plan, department):
            message = f"`{department}` must work differently, is not in the coalition and is told nothing"
            help_ = f"ask somebody of `{department}` to join, and plan a message with  audience: {department}"
            yield Finding(("affects", n), message, help_, item=f"affects.{department}")


RULE = SiteRule(
    code="PB303",
    name="affected-unrepresented",
    level=W,
    why="people resist what is decided about them without them",
    check=check,
    guard="coalition",
)
