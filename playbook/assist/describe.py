"""A page of the playbook in a few lines of Markdown: who, what, how it stands.

In: a page, the judged playbook, the page from which it is looked at. Out: lines.
"""

import re
from collections.abc import Callable, Iterator

from playbook.inventory import say_gate
from playbook.judgement import Judgement
from playbook.model.page import Page
from playbook.model.site import Site
from playbook.schema.initiative import Initiative
from playbook.words import count

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
GOOD = {"down": "less is better", "up": "more is better", "hold": "to be held"}


def escape(text: str) -> str:
    """Write a text so that Markdown shows it as it stands, on one line."""
    return _SIGNS.sub(r"\\\1", " ".join(text.split()))


def list_page_lines(page: Page, judgement: Judgement, seen_from: Page) -> Iterator[str]:
    """Yield what is worth knowing of a page where it is named."""
    yield f"**{escape(page.title)}** ({page.kind} `{page.id}`)"
    tell: Callable[[Page, Judgement, Page], Iterator[str]] = _TELLERS.get(page.kind, _tell_nothing)
    for line in tell(page, judgement, seen_from):
        yield f"\n{line}"


def _tell_nothing(_page: Page, _judgement: Judgement, _seen_from: Page) -> Iterator[str]:
    yield from ()


def _tell_metric(page: Page, judgement: Judgement, seen_from: Page) -> Iterator[str]:
    data, site = page.data, judgement.site
    facts = (data.unit, GOOD.get(data.direction or ""), data.cadence, data.kind)
    yield escape(", ".join(each for each in facts if each))
    last = next(iter(reversed(site.readings(page.id, judgement.today))), None)
    yield f"Last reading: {site.say(page.id, last.value)} on {last.date}" if last else "No reading yet"
    if isinstance(seen_from.data, Initiative):
        yield from _tell_targets(page.id, seen_from.data, site)
    if data.definition:
        yield escape(data.definition)


def _tell_targets(metric: str, plan: Initiative, site: Site) -> Iterator[str]:
    for each in plan.targets:
        if each.metric == metric and each.target:
            start = f"from {site.say(metric, each.baseline.value)} " if each.baseline else ""
            goal, due = site.say(metric, each.target.value), each.target.due or "?"
            yield f"Target of this plan: {start}to {goal} by {due}"
        elif each.metric == metric and each.limit is not None:
            yield f"Guard-rail of this plan: {site.say(metric, each.limit)}"


def _tell_person(page: Page, judgement: Judgement, _seen_from: Page) -> Iterator[str]:
    data, site = page.data, judgement.site
    house = site.find("department", data.department)
    facts = (data.role, house.title if house else data.department or "")
    yield escape(", ".join(each for each in facts if each)) or "no role is known"
    deputy = site.find("person", data.deputy)
    if data.deputy:
        yield f"Deputy: {escape(deputy.title if deputy else data.deputy)}"
    if data.left:
        yield f"Left the company on {data.left}"


def _tell_department(page: Page, judgement: Judgement, _seen_from: Page) -> Iterator[str]:
    site = judgement.site
    head = site.find("person", page.data.head)
    if page.data.head:
        yield f"Head: {escape(head.title if head else page.data.head)}"
    plans = [each for each in site.initiatives if page.id in each.plan.affects]
    yield f"Affected by {count(len(plans), 'plan')}"


def _tell_plan(page: Page, judgement: Judgement, _seen_from: Page) -> Iterator[str]:
    plan, site = page.plan, judgement.site
    owner = site.find("person", plan.owner)
    yield f"{plan.status}, owner {escape(owner.title if owner else plan.owner or 'nobody')}"
    standing = judgement.checked.standings.get(page.key)
    if standing:
        steps = (f"{each.stage.title}: {say_gate(standing, each.stage.id)}" for each in standing.states)
        yield escape("; ".join(steps))
    if plan.summary:
        yield escape(plan.summary)


_TELLERS: dict[str, Callable[[Page, Judgement, Page], Iterator[str]]] = {
    "metric": _tell_metric,
    "person": _tell_person,
    "department": _tell_department,
    "initiative": _tell_plan,
}
