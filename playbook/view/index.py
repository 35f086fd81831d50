"""The whole site, looked up once: plans worked out, and who is named where.

In: facts. Out: `Index`, from which every page's builder takes what it needs in a time that does not
depend on the size of the site.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, TypeVar, cast

from playbook.diagnostic import Report, Severity
from playbook.forge import name_edit_url
from playbook.memo import Tools
from playbook.model.page import Page
from playbook.model.site import Site, find_named
from playbook.parts import Parts
from playbook.trace import Ledger, Noted, Trace, hash_value, list_digests
from playbook.view import words
from playbook.view.address import quote_path
from playbook.view.base import Card, Chrome, Mention, NavItem, Prose
from playbook.view.cards import Cards
from playbook.view.due import DueItem, find_group
from playbook.view.facts import Facts
from playbook.view.feed import Feed, list_copies, list_feeds, make_calendar, name_calendar
from playbook.view.finding import Finder, FindingView
from playbook.view.involved import Part
from playbook.view.mark import Mark, list_marks
from playbook.view.noted import list_tables, note_facts, note_titles
from playbook.view.paging import Size
from playbook.view.plan import PlanFacts
from playbook.view.plans import (
    FromPlans,
    Naming,
    PartPicker,
    PlanMaker,
    Plans,
    Reverse,
    pick_due,
    turn_around,
)
from playbook.view.prose import make_prose
from playbook.view.say import make_speaker
from playbook.words import count, join

T = TypeVar("T")

STEPS_OF_CADENCE = {"weekly": 7, "monthly": 31, "quarterly": 92}
"""How many days lie between two readings, at most."""


@dataclass(frozen=True, slots=True)
class Index:
    """What the builders share. `parts` are by the key of a person, department or metric, `due` by person,
    `marks` by plan; `roadmaps` count the lanes of the departments that have a roadmap of their own.

    Everything that is looked up in it is noted in its `trace`; its `ledger` tells the digests of what was.
    `texts` remembers what is made of single pages for copies and the search.
    """

    facts: Facts
    chrome: Chrome
    cards: Cards
    finder: Finder
    plans: Mapping[str, PlanFacts]
    marks: FromPlans[tuple[Mark, ...]]
    parts: Mapping[str, tuple[Part, ...]]
    due: Mapping[str, tuple[DueItem, ...]]
    readings_due: Mapping[str, DueItem]
    by_url: Mapping[str, str]
    roadmaps: Mapping[str, int]
    trace: Trace
    ledger: Ledger
    texts: Parts
    made: dict[str, tuple[Any, frozenset[str]]] = field(default_factory=dict)

    @property
    def site(self) -> Site:
        """The resolved site."""
        return self.facts.site

    @property
    def today(self) -> date:
        """The day as of which the site is built."""
        return self.facts.today

    @property
    def sizes(self) -> Mapping[str, Size]:
        """How many rows of each kind a page holds."""
        return self.facts.sizes

    def findings(self, page: Page) -> tuple[FindingView, ...]:
        """Give what the check found on a page."""
        return self.finder.show(self.facts.checked.by_page.get(page.key, ()))

    def mentions(self, page: Page, but: str = "") -> tuple[Mention, ...]:
        """Give the pages that name a page; not those of the kind `but` that only give it a role."""
        back = self.site.backlinks.get(page.key, ())
        made = (Mention(self.cards.by_key(each.page), each.role, each.sentence) for each in back)
        return tuple(each for each in made if each.card.url and (each.sentence or each.card.kind != but))

    def prose(self, page: Page, lower: int = 0) -> Prose | None:
        """Give a page's own words."""
        return make_prose(self.site, self.facts.store, page, lower)

    def edit_url(self, page: Page) -> str:
        """Give where a page can be edited; "" when the configuration does not say."""
        return name_edit_url(self.site.config, page.path)

    @property
    def copies(self) -> frozenset[str]:
        """The names of the machine copies that are made."""
        return list_copies(self.site.config.settings.site, is_preview=self.facts.is_preview)

    def calendar(self, url: str, title: str) -> Feed | None:
        """Give a calendar by its URL; None where no calendars are made."""
        return make_calendar(self.site.config.settings.site.url, url, title) if "ics" in self.copies else None

    def calendar_of(self, page: Page) -> Feed | None:
        """Give the calendar of a person or a department."""
        return self.calendar(name_calendar(self.cards.of(page).url), f"Calendar of {page.title}")

    def once(self, name: str, make: Callable[["Index"], T]) -> T:
        """Give what several pages take from the whole site, made once; each notes what was read for it."""
        if name not in self.made:
            with self.trace.record() as facts:
                made = make(self)
            self.made[name] = (made, frozenset(facts))
        found, read = self.made[name]
        for fact in read:
            self.trace.note(fact)
        return cast(T, found)

    def iter_due(self) -> Iterator[DueItem]:
        """Yield everything that is owed."""
        for each in self.plans.values():
            yield from each.due
        yield from self.readings_due.values()


