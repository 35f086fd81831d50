"""YAML events to a tree of strings.

In: the text between the fences and the offset at which it stands. Out: a `Tree` and faults.
Anchors, aliases, tags, depth and size beyond the limits are refused while the events come in:
nothing is composed, resolved or constructed, so no input costs more than its length.
"""

from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from playbook.diagnostic import Fault, Fix, KeyPath
from playbook.frontmatter.text import RULE, name_forbidden
from playbook.frontmatter.tree import Node, Places, Spans, Tree
from playbook.frontmatter.trouble import (
    UnreadableError,
    explain,
    refuse_marker,
    refuse_node_as_key,
    refuse_root,
    refuse_start,
)
from playbook.source import Source

MAX_DEPTH = 20
MAX_NODES = 5000
LOADER: Final[Any] = getattr(yaml, "CLoader", yaml.Loader)
_ABSENT = frozenset({"", "~", "null"})
_BLOCK_STYLES = ("|", ">")


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet; `kept` is false below a duplicate key.

    A list's next position stands in `key`, so that a mapping alone can wait for one.
    """

    path: KeyPath
    node: dict[str, Node] | list[Node]
    start: int
    kept: bool
    key: str | int | None = None
    end: int = 0
    shadowed: bool = False


@dataclass(slots=True)
class Builder:
    """Takes events one by one and holds the tree as far as it has come.

    `text` is the front matter and `base` its offset in the source. `loader` is one of PyYAML's.
    """

    source: Source
    base: int
    text: str
    loader: Any = LOADER
    keys: Places = field(default_factory=Places)
    values: Places = field(default_factory=Places)
    faults: list[Fault] = field(default_factory=list)
    root: Node = None
    _open: list[_Open] = field(default_factory=list)
    _nodes: int = 0

    def run(self) -> None:
        """Read the front matter to its end; raise `UnreadableError` at what cannot be read."""
        loader = self.loader(self.text)
        try:
            while (event := loader.get_event()) is not None:
                if type(event) is yaml.ScalarEvent:
                    self._scalar(event)
                else:
                    self._take(event)
        except yaml.YAMLError as error:
            raise explain(error, self.text) from None
        finally:
            loader.dispose()
        if self._nodes and not isinstance(self.root, dict):
            kind = "a list" if isinstance(self.root, list) else "a text"
            raise refuse_root(self.text, kind)

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.MappingStartEvent:
            self._enter(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._enter(event, [])
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self._leave(event)
        else:
            self._refuse_stream(event)

    def _refuse_stream(self, event: Any) -> None:
        """Refuse what only a stream of documents needs."""
        at = event.start_mark.index
        if isinstance(event, yaml.AliasEvent):
            raise refuse_start(self.text, at)
        if getattr(event, "explicit", None):
            raise refuse_marker(self.text, at)

    def _refuse_node(self, event: Any) -> None:
        """Refuse a value that has an anchor or a tag, or is one too many."""
        if event.anchor is not None or event.tag is not None:
            raise refuse_start(self.text, event.start_mark.index)
        if self._nodes > MAX_NODES:
            words = f"the front matter holds more than {MAX_NODES:,} values"
            raise _trouble(event, words, "move tables into a file beside the page")

    def _scalar(self, event: Any) -> None:
        self._nodes += 1
        if event.tag is not None or event.anchor is not None or self._nodes > MAX_NODES:
            self._refuse_node(event)
        start, end, value, style = event.start_mark.index, event.end_mark.index, event.value, event.style
        if not value.isprintable() and (name := name_forbidden(value)):
            raise _trouble(event, f"the value holds {name}, written as an escape", "delete it")
        if style and style in _BLOCK_STYLES:
            end = start + len(self.text[start:end].rstrip())
        top = self._open[-1] if self._open else None
        if top is not None and top.key is None:
            self._take_key(top, value, start, end)
        else:
            self._place(top, None if not style and value in _ABSENT else value, start, end)

    def _take_key(self, top: _Open, key: str, start: int, end: int) -> None:
        if key in ("", "<<"):
            raise _refuse_key(key, start, end)
        top.key, top.end = key, end
        top.shadowed = key in top.node
        if not top.kept:
            return
        if top.shadowed:
            self.faults.append(self._duplicate((*top.path, key), start, end))
        else:
            self.keys.noted.append((top.path, key, self.base + start, self.base + end))

    def _duplicate(self, path: KeyPath, start: int, end: int) -> Fault:
        line, _ = self.source.place(self.keys.offsets[path][0])
        span = self.source.span(self.base + start, self.base + end)
        words = f"the key `{path[-1]}` stands here a second time; the first is on line {line}"
        return Fault("invalid-value", span, words, "keep one of the two", path)

    def _place(self, top: _Open | None, value: Node, start: int, end: int) -> None:
        """Put a value where the innermost open mapping or list expects it."""
        if top is None:
            self.root = value
            return
        top.end = max(top.end, end)
        key, node = top.key, top.node
        assert key is not None
        if top.kept and not top.shadowed and end > start:
            self.values.noted.append((top.path, key, self.base + start, self.base + end))
        if isinstance(node, list):
            self._note_item(top, start, end)
            node.append(value)
            top.key = len(node)
            return
        if not top.shadowed:
            node[str(key)] = value
        top.key, top.shadowed = None, False

    def _note_item(self, top: _Open, start: int, end: int) -> None:
        """Note where a list's item stands, for want of it where its dash does."""
        if top.kept and top.key is not None:
            first, last = (start, end) if end > start else (start - 1, start)
            self.keys.noted.append((top.path, top.key, self.base + first, self.base + last))

    def _enter(self, event: Any, node: dict[str, Node] | list[Node]) -> None:
        self._nodes += 1
        self._refuse_node(event)
        start, kept = event.start_mark.index, True
        path: KeyPath = ()
        top = self._open[-1] if self._open else None
        if top is not None:
            if top.key is None:
                raise refuse_node_as_key(self.text, start)
            path, kept = (*top.path, top.key), top.kept and not top.shadowed
        if len(self._open) >= MAX_DEPTH:
            words = f"the front matter is nested more than {MAX_DEPTH} levels deep"
            raise _trouble(event, words, "flatten it")
        key = 0 if isinstance(node, list) else None
        self._open.append(_Open(path, node, start, kept, key, event.end_mark.index))

    def _leave(self, event: Any) -> None:
        done = self._open.pop()
        end = event.end_mark.index
        in_flow_style = end > event.start_mark.index
        top = self._open[-1] if self._open else None
        self._place(top, done.node, done.start, end if in_flow_style else done.end)


