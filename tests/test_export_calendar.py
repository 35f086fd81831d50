"""Calendars: names that outlive new ids and new days, what is called off, bytes that do not age."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest

from playbook.exports import EXPORTS
from playbook.exports.calendar import fold
from playbook.view import Index, make_index
from tests.overlay import merge
from tests.plans import CRM, claim, waive
from tests.rendered import make_facts
from tests.sites import TODAY, judge_files, read_base
from tests.test_export_json import MOVED
from tests.variants import make_variant
from tests.views import look_up

URL = "\nurl = 'https://site.example/changes/'\n"


def read(index: Index) -> Mapping[str, list[Any]]:
    """Give the events of every calendar, read by another's reader."""
    found = {}
    for each in EXPORTS["ics"](index):
        calendar = icalendar.Calendar.from_ical(each.body)
        found[each.path] = list(calendar.walk("VEVENT"))
    return found


def say(event: Any) -> str:
    """Give an event's title."""
    return str(event["SUMMARY"])


def test_a_person_s_calendar_has_what_is_his_or_hers(tmp_path: Path) -> None:
    events = read(look_up(tmp_path))["person/tom-hale.ics"]
    assert [(each["DTSTART"].dt.isoformat(), say(each)) for each in events] == [
        ("2026-06-15", "Risk: The import of old deals is late (One CRM for every deal)"),
        ("2026-06-26", "All teams work in the CRM only (One CRM for every deal)"),
        ("2026-06-29", "Enter the reading of Average discount (Average discount)"),
    ]


def test_a_department_has_the_days_of_the_plans_that_hit_it(tmp_path: Path) -> None:
    found = read(look_up(tmp_path))
    titles = [say(each) for each in found["department/finance.ics"]]
    assert "Go-live (One CRM for every deal)" in titles
    assert "✓ Review 1 of Vision (One CRM for every deal)" in titles
    assert not [each for each in titles if each.startswith(("Risk", "Tell", "Enter"))]
    assert titles == [say(each) for each in found["calendar.ics"]]
    assert found["department/board.ics"] == []


def test_an_empty_calendar_is_one_all_the_same(tmp_path: Path) -> None:
    body = next(
        each.body for each in EXPORTS["ics"](look_up(tmp_path)) if each.path == "department/board.ics"
    )
    calendar = icalendar.Calendar.from_ical(body)
    assert [each.name for each in calendar.subcomponents] == ["VTIMEZONE"]


def test_every_day_is_whole_blocks_nobody_and_has_what_rfc_5545_asks_for(tmp_path: Path) -> None:
    index = look_up(tmp_path, config=URL)
    for path, events in read(index).items():
        names = [str(each["UID"]) for each in events]
        assert len(names) == len(set(names)), path
        for each in events:
            assert each["DTSTART"].params["VALUE"] == "DATE"
            assert type(each["DTSTART"].dt) is date
            assert each["DTSTAMP"].dt.isoformat().endswith("T00:00:00+00:00")
            assert str(each["TRANSP"]) == "TRANSPARENT"
            assert str(each["URL"]).startswith("https://site.example/changes/"), path


def test_without_an_address_no_event_has_one(tmp_path: Path) -> None:
    events = read(look_up(tmp_path))["calendar.ics"]
    assert events
    assert not [each for each in events if "URL" in each]


def name_all(index: Index) -> dict[str, str]:
    """Map the titles of all events to their UIDs."""
    return {say(each).removeprefix("✓ "): str(each["UID"]) for each in read(index)["calendar.ics"]}


def look_up_files(folder: Path, files: Mapping[str, str], today: date = TODAY) -> Index:
    return make_index(make_facts(judge_files(folder, files, today)))


def test_uids_outlive_a_new_id(tmp_path: Path) -> None:
    files = read_base()
    renamed = dict(files)
    text = renamed.pop(CRM)
    renamed["content/initiatives/one-crm.md"] = merge(text, "formerly:\n  - crm\n")
    renamed = {name: each.replace("[[crm]]", "[[one-crm]]") for name, each in renamed.items()}
    before, after = look_up_files(tmp_path / "a", files), look_up_files(tmp_path / "b", renamed)
    assert name_all(before) == name_all(after)
    assert len(name_all(before)) > 10