def make_index(facts: Facts, tools: Tools | None = None, salt: bytes = b"") -> Index:
    """Look a site up once; what its plans name is remembered under the salt."""
    trace = Trace()
    noting = note_facts(facts, trace)
    cards, plain = Cards(noting.site), make_speaker(facts.site)
    speaker = note_titles(plain, trace)
    tools = tools or Tools()
    plans = Plans(facts.site.initiatives, PlanMaker(noting, cards, speaker), trace, tools.cache)
    tables = list_tables(facts, plain)
    kind = "plan preview" if facts.is_preview else "plan"
    memos, ledger = tools.open_memos(kind, salt), Ledger(dict(tables))
    plans.settle(memos, ledger, tools.progress)
    tools.save(memos)
    roadmaps = _count_lanes(facts, plans.namings.values())
    readings_due = _list_readings(facts, cards, plans.namings)
    parts = Reverse("part", plans, turn_around(plans.namings, lambda each: each.named), PartPicker().pick)
    owing = turn_around(plans.namings, lambda each: each.owing)
    due = Reverse("due", plans, owing, pick_due, _group_by_who(readings_due))
    index = Index(
        facts=noting,
        chrome=make_chrome(facts),
        cards=cards,
        finder=Finder(facts.site.config, facts.today, speaker, frozenset(each.code for each in facts.hidden)),
        plans=plans,
        marks=FromPlans(plans, list_marks),
        parts=parts,
        due=due,
        readings_due=Noted("reading", readings_due, trace),
        roadmaps=Noted("roadmap", roadmaps, trace),
        by_url=Noted("url", {page.url: page.key for page in facts.site.pages.values() if page.url}, trace),
        trace=trace,
        ledger=Ledger(tables, dict(ledger.known)),
        texts=Parts(trace, tools.cache, {key: each.digest for key, each in facts.site.pages.items()}),
    )
    tables |= {"plan": plans.tell, "part": parts.tell, "due": due.tell}
    tables["roadmap"] = list_digests(roadmaps, hash_value)
    tables["reading"] = list_digests(readings_due, hash_value)
    return index


def _count_lanes(facts: Facts, namings: Iterable[Naming]) -> dict[str, int]:
    """Count the lanes of each department, by its key, where all lanes are too many for one roadmap."""
    lanes = Counter(each.lane_of for each in namings if each.lane_of)
    return dict(lanes) if lanes.total() > facts.sizes["lanes"].most else {}


def _group_by_who(readings_due: Mapping[str, DueItem]) -> dict[str, tuple[DueItem, ...]]:
    grouped: dict[str, tuple[DueItem, ...]] = defaultdict(tuple)
    for item in readings_due.values():
        if item.who:
            grouped[item.who.key] += (item,)
    return dict(grouped)


def _list_readings(facts: Facts, cards: Cards, namings: Mapping[str, Naming]) -> dict[str, DueItem]:
    """List the reading that each collector owes next, of metrics that a plan under way uses."""
    owed = {}
    used = frozenset(key for each in namings.values() if each.is_active for key in each.named)
    for page in facts.site.list_kind("metric"):
        day = find_next_reading(page, facts.today)
        if day and page.key in used and page.data.collector:
            card = cards.of(page)
            owed[page.key] = DueItem(
                day=day,
                kind="reading",
                title=f"Enter the reading of {card.title}",
                about=card,
                url=f"{card.url}#at.readings",
                who=cards.person(page.data.collector),
                group=find_group(day, facts.today, resting=False),
                when=words.say_distance(day, facts.today),
            )
    return owed


def find_next_reading(page: Page, today: date) -> date | None:
    """Give the day by which the next reading is wanted: one cadence after the last.

    It counts as late only when two cadences have passed, as for the rule reading-stale; till then it is
    wanted today.
    """
    step = STEPS_OF_CADENCE.get(page.data.cadence or "")
    past = [each.date for each in page.readings if each.date <= today]
    if step is None or not past:
        return None
    day = past[-1] + timedelta(days=step)
    is_stale = past[-1] + timedelta(days=2 * step) < today
    return day if is_stale else max(day, today)


def make_chrome(facts: Facts) -> Chrome:
    """Give what stands around every page."""
    settings = facts.site.config.settings.site
    nav = [
        NavItem("Home", "index.html", "home"),
        NavItem("Initiatives", "initiatives.html", "initiatives"),
        NavItem("Roadmap", "roadmap.html", "roadmap"),
        NavItem("Reviews", "reviews.html", "reviews"),
        NavItem("Metrics", "metrics.html", "metrics"),
        NavItem("People", "people.html", "people"),
        NavItem("Departments", "departments.html", "departments"),
        NavItem("Method", "method.html", "method"),
        NavItem("Check", "check.html", "check"),
    ]
    foot = [
        NavItem("For the meeting", "meeting.html", "meeting"),
        NavItem("What changed", "changes.html", "changes"),
        NavItem("All pages, A to Z", "search.html", "titles"),
        NavItem("The rules", "rules.html", "rules"),
    ]
    for entry in settings.navigation:
        page = find_named(facts.site.pages, entry.page)
        if page and page.url:
            (foot if entry.place == "footer" else nav).append(
                NavItem(entry.title, quote_path(page.url), page.key)
            )
    return Chrome(
        name=settings.name,
        organisation=settings.organisation,
        language=settings.language,
        nav=tuple(nav),
        foot=tuple(foot),
        styles=facts.styles,
        scripts=facts.scripts,
        theme_script=facts.theme_script,
        tables_script=facts.tables_script,
        icon=facts.icon,
        preload=facts.preload if settings.url else (),
        search=settings.search,
        is_preview=facts.is_preview,
        found=say_found(facts.report) if facts.is_preview else "",
        logo=facts.logo,
        logo_dark=facts.logo_dark,
        feeds=() if facts.is_preview else list_feeds(settings.url, settings.copies),
    )


def say_found(report: Report) -> str:
    """Say what the check found, for the mark of a preview: 2 errors and 1 warning."""
    counted = ((report.count(each), words.SEVERITY[each.word].lower()) for each in reversed(Severity))
    return join(count(number, noun) for number, noun in counted if number) or "nothing"


def link_up(title: str, url: str) -> tuple[Card, ...]:
    """Give the way up from a page to the list it belongs to."""
    return (Card(title, url),)
