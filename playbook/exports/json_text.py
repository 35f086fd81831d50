"""Plain data -> JSON text, numbers as they were written.

In: dicts, lists, texts, truth values, whole numbers, Decimals. Out: one line of JSON (RFC 8259). The json
module would turn a Decimal into a binary number, or refuse it.
"""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

_quote = encode_basestring
_WORDS = {None: "null", True: "true", False: "false"}


def write_json(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, str):
        return _quote(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, dict):
        return f"{{{','.join([f'{_quote(key)}:{write_json(each)}' for key, each in value.items()])}}}"
    if isinstance(value, list):
        return f"[{','.join([write_json(each) for each in value])}]"
    return format(value, "f") if isinstance(value, Decimal) else json.dumps(value)


def write_list(name: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a key and its list, an item on each line, so that a change shows in a diff."""
    written = False
    yield f",\n{_quote(name)}:["
    for line in lines:
        yield f"{',' if written else ''}\n{line}"
        written = True
    yield "\n]" if written else "]"
