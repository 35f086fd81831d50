"""PB312 communication-missing: no message with audience, sender, channel and day."""

from collections.abc import Iterable

from playbook.config import Config
from playbook.model.coalition import find_day
from playbook.model.page import Page
from playbook.model.plan import find_last_stage, list_messages
from playbook.rule import E, Finding, PageRule
from playbook.schema.initiative import Message
from playbook.words import join

HELP = """add under it:  communication:
                 - audience: everyone
                   message: <what it is worth, in their words>
                   channel: <all-hands, team meeting, …>
                   by: <the id of who says it>
                   due: YYYY-MM-DD"""


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find a coalition whose value nobody communicates: no message at all, or none that is whole."""
    stage = find_last_stage(page.plan, config.shape, "coalition")
    messages = [(path, _list_lacks(each)) for path, each in list_messages(page.plan)]
    if not stage or any(not lacks for _, lacks in messages):
        return
    if not messages:
        yield Finding(
            ("stages", stage, "communication"), f"stage `{stage}` plans no message to anybody", HELP
        )
        return
    path, lacks = messages[0]
    message = f"no message is whole; this one has no {join(lacks.values(), 'or')}"
    yield Finding((*path, next(iter(lacks))), message, f"add {join(f'`{key}`' for key in lacks)}")


def _list_lacks(message: Message) -> dict[str, str]:
    parts = {
        "audience": ("audience", message.audience),
        "channel": ("channel", message.channel),
        "by": ("sender", message.by),
        "due": ("day", find_day(message)),
    }
    return {key: name for key, (name, value) in parts.items() if not value}


RULE = PageRule(
    code="PB312",
    name="communication-missing",
    level=E,
    why="people cannot want what nobody told them",
    check=check,
    guard="coalition",
)
