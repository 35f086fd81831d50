"""Calendars: one for all, one for each person and each department.

In: the index. Out: outputs in iCalendar (RFC 5545): days without a time, which block nobody's day. A UID is
made of a page's first id and the item's, so that it outlives a new id and every new day; a moved day counts
up SEQUENCE; DTSTAMP is the day of the newest fact, so that no file changes because a night has passed.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from uuid import UUID, uuid5

from playbook.exports.clean import clean, clean_line
from playbook.exports.event import MARKED, Event, list_events, list_sources
from playbook.exports.shown import list_pages
from playbook.publish import Output
from playbook.view import Index, words
from playbook.view.feed import ALL_REVIEWS, join_address, name_calendar

SPACE = UUID("8b0ac6b4-6d3c-5b5c-9b1e-2f3c1d6a7e90")
"""The namespace of the UIDs; another one would double every event of those who have subscribed."""

LONGEST = 75  # octets of a line, without its end
STATUS = {"planned": "CONFIRMED", "done": "CONFIRMED", "uncertain": "TENTATIVE", "cancelled": "CANCELLED"}
PREFIX = {"done": "✓ ", "cancelled": "Cancelled: ", "uncertain": "", "planned": ""}
NOBODY = (
    ("BEGIN", "VTIMEZONE"), ("TZID", "UTC"), ("BEGIN", "STANDARD"), ("DTSTART", "19700101T000000"),
    ("TZOFFSETFROM", "+0000"), ("TZOFFSETTO", "+0000"), ("END", "STANDARD"), ("END", "VTIMEZONE"),
)  # fmt: skip
"""What stands in a calendar without events: RFC 5545 wants at least one component."""

ALL = "all"
Line = tuple[str, str]
Written = tuple[date, str, bytes]
"""An event's day, its name and its lines."""


def export_calendars(index: Index) -> Iterator[Output]:
    """Write the calendar of all, of each person and of each department."""
    own, site = _sort_out(index), index.site.config.settings.site
    yield write_calendar(ALL_REVIEWS, site.name, own[ALL])
    for kind in ("person", "department"):
        for page in list_pages(index, kind):
            yield write_calendar(name_calendar(page.url), f"{page.title} · {site.name}", own[page.key])


def _sort_out(index: Index) -> dict[str, list[Written]]:
    """Give to a person what is his or hers, to a department the days of the plans that hit it, to all the
    days of all plans; each event is written once, those of a plan are remembered."""
    own: dict[str, list[Written]] = defaultdict(list)
    for key in list_sources(index):
        for calendars, day, name, body in json.loads(
            index.texts.text("ics", key, partial(_write_source, index, key))
        ):
            written = (date.fromisoformat(day), name, body.encode())
            for calendar in calendars:
                own[calendar].append(written)
    return own


def _write_source(index: Index, key: str) -> str:
    """Write the events of a plan or a metric, each with the calendars in which it stands."""
    base, departments = index.site.config.settings.site.url, _list_departments(index, key)
    return json.dumps(
        [
            (
                _list_calendars(each, departments),
                each.day.isoformat(),
                each.name,
                write_event(base, each).decode(),
            )
            for each in list_events(index, key)
        ]
    )


def _list_calendars(event: Event, departments: list[str]) -> list[str]:
    own = [event.who.key] if event.who else []
    return [*own, ALL, *departments] if event.kind in MARKED else own


def _list_departments(index: Index, key: str) -> list[str]:
    facts = index.plans.get(key)
    if facts is None:
        return []
    plan = facts.case.plan
    named = dict.fromkeys(filter(None, (plan.department, *plan.affects)))
    return [f"department/{each}" for each in named]


def write_calendar(path: str, name: str, events: list[Written]) -> Output:
    """Write one calendar, its events by day."""
    head = (
        ("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//playbook//calendar 1//EN"),
        ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH"), ("NAME", escape(name)),
        ("X-WR-CALNAME", escape(name)), ("REFRESH-INTERVAL;VALUE=DURATION", "P1D"),
        ("X-PUBLISHED-TTL", "P1D"), *(() if events else NOBODY),
    )  # fmt: skip
    bodies = (body for _, _, body in sorted(events))
    return Output(path, b"".join([_write(head), *bodies, _write((("END", "VCALENDAR"),))]))


def write_event(base: str, event: Event) -> bytes:
    """Write one event."""
    return _write(_list_lines(base, event))


def _write(lines: Iterable[Line]) -> bytes:
    return b"".join(fold(f"{key}:{value}") for key, value in lines)


def _list_lines(base: str, event: Event) -> Iterator[Line]:
    yield "BEGIN", "VEVENT"
    yield "UID", str(uuid5(SPACE, clean(event.name)))
    yield "DTSTAMP", f"{event.stamp:%Y%m%d}T000000Z"
    yield "DTSTART;VALUE=DATE", f"{event.day:%Y%m%d}"
    yield "SEQUENCE", str(len(event.moved.moves) if event.moved else 0)
    title = f"{clean_line(event.title)} ({clean_line(event.about.title)})"
    yield "SUMMARY", escape(f"{PREFIX[event.state]}{title}")
    yield "DESCRIPTION", escape(_describe(event))
    yield "CATEGORIES", escape(words.DUE[event.kind])
    yield "STATUS", STATUS[event.state]
    yield "TRANSP", "TRANSPARENT"
    if base:
        yield "URL", clean_line(join_address(base, event.url))
    yield "END", "VEVENT"


def _describe(event: Event) -> str:
    said = [f"{words.DUE[event.kind]} of {event.about.title}"]
    said += [f"Who: {event.who.title}"] if event.who else []
    said += [f"First planned for {words.say_day(event.moved.was)}, {event.moved.text}"] if event.moved else []
    return "\n".join(map(clean_line, said))


def escape(text: str) -> str:
    """Write a text as a value: its own commas, semicolons, backslashes and line ends mean nothing."""
    for sign in "\\,;":
        text = text.replace(sign, f"\\{sign}")
    return clean(text).replace("\n", "\\n")


def fold(line: str) -> bytes:
    """Write a content line: at most 75 octets in a row, never broken within a sign."""
    octets = line.encode()
    rows, start, room = [], 0, LONGEST
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:  # within a sign
            end -= 1
        rows.append(octets[start:end])
        start, room = end, LONGEST - 1  # a blank begins the next row
    return b"\r\n ".join([*rows, octets[start:]]) + b"\r\n"
