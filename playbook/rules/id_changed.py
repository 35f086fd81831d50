"""PB706 id-changed: a page or an item has another id, and nothing says what it was called."""

from collections.abc import Iterable, Iterator

from playbook.diagnostic import KeyPath
from playbook.diff.edit import list_edits
from playbook.model.case import Case
from playbook.rule import ALL_STATUSES, ANY_KIND, DiffRule, E, Finding


def check(before: Case, after: Case) -> Iterable[Finding]:
    """Find a page whose id is another, and items of a plan whose ids are."""
    old, new = before.page, after.page
    if old.id != new.id and old.id not in new.data.formerly and not new.path.endswith(".csv"):
        words = f"this {new.kind} was called `{old.id}`: links, waivers and subscriptions know it by that"
        yield Finding((), words, f"add:  formerly:\n        - {old.id}")
    if new.kind == "initiative" and new.readable and old.readable:
        yield from find_items(before, after)


def find_items(before: Case, after: Case) -> Iterator[Finding]:
    """Find milestones and reviews with another id."""
    for edit in list_edits(before.plan, after.plan):
        if edit.key == "id" and edit.before and edit.after:
            what = "milestone" if edit.items[-1].key == "milestones" else "review"
            words = f"the {what} `{edit.after}` was called `{edit.before}`: slips and waivers know it by that"
            yield Finding(
                find_place(edit.items[-1].name, after), words, f"write under it:  id: {edit.before}"
            )


def find_place(name: str, after: Case) -> KeyPath:
    """Find where an item stands, by its id."""
    for n, milestone in enumerate(after.plan.milestones):
        if milestone.id == name:
            return ("milestones", n)
    for stage, each in (after.plan.stages or {}).items():
        for n, review in enumerate(each.reviews):
            if review.id == name:
                return ("stages", stage, "reviews", n)
    return ()


RULE = DiffRule(
    code="PB706",
    name="id-changed",
    level=E,
    why="an id is how links, waivers, calendars and the history know a thing: another id is another thing",
    check=check,
    kinds=ANY_KIND,
    statuses=ALL_STATUSES,
)
