"""Who stands behind a plan, and what each department was told.

In: a typed plan. Out: its members and messages, each with its key path. It judges nothing and knows no other
page.
"""

from datetime import date

from playbook.diagnostic import KeyPath
from playbook.model.plan import list_members, list_messages
from playbook.schema.initiative import Initiative, Member, Message

EVERYONE = "everyone"
"""The audience that counts for every department."""


def list_staying(plan: Initiative) -> list[tuple[KeyPath, Member]]:
    """List the members who have a name and did not decline, each with its key path."""
    return [(path, each) for path, each in list_members(plan) if each.person and not each.declined]


def list_messages_to(plan: Initiative, department: str) -> list[tuple[KeyPath, Message]]:
    """List the messages that a department gets, sent or planned, each with its key path."""
    wanted = {department, EVERYONE}
    return [(path, each) for path, each in list_messages(plan) if wanted.intersection(each.audience)]


def find_day(message: Message) -> tuple[str, date] | None:
    """Give the key and the day of a message: the day it was sent, else the day it is due."""
    if message.sent:
        return "sent", message.sent
    return ("due", message.due) if message.due else None
