"""What is due, as a person reads it: text for a terminal, Markdown for an issue or a chat.

In: the index, how far it is looked ahead, who owes what. Out: text that ends in one newline. Nothing that an
author wrote acts in it: no control of a terminal, no markup, no name that would call somebody.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from playbook.exports.due_list import Owing
from playbook.exports.markdown_page import escape
from playbook.formats.inert import fold
from playbook.view import Index
from playbook.view.due import DueItem
from playbook.view.feed import join_address
from playbook.view.words import say_day
from playbook.words import count

MAX_SIGNS = 60_000
"""The longest Markdown: an issue takes 65,536 signs."""

NOBODY = "Nobody is named for"
_CALL = re.compile(r"[@#!~%$](?=\w)|&(?=[\w#])|:(?=//)|\bwww(?=\.)", re.IGNORECASE)
"""What a forge looks for in plain words: names, numbers, labels, references of signs, addresses."""
_JOINER = "\u2060"
"""Invisible: between a sign that calls somebody and the name behind it."""


def write_text(index: Index, ahead: timedelta, owing: Sequence[Owing]) -> str:
    """Write a line for each thing under who owes it."""
    lines = [_say_head(index, ahead, owing)]
    for each in owing:
        lines += ["", fold(_name(each))]
        rows = [(str(item.day), item.when, fold(_say(item))) for item in each.items]
        widths = [max(len(row[n]) for row in rows) for n in range(2)]
        lines += [f"  {day:{widths[0]}}  {when:{widths[1]}}  {what}" for day, when, what in rows]
    return "\n".join(lines) + "\n"


def write_markdown(index: Index, ahead: timedelta, owing: Sequence[Owing]) -> str:
    """Write a list under each who owes something; what an issue has no room for is counted."""
    lines = [f"**{_say_head(index, ahead, owing)}**"]
    for each in owing:
        lines += ["", f"### {calm(_name(each))}", ""]
        lines += [_write_item(index, item) for item in each.items]
    return _cut(lines)


def calm(text: str) -> str:
    """Write an author's text so that Markdown takes it as it stands, and a forge calls nobody and links
    nowhere for it."""
    return _CALL.sub(lambda found: f"{found[0]}{_JOINER}", escape(fold(text)))


def _cut(lines: Iterable[str]) -> str:
    kept: list[str] = []
    room, left_out = MAX_SIGNS, 0
    for line in lines:
        room -= len(line) + 1
        if room >= 0:
            kept.append(line)
        else:
            left_out += line.startswith("- ")
    if left_out:
        kept += ["", f"And {left_out} more: `playbook due` lists them."]
    return "\n".join(kept) + "\n"


def _say_head(index: Index, ahead: timedelta, owing: Sequence[Owing]) -> str:
    items = [item for each in owing for item in each.items]
    late = sum(1 for each in items if each.group == "overdue")
    what = f"{count(len(items), 'thing')} due" if items else "Nothing is due"
    counted = f", {late} of them overdue" if late else ""
    return f"{what} until {say_day(index.today + ahead)}{counted}; as of {say_day(index.today)}"


def _name(owing: Owing) -> str:
    return owing.person.page.title if owing.person else NOBODY


def _say(item: DueItem) -> str:
    return f"{_say_kind(item)}{item.title}{_say_beside(item)}"


def _say_kind(item: DueItem) -> str:
    """Say what kind of thing it is, where its words do not begin with that."""
    return "" if item.title.startswith(item.kind_text) else f"{item.kind_text}: "


def _say_beside(item: DueItem) -> str:
    beside = "; ".join(_list_beside(item))
    return f" ({beside})" if beside else ""


def _list_beside(item: DueItem) -> Iterator[str]:
    """Yield what is told beside a thing: the page that it stands on, how its day moved, a plan's draft."""
    if not item.title.endswith(item.about.title):
        yield item.about.title
    if item.moved:
        yield item.moved.text
    if item.is_draft:
        yield "draft"


def _write_item(index: Index, item: DueItem) -> str:
    assert item.day
    address = join_address(index.site.config.settings.site.url, item.url) if item.url else ""
    title = f"[{calm(item.title)}]({address})" if address else calm(item.title)
    when = f"**{item.when}**" if item.group == "overdue" else item.when
    beside = f" {told}" if (told := calm(_say_beside(item))) else ""
    return f"- {say_day(item.day)}, {when}: {_say_kind(item)}{title}{beside}"
