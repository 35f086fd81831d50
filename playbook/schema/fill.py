"""Plain data -> a frozen record, and what does not fit in plain words.

In: a record's class and nested mappings, lists and scalars. Out: the record, with what was invalid left at
its default, and a `Problem` for each. It never raises on data, and pydantic's words stay in here.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from playbook.diagnostic import KeyPath
from playbook.schema.record import get_record, list_keys, step_into, strip_none
from playbook.words import find_nearest, is_spelling, quote, suggest

_BULLETS = "-\u2013\u2014\u2022* \u00a0"
_GLUED = re.compile(r"[,;]|\s[-\u2013\u2022]")
"""Where one text holds what was meant as several items: `sales, finance`, `-sales -finance`."""
_ONE = re.compile(r"[^\W\d_](?:[\w .#-]*[\w])?")
"""A text that can only be one item, and that may stand bare."""
_NONE = frozenset({"none", "no", "nobody", "nothing", "all", "any", "tbd", "todo", "n.a.", "na"})
"""What people write where they have nothing to name, or not yet."""
PASSES = 4
"""One pass finds everything; what is left out may at most uncover what stood behind it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault before it has a place: `meant` is the path that its author very likely meant, `file` another
    file that it is about, `fix` what to write instead, safe where nothing else can be meant."""

    rule: str
    path: KeyPath
    message: str
    help: str = ""
    meant: KeyPath = ()
    file: str = ""
    fix: str = ""
    is_safe: bool = False


@dataclass(frozen=True, slots=True)
class Speech:
    """How a language's authors call things: what a key is, and what to write for a list or keys.

    `known_not_to` says of single keys why they are unknown.
    """

    key: str = "key"
    list_help: str = "write each on its own line after a dash:  - {example}"
    keys_help: str = "write under it, indented, {keys}"
    any_keys: str = "`key: value` lines"
    no_list_help: str = "take the dash away, and write under it, indented, {keys}"
    known_not_to: Mapping[str, str] = field(default_factory=dict)


def fill(cls: type, data: Mapping[str, Any], speech: Speech) -> tuple[Any, list[Problem]]:
    """Fill a record; each invalid part takes its default and gives a problem with its key path."""
    kept: Any = data
    problems: list[Problem] = []
    for _ in range(PASSES):
        try:
            return _adapt(cls).validate_python(kept), problems
        except ValidationError as error:
            errors = error.errors(include_url=False)
        problems += [_translate(cls, each, speech) for each in errors]
        kept = deepcopy(kept)
        for each in errors:
            _take_out(kept, tuple(each["loc"]), leave_empty=each["type"] == "dataclass_type")
        kept = _drop_marked(kept) if isinstance(kept, dict) else {}
    return cls(), problems


@cache
def _adapt(cls: type) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


_OUT = object()


def _take_out(node: Any, path: KeyPath, *, leave_empty: bool) -> None:
    """Mark what is invalid; a record in a list leaves an empty one, so that positions hold."""
    for depth, part in enumerate(path):
        child = _get(node, part)
        if child is _OUT:
            return
        if depth == len(path) - 1 or not isinstance(child, (dict, list)):
            node[part] = {} if leave_empty and isinstance(node, list) else _OUT
            return
        node = child


def _get(node: Any, part: str | int) -> Any:
    if isinstance(node, dict):
        return node.get(part, _OUT)
    if isinstance(node, list) and isinstance(part, int) and part < len(node):
        return node[part]
    return _OUT


def _drop_marked(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _drop_marked(each) for key, each in node.items() if each is not _OUT}
    if isinstance(node, list):
        return [_drop_marked(each) for each in node if each is not _OUT]
    return node


def _translate(cls: type, error: ErrorDetails, speech: Speech) -> Problem:
    path: KeyPath = tuple(error["loc"])
    if error["type"] == "unexpected_keyword_argument":
        return _explain_unknown(cls, path, speech)
    if error["type"] == "author":
        context = error["ctx"]
        subject = f"`{path[-1]}`: " if path and isinstance(path[-1], str) else ""
        words = (subject + context["message"], context["help"])
        return Problem("invalid-value", path, *words, fix=context["fix"], is_safe=context["is_safe"])
    return _explain_shape(cls, path, error, speech)


def _explain_unknown(cls: type, path: KeyPath, speech: Speech) -> Problem:
    hint: Any = cls
    for part in path[:-1]:
        hint = step_into(hint, part)
    key, known = str(path[-1]), frozenset(list_keys(hint))
    if key in speech.known_not_to:
        return Problem("unknown-key", path, f"`{key}` is not possible yet", speech.known_not_to[key])
    nearest = find_nearest(key, known)
    owner = next((each for each in reversed(path[:-1]) if isinstance(each, str)), "")
    where = f" in `{owner}`" if owner else ""
    meant = (*path[:-1], nearest) if nearest else ()
    message = f"unknown {speech.key} {quote(key)}{where}"
    help_ = suggest(key, known, limit=30)
    return Problem(
        "unknown-key", path, message, help_, meant, fix=nearest, is_safe=is_spelling(key, nearest, known)
    )


def list_empty(cls: type, data: Any, speech: Speech) -> Iterator[Problem]:
    """Yield a problem for each unknown key without a value: its author meant something by it."""
    for path in _find_empty(data, ()):
        hint: Any = cls
        for part in path[:-1]:
            hint = step_into(hint, part)
        record = get_record(hint)
        known = list_keys(record) if isinstance(record, type) else {}
        if known and path[-1] not in known:
            yield _explain_unknown(cls, path, speech)


def _find_empty(node: Any, path: KeyPath) -> Iterator[KeyPath]:
    """Yield the paths of keys that have no value."""
    if isinstance(node, dict):
        for key, value in node.items():
            if value is None:
                yield (*path, key)
            elif not isinstance(value, str):
                yield from _find_empty(value, (*path, key))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            if not isinstance(value, str):
                yield from _find_empty(value, (*path, place))


def _explain_shape(cls: type, path: KeyPath, error: ErrorDetails, speech: Speech) -> Problem:
    hint: Any = cls
    for part in path:
        hint = step_into(hint, part)
    name = f"`{path[-1]}`" if path and isinstance(path[-1], str) else "this item"
    given = error["input"]
    if error["type"] == "tuple_type":
        help_ = speech.list_help.format(example=_show_example(given))
        fix = _list_one(hint, given)
        is_safe = bool(fix) and " " not in fix and fix.strip("[]").lower() not in _NONE
        return Problem("invalid-value", path, f"{name} must be a list", help_, fix=fix, is_safe=is_safe)
    known = list_keys(hint) if isinstance(hint, type) else {}
    keys = "one of: " + ", ".join(known) if known else speech.any_keys
    template = speech.no_list_help if isinstance(given, list) else speech.keys_help
    what = "keys and values, not a list" if isinstance(given, list) else "keys and values"
    return Problem("invalid-value", path, f"{name} must be {what}", template.format(keys=keys))


def _list_one(hint: Any, given: object) -> str:
    """Write one text as the list of one that is asked for; "" where it may be several, or a record."""
    is_one = isinstance(given, str) and _ONE.fullmatch(given.strip())
    of_texts = get_origin(hint) is tuple and not list_keys(get_record(strip_none(get_args(hint)[0])))
    return f"[{str(given).strip()}]" if is_one and of_texts else ""


def _show_example(given: object) -> str:
    if isinstance(given, str):
        first = _GLUED.split(given.lstrip(_BULLETS))[0].strip()
        return first if 0 < len(first) <= 60 and "\n" not in first else "…"
    return f"{next(iter(given))}: …" if isinstance(given, dict) and given else "…"
