"""A value as programs read it.

In: a value of a record. Out: an ISO day, a plain number, words joined by commas; "" for nothing.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any


def _write_record(value: Any) -> str:
    own = ((key, getattr(value, key)) for key in value.__dataclass_fields__)
    return ", ".join(write(each) for _, each in own if each)


WAYS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (bool, lambda it: "true" if it else "false"),
    (Decimal, lambda it: f"{it:f}"),
    (date, lambda it: it.isoformat()),
    (tuple, lambda it: ", ".join(write(each) for each in it)),
    (dict, lambda it: ", ".join(f"{key}: {write(each)}" for key, each in it.items())),
    (str, str),
    (int, str),
)


def write(value: Any) -> str:
    """Write a value for programs."""
    if value is None:
        return ""
    way = next((made for kind, made in WAYS if isinstance(value, kind)), _write_record)
    return way(value)