def build(source: Source, root: tuple[int, int], inside: tuple[int, int]) -> tuple[Tree | None, list[Fault]]:
    """Build the tree: `root` is where the opening fence stands, `inside` the text between the fences."""
    builder = Builder(source, inside[0], source.text[slice(*inside)])
    try:
        builder.run()
    except UnreadableError as trouble:
        span = source.span(inside[0] + trouble.start, inside[0] + max(trouble.start, trouble.end))
        return None, [
            Fault(RULE, span, trouble.message, trouble.help, fix=_place_fix(source, inside[0], trouble))
        ]
    data = builder.root if isinstance(builder.root, dict) else {}
    tree = Tree(data, Spans(source, builder.keys), Spans(source, builder.values), source.span(*root))
    return tree, builder.faults


def _place_fix(source: Source, base: int, trouble: UnreadableError) -> Fix | None:
    if trouble.fix is None:
        return None
    start, end, text, is_safe = trouble.fix
    return Fix(source.span(base + start, base + end), text, is_safe)


def _trouble(event: Any, message: str, cure: str) -> UnreadableError:
    return UnreadableError(event.start_mark.index, event.end_mark.index, message, cure)


def _refuse_key(key: str, start: int, end: int) -> UnreadableError:
    if key:
        words = "`<<` merges mappings in YAML; front matter has no merge keys"
        return UnreadableError(start, end, words, "write the keys out")
    return UnreadableError(start, max(end, start + 1), "a key has no name", "write a name before the colon")