def test_a_moved_day_keeps_its_uid_and_counts_up(tmp_path: Path) -> None:
    title = "All teams work in the CRM only (One CRM for every deal)"
    before, after = look_up(tmp_path / "a"), look_up(tmp_path / "b", MOVED)
    assert name_all(before)[title] == name_all(after)[title]
    (event,) = [each for each in read(after)["calendar.ics"] if say(each) == title]
    assert event["SEQUENCE"] == 1
    assert "First planned for 12 Jun 2026, moved once" in str(event["DESCRIPTION"])


def test_two_things_of_one_name_have_two_uids(tmp_path: Path) -> None:
    fragment = "risks:\n  - risk: Late\n    owner: tom-hale\n    due: 2026-06-15\n"
    index = look_up(tmp_path, fragment + "  - risk: Late\n    owner: tom-hale\n    due: 2026-06-16\n")
    events = [each for each in read(index)["person/tom-hale.ics"] if say(each).startswith("Risk: Late")]
    assert len({str(each["UID"]) for each in events}) == 2


ASKS = """stages:
  coalition:
    members:
      - person: tom-hale
        ask: A word
        needed: 2026-06-10
      - person: tom-hale
        ask: A word
        needed: 2026-06-11
"""


def test_two_asks_alike_have_two_uids(tmp_path: Path) -> None:
    events = [each for each in read(look_up(tmp_path, ASKS))["person/tom-hale.ics"] if "A word" in say(each)]
    assert len({str(each["UID"]) for each in events}) == len(events) == 2


@pytest.mark.parametrize(
    ("fragment", "status"),
    [
        ("", "CONFIRMED"),
        ("status: draft\n", "TENTATIVE"),
        (claim("paused"), "TENTATIVE"),
        (claim("stopped"), "CANCELLED"),
    ],
    ids=["running", "draft", "paused", "stopped"],
)
def test_what_is_open_stands_as_its_plan_does(tmp_path: Path, fragment: str, status: str) -> None:
    events = {say(each): each for each in read(look_up(tmp_path, fragment))["calendar.ics"]}
    start = "Cancelled: " if status == "CANCELLED" else ""
    assert str(events[f"{start}Review 2 of Goals (One CRM for every deal)"]["STATUS"]) == status
    assert str(events["✓ Review 1 of Goals (One CRM for every deal)"]["STATUS"]) == "CONFIRMED"


def test_a_milestone_that_is_no_longer_wanted_is_called_off(tmp_path: Path) -> None:
    fragment = "milestones:\n  - id: gone\n    title: Gone\n    due: 2026-06-12\n"
    fragment += "    cancelled:\n      date: 2026-05-30\n      reason: Too dear\n"
    (event,) = [each for each in read(look_up(tmp_path, fragment))["calendar.ics"] if "Gone" in say(each)]
    assert (say(event), str(event["STATUS"])) == ("Cancelled: Gone (One CRM for every deal)", "CANCELLED")


@pytest.mark.parametrize("name", ["full", "paused", "own method"])
@pytest.mark.parametrize("days", [1, 40, 400])
def test_no_calendar_changes_because_a_night_has_passed(tmp_path: Path, name: str, days: int) -> None:
    files = make_variant(name)
    now = look_up_files(tmp_path / "a", files)
    later = look_up_files(tmp_path / "b", files, TODAY + timedelta(days=days))
    assert list(EXPORTS["ics"](now)) == list(EXPORTS["ics"](later))


def test_a_waiver_s_end_is_in_the_owner_s_calendar(tmp_path: Path) -> None:
    events = read(look_up(tmp_path, waive("vision-too-long")))["person/maya-okafor.ics"]
    assert "Waiver of vision-too-long ends (One CRM for every deal)" in [say(each) for each in events]


@pytest.mark.parametrize("sign", ["x", "é", "€", "👩"], ids=["1 octet", "2", "3", "4"])
@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 400])
def test_lines_are_folded_at_75_octets_and_never_within_a_sign(sign: str, length: int) -> None:
    text = sign * length
    rows = fold(text).removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, rows)) <= 75
    assert rows[0].decode() + "".join(each.decode()[1:] for each in rows[1:]) == text
    assert all(each.startswith(b" ") for each in rows[1:])
    assert (len(rows) > 1) == (len(text.encode()) > 75)
