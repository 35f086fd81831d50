"""The fields of the other kinds of page that leave the site, of what is owed, found and linked.

In: a page with the index, a due item, a finding, a link. Out: `Field`s. An e-mail address leaves only where
the configuration says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from playbook.exports.field import Field, id_of
from playbook.exports.shown import find_calendar, find_markdown, list_pages, shows_email
from playbook.model.page import Page, Reading
from playbook.model.site import Backlink
from playbook.view import Index, words
from playbook.view.base import Card
from playbook.view.figure import Figure, measure_of


@dataclass(frozen=True, slots=True)
class Paged:
    """A page, and the index in which its names are looked up."""

    index: Index
    page: Page

    @property
    def card(self) -> Card:
        """The page's card."""
        return self.index.cards.of(self.page)

    @property
    def data(self) -> Any:
        """The front matter, typed."""
        return self.page.data

    def person(self, key: str) -> Card | None:
        """Give the person that a key of the front matter names."""
        return self.index.cards.person(getattr(self.data, key))

    @property
    def past(self) -> tuple[Reading, ...]:
        """The readings up to today."""
        return tuple(each for each in self.page.readings if each.date <= self.index.today)

    @property
    def next_reading(self) -> date | None:
        """The day by which the next reading is wanted, where somebody owes one."""
        owed = self.index.readings_due.get(self.page.key)
        return owed.day if owed else None


@dataclass(frozen=True, slots=True)
class Linked:
    """A page that names another, and how."""

    target: str
    back: Backlink


def list_paged(index: Index, kind: str) -> Iterator[Paged]:
    """Yield every page of a kind that is published."""
    yield from (Paged(index, page) for page in list_pages(index, kind))


def list_links(index: Index) -> Iterator[Linked]:
    """Yield which page names which, without the sentence in which it does."""
    pages = index.site.pages
    for key, links in sorted(index.site.backlinks.items()):
        made = dict.fromkeys((each.page, each.role) for each in links)
        yield from (Linked(key, Backlink(*each)) for each in made if key in pages and pages[key].url)


def _read_now(it: Paged) -> Figure | None:
    return measure_of(it.page).figure(it.past[-1].value) if it.past else None


def _read_email(it: Paged) -> str:
    return it.data.email if shows_email(it.index) else ""


ID = Field("id", "text", "Its id", lambda it: it.page.id)
TITLE = Field("title", "text", "Its title", lambda it: it.page.title)
NAME = Field("title", "text", "The person's name", lambda it: it.page.title)
URL = Field("url", "url", "Its page", lambda it: it.card.url)
MARKDOWN = Field("markdown", "url", "Its page as Markdown", lambda it: find_markdown(it.index, it.card))
CALENDAR = Field("calendar", "url", "Its calendar", lambda it: find_calendar(it.index, it.card))
ORDER = Field("order", "number", "Its place among its neighbours", lambda it: it.data.order)

READING = (
    Field("date", "day", "The day", lambda it: it.date),
    Field("value", "number", "The value in the metric's unit", lambda it: it.value),
    Field("note", "text", "A word on it", lambda it: it.note),
)
METRIC = (
    ID, TITLE, URL, MARKDOWN,
    Field("unit", "text", "What a value counts", lambda it: it.data.unit),
    Field("direction", "word", "Which way is good", lambda it: it.data.direction, tuple(words.DIRECTION)),
    Field("kind", "word", "What it measures", lambda it: it.data.kind, tuple(words.METRIC_KIND)),
    Field("definition", "text", "How it is counted", lambda it: it.data.definition),
    Field("source", "text", "Where it is read", lambda it: it.data.source),
    Field("collector", "page", "The person who reads it", lambda it: it.person("collector")),
    Field("cadence", "word", "How often it is read", lambda it: it.data.cadence, tuple(words.CADENCE)),
    Field("decimals", "number", "How many decimals are shown", lambda it: it.data.decimals),
    Field("now", "figure", "The newest reading", _read_now),
    Field("now-date", "day", "Its day", lambda it: it.past[-1].date if it.past else None),
    Field("next-reading", "day", "When the next one is wanted", lambda it: it.next_reading),
    Field("readings", "records", "All readings, oldest first", lambda it: it.page.readings, parts=READING),
)  # fmt: skip
PERSON = (
    ID, NAME, URL, MARKDOWN, CALENDAR,
    Field("role", "text", "What the person does", lambda it: it.data.role),
    Field(
        "department",
        "page",
        "Where the person works",
        lambda it: it.index.cards.find("department", it.data.department),
    ),
    Field("email", "text", "The address, only with `publish-email`", _read_email),
    Field("deputy", "page", "Who stands in", lambda it: it.person("deputy")),
    Field("left", "day", "When the person left", lambda it: it.data.left),
)  # fmt: skip
DEPARTMENT = (
    ID, TITLE, URL, MARKDOWN, CALENDAR,
    Field("head", "page", "The person who heads it", lambda it: it.person("head")),
)  # fmt: skip
METHOD = (
    ID, TITLE, URL, MARKDOWN,
    Field("stage", "text", "The stage that it guides", lambda it: it.data.stage),
    ORDER,
)  # fmt: skip
PROSE = (
    ID, TITLE, URL, MARKDOWN, ORDER,
    Field("tags", "texts", "Words for it", lambda it: it.data.tags),
)  # fmt: skip
DUE = (
    Field("due", "day", "Until when", lambda it: it.day),
    Field("group", "word", "How near that is", lambda it: it.group, tuple(words.GROUP)),
    Field("kind", "word", "What is owed", lambda it: it.kind, tuple(words.DUE)),
    Field("title", "text", "The thing in words", lambda it: it.title),
    Field("person", "page", "Who owes it", lambda it: it.who),
    Field("about", "page", "The page that it stands on", lambda it: it.about),
    Field("about-kind", "word", "The kind of that page", lambda it: it.about.kind, tuple(words.KIND)),
    Field("url", "url", "Its place", lambda it: it.url),
    Field("first-due", "day", "The day first promised, where it moved", lambda it: it.moved and it.moved.was),
    Field("draft", "flag", "Whether the plan is a draft", lambda it: it.is_draft),
)
FINDING = (
    Field(
        "severity",
        "word",
        "How bad, or how it is accepted",
        lambda it: it.finding.tone,
        tuple(words.SEVERITY),
    ),
    Field("code", "text", "The rule's code", lambda it: it.finding.code),
    Field("rule", "text", "The rule's name", lambda it: it.finding.name),
    Field("message", "text", "What is wrong", lambda it: it.finding.message),
    Field("help", "text", "What would satisfy", lambda it: it.finding.help),
    Field("about", "page", "The page that it is on", lambda it: it.card if it.card.url else None),
    Field("about-kind", "text", "The kind of that page", lambda it: it.card.kind if it.card.url else ""),
    Field("item", "text", "The thing on the page", lambda it: it.finding.item),
    Field("place", "text", "The file and line", lambda it: it.finding.place),
    Field("waived", "text", "Why it is accepted", lambda it: it.finding.reason),
    Field("until", "day", "Until when it is", lambda it: it.finding.until),
)
LINK = (
    Field("from", "text", "The page that names another, by kind and id", lambda it: it.back.page),
    Field("to", "text", "The page named, by kind and id", lambda it: it.target),
    Field("role", "text", "As what; nothing for a link in prose", lambda it: it.back.role),
)
OWED = (
    Field("id", "text", "The person's id", lambda it: id_of(it.card)),
    NAME,
    URL,
    CALENDAR,
    Field("email", "text", "The address, only with `publish-email`", _read_email),
)
"""A person in the list of what is due."""
