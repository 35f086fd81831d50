"""What a page entrusts to a person, and what is history and stays.

In: the kind of a page and its front matter, as a tree of strings; who hands over to whom. Out: `Held`, the
places at which the one stands and the other shall; what speaks against it. Nothing is changed here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from playbook.diagnostic import KeyPath
from playbook.frontmatter import Node

Pattern = tuple[str, ...]
"""Keys from the root; "*" is any key of a mapping and any item of a list."""


@dataclass(frozen=True, slots=True)
class Role:
    """A key that names a person: `ends` are the keys beside it that say it is over, `facts` those that say
    the person named has acted, so that it is history."""

    pattern: Pattern
    title: str
    ends: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A place at which somebody is named, and as what."""

    path: KeyPath
    title: str


_STAGE = ("stages", "*")
ROLES: Mapping[str, tuple[Role, ...]] = {
    "initiative": (
        Role(("owner",), "owner"),
        Role(("sponsor",), "sponsor"),
        Role((*_STAGE, "owner"), "owner of a stage", ("done",)),
        Role((*_STAGE, "reviews", "*", "by"), "reviewer", facts=("held",)),
        Role((*_STAGE, "reviews", "*", "actions", "*", "owner"), "owner of an action", ("done",)),
        Role((*_STAGE, "members", "*", "person"), "member", facts=("accepted", "declined")),
        Role((*_STAGE, "communication", "*", "by"), "who tells it", facts=("sent",)),
        Role(("milestones", "*", "owner"), "owner of a milestone", ("done", "cancelled")),
        Role(("risks", "*", "owner"), "owner of a risk", ("closed",)),
        Role(("lessons", "*", "owner"), "owner of a lesson", ("done",)),
    ),
    "metric": (Role(("collector",), "collector"),),
    "department": (Role(("head",), "head"),),
    "person": (Role(("deputy",), "deputy"),),
}
"""What can be handed over, by the kind of page."""

HISTORY: frozenset[Pattern] = frozenset(
    {
        ("updates", "*", "by"),
        ("stopped", "by"),
        ("paused", "by"),
        ("rebaselined", "*", "by"),
        ("waivers", "*", "by"),
    }
)
"""Who said, decided or accepted something: never rewritten."""


def list_held(kind: str, data: Node, person: str, *, open_only: bool) -> Iterator[Held]:
    """Yield where a page names a person, but for history; with `open_only` what is not over alone."""
    if open_only and _read(data, "status") == "stopped":
        return
    for role in ROLES.get(kind, ()):
        for path, node, value in _walk(data, role.pattern, ()):
            over = (*role.facts, *(role.ends if open_only else ()))
            if value == person and not any(_says(node, key) for key in over):
                yield Held(path, role.title)


def _walk(node: Node, pattern: Pattern, path: KeyPath) -> Iterator[tuple[KeyPath, Node, str]]:
    """Yield each text at a pattern, with its path and what holds it."""
    first, *rest = pattern
    for key, value in _list_children(node, first):
        if rest:
            yield from _walk(value, tuple(rest), (*path, key))
        elif isinstance(value, str):
            yield (*path, key), node, normalize("NFC", value.strip())


def _list_children(node: Node, wanted: str) -> Iterator[tuple[str | int, Node]]:
    if isinstance(node, dict):
        yield from ((key, each) for key, each in node.items() if wanted in ("*", key))
    elif isinstance(node, list) and wanted == "*":
        yield from enumerate(node)


def _says(node: Node, key: str) -> bool:
    return isinstance(node, dict) and bool(node.get(key))


def _read(node: Node, key: str) -> str:
    value = node.get(key) if isinstance(node, dict) else None
    return normalize("NFC", value.strip()) if isinstance(value, str) else ""


def list_conflicts(before: Node, after: Node, one: str, to: str) -> Iterator[str]:
    """Yield what a plan would not bear that it does not bear already: an owner as sponsor, as reviewer of a
    stage of theirs, as giver of a waiver."""
    known = {*_list_faults(before, one), *_list_faults(before, to)}
    yield from (f"`{to}` would {each}" for each in _list_faults(after, to) if each not in known)


def _list_faults(data: Node, person: str) -> Iterator[str]:
    """Yield what somebody is that the owner must not be."""
    owner = _read(data, "owner")
    if owner == person == _read(data, "sponsor"):
        yield "be the owner and the sponsor"
    for name, stage in _list_stages(data):
        mine = _read(stage, "owner") or owner
        for (*_, n, _), review, by in _walk(stage, ("reviews", "*", "by"), ()):
            if by == person == mine and not _says(review, "held"):
                yield f"review a stage of their own: stages.{name}.reviews.{int(n) + 1}"
    for (*_, n, _), _, by in _walk(data, ("waivers", "*", "by"), ()):
        if by == person == owner:
            yield f"be the owner of a plan whose waiver they gave: waivers.{int(n) + 1}"


def _list_stages(data: Node) -> Iterator[tuple[str | int, Node]]:
    for _, stages in _list_children(data, "stages"):
        yield from _list_children(stages, "*")
