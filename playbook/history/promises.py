"""One version of a plan's page -> what it promises.

In: the bytes of the page as a commit holds it. Out: `Promises`, or None where nobody can read it. It never
raises and does not ask the schema: what was allowed when it was written need not be today. What says no
day or no figure is left out: it promises nothing.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from playbook.frontmatter import Node, read
from playbook.schema.scalar import RefusedError, read_day, read_id, read_number
from playbook.words import slugify

READ = frozenset(
    b"title status owner starts go-live targets stages milestones slips rebaselined formerly".split()
)
"""The keys that are read."""

_FRONT = re.compile(rb"---[ \t]*\n(.*?^)---[ \t]*\r?(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEY = re.compile(rb"^([a-z][a-z-]*):(?=[ \n])", re.MULTILINE)

Words = dict[str, str]
"""What is said of one item, by key: a day as YYYY-MM-DD, a figure without needless zeros, a name."""


@dataclass(frozen=True, slots=True)
class Note:
    """An entry of `slips` (a moved day) or of `rebaselined` (a changed figure or day), as it stands there."""

    item: str
    old: str
    new: str
    day: str
    reason: str
    by: str = ""
    is_slip: bool = True

    @property
    def values(self) -> tuple[str, ...]:
        """What it says the new value is: the whole, and each word of "95 by 2027-07-30"."""
        return (self.new, *self.new.split())


@dataclass(frozen=True, slots=True)
class Promises:
    """What a version says: by item, `notes` on what moved, the page's older ids.

    Items are called as waivers call them (milestones.pilot); the plan itself is "". `counted` are the items
    that have no id of their own and are called by their place in a list.
    """

    items: dict[str, Words] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    formerly: tuple[str, ...] = ()
    title: str = ""
    counted: frozenset[str] = frozenset()


def read_promises(raw: bytes) -> Promises | None:
    """Read a version; None for one without front matter that can be read.

    Versions of a plan are much alike: each of its keys is read by itself where that can be done, and once.
    """
    plan = _read_by_parts(raw)
    if plan is None:
        tree = read("", raw).tree
        plan = tree.data if tree else None
    return _make(plan) if plan is not None else None


def _read_by_parts(raw: bytes) -> dict[str, Node] | None:
    """Read the keys that promise something, one by one; None in any doubt about where one ends."""
    front = _FRONT.match(raw)
    parts = _KEY.split(front[1]) if front else [b"?"]
    names = parts[1::2]
    if parts[0].strip() or len(set(names)) < len(names) or not set(names) & READ:
        return None
    plan: dict[str, Node] = {}
    for name, rest in zip(names, parts[2::2], strict=True):
        if name in READ:
            found = _read_part(name + b":" + rest)
            if found is None or len(found) != 1:
                return None
            plan.update(found)
    return plan


@lru_cache(2048)
def _read_part(text: bytes) -> dict[str, Node] | None:
    document = read("", b"---\n" + text + b"---\n")
    return document.tree.data if document.tree and not document.faults else None


def _make(plan: dict[str, Node]) -> Promises:
    items: dict[str, Words] = {"": _read_plan(plan)}
    for name, words in chain(_list_targets(plan), _list_stages(plan), _list_milestones(plan)):
        items.setdefault(name, words)
    reviews = list(_list_reviews(plan))
    for name, words, _ in reviews:
        items.setdefault(name, words)
    formerly = tuple(each.strip() for each in _list(plan.get("formerly")) if isinstance(each, str))
    counted = frozenset(name for name, _, is_counted in reviews if is_counted)
    return Promises(items, tuple(_list_notes(plan)), formerly, _text(plan.get("title")), counted)


def _read_plan(plan: dict[str, Node]) -> Words:
    words = _pick(plan, {"owner": _text, "starts": _day, "go-live": _day})
    return {"status": _text(plan.get("status")) or "committed", **words}


def _list_targets(plan: dict[str, Node]) -> Iterator[tuple[str, Words]]:
    """List the targets by their metric; a second one of the same metric has its number behind it."""
    seen: dict[str, int] = {}
    for each in _records(plan.get("targets")):
        metric = _text(each.get("metric"))
        if not metric:
            continue
        seen[metric] = seen.get(metric, 0) + 1
        name = f"targets.{metric}" if seen[metric] == 1 else f"targets.{metric} ({seen[metric]})"
        goal, base = _record(each.get("target")), _record(each.get("baseline"))
        told = {"target": _number(goal.get("value")), "due": _day(goal.get("due"))}
        told |= {"baseline": _number(base.get("value")), "limit": _number(each.get("limit"))}
        yield name, _said(told)


def _list_stages(plan: dict[str, Node]) -> Iterator[tuple[str, Words]]:
    keys = {"owner": _text, "metric": _text, "starts": _day, "done": _day, "until": _day, "keep": _number}
    for name, stage in _record(plan.get("stages")).items():
        yield f"stages.{name}", _pick(_record(stage), keys)


def _list_reviews(plan: dict[str, Node]) -> Iterator[tuple[str, Words, bool]]:
    """List the reviews of all stages, each with whether it is called by its place."""
    keys = {"due": _day, "by": _text, "held": _day, "verdict": _text}
    for stage, told in _record(plan.get("stages")).items():
        for n, each in enumerate(_records(_record(told).get("reviews")), 1):
            own = _id(each.get("id"))
            yield f"stages.{stage}.reviews.{own or f'{stage}-{n}'}", _pick(each, keys), not own


def _list_milestones(plan: dict[str, Node]) -> Iterator[tuple[str, Words]]:
    for each in _records(plan.get("milestones")):
        name = _id(each.get("id")) or slugify(_text(each.get("title")))
        if name:
            yield (
                f"milestones.{name}",
                _pick(each, {"due": _day, "owner": _text, "done": _day, "cancelled": _end}),
            )


def _list_notes(plan: dict[str, Node]) -> Iterator[Note]:
    for key in ("slips", "rebaselined"):
        for each in _records(plan.get(key)):
            old, new, day = (_figure(each.get(name)) for name in ("from", "to", "date"))
            about = (_text(each.get(name)) for name in ("item", "reason", "by"))
            item, reason, by = about
            if item:
                yield Note(item, old, new, day, reason, by, key == "slips")


def _pick(told: dict[str, Node], readers: Mapping[str, Callable[[Node], str]]) -> Words:
    return _said({key: reader(told.get(key)) for key, reader in readers.items()})


def _said(words: Words) -> Words:
    return {key: text for key, text in words.items() if text}


def _list(node: Node) -> list[Node]:
    return node if isinstance(node, list) else []


def _record(node: Node) -> dict[str, Node]:
    return node if isinstance(node, dict) else {}


def _records(node: Node) -> Iterator[dict[str, Node]]:
    """List what stands in a list; what is no record keeps its place."""
    return map(_record, _list(node))


def _text(node: Node) -> str:
    return node.strip() if isinstance(node, str) else ""


def _id(node: Node) -> str:
    return _read(read_id, node) if isinstance(node, str) else ""


def _day(node: Node) -> str:
    return _read(read_day, node) if isinstance(node, str) else ""


def _number(node: Node) -> str:
    return _read(read_number, node) if isinstance(node, str) else ""


def _figure(node: Node) -> str:
    """Read a figure or a day, whichever it is; else the words."""
    return _number(node) or _day(node) or _text(node)


def _end(node: Node) -> str:
    """Read since when a milestone is cancelled; one that does not say when is cancelled all the same."""
    return "" if node is None else _day(_record(node).get("date")) or "cancelled"


def _read(reader: Callable[[object], date | Decimal | str], node: str) -> str:
    try:
        found = reader(node)
    except RefusedError:
        return ""
    if isinstance(found, Decimal):
        plain = format(found.normalize(), "f")
        return "0" if plain == "-0" else plain
    return str(found)
