"""The JSON Schema (2020-12) of the copies in JSON, made from the same fields as the copies.

In: the shape that the configuration gives to a plan. Out: plain data. A new field leaves the version as it
is; a field that goes or changes its meaning raises it.
"""

from collections.abc import Iterable
from typing import Any

from playbook.exports.document import make_lists
from playbook.exports.field import TYPES, Field
from playbook.json_schema import DIALECT
from playbook.schema.shape import Shape

VERSION = 1
DAY = {"type": "string", "format": "date"}
SITE = (
    Field("name", "text", "The site's name", lambda it: it.name),
    Field("organisation", "text", "Whose it is", lambda it: it.organisation),
    Field("language", "text", "Its language", lambda it: it.language),
    Field("url", "url", "Where it lies", lambda it: it.url),
)
METHOD_STAGE = (
    Field("id", "text", "Its id", lambda it: it.id),
    Field("title", "text", "Its name", lambda it: it.title),
    Field("step", "text", "The step that it belongs to", lambda it: it.step),
)


def describe_site(shape: Shape) -> dict[str, Any]:
    """Describe site.json."""
    lists = {each.name: describe_field(each) for each in make_lists(shape).values()}
    head = {"as-of": DAY, "site": _describe_object(SITE), "method": _describe_list(METHOD_STAGE)}
    return describe_document("site", {**head, **lists})


def describe_document(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    """Describe a document with its name, its version and its properties."""
    head = {"$schema": {"const": f"{name}.schema.json"}, "version": {"const": VERSION}}
    return {
        "$schema": DIALECT,
        "$id": f"urn:playbook:{name}:{VERSION}",
        "title": f"playbook {name}",
        "type": "object",
        "properties": {**head, **properties},
        "required": [*head, *properties],
        "additionalProperties": False,
    }


def describe_field(field: Field) -> dict[str, Any]:
    """Describe one field."""
    if field.kind == "records":
        return {**_describe_list(field.parts), "description": field.means}
    if field.kind == "record":
        return {**_describe_object(field.parts), "type": ["object", "null"], "description": field.means}
    schema = {**TYPES[field.kind][1], "description": field.means}
    return {**schema, "enum": [*field.words, None]} if field.words else schema


def _describe_list(fields: Iterable[Field]) -> dict[str, Any]:
    return {"type": "array", "items": _describe_object(fields)}


def _describe_object(fields: Iterable[Field]) -> dict[str, Any]:
    described = {each.name: describe_field(each) for each in fields}
    return {
        "type": "object",
        "properties": described,
        "required": list(described),
        "additionalProperties": False,
    }
