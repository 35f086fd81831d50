"""No page says what another page, or another line of it, denies: one late plan in every status."""

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Any

import pytest

from playbook.pipeline import Judgement
from playbook.view import View, build_views
from playbook.view.reviews import ReviewsView
from tests.contradictions import TODAY, make_playbook
from tests.rendered import Seen, make_facts, render, see
from tests.sites import judge_files
from tests.views import pick

NO_LATE = ("days late", "overdue", "no answer yet")
"""What is said of things that somebody waits for."""


@pytest.fixture(scope="module")
def judgement(tmp_path_factory: pytest.TempPathFactory) -> Judgement:
    """Check the playbook."""
    return judge_files(tmp_path_factory.mktemp("site"), make_playbook(), TODAY)


@pytest.fixture(scope="module")
def site(judgement: Judgement) -> dict[str, bytes]:
    """Render the playbook."""
    return render(judgement)


@pytest.fixture(scope="module")
def views(judgement: Judgement) -> Sequence[View]:
    """Build its views."""
    return list(build_views(make_facts(judgement)))


def read(site: dict[str, bytes], path: str) -> Seen:
    """Parse a page."""
    return see(path, site[path])


def list_classes(page: Seen) -> set[str]:
    """List the classes that some element of a page has."""
    return {name for each in page.tree.iter() for name in each.get("class", "").split()}


def list_rows(site: dict[str, bytes], name: str, plan: str) -> list[dict[str, str]]:
    """List the rows of a table that are a plan's."""
    rows = csv.DictReader(io.StringIO(site[f"data/{name}.csv"].decode("utf-8-sig")))
    return [each for each in rows if each["initiative"] == plan]


def find_plan(site: dict[str, bytes], plan: str) -> Any:
    """Find a plan in the machine copy."""
    found = json.loads(site["site.json"])["initiatives"]
    return next(each for each in found if each["id"] == plan)


@pytest.mark.parametrize("plan", ["stopped", "paused"])
def test_nothing_is_late_on_the_page_of_a_plan_that_was_stopped_or_rests(
    site: dict[str, bytes], plan: str
) -> None:
    page = read(site, f"initiative/{plan}.html")
    assert not [each for each in NO_LATE if each in page.text.lower()]
    assert not {"late", "m-late", "m-overdue"} & list_classes(page)
    late = read(site, "initiative/running.html")
    assert all(each in late.text.lower() for each in NO_LATE)
    assert {"late", "m-late", "m-overdue"} <= list_classes(late)


@pytest.mark.parametrize(("plan", "state"), [("stopped", "off"), ("paused", "resting")])
def test_the_machine_copies_call_nothing_of_it_overdue(site: dict[str, bytes], plan: str, state: str) -> None:
    assert {each["state"] for each in list_rows(site, "milestones", plan)} == {state}
    reviews = {each["state"] for each in list_rows(site, "reviews", plan)}
    assert reviews == ({"held", "off"} if plan == "stopped" else {"held", "resting", "due"})
    assert "overdue" not in json.dumps(find_plan(site, plan))


def test_a_stopped_plan_says_what_was_not_done(site: dict[str, bytes]) -> None:
    text = read(site, "initiative/stopped.html").text
    for said in ("Called off", "Not answered", "Not sent", "open, due 20 Aug 2026"):
        assert said in text.replace("\xa0", " "), said


def test_a_paused_plan_says_what_rests(site: dict[str, bytes]) -> None:
    text = read(site, "initiative/paused.html").text.replace("\xa0", " ")
    for said in (
        "Rests, needed 1 Mar 2026",
        "Rests, due 1 Mar 2026",
        "rests, due 20 Aug 2026",
        "1 Jul 2026, rests",
    ):
        assert said in text, said


def test_what_falls_into_a_pause_is_not_demanded(site: dict[str, bytes]) -> None:
    owed = [each for person in json.loads(site["due.json"])["people"] for each in person["due"]]
    assert [each for each in owed if each["about"] == "running" and each["due"] == "2026-12-10"]
    assert not [each for each in owed if each["about"] == "paused"]
    held = [
        each
        for each in read(site, "meeting.html").every("section")
        if each.get("aria-labelledby") == "at.reviews"
    ]
    text = "".join(held[0].itertext())
    assert "The running one" in text
    assert "The paused one" not in text


