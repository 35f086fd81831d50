"""What has a day in a calendar: reviews, milestones, go-live, target days, and what a person owes.

In: the index. Out: `Event`s by plan, the same whichever day it is. A plan that is stopped calls its open days
off; a draft's and a paused one's are not certain.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from playbook.exports.fact_days import EPOCH, find_newest
from playbook.exports.shown import list_pages, pick_due
from playbook.model.page import Page
from playbook.model.plan import find_until
from playbook.view import Index, words
from playbook.view.base import Card
from playbook.view.change import name_first
from playbook.view.index import STEPS_OF_CADENCE
from playbook.view.mark import Mark, list_marks
from playbook.view.moved import Moved, find_moved
from playbook.view.plan import PlanFacts

MARKED = frozenset({"review", "milestone", "start", "go-live", "target", "until"})
"""The kinds of due items that are events already, done or not."""

IS_OVER = frozenset({"done", "held", "cancelled", *words.VERDICT})
UNCERTAIN = frozenset({"draft", "paused"})


@dataclass(frozen=True, slots=True)
class Event:
    """A day. `name` is its own name for ever, whatever its day and its page's id become: a page's first id
    and the item; `state` is planned, uncertain, done or cancelled; `stamp` the day of the newest fact."""

    name: str
    day: date
    kind: str
    title: str
    state: str
    about: Card
    url: str
    who: Card | None
    stamp: date
    moved: Moved | None = None


def list_sources(index: Index) -> list[str]:
    """List the keys of the plans and of the metrics that have events."""
    plans = [page.key for page in list_pages(index, "initiative")]
    return [*plans, *index.readings_due]


def list_events(index: Index, key: str) -> tuple[Event, ...]:
    """List the events of a plan or of a metric by its key."""
    plan = index.plans.get(key)
    made = _list_plan(index, plan) if plan else _list_reading(index, index.site.pages[key])
    return tuple(_name_apart(made) if plan else made)


def _name_apart(events: Iterator[Event]) -> Iterator[Event]:
    """Number the events that would have the same name."""
    seen: Counter[str] = Counter()
    for each in events:
        seen[each.name] += 1
        yield each if seen[each.name] == 1 else replace(each, name=f"{each.name}-{seen[each.name]}")


def _list_plan(index: Index, facts: PlanFacts) -> Iterator[Event]:
    plan, first = facts.case.plan, name_first(facts.page)
    stamp = find_newest(plan, facts.case.shape)
    open_ = (
        "cancelled" if plan.status == "stopped" else "uncertain" if plan.status in UNCERTAIN else "planned"
    )
    for mark in list_marks(facts):
        name, state = f"{first}#{mark.url.partition('#')[2]}", _find_state(mark, open_)
        yield Event(
            name, mark.day, mark.kind, mark.title, state, mark.about, mark.url, mark.who, stamp, mark.moved
        )
    until = find_until(plan)
    if until:
        yield Event(
            f"{first}#at.until", until, "until", "Follow-through ends", open_, facts.card,
            f"{facts.card.url}#at.until", facts.plan_card.owner, stamp,
            find_moved(facts.case, until, "until"),
        )  # fmt: skip
    for due in pick_due(index, facts.due):
        if due.day and due.kind not in MARKED:
            anchor, who = due.url.partition("#")[2], due.who.key if due.who else ""
            name = f"{first}#{anchor} {due.kind} {who} {due.title}"
            yield Event(
                name, due.day, due.kind, due.title, open_, due.about, due.url, due.who, stamp, due.moved
            )


def _find_state(mark: Mark, open_: str) -> str:
    if mark.state in IS_OVER and mark.kind in ("milestone", "review"):
        return "cancelled" if mark.state == "cancelled" else "done"
    return open_


def _list_reading(index: Index, page: Page) -> Iterator[Event]:
    """Yield the day of a metric's next reading: a cadence after the last one, also when that is past."""
    owed, last = index.readings_due[page.key], max(each.date for each in page.readings)
    day = last + timedelta(days=STEPS_OF_CADENCE[page.data.cadence])
    yield Event(
        f"{name_first(page)}#at.readings", day, "reading", owed.title, "planned", owed.about, owed.url,
        owed.who, last or EPOCH,
    )  # fmt: skip
