"""What is due soon, by person: due.json for a bot that reminds, and its schema.

In: the index. Out: two outputs: what is overdue and what is due in the next 30 days. What rests with a
paused plan, or has no day, is nobody's reminder.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from playbook.exports.field import Field, Value, read_item, read_value
from playbook.exports.json_text import write_json, write_list
from playbook.exports.page_fields import DUE, OWED, list_paged
from playbook.exports.schema import DAY, VERSION, describe_document, describe_field
from playbook.exports.shown import list_due, pick_due
from playbook.publish import Output
from playbook.view import Index
from playbook.view.due import DueItem, sort_key

AHEAD = timedelta(days=30)
ITEM = tuple(each for each in DUE if each.name not in ("group", "person"))
DAYS = Field("days", "count", "The days until then, below zero when it is late", lambda days: days)


def export_due(index: Index) -> Iterator[Output]:
    """Write due.json and due.schema.json."""
    head = {
        "$schema": "due.schema.json",
        "version": VERSION,
        "as-of": index.today.isoformat(),
        "until": (index.today + AHEAD).isoformat(),
    }
    parts = [write_json(head).removesuffix("}")]
    parts.extend(write_list("people", map(write_json, _list_people(index))))
    nobody = (each for each in list_due(index) if each.who is None)
    parts.extend(write_list("nobody", map(write_json, _list_items(index, nobody))))
    yield Output("due.json", "".join([*parts, "\n}\n"]).encode())
    yield Output("due.schema.json", f"{json.dumps(describe_due(), indent=1, ensure_ascii=False)}\n".encode())


def _list_people(index: Index) -> Iterator[dict[str, Value]]:
    """Yield everybody with something due soon."""
    for person in list_paged(index, "person"):
        due = pick_due(index, tuple(index.due.get(person.page.key, ())))
        items = _list_items(index, due)
        if items:
            yield {**read_item(OWED, person), "due": items}


def _list_items(index: Index, due: Iterable[DueItem]) -> list[Any]:
    """List what is dated and near, by day."""
    near = [
        each
        for each in due
        if each.day and each.day <= index.today + AHEAD and each.group not in ("resting", "undated")
    ]
    return [
        {**read_item(ITEM, each), DAYS.name: read_value(DAYS, (each.day - index.today).days)}
        for each in sorted(near, key=sort_key)
        if each.day
    ]


def describe_due() -> dict[str, Any]:
    """Describe due.json."""
    items = Field("due", "records", "What is due, by day", lambda it: it, parts=(*ITEM, DAYS))
    people = Field("people", "records", "Who owes something soon", lambda it: it, parts=(*OWED, items))
    nobody = Field("nobody", "records", "What nobody is named for", lambda it: it, parts=items.parts)
    named = {each.name: describe_field(each) for each in (people, nobody)}
    return describe_document("due", {"as-of": DAY, "until": DAY, **named})
