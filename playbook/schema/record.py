"""How a record of the front matter is declared.

In: a class with typed fields. Out: a frozen, slotted dataclass that pydantic can fill, whose keys are
hyphenated and whose world is closed.
"""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeVar, dataclass_transform, get_args, get_origin, get_type_hints

from pydantic import ConfigDict

T = TypeVar("T")


def name_key(field_name: str) -> str:
    """Give the key that an author writes for a field: go_live -> go-live."""
    return field_name.rstrip("_").replace("_", "-")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def record(cls: type[T]) -> type[T]:
    """Make a frozen record: unknown keys are refused, absent ones take the default."""
    cls.__pydantic_config__ = ConfigDict(extra="forbid", alias_generator=name_key)  # type: ignore[attr-defined]
    return dataclass(frozen=True, slots=True, kw_only=True)(cls)


@cache
def list_keys(cls: type) -> dict[str, Any]:
    """Map each key of a record to its type, `None` taken off; {} when `cls` is no record."""
    hints = get_type_hints(cls, include_extras=True)
    own = fields(cls) if hasattr(cls, "__dataclass_fields__") else ()
    return {name_key(each.name): strip_none(hints[each.name]) for each in own}


def strip_none(hint: Any) -> Any:
    """Take `| None` off a type."""
    args = [each for each in get_args(hint) if each is not type(None)]
    is_union = get_origin(hint) is not None and type(None) in get_args(hint)
    return args[0] if is_union else hint


def step_into(hint: Any, part: str | int) -> Any:
    """Give the type below a key or list position; None where the schema ends."""
    hint = get_record(hint)
    origin = get_origin(hint)
    if origin is tuple and isinstance(part, int):
        return strip_none(get_args(hint)[0])
    if origin is dict:
        return strip_none(get_args(hint)[1])
    return list_keys(hint).get(str(part)) if isinstance(hint, type) else None


def get_record(hint: Any) -> Any:
    """Give the type that an annotated one is of: a lesson that may be written as a text is a record."""
    return strip_none(hint.__origin__) if hasattr(hint, "__metadata__") else hint
