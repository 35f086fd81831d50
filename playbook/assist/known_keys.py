"""What the schema says about a key path: which keys may stand there, of what type a value is.

In: a draft's kind, the shape of the method, a key path. Out: types and keys. It looks at no text.
"""

from dataclasses import dataclass
from typing import Any, get_args, get_origin

from playbook.assist.key_docs import KeyDoc, find_key_doc
from playbook.diagnostic import KeyPath
from playbook.edit.order import list_order
from playbook.schema.record import get_record, list_keys, step_into
from playbook.schema.scalar import Day, Flag, Number, Refers, Shorthand, Word
from playbook.schema.shape import STEP_TITLES, Shape
from playbook.schema.validate import KINDS


@dataclass(frozen=True, slots=True)
class Value:
    """What may stand at a key: `shape` is "record", "list" or "scalar"; `words` or `kinds` say which texts
    may, `type` is "day", "number", "flag" or "text". `takes_one` says that one text may stand for a
    list."""

    shape: str
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    type: str = "text"
    takes_one: bool = False


def find_hint(kind: str, path: KeyPath) -> Any:
    """Give the type at a key path; None where the schema ends."""
    hint: Any = KINDS[kind]
    for part in path:
        hint = step_into(hint, part)
    return hint


def describe_value(kind: str, path: KeyPath) -> Value | None:
    """Say what may stand at a key path; None where the schema knows none."""
    hint = find_hint(kind, path)
    return None if hint is None else _describe(hint)


def _describe(hint: Any) -> Value:
    inner = get_record(hint)
    marks = getattr(hint, "__metadata__", ())
    one = any(isinstance(each, Shorthand) for each in marks)
    if get_origin(inner) is tuple:
        item = _describe(get_args(inner)[0])
        return Value("list", item.words, item.kinds, item.type, takes_one=one)
    if get_origin(inner) is dict or (isinstance(inner, type) and list_keys(inner)):
        return Value("record", type="record", takes_one=one)
    words = next((each.words for each in marks if isinstance(each, Word)), ())
    kinds = next((each.kinds for each in marks if isinstance(each, Refers)), ())
    types = {Day: "day", Number: "number", Flag: "flag"}
    return Value("scalar", words, kinds, types.get(hint, "text"))


def holds_records(kind: str, path: KeyPath) -> bool:
    """Whether the items of a list are keys and values."""
    found = describe_value(kind, (*path, 0))
    return found is not None and found.shape == "record"


def list_allowed(kind: str, shape: Shape, path: KeyPath) -> tuple[str, ...]:
    """List the keys that may stand in the mapping at a path, in canonical order."""
    try:
        return list_order(kind, shape, path)
    except (AttributeError, TypeError, IndexError):
        return ()


def find_doc(kind: str, shape: Shape, path: KeyPath) -> KeyDoc | None:
    """Give what the key at a path means."""
    if not path or not isinstance(path[-1], str):
        return None
    if kind == "initiative" and path[:-1] == ("stages",):
        stage = next((each for each in shape.stages if each.id == path[-1]), None)
        told = f"the stage {stage.title}, of the step {STEP_TITLES[stage.step]}" if stage else ""
        return KeyDoc("keys", "committed", told) if stage else None
    if kind == "initiative" and path[:-1] == ("fields",):
        own = next((each for each in shape.own_fields if each.name == path[-1]), None)
        return KeyDoc(own.type, "", own.label or own.name) if own else None
    return find_key_doc(get_record(find_hint(kind, path[:-1])), path[-1])
