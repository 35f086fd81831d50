"""The page for the steering committee: what to decide, what is stuck, what ends, what to hold, what moved.

In: the index. Out: one `MeetingView`. What moved is told by the plans, and by git where they do not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.view import words
from playbook.view.base import Card, View
from playbook.view.due import DueItem, sort_key
from playbook.view.finding import FoundRow
from playbook.view.home import Stuck, list_stuck, rank, say_as_of
from playbook.view.index import Index
from playbook.view.landed import list_landed
from playbook.view.listing import Lists, Wanted
from playbook.view.named import name_moved
from playbook.view.plan import PlanFacts
from playbook.view.reviews import ReviewRow, list_rows

AHEAD = timedelta(days=28)
BACK = timedelta(days=35)
WAIVERS_AHEAD = timedelta(days=60)

PATH, TITLE = "meeting.html", "For the meeting"
DECISIONS = Wanted("decisions", "due", "Decisions due", "All {} decisions")
MISSED = Wanted("missed", "missed", "Missed targets", "All {} missed targets")
STANDING = Wanted("stuck", "stuck", "What is stuck", "All {} that are stuck")
WAIVERS = Wanted("waivers", "findings", "Waivers that end", "All {} waivers")
REVIEWS = Wanted("reviews", "reviews", "Reviews to hold", "All {} reviews to hold")
MOVED = Wanted("moved", "moved", "What moved", "All {} that moved")


@dataclass(frozen=True, slots=True)
class MovedRow:
    """Something that a plan changed since the last meeting: a day, a baseline or a target."""

    day: date
    plan: Card
    item: str
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A target whose day has passed without being reached."""

    plan: Card
    title: str
    text: str
    url: str
    owner: Card | None
    due: date | None
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView(View):
    """What a meeting needs on two sheets; of very many things those that are most urgent."""

    as_of: date
    as_of_text: str
    decisions: tuple[DueItem, ...]
    missed: tuple[MissedRow, ...]
    stuck: tuple[Stuck, ...]
    waivers: tuple[FoundRow, ...]
    reviews: tuple[ReviewRow, ...]
    moved: tuple[MovedRow, ...]


def build(index: Index) -> Iterator[View]:
    """Build the page for the meeting."""
    plans = sorted(index.plans.values(), key=lambda each: rank(each.plan_card))
    active = [each for each in plans if each.is_active]
    decisions = sorted((each for plan in active for each in _list_decisions(plan)), key=sort_key)
    missed = [row for each in active for row in _list_missed(each)]
    lists = Lists(index, PATH, TITLE, "meeting")
    yield MeetingView(
        path=PATH,
        template="meeting.html",
        title=TITLE,
        chrome=index.chrome,
        section="meeting",
        lead=_say_lead(len(decisions) + len(missed)),
        as_of=index.today,
        as_of_text=say_as_of(index),
        decisions=lists.begin(DECISIONS, decisions),
        missed=lists.begin(MISSED, missed),
        stuck=lists.begin(STANDING, list_stuck(plans)),
        waivers=lists.begin(WAIVERS, _list_waivers(index, active)),
        reviews=lists.begin(REVIEWS, _list_reviews(active, index.today)),
        moved=lists.begin(MOVED, _list_moved(index, plans)),
        more=lists.more,
    )
    yield from lists.build()


def _say_lead(decisions: int) -> str:
    if not decisions:
        return "No decision is due."
    are = "is" if decisions == 1 else "are"
    return f"{words.capitalise(words.say_count(decisions, 'decision'))} {are} due."


def _list_decisions(facts: PlanFacts) -> Iterator[DueItem]:
    """Yield what somebody has to decide within four weeks: an ask, the end of a pause, a go-live."""
    end = facts.case.today + AHEAD
    for each in facts.due:
        is_near = each.day is not None and each.day <= end and each.group != "resting"
        is_open_ask = each.kind == "ask" and each.day is None
        if is_open_ask or (is_near and each.kind in ("ask", "pause", "go-live")):
            yield each


def _list_missed(facts: PlanFacts) -> Iterator[MissedRow]:
    for each in facts.targets:
        if each.state == "missed":
            url = f"{facts.card.url}#{each.anchor}"
            title = f"Keep, change or stop: {each.metric.title}"
            when = words.say_distance(each.due, facts.case.today) if each.due else ""
            yield MissedRow(facts.card, title, each.text, url, facts.plan_card.owner, each.due, when)


def _list_waivers(index: Index, plans: Sequence[PlanFacts]) -> list[FoundRow]:
    end = index.today + WAIVERS_AHEAD
    rows = [
        FoundRow(each.card, finding)
        for each in plans
        for finding in index.finder.show(found for found in each.found if found.waived_until)
        if finding.until and finding.until <= end
    ]
    return sorted(rows, key=lambda each: (each.finding.until or end, each.page.title))


def _list_reviews(plans: Sequence[PlanFacts], today: date) -> tuple[ReviewRow, ...]:
    rows = [row for each in plans for row in list_rows(each)]
    near = [
        each
        for each in rows
        if each.review.state in ("due", "overdue") and each.review.due and each.review.due <= today + AHEAD
    ]
    return tuple(sorted(near, key=lambda each: (each.review.due or today, each.plan.title)))


def _list_moved(index: Index, plans: Sequence[PlanFacts]) -> tuple[MovedRow, ...]:
    """List what was moved or changed in the last five weeks, newest first."""
    rows = [row for each in plans for row in _list_moves(index, each)]
    recent = [each for each in rows if index.today - BACK <= each.day <= index.today]
    return tuple(sorted(recent, key=lambda each: (-each.day.toordinal(), each.plan.title, each.item)))


def _list_moves(index: Index, facts: PlanFacts) -> Iterator[MovedRow]:
    plan = facts.case.plan
    for slip in plan.slips:
        if slip.date:
            old = words.say_day(slip.from_) if slip.from_ else ""
            new = words.say_day(slip.to) if slip.to else ""
            name = name_moved(facts, index.cards, slip.item)
            yield MovedRow(slip.date, facts.card, name, old, new, slip.reason or "no reason given")
    for each in plan.rebaselined:
        if each.date:
            name = name_moved(facts, index.cards, each.item)
            speaker = index.finder.speaker
            old_text, new_text = speaker.say(each.from_), speaker.say(each.to)
            yield MovedRow(each.date, facts.card, name, old_text, new_text, each.reason or "no reason given")
    for landed in list_landed(facts, index.cards):
        if landed.kind in ("slip", "rebaselined"):
            name = words.capitalise(landed.name)
            yield MovedRow(landed.day, facts.card, name, landed.old, landed.new, landed.why)
