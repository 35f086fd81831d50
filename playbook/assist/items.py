"""Items that name an id as a part: `targets.order-errors`, `members.maya-okafor`, `sales`.

In: an item of a waiver, of a changed figure or of a baseline, and what is looked for. Out: where the id
stands in it, and whether it may be the name of something else.
"""

import re

from playbook.judgement import Judgement
from playbook.model.page import Page
from playbook.schema.initiative import Initiative
from playbook.schema.record import list_keys

LISTS = {"metric": "targets", "person": "members", "department": "affects", "milestone": "milestones"}
"""The list of a plan whose items are named by an id, by the kind of the id."""


def split_key(key: str) -> tuple[str, str]:
    """Give the kind and the id of what has a key; "initiative/crm#pilot" is the milestone `pilot`."""
    page_key, _, milestone = key.partition("#")
    kind, _, name = page_key.partition("/")
    return ("milestone", milestone) if milestone else (kind, name)


def find_part(item: str, kind: str, name: str, *, alone: bool = True) -> int | None:
    """Give where an id stands in an item: after its list, or `alone` without one; None where it does not."""
    if kind not in LISTS:
        return None
    before = rf"(?:\A|\.){LISTS[kind]}\." + (r"|\A" if alone else "")
    found = re.search(rf"(?:{before})({re.escape(name)})(?=[. ]|\Z)", item)
    return found.start(1) if found else None


def is_unsure(item: str, key: str, page: Page, judgement: Judgement) -> bool:
    """Whether an item that holds the id of a key may name something else on a plan's page: where the id
    stands without its list, and another thing is called so, or where an id goes on after it."""
    kind, name = split_key(key)
    pages = judgement.site.pages
    if find_part(item, kind, name, alone=False) is not None:
        _, _, rest = item.partition(f"{LISTS[kind]}.{name}")
        return rest.startswith(".") and any(each.startswith(f"{kind}/{name}.") for each in pages)
    others = {f"{each}/{name}" for each in LISTS if each != kind} & set(pages)
    return bool(others) or item != name or name in _list_names(page, judgement, kind)


def _list_names(page: Page, judgement: Judgement, kind: str) -> set[str]:
    """List what a plan itself calls by a name: its keys, stages, reviews and milestones."""
    plan = page.data
    names = {*list_keys(Initiative), *(each.id for each in judgement.site.config.stages)}
    if isinstance(plan, Initiative):
        names |= {each.id for stage in (plan.stages or {}).values() for each in stage.reviews}
        names |= {each.id for each in plan.milestones if kind != "milestone"}
    return names
