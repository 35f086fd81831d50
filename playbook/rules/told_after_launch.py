"""PB306 told-after-launch: the first message to an affected department after go-live."""

from collections import defaultdict
from collections.abc import Iterable

from playbook.config import Config
from playbook.diagnostic import KeyPath
from playbook.model.coalition import find_day, list_messages_to
from playbook.model.page import Page
from playbook.rule import Finding, PageRule, W
from playbook.words import join


def check(page: Page, _config: Config) -> Iterable[Finding]:
    """Find first messages, sent or planned, that come when people already have to work the new way."""
    plan = page.plan
    late: dict[KeyPath, list[str]] = defaultdict(list)
    for department in plan.affects:
        days = [
            (found, path) for path, each in list_messages_to(plan, department) if (found := find_day(each))
        ]
        first = min(days, key=lambda each: each[0][1], default=None)
        if first and plan.go_live and first[0][1] > plan.go_live:
            late[(*first[1], first[0][0])].append(f"`{department}`")
    for path, departments in late.items():
        message = f"{join(departments)} first hear of it after the go-live of {plan.go_live}"
        help_ = "tell them before the go-live, or let the go-live be later"
        yield Finding(path, message, help_, ((("go-live",), "go-live here"),))


RULE = PageRule(
    code="PB306",
    name="told-after-launch",
    level=W,
    why="people who first hear of a change when it arrives work around it",
    check=check,
    guard="coalition",
)
