"""PB009 waiver-invalid: a waiver that lacks its reason, approver or end, or that the owner gave himself.

Whether its rule is known and whether it met a finding is seen only after all rules have run: the
checker reports that under this rule too.
"""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.page import Page
from playbook.rule import ALL_STATUSES, E, Finding, PageRule

ASKED = {
    "rule": "name the rule or its code",
    "reason": "say why this gap is acceptable for now",
    "by": "name who accepts it: a person who is not the plan's owner",
    "until": "give the day on which it ends",
}


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find waivers that are incomplete or given by the plan's owner."""
    for n, waiver in enumerate(page.plan.waivers):
        for key, help_ in ASKED.items():
            if not getattr(waiver, key):
                yield Finding(("waivers", n, key), f"the waiver has no `{key}`", help_)
        if waiver.by and waiver.by == page.plan.owner:
            message = f"`{waiver.by}` owns the plan and cannot waive its findings"
            yield Finding(("waivers", n, "by"), message, "the sponsor or a head of department may")


RULE = PageRule(
    code="PB009",
    name="waiver-invalid",
    level=E,
    why="an exception that nobody else approved, or that never ends, is a hole in the gate",
    check=check,
    statuses=ALL_STATUSES,
    locked=True,
    fixed=True,
)
