"""What is due soon, by person: due.json for a bot that reminds, and its schema.

In: the index. Out: two outputs: what is overdue and what is due in the next 30 days; the same document for
another number of days, or for one person.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from playbook.exports.due_list import Owing, list_owing
from playbook.exports.field import Field, Value, read_item, read_value
from playbook.exports.json_text import write_json, write_list
from playbook.exports.page_fields import DUE, OWED
from playbook.exports.schema import DAY, VERSION, describe_document, describe_field
from playbook.publish import Output
from playbook.view import Index
from playbook.view.due import DueItem

AHEAD = timedelta(days=30)
ITEM = tuple(each for each in DUE if each.name not in ("group", "person"))
DAYS = Field("days", "count", "The days until then, below zero when it is late", lambda days: days)


def export_due(index: Index) -> Iterator[Output]:
    """Write due.json and due.schema.json."""
    yield Output("due.json", write_due(index, AHEAD, list_owing(index, AHEAD)).encode())
    yield Output("due.schema.json", f"{json.dumps(describe_due(), indent=1, ensure_ascii=False)}\n".encode())


def write_due(index: Index, ahead: timedelta, owing: Iterable[Owing]) -> str:
    """Write the document for what is owed up to so far ahead."""
    head = {
        "$schema": "due.schema.json",
        "version": VERSION,
        "as-of": index.today.isoformat(),
        "until": (index.today + ahead).isoformat(),
    }
    people: list[str] = []
    nobody: list[str] = []
    for each in owing:
        items = [_read_item(index, item) for item in each.items]
        if each.person is None:
            nobody += map(write_json, items)
        else:
            people.append(write_json({**read_item(OWED, each.person), "due": items}))
    parts = [write_json(head).removesuffix("}")]
    parts.extend(write_list("people", people))
    parts.extend(write_list("nobody", nobody))
    return "".join([*parts, "\n}\n"])


def _read_item(index: Index, item: DueItem) -> dict[str, Value]:
    assert item.day
    return {**read_item(ITEM, item), DAYS.name: read_value(DAYS, (item.day - index.today).days)}


def describe_due() -> dict[str, Any]:
    """Describe due.json."""
    items = Field("due", "records", "What is due, by day", lambda it: it, parts=(*ITEM, DAYS))
    people = Field("people", "records", "Who owes something soon", lambda it: it, parts=(*OWED, items))
    nobody = Field("nobody", "records", "What nobody is named for", lambda it: it, parts=items.parts)
    named = {each.name: describe_field(each) for each in (people, nobody)}
    return describe_document("due", {"as-of": DAY, "until": DAY, **named})
