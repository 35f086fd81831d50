"""All follow-through reviews: overdue, this month, next, and held ones with their verdicts.

In: the index. Out: one `ReviewsView`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from playbook.model.plan import went_live
from playbook.view import words
from playbook.view.address import quote_path
from playbook.view.base import Card, View
from playbook.view.feed import ALL_REVIEWS, Feed
from playbook.view.figure import Figure
from playbook.view.home import rank, say_as_of
from playbook.view.index import Index
from playbook.view.listing import Lists, Titled, Wanted, make_list
from playbook.view.month_sheet import MonthSheet, list_sheets
from playbook.view.paging import Leaf, split
from playbook.view.part import ReviewView, find_day
from playbook.view.plan import PlanCard, PlanFacts

PATH, TITLE = "reviews.html", "Follow-through reviews"
HELD_SHOWN = 40
MONTHS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review with the plan it is about, what the plan's last review found, and the newest figure."""

    plan: Card
    url: str
    review: ReviewView
    last: str
    now: Figure | None
    is_draft: bool


@dataclass(frozen=True, slots=True)
class ReviewGroup:
    """Reviews of one group, those that the page shows of `total`; `is_late` marks the overdue ones, `is_far`
    those far off."""

    title: str
    is_late: bool
    rows: tuple[ReviewRow, ...]
    total: int

    @property
    def is_far(self) -> bool:
        """Whether the group may stay folded."""
        return self.title in (words.GROUP["later"], words.GROUP["resting"])


