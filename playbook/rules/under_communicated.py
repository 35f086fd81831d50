"""PB305 under-communicated: too few messages or channels for an affected department."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.coalition import list_messages_to
from playbook.model.page import Page
from playbook.model.plan import find_last_stage, list_messages
from playbook.rule import BEGUN, Finding, PageRule, W
from playbook.words import count, join


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find departments that hear of the change too seldom, or one way only; planned messages count."""
    plan = page.plan
    messages, channels = RULE.number(config, "messages"), RULE.number(config, "channels")
    short = []
    for department in plan.affects if list_messages(plan) else ():
        found = [each for _, each in list_messages_to(plan, department)]
        ways = {each.channel.casefold() for each in found if each.channel}
        if len(found) < messages or len(ways) < channels:
            short.append(f"`{department}` ({count(len(found), 'message')}, {count(len(ways), 'channel')})")
    if short:
        stage = find_last_stage(plan, config.shape, "coalition")
        message = f"too little is said to {join(short)}"
        help_ = (
            f"plan at least {messages:g} messages through {channels:g} channels for each; planned ones count"
        )
        yield Finding(("stages", stage, "communication"), message, help_)


RULE = PageRule(
    code="PB305",
    name="under-communicated",
    level=W,
    why="people who must work differently need to hear it more than once",
    check=check,
    statuses=BEGUN,
    thresholds={"messages": 3, "channels": 2},
)
