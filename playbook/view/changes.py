"""What has changed, newest first: days and figures moved, owners, states, reviews held, milestones done.

In: the index. Out: one `ChangesView` with how often promises move, and a page of the list for each further
part of it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from playbook.trend import measure
from playbook.view import words
from playbook.view.base import View
from playbook.view.change import Change, list_changes
from playbook.view.home import say_as_of
from playbook.view.index import Index
from playbook.view.listing import Lists, Wanted, group_rows, make_list
from playbook.view.paging import split
from playbook.words import join

PATH, TITLE = "changes.html", "What changed"
BACK = timedelta(days=35)
"""How far the first sentence looks back: from one meeting to the next."""
SAID = {
    "slip": ("day moved", "days moved"),
    "rebaselined": ("figure changed", "figures changed"),
    "review": ("review held", "reviews held"),
    "milestone": ("milestone done", "milestones done"),
    "cancelled": ("milestone cancelled", "milestones cancelled"),
    "go-live": ("go-live", "go-lives"),
    "paused": ("plan paused", "plans paused"),
    "stopped": ("plan stopped", "plans stopped"),
    "status": ("state changed", "states changed"),
    "owner": ("owner changed", "owners changed"),
    "update": ("update", "updates"),
    "lesson": ("lesson carried out", "lessons carried out"),
}
"""How many of each kind are said, the weightiest first."""


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """The changes of one month, those that the page shows of `total`."""

    title: str
    rows: tuple[Change, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SlippageView:
    """How often the milestones of all plans slip: figures with what they are, and a sentence."""

    figures: tuple[tuple[str, str, str], ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView(View):
    """The newest changes by month; `slippage` is None where git knows of no milestone."""

    slippage: SlippageView | None
    as_of: date
    as_of_text: str
    groups: tuple[ChangeGroup, ...]


def build(index: Index) -> Iterator[View]:
    """Build the page of changes, and those on which it goes on."""
    rows = [(words.say_month(each.day), each) for each in list_changes(index)]
    months = Counter(month for month, _ in rows)
    first, *others = split(PATH, rows, index.sizes["changes"].each)
    yield ChangesView(
        path=PATH,
        template="changes.html",
        title=TITLE,
        chrome=index.chrome,
        section="changes",
        lead=_say_lead([each for _, each in rows], index.today),
        paging=first.paging,
        as_of=index.today,
        as_of_text=say_as_of(index),
        slippage=_view_slippage(index),
        groups=tuple(
            ChangeGroup(each.title, each.rows, months[each.title]) for each in group_rows(first.rows)
        ),
    )
    lists = Lists(index, PATH, TITLE, "changes")
    for leaf in others:
        yield make_list(lists, leaf, Wanted("", "changes", TITLE), len(rows))


def _view_slippage(index: Index) -> SlippageView | None:
    """Say how often promised milestones move."""
    found = measure(each for facts in index.plans.values() for each in facts.tallies)
    if not found.total:
        return None
    of = f"of {words.say_count(found.total, 'milestone')}"
    figures = [("Moved later", f"{found.share}%", f"{found.slipped} {of}")]
    if found.median_days is not None:
        days = f"{float(found.median_days):g}"
        figures.append(
            ("Typical delay", f"{days} day{'' if days == '1' else 's'}", "median, from the first promise")
        )
        moves = f"of {words.say_count(found.moves, 'move')}"
        figures.append(("Moved after the day had passed", f"{found.late_share}%", f"{found.late} {moves}"))
        figures.append(("Without a reason", f"{found.silent_share}%", f"{found.silent} {moves}"))
    return SlippageView(
        tuple(figures), "All milestones of plans that are no drafts, by the history of their pages."
    )


def _say_lead(changes: Iterable[Change], today: date) -> str:
    recent = say_kinds(each for each in changes if each.day >= today - BACK)
    return f"In the last five weeks: {recent}." if recent else "Nothing has changed in the last five weeks."


def say_kinds(changes: Iterable[Change]) -> str:
    """Say how many changes there are of each kind: two days moved, one review held and three updates."""
    counted = Counter(each.kind for each in changes)
    return join(words.say_count(counted[kind], *names) for kind, names in SAID.items() if counted[kind])
