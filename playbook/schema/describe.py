"""A record -> its JSON Schema, without the `null` that stands for an absent key."""

from typing import Any

from pydantic import TypeAdapter


def describe_record(cls: type) -> dict[str, Any]:
    """Give a record's JSON Schema in the keys that an author writes."""
    schema: dict[str, Any] = _tidy(TypeAdapter(cls).json_schema(by_alias=True))
    return schema


def _tidy(node: Any) -> Any:
    """Take out defaults and the null of absent keys: an author leaves a key out."""
    if isinstance(node, list):
        return [_tidy(each) for each in node]
    if not isinstance(node, dict):
        return node
    options = [each for each in node.get("anyOf", ()) if each != {"type": "null"}]
    if len(options) == 1:
        rest = {key: each for key, each in node.items() if key not in ("anyOf", "default", "title")}
        return _tidy({**rest, **options[0]})
    return {key: _tidy(each) for key, each in node.items() if key != "default" or isinstance(each, bool)}