def test_only_plans_that_went_live_are_said_to_have(site: dict[str, bytes], views: Sequence[View]) -> None:
    chains = pick(views, ReviewsView).chains
    assert {each.plan.card.key for each in chains} == {"initiative/live", "initiative/sustained"}
    told = set(re.findall(r"The (\w+) one: went live", site["changes.atom"].decode()))
    assert told == {"live", "sustained"}


def test_the_reviews_of_a_chain_stand_in_order_of_date(views: Sequence[View]) -> None:
    chains = pick(views, ReviewsView).chains
    days = [[str(each.held or each.due) for each in chain.reviews] for chain in chains]
    assert days == [sorted(each) for each in days]
    assert [each.text for each in chains] == ["Slipping, holding, one overdue"] * 2


def test_the_tracker_names_the_review_that_is_overdue_the_longest(site: dict[str, bytes]) -> None:
    text = read(site, "initiative/running.html").text
    assert "Review1 Jun 2026, 175 days late" in text


def test_no_unit_and_no_title_loses_its_capitals(site: dict[str, bytes]) -> None:
    for path in ("reviews.html", "meeting.html"):
        text = read(site, path).text
        assert "mwh" not in text, path
        assert not re.search(r"coalition \d|follow-through \d", text), path


def test_the_declared_health_is_not_of_an_update_to_come(site: dict[str, bytes]) -> None:
    page = read(site, "initiative/running.html")
    [declared] = [each for each in page.every("div") if "v-declared" in each.get("class", "")]
    assert "On track" in "".join(declared.itertext())
    copied = site["initiative/running.md"].decode()
    assert "2026-11-01: fine" in copied
    assert "not yet" not in copied


def test_a_missed_target_is_not_all_of_the_way(site: dict[str, bytes]) -> None:
    text = read(site, "initiative/running.html").text
    assert "99% of the way; it was due on 1 Nov 2026" in text
    assert "100% of the way" not in text


def test_a_number_that_is_rounded_to_nothing_has_no_sign(site: dict[str, bytes]) -> None:
    text = read(site, "metric/waiting.html").text.replace("\xa0", " ")
    assert "0 MWh" in text
    assert not re.search(r"[−+]0 MWh", text)


def test_what_moved_has_one_name_on_every_page_and_in_the_feed(site: dict[str, bytes]) -> None:
    fed = site["changes.atom"].decode()
    meeting, changes = read(site, "meeting.html").text, read(site, "changes.html").text
    for name in ("The end of follow-through", "The first depot", "Waiting"):
        assert f"The running one: {name} " in fed, name
        assert name in meeting, name
        assert f"The running one: {name} " in changes, name
    assert "The running one: Waiting changed from 900 by 30 Oct 2026 to 1000 by 1 Nov 2026" in fed
    assert "Waiting" in "".join(
        "".join(each.itertext())
        for each in read(site, "initiative/running.html").every("section")
        if each.get("aria-labelledby") == "at.changes"
    )


def test_a_moved_end_of_follow_through_counts_up(site: dict[str, bytes]) -> None:
    events = site["calendar.ics"].decode().replace("\r\n ", "").split("BEGIN:VEVENT")
    ends = [each for each in events if "#at.until" in each]
    assert ends
    assert all("SEQUENCE:1" in each for each in ends)


def test_home_is_not_named_twice(site: dict[str, bytes]) -> None:
    assert b"<title>A &amp; B</title>" in site["index.html"]
    assert b"<title>Roadmap \xc2\xb7 A &amp; B</title>" in site["roadmap.html"]


@pytest.mark.parametrize("path", ["index.html", "initiative/running.html", "reviews.html", "person/ida.html"])
def test_every_table_of_a_page_has_a_name(site: dict[str, bytes], path: str) -> None:
    page = read(site, path)
    tables = page.every("table")
    assert tables
    for each in tables:
        named = each.get("aria-label") or each.get("aria-labelledby") in page.ids
        assert named or each.find("caption") is not None, each.attrib
