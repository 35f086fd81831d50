"""A page as a form shows it, and what a form says as a page's data.

In: a page's bytes; the text that Decap sends. Out: plain data of strings, and the text that Decap reads.
Every value travels in quotes: so a number comes back to the last nought, and a day as a day.
"""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, get_args, get_origin

from playbook.cms.collections import SEEN
from playbook.cms.places import RefusedError
from playbook.edit.amend import is_unreadable
from playbook.edit.data import tidy
from playbook.frontmatter import Document, Node, read
from playbook.schema.record import get_record, list_keys
from playbook.schema.scalar import Scalar
from playbook.schema.validate import KINDS

Data = dict[str, Node]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a page says: its data as a form has it, and the text below it."""

    data: Data
    body: str

    @property
    def digest(self) -> str:
        """What tells this state of a page from another one."""
        return sha256(json.dumps([self.data, self.body]).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def read_page(path: str, raw: bytes) -> Document:
    """Take a page apart. Raises RefusedError where it cannot be read: no form can show it."""
    document = read(path, raw)
    is_whole = document.source.text.encode("utf-8", "surrogatepass") == raw
    if is_unreadable(document) or not is_whole:
        first = next(iter(document.faults), None)
        where = f"{path}:{first.span.line}: {first.message}; {first.help}" if first else path
        raise RefusedError(f"this page cannot be shown as a form. Mend it in an editor: {where}")
    return document


def make_entry(kind: str, document: Document) -> Entry:
    """Give what a form shows of a page."""
    data = shape(document.tree.data if document.tree else {}, KINDS[kind])
    assert isinstance(data, dict)
    return Entry(data, shape_body(document.body))


def shape(node: Node, hint: Any = None) -> Node:
    """Give data as a form has it: nothing that is empty, and no short form of a list or of a record."""
    shaped = drop_empty(_lengthen(tidy(node), hint))
    return {} if shaped is None else shaped


def shape_body(body: str) -> str:
    """Give a page's text as a form has it: its lines, without blank ones around them."""
    return body.replace("\r\n", "\n").strip("\n")


def drop_empty(node: Node) -> Node:
    """Take out keys that say nothing; None where nothing is left."""
    if isinstance(node, dict):
        kept: Data = {key: each for key, value in node.items() if (each := drop_empty(value)) is not None}
        return kept or None
    if isinstance(node, list):
        return [each for value in node if (each := drop_empty(value)) is not None] or None
    return node or None


def _lengthen(node: Node, hint: Any) -> Node:
    """Write out what a text may stand for: a list of one, a record's `what`."""
    bare = get_record(hint)
    if get_origin(bare) is tuple:
        items = [node] if isinstance(node, str) else node
        inner = get_args(bare)[0]
        return [_lengthen(each, inner) for each in items] if isinstance(items, list) else node
    if get_origin(bare) is dict and isinstance(node, dict):
        return {key: _lengthen(each, get_args(bare)[1]) for key, each in node.items()}
    keys = list_keys(bare) if isinstance(bare, type) else {}
    if keys and isinstance(node, str):
        return {"what": node} if "what" in keys else node
    if keys and isinstance(node, dict):
        return {key: _lengthen(each, keys.get(key)) for key, each in node.items()}
    return node


def write_entry(kind: str, entry: Entry) -> str:
    """Write an entry as a page that Decap reads: its front matter is JSON, which is YAML too."""
    data = {**_type(entry.data, KINDS[kind]), SEEN: entry.digest}
    body = f"\n{entry.body}\n" if entry.body else ""
    return f"---\n{json.dumps(data, ensure_ascii=False)}\n---\n{body}"


def _type(node: Node, hint: Any) -> Any:
    """Give truth values as such: a form has a switch for them."""
    bare = get_record(hint)
    if isinstance(node, list):
        inner = get_args(bare)[0] if get_origin(bare) is tuple else None
        return [_type(each, inner) for each in node]
    if isinstance(node, dict):
        keys = list_keys(bare) if isinstance(bare, type) else {}
        every = get_args(bare)[1] if get_origin(bare) is dict else None
        return {key: _type(each, keys.get(key, every)) for key, each in node.items()}
    scalars = [each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Scalar)]
    is_flag = bool(scalars) and scalars[0].json.get("type") == "boolean"
    return node == "true" if is_flag and node in ("true", "false") else node


def read_entry(path: str, kind: str, raw: str) -> tuple[Entry, str]:
    """Read what a form says, and with which state of the page it was opened. Raises RefusedError."""
    document = read(path, raw.encode("utf-8", "surrogatepass"))
    if document.faults or document.tree is None:
        words = document.faults[0].message if document.faults else "it has no keys"
        raise RefusedError(f"this cannot be saved: {words}")
    data = dict(document.tree.data)
    seen = data.pop(SEEN, None)
    shaped = shape(data, KINDS[kind])
    assert isinstance(shaped, dict)
    return Entry(shaped, shape_body(document.body)), seen if isinstance(seen, str) else ""
