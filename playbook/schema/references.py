"""What a record of the front matter refers to: ids of persons, metrics, plans, milestones, stages.

In: a typed value. Out: each reference with its key path and the kinds that may bear it. Nothing is looked up.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from playbook.diagnostic import KeyPath
from playbook.schema.record import list_keys, strip_none
from playbook.schema.scalar import Refers
from playbook.schema.validate import get_field, walk_records

Reference = tuple[KeyPath, tuple[str, ...], str]
"""Where it stands, the kinds allowed, the id."""


def list_references(value: Any) -> Iterator[Reference]:
    """Yield the key path, the kinds allowed and the id of every reference in a value."""
    for path, record in walk_records(value):
        cls: type = type(record)
        for key, (name, kinds) in _list_keys_that_refer(cls).items():
            found = getattr(record, name)
            for n, each in enumerate(found if isinstance(found, tuple) else (found,)):
                if each:
                    yield ((*path, key, n) if isinstance(found, tuple) else (*path, key)), kinds, each


@cache
def _list_keys_that_refer(cls: type) -> dict[str, tuple[str, tuple[str, ...]]]:
    kinds = {key: _find_kinds(hint) for key, hint in list_keys(cls).items()}
    return {key: (get_field(cls, key), some) for key, some in kinds.items() if some}


def _find_kinds(hint: Any) -> tuple[str, ...]:
    """Look through Annotated and tuple for the mark of a reference."""
    hint = strip_none(hint)
    for each in getattr(hint, "__metadata__", ()):
        if isinstance(each, Refers):
            return each.kinds
    inner = hint.__origin__ if hasattr(hint, "__metadata__") else hint
    return _find_kinds(get_args(inner)[0]) if get_origin(inner) is tuple else ()
