"""A tree of strings -> the frozen value of its kind, and the faults in plain words.

In: the kind of page, the front matter's tree, the shape that the configuration adds. Out: the value,
with what was invalid left at its default, and every fault with its key path. It never raises on
content and knows no file; places are looked up in the tree.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from playbook.diagnostic import Fault, KeyPath
from playbook.frontmatter import Node, Tree
from playbook.schema.initiative import Initiative, Stage
from playbook.schema.pages import DepartmentPage, MethodPage, MetricPage, OtherPage, PersonPage
from playbook.schema.record import list_keys, step_into
from playbook.schema.shape import Problem, Shape, fit
from playbook.words import find_nearest, slugify, suggest

Value = Initiative | MetricPage | PersonPage | DepartmentPage | MethodPage | OtherPage

KINDS: dict[str, type] = {
    "initiative": Initiative,
    "metric": MetricPage,
    "person": PersonPage,
    "department": DepartmentPage,
    "method": MethodPage,
    "page": OtherPage,
}
"""The kinds of page, each with the record of its front matter."""

NOT_YET = {"visible-to": "no build filters by it yet, so it would promise what it does not keep: take it out"}


def validate(kind: str, tree: Tree, shape: Shape) -> tuple[Any, tuple[Fault, ...]]:
    """Type a page's front matter; invalid parts take their default, each with its fault."""
    value, problems = _fill(KINDS[kind], _drop_absent(tree.data))
    if isinstance(value, Initiative):
        value, further = fit(value, shape)
        value, problems = name_items(value), problems + further
    return value, tuple(place(each, tree) for each in problems)


def place(problem: Problem, tree: Tree) -> Fault:
    """Give a problem its place: an unknown key's own key, else the value."""
    at_key = problem.rule == "unknown-key"
    span = tree.locate(problem.path) if at_key else tree.locate_value(problem.path)
    return Fault(problem.rule, span, problem.message, problem.help, problem.meant or problem.path)


@cache
def _adapt(cls: type) -> TypeAdapter[Any]:
    return TypeAdapter(cls)


def _fill(cls: type, data: dict[str, Any]) -> tuple[Any, list[Problem]]:
    try:
        return _adapt(cls).validate_python(data), []
    except ValidationError as error:
        problems = [_translate(cls, each) for each in error.errors(include_url=False)]
    kept = deepcopy(data)
    for path in {each.path for each in problems}:
        _take_out(kept, path)
    value, further = _fill(cls, _drop_marked(kept))
    return value, problems + further


_OUT = object()


def _take_out(node: Any, path: KeyPath) -> None:
    """Mark what is invalid; a record in a list leaves an empty one, so that positions hold."""
    for depth, part in enumerate(path):
        child = node[part] if isinstance(node, (dict, list)) else _OUT
        if child is _OUT:
            return
        if depth == len(path) - 1 or not isinstance(child, (dict, list)):
            node[part] = {} if isinstance(node, list) and isinstance(child, dict) else _OUT
            return
        node = child


def _drop_marked(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _drop_marked(each) for key, each in node.items() if each is not _OUT}
    if isinstance(node, list):
        return [_drop_marked(each) for each in node if each is not _OUT]
    return node


def _drop_absent(node: Node) -> Any:
    if isinstance(node, dict):
        return {key: _drop_absent(each) for key, each in node.items() if each is not None}
    if isinstance(node, list):
        return [_drop_absent(each) for each in node]
    return node


def _translate(cls: type, error: ErrorDetails) -> Problem:
    path: KeyPath = tuple(error["loc"])
    key = str(path[-1]) if path else ""
    if error["type"] == "unexpected_keyword_argument":
        return _unknown_key(cls, path)
    if error["type"] == "author":
        context = error["ctx"]
        subject = f"`{key}`: " if isinstance(path[-1], str) else ""
        return Problem("invalid-value", path, subject + context["message"], context["help"])
    return _wrong_shape(cls, path, error)


def _unknown_key(cls: type, path: KeyPath) -> Problem:
    hint: Any = cls
    for part in path[:-1]:
        hint = step_into(hint, part)
    key, known = str(path[-1]), list_keys(hint)
    nearest = find_nearest(key, known)
    where = f" in `{path[-2]}`" if len(path) > 1 and isinstance(path[-2], str) else ""
    meant = (*path[:-1], nearest) if nearest else ()
    help_ = NOT_YET.get(key) or suggest(key, known, limit=30)
    return Problem("unknown-key", path, f"unknown key `{key}`{where}", help_, meant)


SHAPES = {
    "tuple_type": ("must be a list", "write each on its own line after a dash:  - …"),
    "dataclass_type": ("must be keys and values", "write under it, indented, one of: {keys}"),
    "dict_type": ("must be keys and values", "write under it, indented, `key: value` lines"),
}
"""pydantic's names of a wrong shape, in an author's words."""


def _wrong_shape(cls: type, path: KeyPath, error: ErrorDetails) -> Problem:
    hint: Any = cls
    for part in path:
        hint = step_into(hint, part)
    message, help_ = SHAPES.get(error["type"], ("has the wrong shape", "see playbook schema"))
    keys = ", ".join(list_keys(hint)) if isinstance(hint, type) else ""
    name = f"`{path[-1]}`" if path and isinstance(path[-1], str) else "this item"
    return Problem("invalid-value", path, f"{name} {message}", help_.format(keys=keys))


def name_items(plan: Initiative) -> Initiative:
    """Give milestones and reviews without an id their default: title's slug, `<stage>-<n>`."""
    milestones = tuple(each if each.id else replace(each, id=slugify(each.title)) for each in plan.milestones)
    stages = {name: _name_reviews(name, stage) for name, stage in (plan.stages or {}).items()}
    return replace(plan, milestones=milestones, stages=stages)


def _name_reviews(name: str, stage: Stage) -> Stage:
    reviews = tuple(
        each if each.id else replace(each, id=f"{name}-{n}") for n, each in enumerate(stage.reviews, 1)
    )
    return replace(stage, reviews=reviews)


def walk_records(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every record of a value with its key path, outermost first."""
    if isinstance(value, tuple):
        for n, each in enumerate(value):
            yield from walk_records(each, (*path, n))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from walk_records(each, (*path, key))
    elif hasattr(value, "__dataclass_fields__"):
        yield path, value
        for key in list_keys(type(value)):
            yield from walk_records(getattr(value, get_field(type(value), key)), (*path, key))


@cache
def get_field(cls: type, key: str) -> str:
    plain = key.replace("-", "_")
    return plain if plain in cls.__dataclass_fields__ else plain + "_"  # type: ignore[attr-defined]
