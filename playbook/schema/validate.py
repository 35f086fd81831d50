"""A tree of strings -> the frozen value of its kind, and the faults in plain words.

In: the kind of page, the front matter's tree, the shape that the configuration adds. Out: the value,
with what was invalid left at its default, and every fault with its key path. It never raises on
content and knows no file; places are looked up in the tree.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, get_args, get_origin

from playbook.diagnostic import Fault, Fix, KeyPath
from playbook.frontmatter import Node, Tree
from playbook.schema.fill import Problem, Speech, fill, list_empty
from playbook.schema.initiative import Initiative
from playbook.schema.pages import DepartmentPage, MethodPage, MetricPage, OtherPage, PersonPage
from playbook.schema.record import list_keys, strip_none
from playbook.schema.shape import Shape, check_unit, fit
from playbook.words import slugify

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

NOT_YET = {"visible-to": "no build filters by it, so it would promise what it does not keep: take it out"}
HOMES = {
    "initiative": "initiatives",
    "metric": "metrics",
    "person": "people",
    "department": "departments",
    "method": "method",
}
"""The folders of content whose pages are of each kind; every other page is of kind "page"."""

SPEECH = Speech(known_not_to=NOT_YET)


def validate(kind: str, tree: Tree, shape: Shape) -> tuple[Any, tuple[Fault, ...]]:
    """Type a page's front matter; invalid parts take their default, each with its fault."""
    value, problems = fill(KINDS[kind], _drop_absent(tree.data), SPEECH)
    problems += list_empty(KINDS[kind], tree.data, SPEECH)
    problems = [_name_home(kind, each) for each in problems]
    if isinstance(value, Initiative):
        value, further = fit(value, shape)
        _name_items(value)
        problems += further
    elif isinstance(value, MetricPage):
        problems += check_unit(value, shape)
    return value, tuple(place(each, tree) for each in _part_twins(problems))


def _part_twins(problems: list[Problem]) -> list[Problem]:
    """Offer no fix to keys that would come to be the same one."""
    meant = Counter(each.meant for each in problems if each.meant)
    return [replace(each, fix="") if meant[each.meant] > 1 else each for each in problems]


def _stands_on_line(path: KeyPath, tree: Tree) -> bool:
    """Whether a value stands on one line: of a longer one, or one behind `|`, a comment would be lost."""
    span = tree.values.get(path)
    return span is not None and span.line == span.end_line


def place(problem: Problem, tree: Tree) -> Fault:
    """Give a problem its place: an unknown key's own key, else the value."""
    at_key = problem.rule == "unknown-key"
    span = tree.locate(problem.path) if at_key else tree.locate_value(problem.path)
    is_free = problem.meant not in tree.keys if at_key else _stands_on_line(problem.path, tree)
    fix = Fix(span, problem.fix, problem.is_safe) if problem.fix and is_free else None
    return Fault(problem.rule, span, problem.message, problem.help, problem.meant or problem.path, fix=fix)


def _name_home(kind: str, problem: Problem) -> Problem:
    """Say of an unknown key without a near one which kind of page it belongs to, if to any.

    On an ordinary page another kind's key weighs more than a near one: the page lies in the wrong folder.
    """
    if problem.rule != "unknown-key" or len(problem.path) != 1 or (problem.meant and kind != "page"):
        return problem
    key = str(problem.path[0])
    homes = [other for other, cls in KINDS.items() if other not in (kind, "page") and key in list_keys(cls)]
    if not homes:
        return problem
    folders = " or ".join(f"`{HOMES[each]}`" for each in homes)
    help_ = f"`{key}` is a key of the kind {' or '.join(homes)}, whose pages lie in the folder {folders}"
    return replace(problem, help=help_, meant=(), fix="")


def _drop_absent(node: Node) -> Any:
    if isinstance(node, dict):
        return {
            key: each if isinstance(each, str) else _drop_absent(each)
            for key, each in node.items()
            if each is not None
        }
    if isinstance(node, list):
        return [_drop_absent(each) for each in node]
    return node


def _name_items(plan: Initiative) -> None:
    """Give milestones and reviews without an id their default: title's slug, `<stage>-<n>`.

    The plan has just been made and is nobody else's yet, so they are named where they stand.
    """
    for milestone in plan.milestones:
        if not milestone.id:
            object.__setattr__(milestone, "id", slugify(milestone.title))
    for name, stage in (plan.stages or {}).items():
        for n, review in enumerate(stage.reviews, 1):
            if not review.id:
                object.__setattr__(review, "id", f"{name}-{n}")


def walk_records(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every record of a value with its key path, outermost first."""
    if isinstance(value, tuple):
        for n, each in enumerate(value):
            yield from walk_records(each, (*path, n))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from walk_records(each, (*path, key))
    elif value is not None:
        yield path, value
        cls: type = type(value)
        for key, name in _list_nested(cls):
            each = getattr(value, name)
            if each:
                yield from walk_records(each, (*path, key))


@cache
def _list_nested(cls: type) -> tuple[tuple[str, str], ...]:
    """List the keys and fields of a record that hold further records: no other is walked into."""
    return tuple((key, get_field(cls, key)) for key, hint in list_keys(cls).items() if _holds_record(hint))


def _holds_record(hint: Any) -> bool:
    hint = strip_none(getattr(hint, "__origin__", hint) if hasattr(hint, "__metadata__") else hint)
    if get_origin(hint) in (tuple, dict):
        return any(_holds_record(each) for each in get_args(hint))
    return hasattr(hint, "__dataclass_fields__")


def get_field(cls: type, key: str) -> str:
    """Give the field of a key: go-live -> go_live, from -> from_."""
    plain = key.replace("-", "_")
    return plain if hasattr(cls, plain) else plain + "_"
