"""What one field of a machine copy is: its name, its type, what it means, how it is read off.

In: an item of a list. Out: `Field`s, from which JSON, its schema and the tables are all made: the fields
listed are the only ones that leave the site. Nothing is written here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from playbook.exports.clean import clean, strip_html
from playbook.html import Html
from playbook.view.base import Card
from playbook.view.figure import Figure

Read = Callable[[Any], Any]
"""Takes a field's value off an item of the list that the field stands in."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `kind` is a key of TYPES, "word" (one of `words`), "record" or "records" (with `parts`).

    `one` names an item of "records", for the columns that say to which item another table's row belongs.
    """

    name: str
    kind: str
    means: str
    read: Read
    words: tuple[str, ...] = ()
    parts: tuple["Field", ...] = ()
    one: str = ""


def id_of(card: Card | None) -> str | None:
    """Give the id of the page that a card shows: it is how other lists name it."""
    return (card.key.partition("/")[2] or card.title) if card else None


def _write_text(value: Any) -> str | None:
    if value is None:
        return None
    text = strip_html(value) if isinstance(value, Html) else str(value or "")
    return clean(text) or None


def _write_day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _write_figure(value: Figure | None) -> dict[str, Any] | None:
    return {"value": value.value, "text": clean(value.text)} if value else None


def _write_page(value: Card | None) -> str | None:
    return _write_text(id_of(value))


def _write_several(value: Iterable[Any]) -> list[str]:
    texts = (id_of(each) if isinstance(each, Card) else each for each in value)
    return [text for text in map(_write_text, texts) if text]


TEXT = {"type": ["string", "null"]}
NUMBER = {"type": ["number", "null"]}
SEVERAL = {"type": "array", "items": {"type": "string"}}
FIGURE = {
    "type": ["object", "null"],
    "properties": {"value": {"type": "number"}, "text": {"type": "string"}},
    "required": ["value", "text"],
    "additionalProperties": False,
}

TYPES: dict[str, tuple[Callable[[Any], Any], dict[str, Any]]] = {
    "text": (_write_text, TEXT),
    "url": (_write_text, {**TEXT, "format": "uri-reference"}),
    "word": (_write_text, TEXT),
    "day": (_write_day, {**TEXT, "format": "date"}),
    "number": (lambda value: value, NUMBER),
    "count": (lambda value: value, {"type": "integer"}),
    "flag": (lambda value: value, {"type": ["boolean", "null"]}),
    "figure": (_write_figure, FIGURE),
    "page": (_write_page, TEXT),
    "texts": (_write_several, SEVERAL),
    "pages": (_write_several, SEVERAL),
}
"""How a value of each kind is written as plain data, and its JSON Schema."""

Value = str | int | bool | Decimal | None | list[Any] | dict[str, Any]
"""Plain data; numbers are Decimals, so that they are written as their author wrote them."""


def read_value(field: Field, item: Any) -> Value:
    """Give a field of an item as plain data: no value is null, no items an empty list."""
    value, kind = field.read(item), field.kind
    if kind == "record":
        return None if value is None else read_item(field.parts, value)
    if kind == "records":
        parts = field.parts
        return [{part.name: read_value(part, each) for part in parts} for each in value]
    written: Value = TYPES[kind][0](value)
    return written


def read_item(fields: Iterable[Field], item: Any) -> dict[str, Value]:
    """Give all fields of an item as plain data."""
    return {field.name: read_value(field, item) for field in fields}
