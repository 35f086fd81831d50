"""PB011 key-missing: a key that the status requires, or without which an item says nothing.

A review is asked for its parts only beside a complete one: where none is, the rule about the stage speaks.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from playbook.config import Config
from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.model.plan import list_stages, looks_like_guardrail
from playbook.rule import ALL_STATUSES, ANY_KIND, BEGUN, PLANNED, E, Finding, PageRule, W
from playbook.schema.initiative import Goal, Initiative, Lesson, Milestone, Stop, Target
from playbook.schema.required import FROM_COMMITTED, RECORDS, REVIEW
from playbook.schema.validate import get_field, walk_records
from playbook.words import join

ENDED = frozenset({Initiative, Stop, Lesson})
"""All that is asked of a stopped plan."""

BLOCKS = {
    "paused": "`since`, `until`, `by` and `reason`",
    "stopped": "`date`, `by` and `reason`",
}
"""The statuses that need a block of the same name, with its keys."""

UPDATE = """add:  updates:
        - date: YYYY-MM-DD
          by: <the id of a person>
          health: on-track"""

Gap = tuple[KeyPath, str, str]
"""The path of a missing key, what lacks it, an example of its value."""


def check(page: Page, config: Config) -> Iterable[Finding]:
    """Find missing keys; a draft is only warned, but for its title."""
    if page.kind != "initiative":
        yield from (_say(each) for each in _list_gaps(page.data, ""))
        return
    plan = page.plan
    severity = W if plan.status == "draft" else None
    for gap in _list_gaps(plan, plan.status):
        yield _say(gap, None if gap[0] == ("title",) else severity)
    yield from _ask_status(plan)
    if plan.status != "stopped":
        yield from (_say(each, severity) for each in _list_partial(plan))
    if plan.status in BEGUN:
        yield from (_say(each) for each in _list_unkept(plan, config))


def _say(gap: Gap, severity: Any = None) -> Finding:
    path, noun, example = gap
    return Finding(path, f"{noun} has no `{path[-1]}`", f"add:  {path[-1]}: {example}", severity=severity)


def _list_gaps(data: Any, status: str) -> Iterator[Gap]:
    for path, item in walk_records(data):
        if status == "stopped" and type(item) not in ENDED:
            continue
        kind: type = type(item)
        noun, keys = RECORDS.get(kind, ("", {}))
        for key, example in keys.items():
            if getattr(item, get_field(kind, key)) in (None, "", ()) and not _is_idle(item, key):
                yield (*path, key), noun, example
        if isinstance(item, Target) and looks_like_guardrail(item):
            yield (*path, "guardrail"), "the target with a `limit`", "true"


def _is_idle(item: Any, key: str) -> bool:
    """Whether the key is not asked here: of what is cancelled, of a plain target, of one without a value."""
    if isinstance(item, Milestone):
        return key == "due" and item.cancelled is not None
    if isinstance(item, Goal):
        return item.value is None
    return isinstance(item, Target) and not item.guardrail


def _ask_status(plan: Initiative) -> Iterator[Finding]:
    missing = [key for key in FROM_COMMITTED if not getattr(plan, get_field(Initiative, key))]
    if plan.status == "draft" and missing:
        message = f"the draft has no {join((f'`{each}`' for each in missing), 'or')} yet"
        yield Finding((missing[0],), message, "it needs them before it is `committed`", severity=W)
    if plan.status in PLANNED:
        yield from (_say(((key,), "the plan", FROM_COMMITTED[key])) for key in missing)
    if plan.status in BLOCKS and getattr(plan, plan.status) is None:
        message = f"the plan is {plan.status}, and no `{plan.status}` says why"
        yield Finding((plan.status,), message, f"add `{plan.status}:` with {BLOCKS[plan.status]}")
    if plan.status in ("running", "live") and not plan.updates:
        yield Finding(("updates",), "the plan has no update", UPDATE)


def _list_unkept(plan: Initiative, config: Config) -> Iterator[Gap]:
    for name, stage in list_stages(plan, config.shape, "follow-through"):
        if stage.keep is None:
            yield ("stages", name, "keep"), f"stage `{name}`", "<the value at which it has held>"


def _list_partial(plan: Initiative) -> Iterator[Gap]:
    """List what the reviews lack that stand beside a complete one."""
    for name, stage in (plan.stages or {}).items():
        if any(each.due and each.by for each in stage.reviews):
            for n, review in enumerate(stage.reviews):
                for key, example in REVIEW.items():
                    if not getattr(review, key):
                        yield ("stages", name, "reviews", n, key), "the review", example


RULE = PageRule(
    code="PB011",
    name="key-missing",
    level=E,
    why="what is not written is not agreed: everyone who reads the page fills the gap with a guess",
    check=check,
    kinds=ANY_KIND,
    statuses=ALL_STATUSES,
    fixed=True,
)
