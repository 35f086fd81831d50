"""PB707 illegal-transition: a plan's status went a way that there is not."""

from collections.abc import Iterable

from playbook.diff.status import is_legal, list_legal
from playbook.model.case import Case
from playbook.rule import ALL_STATUSES, DiffRule, E, Finding
from playbook.words import join


def check(before: Case, after: Case) -> Iterable[Finding]:
    """Find a status that may not follow the one before."""
    old, new = before.plan.status, after.plan.status
    if not is_legal(old, new):
        ways = join((f"`{each}`" for each in list_legal(old)), "or")
        help_ = (
            f"from `{old}` a plan goes to {ways}"
            if ways
            else f"a plan that is `{old}` stays so: write a new one"
        )
        yield Finding(("status",), f"the status went from `{old}` to `{new}`", help_)


RULE = DiffRule(
    code="PB707",
    name="illegal-transition",
    level=E,
    why="a plan that skips a step, or goes back on its word, was never asked what that step asks",
    check=check,
    statuses=ALL_STATUSES,
    fixed=True,
)
