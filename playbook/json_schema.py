"""The schema as JSON Schema 2020-12, for editors and forms.

In: a kind of page and the shape that the configuration adds. Out: plain data. The checker does not use it:
it is made from the same records.
"""

from typing import Any

from playbook.config_schema import Settings
from playbook.schema.describe import describe_record
from playbook.schema.shape import STEP_KEYS, Shape
from playbook.schema.validate import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REQUIRED = {
    "FieldSettings": ("name",),
    "StageSettings": ("id", "step"),
    "NavigationSettings": ("title", "page"),
    "LevelSettings": ("paths", "rules"),
}
"""What the configuration's lists cannot do without: the checker asks for it by sentences of its own."""

TYPES = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "day": {"type": "string", "format": "date"},
    "flag": {"type": "boolean"},
}


def describe_kind(kind: str, shape: Shape) -> dict[str, Any]:
    """Describe the front matter of a kind of page."""
    schema = {"$schema": DIALECT, **describe_record(KINDS[kind]), "title": f"playbook {kind}"}
    if kind == "initiative":
        schema["properties"]["stages"] = _describe_stages(schema, shape)
        schema["properties"]["fields"] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {each.name: TYPES[each.type] for each in shape.own_fields},
        }
    if kind == "metric":
        schema["properties"]["unit"]["enum"] = list(shape.units)
    return schema


def _describe_stages(schema: dict[str, Any], shape: Shape) -> dict[str, Any]:
    """List the method's stages, each with the keys that its step may have."""
    stage = schema["$defs"].pop("Stage")
    stages = {}
    for each in shape.stages:
        foreign = {key for key, step in STEP_KEYS.items() if step != each.step}
        own = {key: value for key, value in stage["properties"].items() if key not in foreign}
        stages[each.id] = {**stage, "title": each.title, "properties": own}
    return {"type": "object", "additionalProperties": False, "properties": stages}


def describe_config() -> dict[str, Any]:
    """Describe playbook.toml (the same keys stand under [tool.playbook] in pyproject.toml)."""
    schema = {"$schema": DIALECT, **describe_record(Settings), "title": "playbook configuration"}
    for name, required in REQUIRED.items():
        schema["$defs"][name]["required"] = list(required)
    return schema
