"""Two records of one kind -> every key whose value is another, and every thing that was added or removed.

In: what stood in a page's front matter before and after. Out: `Edit`s. It says nothing in words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from playbook.diff.match import match
from playbook.schema.record import name_key

IDS = {"milestones": "id", "targets": "metric", "reviews": "id"}
"""By which key the things of a list are told apart; those of other lists by what they say."""

WHOLE = frozenset({"cancelled", "paused", "stopped"})
"""Records that are one fact: they are there or not."""

Values = tuple[Any, Any]
"""Before and after; None for nothing."""


@dataclass(frozen=True, slots=True)
class Item:
    """A thing within a plan: the list's or mapping's key, its own name there, what it was and is."""

    key: str
    name: str
    before: Any
    after: Any

    @property
    def now(self) -> Any:
        """What it is, else what it was."""
        return self.before if self.after is None else self.after


@dataclass(frozen=True, slots=True)
class Edit:
    """A changed key: the things that it stands in, from outside in, the key ("" where the thing itself was
    added or removed, "target.value" within a record), the values."""

    items: tuple[Item, ...]
    key: str
    before: Any
    after: Any

    @property
    def item(self) -> Item | None:
        """The innermost thing; None for the page itself."""
        return self.items[-1] if self.items else None

    @property
    def name(self) -> str:
        """The innermost thing as waivers and baselines name it: stages.goals.reviews.2."""
        return ".".join(part for each in self.items for part in (each.key, each.name))

    def find(self, key: str) -> Item | None:
        """Give the thing on the way that is of a list."""
        return next((each for each in self.items if each.key == key), None)


def list_edits(before: Any, after: Any, items: tuple[Item, ...] = (), prefix: str = "") -> Iterator[Edit]:
    """List the edits that lead from one record to another of its kind."""
    for each in fields(after):
        old, new = getattr(before, each.name), getattr(after, each.name)
        key = name_key(each.name)
        if old == new:
            continue
        if _is_list(old) or _is_list(new):
            yield from _list_items(key, (old, new), items)
        elif _is_mapping(old) or _is_mapping(new):
            yield from _list_named(key, (old or {}, new or {}), items)
        elif (is_dataclass(old) or is_dataclass(new)) and not (key in WHOLE and None in (old, new)):
            kind = type(new if old is None else old)
            yield from list_edits(old or kind(), new or kind(), items, f"{prefix}{key}.")
        else:
            yield Edit(items, prefix + key, old, new)


def _is_list(value: Any) -> bool:
    return isinstance(value, tuple) and any(is_dataclass(each) for each in value)


def _is_mapping(value: Any) -> bool:
    return isinstance(value, dict) and any(is_dataclass(each) for each in value.values())


def _list_items(key: str, values: Values, items: tuple[Item, ...]) -> Iterator[Edit]:
    stage = items[-1].name if items else ""
    old, new = (drop_names(stage, each) for each in values)
    for then, now in match(old, new, IDS.get(key, "")):
        before = None if then is None else old[then]
        after = None if now is None else new[now]
        if before == after:
            continue
        side, position = (1, now) if now is not None else (0, then or 0)
        yield from _compare(Item(key, name_thing(values[side][position], position), before, after), items)


def drop_names(stage: str, things: Sequence[Any]) -> list[Any]:
    """Take away the ids that reviews have by their places alone: they are others as soon as one goes."""
    return [
        replace(each, id="") if stage and getattr(each, "id", "") == f"{stage}-{n}" else each
        for n, each in enumerate(things, 1)
    ]


def map_names(before: Any, after: Any, then: str = "", now: str = "") -> Iterator[tuple[str, str]]:
    """Map the names of things that are there before and after and are called otherwise: by their places."""
    for each in fields(after):
        old, new, key = getattr(before, each.name), getattr(after, each.name), name_key(each.name)
        pairs: list[tuple[str, str, Any, Any]] = []
        if _is_list(old) and _is_list(new):
            stage = now.rpartition(".")[2]
            for i, j in match(drop_names(stage, old), drop_names(stage, new), IDS.get(key, "")):
                if i is not None and j is not None:
                    pairs.append((name_thing(old[i], i), name_thing(new[j], j), old[i], new[j]))
        elif _is_mapping(old) and _is_mapping(new):
            pairs = [(name, name, old[name], thing) for name, thing in new.items() if name in old]
        for mine, theirs, one, other in pairs:
            first, second = _join(then, key, mine), _join(now, key, theirs)
            if first != second:
                yield first, second
            yield from map_names(one, other, first, second)


def _join(*parts: str) -> str:
    return ".".join(each for each in parts if each)


def name_thing(thing: Any, position: int) -> str:
    """Name a thing in its list: by its id, its metric, its person, else by its place from 1 on."""
    names = (getattr(thing, each, "") for each in ("id", "metric", "person"))
    return next((str(each) for each in names if each), str(position + 1))


def _list_named(key: str, values: Values, items: tuple[Item, ...]) -> Iterator[Edit]:
    old, new = values
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            yield from _compare(Item(key, name, old.get(name), new.get(name)), items)


def _compare(item: Item, items: tuple[Item, ...]) -> Iterator[Edit]:
    """List what changed within a thing; one that came or went is one edit."""
    if item.before is None or item.after is None:
        yield Edit((*items, item), "", item.before, item.after)
    else:
        yield from list_edits(item.before, item.after, (*items, item))
