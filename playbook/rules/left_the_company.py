"""PB007 left-the-company: somebody who has left still owns something that is open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from playbook.diagnostic import KeyPath
from playbook.model.page import Page
from playbook.model.plan import is_open
from playbook.model.site import Site
from playbook.rule import Finding, SiteRule, W
from playbook.schema.initiative import Initiative, Stage
from playbook.words import join

SHOWN = 4
"""How many items the message names; the others stand beside it as related places."""

Item = tuple[KeyPath, str | None, str]
"""The key path of an owner, the owner, and what is owned."""


def check(page: Page, site: Site, today: date) -> Iterable[Finding]:
    """Find the people who have left and still own something on the page: one finding each."""
    owned: dict[str, list[tuple[KeyPath, str]]] = defaultdict(list)
    for path, person, what in _list_items(page, site):
        if person and site.has_left(person, today):
            owned[person].append((path, what))
    for person, items in owned.items():
        yield _describe(person, items, site)


def _describe(person: str, items: list[tuple[KeyPath, str]], site: Site) -> Finding:
    data = site.pages[f"person/{person}"].data
    names = [what for _, what in items]
    some = names[:SHOWN] + ([f"{len(names) - SHOWN} more"] if len(names) > SHOWN else [])
    message = f"`{person}` left on {data.left} and still has {join(some)}"
    deputy = f" (the deputy is `{data.deputy}`)" if data.deputy else ""
    help_ = f"name somebody else{deputy} for each of them"
    return Finding(items[0][0], message, help_, tuple(items[1:]), item=person)


def _list_items(page: Page, site: Site) -> Iterator[Item]:
    if page.kind == "metric":
        yield ("collector",), page.data.collector, "the collection of its readings"
        return
    plan = page.plan
    yield ("owner",), plan.owner, "the plan"
    yield ("sponsor",), plan.sponsor, "the sponsorship"
    for name, stage in (plan.stages or {}).items():
        is_watched = site.config.shape.step_of(name) == "follow-through"  # watcher-left speaks of it
        yield from _list_in_stage(("stages", name), stage, is_watched)
    yield from _list_beside_stages(plan)


def _list_in_stage(at: KeyPath, stage: Stage, is_watched: bool) -> Iterator[Item]:
    if not (stage.done or is_watched):
        yield (*at, "owner"), stage.owner, f"stage `{at[1]}`"
    for n, review in enumerate(stage.reviews):
        if not (review.held or is_watched):
            yield (*at, "reviews", n, "by"), review.by, f"review `{review.id}`"
        for k, action in enumerate(review.actions):
            if not action.done:
                what = f"the action `{action.what}`"
                yield (*at, "reviews", n, "actions", k, "owner"), action.owner, what
    yield from _list_in_coalition(at, stage)


def _list_in_coalition(at: KeyPath, stage: Stage) -> Iterator[Item]:
    for n, member in enumerate(stage.members):
        if member.ask and not (member.accepted or member.declined):
            yield (*at, "members", n, "person"), member.person, f"the ask `{member.ask}`"
    for n, message in enumerate(stage.communication):
        if not message.sent:
            yield (*at, "communication", n, "by"), message.by, f"the message `{message.message}`"


def _list_beside_stages(plan: Initiative) -> Iterator[Item]:
    for n, milestone in enumerate(plan.milestones):
        if is_open(milestone):
            yield ("milestones", n, "owner"), milestone.owner, f"milestone `{milestone.id}`"
    for n, risk in enumerate(plan.risks):
        if not risk.closed:
            yield ("risks", n, "owner"), risk.owner, f"the risk `{risk.risk}`"
    for key in ("keep", "change"):
        lesson = getattr(plan.lessons, key, None)
        if lesson and not lesson.done:
            yield ("lessons", key, "owner"), lesson.owner, f"the lesson `{lesson.what}`"


RULE = SiteRule(
    code="PB007",
    name="left-the-company",
    level=W,
    why="what somebody who is gone still owns is done by nobody, and no reminder reaches anyone",
    check=check,
    kinds=frozenset({"initiative", "metric"}),
    timed=True,
)