@dataclass(frozen=True, slots=True)
class Chain:
    """The follow-through reviews of a plan that went live, in order: a life of a change in one line."""

    plan: PlanCard
    went_live: date
    reviews: tuple[ReviewView, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewsView(View):
    """All reviews, of very many the first. `held` are the newest ones, `more_held` counts the others."""

    today: date
    as_of_text: str
    calendar: Feed | None
    groups: tuple[ReviewGroup, ...]
    held: tuple[ReviewRow, ...]
    more_held: int
    chains: tuple[Chain, ...]
    sheets: tuple[MonthSheet, ...]


def build(index: Index) -> Iterator[View]:
    """Build the page of reviews."""
    rows = [row for each in index.plans.values() for row in list_rows(each)]
    held = sorted(
        (each for each in rows if each.review.held),
        key=lambda each: (each.review.held or date.min, each.plan.title),
        reverse=True,
    )
    groups = group_reviews([each for each in rows if not each.review.held], index.today)
    leaves = list(split(PATH, list(_list_titled(groups)), index.sizes["reviews"].each))
    lists = Lists(index, PATH, TITLE, "reviews")
    yield ReviewsView(
        path=PATH,
        template="reviews.html",
        title=TITLE,
        chrome=index.chrome,
        section="reviews",
        lead=_say_lead(groups),
        today=index.today,
        as_of_text=say_as_of(index),
        calendar=index.calendar(ALL_REVIEWS, "Calendar of all reviews"),
        paging=leaves[0].paging,
        groups=tuple(_cut_groups(groups, len(leaves[0].rows))),
        held=tuple(held[:HELD_SHOWN]),
        more_held=max(0, len(held) - HELD_SHOWN),
        chains=_begin_chains(lists, index),
        sheets=list_sheets(index.today, _list_days(leaves)),
        more=lists.more,
    )
    yield from lists.build()
    for leaf in leaves[1:]:
        yield make_list(lists, leaf, Wanted("", "reviews", TITLE), len(rows) - len(held))


def _list_titled(groups: Sequence[ReviewGroup]) -> Iterator[Titled[ReviewRow]]:
    yield from ((group.title, row) for group in groups for row in group.rows)


def _cut_groups(groups: Sequence[ReviewGroup], most: int) -> Iterator[ReviewGroup]:
    """Yield the groups as far as the page shows them."""
    left = most
    for each in groups:
        if left > 0:
            yield replace(each, rows=each.rows[:left])
        left -= len(each.rows)


def _begin_chains(lists: Lists, index: Index) -> tuple[Chain, ...]:
    """Give the chains in the order of their go-lives; of very many those that need attention first."""
    chains = sorted(_list_chains(index), key=lambda each: (each.went_live, each.plan.card.title))
    if len(chains) > index.sizes["chains"].most:
        chains.sort(key=lambda each: rank(each.plan))
    return lists.begin(
        Wanted("chains", "chains", "Do they hold?", "All {} initiatives that went live"), chains
    )


def list_rows(facts: PlanFacts) -> Iterator[ReviewRow]:
    """Yield the reviews of a plan; a stopped one has only its held ones."""
    now = facts.plan_card.headline.now if facts.plan_card.headline else None
    is_stopped = facts.case.plan.status == "stopped"
    held = [each for each in facts.reviews if each.held and each.verdict and each.held <= facts.case.today]
    newest = max(held, key=find_day, default=None)
    last = say_last(facts, newest) if newest else ""
    for review in sorted(facts.reviews, key=find_day):
        if review.held or (review.due and not is_stopped):
            url = f"{facts.card.url}#{review.anchor}"
            yield ReviewRow(facts.card, url, review, last, now, facts.case.plan.status == "draft")


def say_last(facts: PlanFacts, review: ReviewView) -> str:
    """Say what a review found, and which it was: "slipping at 71%, Follow-through 3".

    A reading is told only where it is one of the headline figure, which stands beside it.
    """
    stage, headline = (facts.case.plan.stages or {}).get(review.stage), facts.plan_card.headline
    is_headline = bool(stage and headline and headline.metric.key == f"metric/{stage.metric}")
    reading = f" at {review.reading.text}" if review.reading and is_headline else ""
    return f"{review.verdict_text.lower()}{reading}, {review.stage_title} {review.number}"


def group_reviews(rows: Sequence[ReviewRow], today: date) -> tuple[ReviewGroup, ...]:
    """Group open reviews: overdue, this month, then month by month; those of paused plans last."""
    groups: dict[str, list[ReviewRow]] = {}
    for row in sorted(rows, key=lambda each: (each.review.due or date.max, each.plan.title)):
        groups.setdefault(_name_group(row.review, today), []).append(row)
    resting = groups.pop(words.GROUP["resting"], None)
    if resting:
        groups[words.GROUP["resting"]] = resting
    return tuple(
        ReviewGroup(title, title == words.GROUP["overdue"], tuple(some), len(some))
        for title, some in groups.items()
    )


def _list_days(leaves: Iterable[Leaf[Titled[ReviewRow]]]) -> dict[date, list[tuple[str, str]]]:
    """Give the open reviews by day, with their places in the list; those of paused plans rest."""
    days: dict[date, list[tuple[str, str]]] = {}
    for path, row in ((each.path, row) for each in leaves for _, row in each.rows):
        if row.review.due and row.review.state != "resting":
            title = f"{row.plan.title}: review {row.review.number} of {row.review.stage_title}"
            url = f"{quote_path(path)}#{name_day(row.review.due)}"
            days.setdefault(row.review.due, []).append((title, url))
    return days


def name_day(day: date) -> str:
    """Name the first row of a day on the page of reviews."""
    return f"at.day.{day}"


def _name_group(review: ReviewView, today: date) -> str:
    if review.state == "resting":
        return words.GROUP["resting"]
    if review.due is None:
        return words.GROUP["undated"]
    if review.due < today:
        return words.GROUP["overdue"]
    if (review.due.year, review.due.month) == (today.year, today.month):
        return "This month"
    months = (review.due.year - today.year) * 12 + review.due.month - today.month
    return words.say_month(review.due) if months <= MONTHS_AHEAD else words.GROUP["later"]


def _say_lead(groups: Sequence[ReviewGroup]) -> str:
    late = sum(len(each.rows) for each in groups if each.is_late)
    month = sum(len(each.rows) for each in groups if each.title == "This month")
    late_text = words.capitalise(words.say_count(late, "review")) if late else "No review"
    overdue = f"{late_text} {'are' if late > 1 else 'is'} overdue"
    due = f"{words.say_number(month) if month else 'none'} {'fall' if month > 1 else 'falls'} due this month"
    return f"A change is done when it still holds a year later. {overdue}, {due}."


def _list_chains(index: Index) -> Iterator[Chain]:
    for facts in index.plans.values():
        live = facts.case.plan.go_live
        ids = {each.id for each in index.site.config.stages if each.step == "follow-through"}
        reviews = tuple(sorted((each for each in facts.reviews if each.stage in ids), key=find_day))
        if live and went_live(facts.case.plan, index.today) and reviews and facts.is_active:
            yield Chain(facts.plan_card, live, reviews, say_chain(reviews))


def say_chain(reviews: Sequence[ReviewView]) -> str:
    """Say a chain of reviews in words: holding, holding, slipping, one overdue."""
    verdicts = [each.verdict_text.lower() or "held" for each in reviews if each.held]
    late = sum(1 for each in reviews if each.state == "overdue")
    if late:
        verdicts.append(f"{words.say_number(late)} overdue")
    return words.capitalise(", ".join(verdicts)) if verdicts else "None held yet"
