"""The page convention as a handler of python-frontmatter, and writing pages with it.

In: data and a body. Out: a page's text in block style. It reads by this package's own reader and
writes only what that reader gives back unchanged.
"""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from playbook.frontmatter.events import build
from playbook.frontmatter.fence import FENCE, find_fences
from playbook.frontmatter.text import name_forbidden
from playbook.frontmatter.tree import Node
from playbook.source import Source

_LITERAL = re.compile(r"\S[^\n]*(?:\n+\S[^\n]*)*\n?")


class _Dumper(yaml.SafeDumper):
    """Writes strings bare unless they would read back as something else."""

    def ignore_aliases(self, _data: object) -> bool:
        """Write a value out each time it occurs."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the dashes of a list below its key."""
        del indentless
        super().increase_indent(flow, False)


class PageHandler(BaseHandler):
    """Two lines `---`, the first on line 1; strings only; block style when written."""

    FM_BOUNDARY = FENCE
    START_DELIMITER = END_DELIMITER = "---"

    def split(self, text: str) -> tuple[str, str]:
        """Split a page into front matter and body; ValueError when it has no closed front matter."""
        fences, _ = find_fences(Source("", text))
        if fences is None:
            raise ValueError("no front matter")
        return text[fences.start : fences.end], text[fences.body :]

    def load(self, fm: str) -> dict[str, Any]:
        """Read front matter into strings; ValueError with the words for the author when it cannot be."""
        tree, faults = build(Source("", fm), (0, 0), (0, len(fm)))
        if faults or tree is None:
            raise ValueError(faults[0].message)
        return dict(tree.data)

    def export(self, metadata: dict[str, object], **_kwargs: object) -> str:
        """Write metadata in block style, keys in the order given."""
        data = {str(key): _plain(value) for key, value in metadata.items()}
        text = yaml.dump(data, Dumper=_Dumper, **_STYLE) if data else ""
        return str(text)

    def format(self, post: frontmatter.Post, **_kwargs: object) -> str:
        """Write a page: fences, metadata, a blank line, the body as it is."""
        gap = "" if not post.content or post.content.startswith("\n") else "\n"
        return f"---\n{self.export(post.metadata)}---\n{gap}{post.content}"


_STYLE: dict[str, Any] = {
    "allow_unicode": True,
    "default_flow_style": False,
    "sort_keys": False,
    "width": 10**9,
}


def write(data: Mapping[str, object], body: str) -> str:
    """Write a page in block style with its keys in the order given.

    Days, numbers and truth values are written bare, texts in quotes only when they would otherwise
    read back differently. ValueError for a text with characters that no metadata may hold.
    """
    post = frontmatter.Post(body)
    post.metadata = dict(data)
    return frontmatter.dumps(post, handler=PageHandler())


def _plain(value: object) -> Node:
    """Turn a value into what reading the page back will give: strings, lists, mappings, nothing."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return _write_scalar(value)


def _write_scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = str(value)
    if name := name_forbidden(text):
        raise ValueError(f"front matter must not hold {name}")
    return text


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if text in ("", "~", "null"):
        style = "'"
    elif "\n" in text:
        style = "|" if _LITERAL.fullmatch(text) else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


def _represent_nothing(dumper: yaml.SafeDumper, _: None) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", "")


_Dumper.yaml_implicit_resolvers = {}
_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(type(None), _represent_nothing)
